"""What a delegation needs at once becomes a need, with owner and clock."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.models import Incident, UrgentKind, UrgentNeed
from narahubung.crisis.rules.incidents import check_open
from narahubung.crisis.words_actions import URGENT
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.needs import commands as needs
from narahubung.needs.models import Need, Priority
from narahubung.parties.models import Party

# By which word of the event's routes it finds its desk.
CATEGORIES = {
    "medical": "medical",
    "transport": "vehicle",
    "shelter": "room",
    "interpreter": "interpreter",
    "word": "briefing",
}


@command
def ask_urgent(
    *,
    incident_id: int,
    party_id: int,
    urgent: str,
    quantity: int = 1,
    place: str = "",
    text: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> UrgentNeed:
    """Ask for it in the delegation's name, critical: it finds its desk and its clock runs.

    text: what else is to be said, for who answers it. Raises IncidentIsOver, NotHowMany;
    Incident.DoesNotExist, Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _incident(by, incident_id, party_id)
        check_open(row)
        party = Party.objects.visible_to(by).get(pk=party_id)
        kind = UrgentKind(urgent)
        said = text.strip()
        # Who works on a crisis asks in the name of any delegation, only here and for this.
        asking = replace(by, everywhere=by.everywhere | {Right.RAISE_NEED})
        pk = needs.raise_need(
            party_id=party.pk,
            text=said or in_both(lambda: URGENT[kind.value]),
            priority=Priority.CRITICAL,
            quantity=quantity,
            place=place,
            category=CATEGORIES[kind.value],
            by=asking,
            at=at,
        )
        made = UrgentNeed.objects.create(
            event_id=row.event_id,
            incident=row,
            party=party,
            kind=kind.value,
            needed=quantity,
            place=place.strip(),
            need=Need.objects.get(pk=pk),
            at=at,
        )
        record(
            entries.UrgentAsked(
                **about(row), party_id=party.pk, party=party.code, sort=made.kind, needed=quantity
            )
        )
    return made


def _incident(by: Actor, incident_id: int, party_id: int) -> Incident:
    """Return it: who speaks for the delegation asks, too, of an incident that he may not see."""
    if "house" in by.roles or by.may(Right.SEE_CRISIS):
        return Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
    if not by.may_for(Right.RAISE_NEED, party_id):
        raise Party.DoesNotExist
    return Incident.objects.filter(event_id=by.here).get(pk=incident_id)
