"""Who reads and writes what weapons are on board."""

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Department


class NotYourWeapons(Refusal):
    """A declaration of weapons is need-to-know."""

    says = _("Weapons on board are for the airport's desk and for who serves the delegation.")
    status = 403


def airport_desk(by: Actor) -> int | None:
    """Return the department that works at the airport, as the event's policy names it.

    None where this person sits at no desk: nobody has to look. One query for who does.
    """
    if Right.SEE_ROUTES not in by.at_desk or by.event_id is None:
        return None
    event = Event.objects.get(pk=by.event_id)
    desks = Department.objects.filter(event=event, code=event.policy.get("airport_desk", "GH"))
    return desks.values_list("pk", flat=True).first()


def may_read_weapons(by: Actor, party_id: int, desk: int | None) -> bool:
    """Tell whether weapons on board are for this person. desk: of `airport_desk`."""
    at_desk = desk is not None and by.may_at(Right.SEE_ROUTES, desk)
    return at_desk or by.may_for(Right.SEE_ROUTES, party_id) or "house" in by.roles
