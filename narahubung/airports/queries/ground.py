"""All that waits at the airport for one movement: bookings, the lounge's list, the bags."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from narahubung.airports.models import (
    HOLDING,
    BagCount,
    BagPoint,
    Booking,
    BookingState,
    Facility,
    GuestState,
    MissingBag,
)
from narahubung.airports.queries.papers import AircraftLine, aircraft_of
from narahubung.airports.rules.bookings import fits
from narahubung.airports.rules.luggage import OPEN, ask_at, lost_between
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.movements.queries import MovementLine, movement_line
from narahubung.parties.models import Member
from narahubung.parties.queries import PartyMark, mark_of

ICONS = {
    "stand": "map-pin",
    "slot": "clock",
    "lounge": "armchair",
    "ramp_car": "car",
    "flowers": "gift",
    "interpreter": "language",
    "greeters": "users",
    "crew_hotel": "bed",
    "guard": "shield",
}


@dataclass(frozen=True, kw_only=True)
class GuestLine:
    """One person on a lounge's list."""

    id: int
    name: str
    function: str
    state: str
    state_word: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BookingLine:
    """One booking. again: it moved since it was confirmed. misfit: it does not suit the movement.

    room: how many more the list of a lounge takes, None without a limit.
    """

    id: int
    party: PartyMark
    movement_id: int | None
    sort: str
    word: str
    icon: str
    label: str
    what: str
    facility_id: int | None
    limits: str
    starts_at: datetime
    ends_at: datetime
    state: str
    state_word: str
    holds: bool
    again: bool
    misfit: bool
    reason: str
    owner: str
    owner_phone: str
    guests: tuple[GuestLine, ...]
    room: int | None

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"booking:{self.id}"


@dataclass(frozen=True, kw_only=True)
class PointLine:
    """What was counted at one point. lost: so many fewer than at the point before it."""

    point: str
    word: str
    count: int | None
    at: datetime | None
    by_name: str
    lost: int


@dataclass(frozen=True, kw_only=True)
class BagLine:
    """One missing bag. ask_at: when the airline is to be asked again; is_due: that is over."""

    id: int
    party: PartyMark
    movement_id: int
    description: str
    tag: str
    airline_ref: str
    deliver_to: str
    state: str
    state_word: str
    told_at: datetime
    ask_at: datetime | None
    is_due: bool
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class GroundSheet:
    """What waits for one movement. members: who may be put on a lounge's list."""

    line: MovementLine
    aircraft: tuple[AircraftLine, ...]
    bookings: tuple[BookingLine, ...]
    points: tuple[PointLine, ...]
    bags: tuple[BagLine, ...]
    members: tuple[tuple[int, str], ...]


def ground_sheet(*, by: Actor, at: datetime, movement_id: int) -> GroundSheet:
    """Return all that waits for a movement. Eight queries. Raises Movement.DoesNotExist."""
    line = movement_line(by=by, movement_id=movement_id)
    rows = booking_rows(by).filter(movement_id=movement_id)
    members = Member.objects.visible_to(by).filter(party_id=line.party.id).order_by("pk")
    return GroundSheet(
        line=line,
        aircraft=tuple(aircraft_of(by=by, at=at, movement_id=movement_id)),
        bookings=tuple(booking_line(row) for row in rows),
        points=tuple(_points(line)),
        bags=tuple(bag_lines(by=by, at=at, movement_id=movement_id)),
        members=tuple((row.pk, row.full_name) for row in members),
    )


def booking(*, by: Actor, booking_id: int) -> BookingLine:
    """Return one booking. Two queries. Raises Booking.DoesNotExist."""
    return booking_line(booking_rows(by).get(pk=booking_id))


def booking_rows(by: Actor) -> Any:
    """Return the bookings this person may see, with all that a line of one needs."""
    rows = Booking.objects.visible_to(by).select_related("party", "facility", "movement", "owner")
    return rows.prefetch_related("guests").order_by("starts_at", "pk")


def booking_line(row: Booking) -> BookingLine:
    """Return the answer of a row of `booking_rows`."""
    agreed = (row.agreed_start, row.agreed_end) == (row.starts_at, row.ends_at)
    best_at: Any = row.movement.best_at if row.movement else None
    span = Span(row.starts_at, row.ends_at)
    holds = row.state in HOLDING
    guests = tuple(_guest_line(guest) for guest in row.guests.all())
    on_it = sum(guest.state != GuestState.REFUSED for guest in guests)
    limit = row.facility.with_head if row.facility else None
    direction = row.movement.direction if row.movement else ""
    return BookingLine(
        id=row.pk,
        party=mark_of(row.party),
        movement_id=row.movement_id,
        sort=row.kind,
        word=str(row.get_kind_display()),
        icon=ICONS.get(row.kind, "point"),
        label=row.label(),
        what=row.what if row.facility else "",
        facility_id=row.facility_id,
        limits=row.facility.limits if row.facility else "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=row.state,
        state_word=str(row.get_state_display()),
        holds=holds,
        again=row.state == BookingState.CONFIRMED and not agreed,
        misfit=holds and not fits(direction, best_at, span),
        reason=row.reason,
        owner=str(row.owner) if row.owner else row.owner_name,
        owner_phone=row.owner_phone,
        guests=guests,
        room=None if limit is None else max(0, limit + 1 - on_it),
    )


def bag_lines(*, by: Actor, at: datetime, movement_id: int | None = None) -> list[BagLine]:
    """Return the missing bags of a movement, else all that are still open. One query."""
    rows = MissingBag.objects.visible_to(by).select_related("party")
    rows = rows.filter(movement_id=movement_id) if movement_id else rows.filter(state__in=OPEN)
    return [_bag_line(row, at) for row in rows.order_by("told_at", "pk")]


def facilities(*, by: Actor) -> list[Facility]:
    """Return the stands, slots, lounges and ramp cars of the event. One query."""
    return list(Facility.objects.visible_to(by).select_related("place").order_by("kind", "code"))


def _guest_line(row: Any) -> GuestLine:
    return GuestLine(
        id=row.pk,
        name=row.name,
        function=row.function,
        state=row.state,
        state_word=str(row.get_state_display()),
        reason=row.reason,
    )


def _points(line: MovementLine) -> Iterable[PointLine]:
    newest: dict[str, Any] = {}
    rows = BagCount.objects.filter(movement_id=line.id, undone=False)
    for row in rows.order_by("at", "pk"):
        newest[row.at_point] = row
    lost = lost_between(line.bags, {point: row.count for point, row in newest.items()})
    fewer = {one.after: one.count for one in lost}
    for point in BagPoint:
        last = newest.get(point.value)
        yield PointLine(
            point=point.value,
            word=str(point.label),
            count=last.count if last else None,
            at=last.at if last else None,
            by_name=last.by_name if last else "",
            lost=fewer.get(point.value, 0),
        )


def _bag_line(row: MissingBag, at: datetime) -> BagLine:
    due = ask_at(row)
    return BagLine(
        id=row.pk,
        party=mark_of(row.party),
        movement_id=row.movement_id,
        description=row.description,
        tag=row.tag,
        airline_ref=row.airline_ref,
        deliver_to=row.deliver_to,
        state=row.state,
        state_word=str(row.get_state_display()),
        told_at=row.told_at,
        ask_at=due,
        is_due=due is not None and due <= at,
        is_open=row.state in OPEN,
    )
