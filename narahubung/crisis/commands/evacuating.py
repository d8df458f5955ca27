"""How a delegation gets out: planned before it is needed, ordered by a name, counted by head."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.holders import who_may
from narahubung.crisis.manifests import lacks
from narahubung.crisis.models import Evacuation, EvacuationState, Incident, Level
from narahubung.crisis.rules import actions as rules
from narahubung.crisis.rules.incidents import check_open, check_reason
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.models import Vehicle
from narahubung.parties.models import Party

E = EvacuationState


@command
def plan_evacuation(  # noqa: PLR0913 -- a way out is all of this at once
    *,
    party_id: int,
    level: str,
    turn: int = 1,
    rally: str = "",
    safe_place: str = "",
    route: str | None = None,
    authority: str = "",
    vehicle_ids: Sequence[int] | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Evacuation:
    """Plan how a delegation gets out, or plan it otherwise while it has not been ordered.

    route, vehicle_ids: None leaves them as they are, for who may not see them. Raises
    EvacuationNotNow; Party.DoesNotExist, Vehicle.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.for_change(by, party_id, Right.LEAD_CRISIS)
        row = Evacuation.objects.in_turn().filter(party=party, over_at=None).first()
        row = row or Evacuation(event_id=party.event_id, party=party)
        if row.state != E.PLANNED:
            raise rules.EvacuationNotNow(state=E(row.state).label)
        row.level, row.turn, row.authority = Level(level).value, turn, authority.strip()
        row.rally, row.safe_place = rally.strip(), safe_place.strip()
        if route is not None:
            row.route = route.strip()
        row.planned_by, row.planned_at = by.name, at
        row.save()
        if vehicle_ids is not None:
            seen = Vehicle.objects.visible_to(by)
            chosen = [seen.get(pk=pk) for pk in dict.fromkeys(vehicle_ids)]
            hidden = row.vehicles.exclude(pk__in=seen.values("pk"))
            row.vehicles.set([*hidden, *chosen])
        record(entries.EvacuationPlanned(**_of(row), level=row.level))
    return row


@command
def order_evacuation(
    *,
    evacuation_id: int,
    incident_id: int,
    decider: str,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Order it: decider is who decides by name. What is not ready needs a reason.

    Raises EvacuationIsOver, EvacuationNotNow, NoDecider, NotReady, IncidentIsOver;
    Evacuation.DoesNotExist, Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        incident = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        check_open(incident)
        row = _locked(by, evacuation_id, {E.PLANNED}, Right.LEAD_CRISIS)
        if not decider.strip():
            raise rules.NoDecider
        lacking = lacks(row, at=at)
        if lacking and not why.strip():
            raise rules.NotReady(lacks=", ".join(str(one) for one in lacking))
        row.state, row.incident, row.ordered_at = E.ORDERED.value, incident, at
        row.decided_by, row.decided_why = decider.strip(), why.strip()
        row.save()
        told = entries.EvacuationOrdered(
            **_of(row), level=row.level, decider=row.decided_by, why=row.decided_why
        )
        record(told)


@command
def tell_evacuation_left(
    *, evacuation_id: int, heads: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it left, counted by head. What was counted later stands, in whatever order it comes.

    Raises EvacuationIsOver, EvacuationNotNow, NotHowMany; Evacuation.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _locked(by, evacuation_id, {E.ORDERED, E.LEFT, E.ARRIVED})
        rules.check_count(heads)
        late = row.left_at is not None and at < row.left_at
        if not late:
            row.left_at, row.left_heads, row.left_by = at, heads, by.name
        if row.state != E.ARRIVED:
            row.state = E.LEFT.value
        row.save()
        told = entries.EvacuationTold(**_of(row), heads=heads, arrived=False, late=late)
        record(told, tell=_who_must_know(row, at))


@command
def tell_evacuation_arrived(
    *, evacuation_id: int, heads: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it arrived, counted by head; who leads has word where fewer arrived than left.

    What was counted later stands, in whatever order it comes.

    Raises EvacuationIsOver, EvacuationNotNow, NotHowMany; Evacuation.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _locked(by, evacuation_id, {E.ORDERED, E.LEFT, E.ARRIVED})
        rules.check_count(heads)
        late = row.arrived_at is not None and at < row.arrived_at
        if not late:
            row.arrived_at, row.arrived_heads, row.arrived_by = at, heads, by.name
        row.state = E.ARRIVED.value
        row.save()
        told = entries.EvacuationTold(**_of(row), heads=heads, arrived=True, late=late)
        record(told, tell=_who_must_know(row, at))


@command
def call_off_evacuation(
    *, evacuation_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Call it off, or put it away when all are safe; a new one may be planned.

    Raises EvacuationIsOver, NeedsAReason; Evacuation.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _locked(by, evacuation_id, set(E), Right.LEAD_CRISIS)
        check_reason(why)
        row.over_at, row.over_why = at, why.strip()
        row.save()
        record(entries.EvacuationCalledOff(**_of(row), why=row.over_why))


def _locked(
    by: Actor, evacuation_id: int, states: set[EvacuationState], right: str = ""
) -> Evacuation:
    row = Evacuation.objects.for_change(by, evacuation_id, right)
    if row.over_at is not None:
        raise rules.EvacuationIsOver
    if row.state not in states:
        raise rules.EvacuationNotNow(state=E(row.state).label)
    return row


def _who_must_know(row: Evacuation, at: datetime) -> list[int]:
    """Return who leads, where fewer arrived than left: the two counts come in any order."""
    if row.left_heads is None or row.arrived_heads is None or row.arrived_heads >= row.left_heads:
        return []
    return who_may(Right.LEAD_CRISIS, row.event_id, at)


def _of(row: Evacuation) -> dict[str, Any]:
    return {
        "incident_id": row.incident_id or 0,
        "number": row.incident.number if row.incident else 0,
        "evacuation_id": row.pk,
        "party_id": row.party_id,
        "party": row.party.code,
    }
