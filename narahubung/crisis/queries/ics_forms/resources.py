"""Who came and what with: 211 (check-in list), and the lines of 201 and 214 about them."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from narahubung.crisis.models import CheckIn
from narahubung.crisis.queries.ics import Block, Ground, IcsForm
from narahubung.crisis.queries.ics_forms.blocks import filled, incident_name, with_role


def check_in_list(on: Ground) -> IcsForm:
    """Return form 211."""
    begins = on.row.crisis_since or on.row.reported_at
    return filled(
        "211",
        on,
        [
            incident_name("1", on),
            Block(number="2", title=_("Incident number"), text=str(on.row.number)),
            Block(
                number="3",
                title=_("Check-in location"),
                text=on.brief.check_in_place,
                empty=_("No place is named where agencies report."),
            ),
            Block(number="4", title=_("Start date/time"), text=on.when(begins)),
            Block(
                number="5-16",
                title=_("Check-in information"),
                heads=[
                    "5. " + _("Person/resource, agency"),
                    "6. " + _("Order no."),
                    "7. " + _("Check-in"),
                    "8. " + _("Leader"),
                    "9. " + _("People"),
                    "10. " + _("Contact"),
                    "11. " + _("Home unit"),
                    "12. " + _("Departure point"),
                    "13. " + _("Travel"),
                    "14. " + _("Assignment"),
                    "15. " + _("Other qualifications"),
                    "16. " + _("Data sent by"),
                ],
                rows=[_came(on, one) for one in on.check_ins if one.arrived_at],
                widths=[1.6, 0, 1, 1, 0, 1.1, 1, 1, 0.8, 1.2, 1, 0.8],
                empty=_("Nobody has checked in yet."),
            ),
            on.prepared("17"),
        ],
        wide=True,
    )


def resource(on: Ground, one: CheckIn) -> list[str]:
    """Return its line in the resource summary of 201."""
    state = (
        pgettext("people", "left")
        if one.left_at
        else _("here")
        if one.arrived_at
        else pgettext("people", "expected")
    )
    notes = ", ".join(part for part in (one.assignment, state) if part)
    arrived = on.when(one.arrived_at)
    what = with_role(one.who, one.agency)
    return [what, one.order_no, on.when(one.ordered_at), on.when(one.expected_at), arrived, notes]


def _came(on: Ground, one: CheckIn) -> list[str]:
    left = _("left {at}").format(at=on.when(one.left_at)) if one.left_at else ""
    return [
        ", ".join(part for part in (one.who, one.role, one.agency) if part),
        one.order_no,
        on.when(one.arrived_at),
        one.leader,
        str(one.people),
        one.contact,
        one.home,
        one.came_from,
        one.came_by,
        ", ".join(part for part in (one.assignment, left) if part),
        one.skills,
        one.by_name,
    ]


def assigned(on: Ground) -> list[list[str]]:
    """Return who is assigned, for 214."""
    rows = [[role.person, role.name, role.agency or "-"] for role in on.roles if role.person]
    here = [one for one in on.check_ins if one.arrived_at and not one.left_at]
    return rows + [[one.who, one.assignment or one.role or "-", one.agency or "-"] for one in here]
