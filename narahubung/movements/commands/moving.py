"""A delay or a diversion is told; a trip is moved, and moved back."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import clock_text, zone_label
from narahubung.movements import rules
from narahubung.movements.commands.using import claim, warned
from narahubung.movements.entries import MovementMoved, TripMoved
from narahubung.movements.models import Driver, EscortUnit, Movement, Trip, Vehicle
from narahubung.movements.undoing import given, last_move, stored
from narahubung.movements.uses import Use, uses_of_trip
from narahubung.parties.models import Place

_TRIP_FIELDS: dict[str, Any] = {
    "departs_at": None,
    "arrives_at": None,
    "certainty": None,
    "from_place": Place,
    "to_place": Place,
    "vehicle": Vehicle,
    "support_vehicle": Vehicle,
    "driver": Driver,
    "escort": EscortUnit,
    "ride": None,
}


@command
def tell_delay(
    *,
    movement_id: int,
    minutes: int | None = None,
    expected_at: datetime | None = None,
    told_by: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Movement:
    """Record that a movement is expected at another time; the plan is kept beside it.

    minutes: later (+) or earlier (-) than the plan, as an airline says it: "+95", then "+120", is
    120 in all. Or expected_at: the new time itself. told_by: who said so. What hangs on the
    movement is repaired by the rooms that react to `movements.moved`.

    Raises NoTimeYet, ItHappened, ItIsCancelled, TooFar, NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = Movement.objects.for_change(by, movement_id, Right.REPORT_MOVEMENT)
        rules.check_can_delay(movement, clock=when_said(movement.actual_at, movement.zone))
        plan = movement.planned_at or movement.expected_at
        if expected_at is None:
            if plan is None:
                raise rules.NoTimeYet
            expected_at = plan + timedelta(minutes=minutes or 0)
        old = movement.expected_at or movement.planned_at
        if not (movement.time_open and expected_at == old):  # diverted, and there as early
            rules.check_new_time(movement, expected_at)
        movement.planned_at = plan or expected_at
        movement.expected_at, movement.time_open = expected_at, False
        as_planned = expected_at == movement.planned_at and not movement.diverted_from
        movement.certainty = (Certainty.CONFIRMED if as_planned else Certainty.CHANGED).value
        movement.save(update_fields=["planned_at", "expected_at", "time_open", "certainty"])
        record(
            MovementMoved(
                **about(movement),
                movement_id=movement.pk,
                direction=movement.direction,
                old=old,
                new=expected_at,
                told_by=told_by,
            )
        )
    return movement


