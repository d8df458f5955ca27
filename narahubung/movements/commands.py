"""What is done to movements and trips: a status told or taken back, a delay or a diversion told,
a trip moved and moved back."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import clock_text, zone_label
from narahubung.movements import chains, rules
from narahubung.movements.entries import (
    MovementMoved,
    StatusReported,
    StatusUndone,
    TripMoved,
)
from narahubung.movements.models import EscortUnit, Movement, StatusMark, Trip, Vehicle, Whereabouts
from narahubung.movements.undoing import given, last_move, stored
from narahubung.parties.models import Place
from narahubung.stays.models import Hotel, RoomBlock

_TRIP_FIELDS: dict[str, Any] = {
    "departs_at": None,
    "arrives_at": None,
    "certainty": None,
    "from_place": Place,
    "to_place": Place,
    "vehicle": Vehicle,
    "support_vehicle": Vehicle,
    "escort": EscortUnit,
}


@command
def report_status(
    *,
    status: str,
    movement_id: int | None = None,
    trip_id: int | None = None,
    place_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> StatusMark:
    """Record that a movement or a trip (one of both) reached a status at `at`.

    A fact is not refused: one that comes late or out of order is kept as a late mark and moves
    neither the status nor where the party is. Raises NoSuchStatus, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        thing, chain = _thing(by, movement_id=movement_id, trip_id=trip_id)
        rules.check_can_report(chain, status)
        standing = _standing(thing)
        mark = StatusMark.objects.create(
            event_id=thing.event_id,
            party_id=thing.party_id,
            movement=thing if isinstance(thing, Movement) else None,
            trip=thing if isinstance(thing, Trip) else None,
            status=status,
            at=at,
            recorded_at=clock.now(),
            place_id=place_id,
            by_name=by.name,
            late=chains.is_late(chain, status, [m.status for m in standing]),
        )
        _bring_up_to_date(thing, chain, [*standing, mark])
        _follow(mark)
        record(
            StatusReported(
                **_about(thing), chain=chain, status=status, happened_at=at, late=mark.late
            )
        )
    return mark


