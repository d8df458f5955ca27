"""Aircraft of a party, and their papers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.airports import entries
from narahubung.airports.models import (
    Aircraft,
    AircraftKind,
    Clearance,
    ClearanceKind,
    ClearanceState,
)
from narahubung.airports.rules import clearances as rules
from narahubung.airports.rules.bookings import NothingNew
from narahubung.airports.rules.weapons import NotYourWeapons, airport_desk, may_read_weapons
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.models import Direction, Movement
from narahubung.parties.models import Party

FACTS = (
    *("kind", "registration", "registration_alt", "call_sign", "aircraft_type", "operator"),
    *("mtow_kg", "seats", "souls", "weapons", "dangerous_goods", "crew_contact", "crew_hotel"),
    *("ferry_to", "note"),
)


@command
def keep_aircraft(
    *,
    party_id: int,
    facts: Mapping[str, Any],
    arrival_id: int | None = None,
    departure_id: int | None = None,
    aircraft_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write down an aircraft of a party, or change one; return its number.

    facts: any of FACTS; what is left out stays. arrival_id, departure_id: its movements.
    Raises NotYourWeapons, NothingNew, KeyError for a fact that there is not, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=party_id)
        aircraft = _aircraft(aircraft_id, party, by)
        if "weapons" in facts and not may_read_weapons(by, party.pk, airport_desk(by)):
            raise NotYourWeapons
        before = {name: getattr(aircraft, name) for name in FACTS}
        ends = (aircraft.arrival_id, aircraft.departure_id)
        for name, value in facts.items():
            if name not in before:
                raise KeyError(name)
            setattr(aircraft, name, value)
        aircraft.kind = AircraftKind(aircraft.kind).value
        aircraft.arrival = _end(arrival_id, party, Direction.ARRIVAL, by)
        aircraft.departure = _end(departure_id, party, Direction.DEPARTURE, by)
        changed = [name for name in FACTS if before[name] != getattr(aircraft, name)]
        is_new = aircraft.pk is None
        if not is_new and not changed and ends == (arrival_id, departure_id):
            raise NothingNew
        aircraft.save()
        told = {
            name: [before[name], getattr(aircraft, name)]
            for name in changed
            if name not in Aircraft.sealed
        }
        record(entries.AircraftKept(**about(aircraft), is_new=is_new, changes=told))
    return aircraft.pk


@command
def note_clearance(
    *,
    aircraft_id: int,
    kind: str,
    state: str,
    number: str = "",
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Record how one paper of an aircraft stands; return the paper's number.

    kind: models.ClearanceKind; state: models.ClearanceState. Raises NoNumber,
    EndsBeforeItStarts, NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Aircraft.objects.select_related("party", "event")
        aircraft = rows.for_change(by, aircraft_id, Right.REPORT_MOVEMENT)
        state = ClearanceState(state).value
        rules.check_clearance(state, number, valid_from, valid_until)
        papers = Clearance.objects.filter(aircraft=aircraft, kind=kind)
        paper = papers.first() or Clearance(
            event_id=aircraft.event_id, aircraft=aircraft, kind=ClearanceKind(kind).value
        )
        new = (state, number.strip(), valid_from, valid_until)
        if paper.pk and new == (paper.state, paper.number, paper.valid_from, paper.valid_until):
            raise NothingNew
        old = paper.state
        paper.state, paper.number, paper.valid_from, paper.valid_until = new
        if state == ClearanceState.ASKED:
            paper.asked_at, paper.given_at = paper.asked_at or at, None
        paper.given_at = at if state == ClearanceState.GIVEN else None
        paper.save()
        record(
            entries.ClearanceNoted(
                **about(aircraft),
                sort=paper.kind,
                old_state=old,
                state=state,
                number=paper.number,
                valid_from=valid_from,
                valid_until=valid_until,
            )
        )
    return paper.pk


def about(aircraft: Aircraft) -> dict[str, Any]:
    """Return what every entry says of an aircraft."""
    return {
        "aircraft_id": aircraft.pk,
        "label": aircraft.label(),
        "party_id": aircraft.party_id,
        "party": aircraft.party.code,
        "movement_id": aircraft.arrival_id,
        "zone": aircraft.event.zone,
    }


def _aircraft(aircraft_id: int | None, party: Party, by: Actor) -> Aircraft:
    rows = Aircraft.objects.select_related("party", "event").filter(party=party)
    if aircraft_id is not None:
        return rows.for_change(by, aircraft_id, Right.REPORT_MOVEMENT)
    number = Aircraft.objects.filter(event_id=party.event_id).count() + 1
    while Aircraft.objects.filter(event_id=party.event_id, code=f"AC-{number:03}").exists():
        number += 1
    return Aircraft(
        event_id=party.event_id,
        party=party,
        code=f"AC-{number:03}",
        kind=AircraftKind.STATE.value,
    )


def _end(movement_id: int | None, party: Party, direction: str, by: Actor) -> Movement | None:
    if movement_id is None:
        return None
    movements = Movement.objects.visible_to(by, Right.REPORT_MOVEMENT)
    return movements.get(pk=movement_id, party=party, direction=direction)
