"""The six ICS forms the liaison keeps, block by block in the order of FEMA's booklet (502-2)."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist

from narahubung.crisis.models import GeneralMessage
from narahubung.crisis.queries.ics import Ground, IcsForm, ground
from narahubung.crisis.queries.ics_forms.blocks import log_of
from narahubung.crisis.queries.ics_forms.briefing import activity_log, briefing
from narahubung.crisis.queries.ics_forms.messages import general_message
from narahubung.crisis.queries.ics_forms.organization import communications, organization
from narahubung.crisis.queries.ics_forms.resources import check_in_list
from narahubung.kit.actor import Actor

_FORMS: dict[str, Callable[[Ground], IcsForm]] = {
    "201": briefing,
    "203": organization,
    "205A": communications,
    "211": check_in_list,
    "214": activity_log,
}


class NoSuchForm(ObjectDoesNotExist):
    """No form of that number is kept for a whole incident."""


def ics_form(*, code: str, number: int, by: Actor, at: datetime, of: str = "") -> IcsForm:
    """Return a form of an incident. of: whose log (214), by name; "": everybody's.

    Raises NoSuchForm; Incident.DoesNotExist.
    """
    makes = _FORMS.get(code)
    if makes is None:
        raise NoSuchForm(code)
    on = ground(number=number, by=by, at=at)
    return activity_log(on, of) if code == "214" else makes(on)


def message_form(*, message_id: int, by: Actor, at: datetime) -> IcsForm:
    """Return a general message as form 213. Raises GeneralMessage.DoesNotExist."""
    rows = GeneralMessage.objects.visible_to(by).select_related("incident")
    row = rows.get(pk=message_id)
    return general_message(ground(number=row.incident.number, by=by, at=at), row)


def log_names(*, number: int, by: Actor, at: datetime) -> list[str]:
    """Return who did anything in an incident. Raises Incident.DoesNotExist."""
    on = ground(number=number, by=by, at=at)
    return sorted({line.by for line in log_of(on)})
