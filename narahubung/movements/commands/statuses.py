"""A status of a movement or a trip is told or taken back, and where the party is follows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.movements import chains, rules
from narahubung.movements.commands.moving import about
from narahubung.movements.entries import (
    StatusReported,
    StatusUndone,
)
from narahubung.movements.models import Movement, StatusMark, Trip, Whereabouts
from narahubung.parties.models import Place
from narahubung.stays.models import Hotel, RoomBlock


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
        if place_id is not None:
            place_id = Place.objects.visible_to(by).get(pk=place_id).pk
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
                **about(thing),
                chain=chain,
                status=status,
                happened_at=at,
                late=mark.late,
                mode=_mode(thing),
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
        record(
            StatusUndone(
                **about(thing),
                chain=chain,
                undone=last.status,
                status=thing.status,
                mode=_mode(thing),
            )
        )


def _mode(thing: Movement | Trip) -> str:
    return thing.mode if isinstance(thing, Movement) else ""


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
    "movement__mode",
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
    links = chains.chain_of(mark.movement.direction, mark.movement.mode)
    link = links.get(mark.status) or chains.CHAINS[mark.movement.direction][mark.status]
    state = link.where
    if state == "hotel":
        blocks = RoomBlock.objects.filter(party_id=mark.party_id).order_by("pk")
        return state, blocks.values_list("hotel_id", flat=True).first()
    return state, mark.movement.terminal_id if state in {"airport", "venue"} else None


def _kind_of(place: Place | None) -> str:
    if place is not None and Hotel.objects.filter(place=place).exists():
        return "hotel"
    return chains.kind_of_place(place.kind if place else "")