@command
def divert(
    *,
    movement_id: int,
    terminal_id: int | None,
    airport: str | None = None,
    told_by: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Movement:
    """Record that a movement uses another terminal, or another airport.

    terminal_id: a place of the event, or None where it is none of them; airport: the code of the
    airport, None where it stays. The cars are not moved: that is another act of somebody who
    knows the road. What was checked for the old place is asked again by the rooms that react.

    Raises NothingNew, ItHappened, ItIsCancelled, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = Movement.objects.for_change(by, movement_id, Right.REPORT_MOVEMENT)
        rules.check_can_delay(movement, clock=when_said(movement.actual_at, movement.zone))
        terminal = None
        if terminal_id is not None:
            terminal = Place.objects.get(pk=terminal_id, event_id=movement.event_id)
        airport = movement.airport if airport is None else airport
        if terminal is not None and airport == movement.airport and movement.diverted_from:
            airport = rules.planned_airport(movement)  # the event's own terminals are there
        if (terminal, airport) == (movement.terminal, movement.airport):
            raise rules.NothingNew
        old = _place(movement)
        stood = {"terminal_id": movement.terminal_id, "airport": movement.airport}
        rules.note_airport(movement, airport)
        movement.terminal, movement.airport = terminal, airport
        movement.certainty = Certainty.CHANGED.value
        movement.save(
            update_fields=["terminal", "airport", "diverted_from", "time_open", "certainty"]
        )
        stands = movement.expected_at or movement.planned_at
        record(
            MovementMoved(
                **about(movement),
                movement_id=movement.pk,
                direction=movement.direction,
                old=stands,
                new=stands,
                told_by=told_by,
                old_place=old,
                new_place=_place(movement),
                stood=stood,
            )
        )
    return movement


@command
def move_trip(
    *,
    trip_id: int,
    to: Mapping[str, Any],
    why: str = "",
    overrule: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Trip:
    """Give a trip other times, places, cars, escort or certainty, and say why.

    to: departs_at, arrives_at (aware), certainty, from_place, to_place, vehicle, support_vehicle,
    driver, escort (rows' ids, or None). What it is newly given must be free for it; another time
    is a fact, and what it runs into is shown as a problem. overrule: with `why`, warnings of
    hours and permits do not count.

    Raises InUse, OutOfUse, TwiceInOneTrip, NeedsReason, NothingNew, WrongWayRound, KeyError,
    DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        trip = Trip.objects.for_change(by, trip_id, Right.REPORT_MOVEMENT)
        record(_moved(trip, to, by=by, why=why, overrule=overrule))
    return trip


@command
def cancel_trip(
    *, trip_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> Trip:
    """Cancel a drive: its cars, drivers and escort are free again. `take_back_move` undoes it.

    Raises AlreadyOnTheRoad, NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        trip = Trip.objects.for_change(by, trip_id, Right.REPORT_MOVEMENT)
        rules.check_can_cancel(trip)
        record(_moved(trip, {"certainty": Certainty.CANCELLED.value}, by=by, why=why))
    return trip


@command
def give_cars(
    *,
    cars: Mapping[int, int | None],
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> list[Trip]:
    """Give many trips other cars in one act, each with whoever usually drives it; all or none.

    cars: {trip id: car id or None}. Raises InUse, OutOfUse, NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Trip.objects.visible_to(by, Right.REPORT_MOVEMENT).filter(pk__in=cars)
        trips = list(rows.select_related("party").in_turn())
        if len(trips) < len(cars):
            raise Trip.DoesNotExist
        told, asked = [], []
        for trip in trips:
            bound = {(use.what, use.row_id) for use in uses_of_trip(trip)}
            before = {"vehicle": trip.vehicle, "driver": trip.driver}
            trip.vehicle_id, trip.driver_id = cars[trip.pk], None
            changes = {
                name: [_text(old), _text(getattr(trip, name))]
                for name, old in before.items()
                if old != getattr(trip, name)
            }
            if not changes:
                continue
            trip.save(update_fields=["vehicle", "driver"])
            asked += [use for use in uses_of_trip(trip) if (use.what, use.row_id) not in bound]
            stood = {name: stored(before[name]) for name in changes}
            told.append(TripMoved(**about(trip), changes=changes, why=why, stood=stood))
        if not told:
            raise rules.NothingNew
        claim(asked, by=by)
        for entry in told:
            record(entry)
    return trips


@command
def move_trips(
    *,
    moves: Mapping[int, Mapping[str, Any]],
    why: str = "",
    overrule: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> list[Trip]:
    """Do what `move_trip` does to many trips in one act, all or none; they may swap what they have.

    moves: {trip id: what `move_trip` takes as `to`, and ride}; what changes nothing is left out.
    Raises as `move_trip` does.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Trip.objects.visible_to(by, Right.REPORT_MOVEMENT).filter(pk__in=moves)
        trips = list(rows.select_related("party").in_turn())
        if len(trips) < len(moves):
            raise Trip.DoesNotExist
        told: list[tuple[Trip, TripMoved, list[Use]]] = []
        for trip in trips:
            with suppress(rules.NothingNew):
                told.append((trip, *_set(trip, moves[trip.pk], why=why)))
        if not told:
            raise rules.NothingNew
        claim([use for _trip, _entry, asked in told for use in asked], by=by)
        for trip, entry, asked in told:
            overruled = warned(trip, asked, why=why, overrule=overrule)
            record(replace(entry, overruled=overruled))
    return trips


@command
def take_back_move(*, trip_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Trip:
    """Take back the last change of a trip; what stood before it stands again.

    Only one of the last day, once, and only while all of it still stands.
    Raises NoMoveToUndo, ChangedSince, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        trip = Trip.objects.for_change(by, trip_id, Right.REPORT_MOVEMENT)
        last = last_move(trip_id=trip_id, by=by, at=at)
        if last is None:
            raise rules.NoMoveToUndo
        if any(_text(getattr(trip, name)) != new for name, (_, new) in last.changes.items()):
            raise rules.ChangedSince
        record(_moved(trip, given(last.stood), by=by, back_from=last))
    return trip


def _moved(
    trip: Trip,
    to: Mapping[str, Any],
    *,
    by: Actor,
    why: str = "",
    overrule: bool = False,
    back_from: TripMoved | None = None,
) -> TripMoved:
    """Set the fields, save, and return what is to be recorded. Raises as `move_trip` does.

    back_from: the change that is taken back; only what it named is named again.
    """
    entry, asked = _set(trip, to, why=why, back_from=back_from)
    claim(asked, by=by)
    if back_from:
        return entry
    return replace(entry, overruled=warned(trip, asked, why=why, overrule=overrule))


def _set(
    trip: Trip, to: Mapping[str, Any], *, why: str, back_from: TripMoved | None = None
) -> tuple[TripMoved, list[Use]]:
    """Set the fields and save; return what is to be recorded, and what it newly asks for."""
    bound = {(use.what, use.row_id) for use in uses_of_trip(trip)}
    before = {name: getattr(trip, name) for name in (*to, "certainty")}
    for name, value in to.items():
        model = _TRIP_FIELDS[name]
        row = (
            value
            if model is None or value is None
            else model.objects.get(pk=value, event_id=trip.event_id)
        )
        setattr(trip, name, row)
    changes = {
        name: [_text(before[name]), _text(getattr(trip, name))]
        for name in (back_from.changes if back_from else to)
        if before[name] != getattr(trip, name)
    }
    if not changes:
        raise rules.NothingNew
    rules.check_way(trip.departs_at, trip.arrives_at)
    if {"vehicle", "support_vehicle"} & to.keys():
        rules.check_once(trip.vehicle, trip.support_vehicle)
    if "certainty" not in to:
        trip.certainty = Certainty.CHANGED.value
    trip.save()
    asked = [use for use in uses_of_trip(trip) if (use.what, use.row_id) not in bound]
    stood = {name: stored(before[name]) for name in (*changes, "certainty")}
    is_back = back_from is not None
    entry = TripMoved(**about(trip), changes=changes, why=why, stood=stood, taken_back=is_back)
    return entry, asked


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.label() if hasattr(value, "label") else str(value)


def _place(movement: Movement) -> str:
    return movement.terminal.name if movement.terminal else movement.airport


def when_said(moment: datetime | None, zone_name: str) -> str:
    """Return `18.11 WITA`, "" for no moment."""
    return f"{clock_text(moment, zone_name)} {zone_label(zone_name, moment)}" if moment else ""


def about(thing: Movement | Trip) -> dict[str, Any]:
    """Return what every entry says of a movement or a trip: which one it is, and whose."""
    return {
        "thing": "movement" if isinstance(thing, Movement) else "trip",
        "thing_id": thing.pk,
        "party_id": thing.party_id,
        "party": thing.party.code,
        "label": f"{thing.travelling} {thing.carrier}".strip()
        if isinstance(thing, Movement)
        else thing.purpose,
        "zone": thing.zone,
    }