@command
def undo_status(
    *,
    movement_id: int | None = None,
    trip_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Take back the last mark of a movement or trip; what stood before it stands again.

    Raises NothingToUndo, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        thing, chain = _thing(by, movement_id=movement_id, trip_id=trip_id)
        standing = _standing(thing)
        if not standing:
            raise rules.NothingToUndo
        last = standing[-1]
        last.undone = True
        last.save(update_fields=["undone"])
        _bring_up_to_date(thing, chain, standing[:-1])
        _locate(thing.party_id)
        record(StatusUndone(**_about(thing), chain=chain, undone=last.status, status=thing.status))


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
        rules.check_can_delay(movement, clock=_said(movement.actual_at, movement.zone))
        plan = movement.planned_at or movement.expected_at
        if expected_at is None:
            if plan is None:
                raise rules.NoTimeYet
            expected_at = plan + timedelta(minutes=minutes or 0)
        rules.check_new_time(movement, expected_at)
        old = movement.expected_at or movement.planned_at
        movement.planned_at = plan or expected_at
        movement.expected_at = expected_at
        as_planned = expected_at == movement.planned_at
        movement.certainty = (Certainty.CONFIRMED if as_planned else Certainty.CHANGED).value
        movement.save(update_fields=["planned_at", "expected_at", "certainty"])
        record(
            MovementMoved(
                **_about(movement),
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
    airport: str = "",
    told_by: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Movement:
    """Record that a movement uses another terminal, or another airport.

    terminal_id: a place of the event, or None where it is none of them; airport: the code of the
    airport, where it is another. The cars are not moved: that is another act of somebody who
    knows the road. What was checked for the old place is asked again by the rooms that react.

    Raises NothingNew, ItHappened, ItIsCancelled, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = Movement.objects.for_change(by, movement_id, Right.REPORT_MOVEMENT)
        rules.check_can_delay(movement, clock=_said(movement.actual_at, movement.zone))
        terminal = None
        if terminal_id is not None:
            terminal = Place.objects.get(pk=terminal_id, event_id=movement.event_id)
        airport = airport or movement.airport
        if (terminal, airport) == (movement.terminal, movement.airport):
            raise rules.NothingNew
        old = _place(movement)
        movement.terminal, movement.airport = terminal, airport
        movement.certainty = Certainty.CHANGED.value
        movement.save(update_fields=["terminal", "airport", "certainty"])
        stands = movement.expected_at or movement.planned_at
        record(
            MovementMoved(
                **_about(movement),
                movement_id=movement.pk,
                direction=movement.direction,
                old=stands,
                new=stands,
                told_by=told_by,
                old_place=old,
                new_place=_place(movement),
            )
        )
    return movement


@command
def move_trip(
    *,
    trip_id: int,
    to: Mapping[str, Any],
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Trip:
    """Give a trip other times, places, cars, escort or certainty, and say why.

    to: departs_at, arrives_at (aware), certainty, from_place, to_place, vehicle, support_vehicle,
    escort (rows' ids, or None). Raises NothingNew, WrongWayRound, KeyError, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        trip = Trip.objects.for_change(by, trip_id, Right.REPORT_MOVEMENT)
        record(_moved(trip, to, why=why))
    return trip


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
        record(_moved(trip, given(last.stood), back_from=last))
    return trip


def _thing(
    by: Actor, *, movement_id: int | None, trip_id: int | None
) -> tuple[Movement | Trip, str]:
    if movement_id is not None:
        movements = Movement.objects.select_related("party")
        movement = movements.for_change(by, movement_id, Right.REPORT_MOVEMENT)
        return movement, movement.direction
    if trip_id is None:
        raise rules.NoSuchStatus
    trips = Trip.objects.select_related("party")
    return trips.for_change(by, trip_id, Right.REPORT_MOVEMENT), "trip"


def _standing(thing: Movement | Trip) -> list[StatusMark]:
    """Return the marks that were not taken back, in the order in which we learned them."""
    return list(thing.marks.filter(undone=False).order_by("pk"))


def _bring_up_to_date(thing: Movement | Trip, chain: str, marks: list[StatusMark]) -> None:
    """Derive status and actual times from the marks that stand."""
    thing.status = chains.farthest(chain, [mark.status for mark in marks])
    first: dict[str, datetime] = {}
    for mark in marks:
        first.setdefault(mark.status, mark.at)
    if isinstance(thing, Movement):
        thing.actual_at = first.get(chains.HAPPENED[chain])
        thing.save(update_fields=["status", "actual_at"])
    else:
        thing.left_at, thing.reached_at = first.get("off"), first.get("arrived")
        thing.save(update_fields=["status", "left_at", "reached_at"])


def _follow(mark: StatusMark) -> None:
    """Set where the party is from a mark just made, unless a newer one said so already."""
    if not (now := _whereabouts(mark)):
        return
    known = Whereabouts.objects.filter(party_id=mark.party_id)
    if not known.filter(since__lte=mark.at).update(**now) and not known.exists():
        Whereabouts.objects.create(party_id=mark.party_id, **now)


def _locate(party_id: int) -> None:
    """Set where the party is from its newest mark that says so, or forget it when none is left."""
    marks = StatusMark.objects.filter(party_id=party_id, undone=False, late=False)
    newest = marks.select_related("movement__terminal", "trip__to_place").order_by("-at", "-pk")
    for mark in newest.only(*_OF_MARK).iterator(chunk_size=4):  # the first nearly always says so
        if now := _whereabouts(mark):
            Whereabouts.objects.update_or_create(party_id=party_id, defaults=now)
            return
    Whereabouts.objects.filter(party_id=party_id).delete()


def _whereabouts(mark: StatusMark) -> dict[str, Any] | None:
    """Return what a mark says of where the party is, or None where it says nothing."""
    if mark.late or (mark.movement and not chains.carries_the_head(mark.movement.travelling)):
        return None
    state, place_id = _where(mark)
    if not state:
        return None
    return {
        "event_id": mark.event_id,
        "state": state,
        "place_id": mark.place_id or place_id,
        "since": mark.at,
        "by_name": mark.by_name,
    }


_OF_MARK = (
    "status",
    "at",
    "by_name",
    "place_id",
    "event_id",
    "party_id",
    "late",
    "movement__direction",
    "movement__travelling",
    "movement__terminal_id",
    "trip__to_place_id",
    "trip__to_place__kind",
)


def _where(mark: StatusMark) -> tuple[str, int | None]:
    if mark.trip:
        state = chains.TRIP[mark.status].where
        there = mark.trip.to_place
        if state == "there":
            return _kind_of(there), mark.trip.to_place_id
        return state, mark.trip.to_place_id
    if mark.movement is None:
        return "", None
    state = chains.CHAINS[mark.movement.direction][mark.status].where
    if state == "hotel":
        blocks = RoomBlock.objects.filter(party_id=mark.party_id).order_by("pk")
        return state, blocks.values_list("hotel_id", flat=True).first()
    return state, mark.movement.terminal_id if state == "airport" else None


def _kind_of(place: Place | None) -> str:
    if place is not None and Hotel.objects.filter(place=place).exists():
        return "hotel"
    return chains.kind_of_place(place.kind if place else "")


def _moved(
    trip: Trip, to: Mapping[str, Any], *, why: str = "", back_from: TripMoved | None = None
) -> TripMoved:
    """Set the fields, save, and return what is to be recorded. Raises NothingNew.

    back_from: the change that is taken back; only what it named is named again.
    """
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
    if "certainty" not in to:
        trip.certainty = Certainty.CHANGED.value
    trip.save()
    stood = {name: stored(before[name]) for name in (*changes, "certainty")}
    is_back = back_from is not None
    return TripMoved(**_about(trip), changes=changes, why=why, stood=stood, taken_back=is_back)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.label() if hasattr(value, "label") else str(value)


def _place(movement: Movement) -> str:
    return movement.terminal.name if movement.terminal else movement.airport


def _said(moment: datetime | None, zone_name: str) -> str:
    return f"{clock_text(moment, zone_name)} {zone_label(zone_name, moment)}" if moment else ""


def _about(thing: Movement | Trip) -> dict[str, Any]:
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
