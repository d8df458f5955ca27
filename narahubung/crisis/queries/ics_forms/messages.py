"""One form for each message: 213."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from narahubung.crisis.models import GeneralMessage
from narahubung.crisis.queries.ics import Block, Ground, IcsForm
from narahubung.crisis.queries.ics_forms.blocks import filled, incident_name, with_role


def general_message(on: Ground, row: GeneralMessage) -> IcsForm:
    """Return form 213."""
    replied = [
        (_("Name"), row.replied_by),
        (pgettext("person", "Position"), row.replied_role or "-"),
        (_("Date/time"), on.when(row.replied_at)),
    ]
    approved = [
        (_("Name"), row.approved_by),
        (pgettext("person", "Position"), row.approved_role or "-"),
        (_("Date/time"), on.when(row.approved_at)),
    ]
    when = on.when(row.written_at).rsplit(" ", 2)
    return filled(
        "213",
        on,
        [
            incident_name("1", on),
            Block(
                number="2",
                title=pgettext("message", "To"),
                text=with_role(row.to_name, row.to_role),
            ),
            Block(number="3", title=_("From"), text=with_role(row.from_name, row.from_role)),
            Block(number="4", title=_("Subject"), text=row.subject),
            Block(number="5", title=_("Date"), text=when[0]),
            Block(number="6", title=_("Time"), text=on.clock(row.written_at)),
            Block(number="7", title=_("Message"), text=row.text),
            Block(
                number="8",
                title=_("Approved by"),
                pairs=approved if row.approved_at else [],
                empty=_("Not approved yet."),
            ),
            Block(
                number="9",
                title=pgettext("message", "Reply"),
                text=row.reply,
                empty=_("No reply yet."),
            ),
            Block(
                number="10",
                title=_("Replied by"),
                pairs=replied if row.replied_at else [],
                empty=_("No reply yet."),
            ),
        ],
    )
