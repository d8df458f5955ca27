"""The board of arrivals and departures, as it hangs at an airport."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from narahubung.accounts.models import Reach, TieKind
from narahubung.accounts.roles import Right
from narahubung.airports.models import HOLDING, Booking, Facility
from narahubung.airports.queries.ground import BookingLine, booking_line, booking_rows
from narahubung.kit.actor import Actor
from narahubung.movements.queries import MovementLine, movements_on


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    """One row. late_min: minutes after the plan (negative: before). officers: names."""

    line: MovementLine
    late_min: int
    stand: str
    lounge: str
    officers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Board:
    """The rows, and by what they can be cut: terminals and delegations of that day."""

    lines: tuple[BoardLine, ...]
    terminals: tuple[tuple[int, str], ...]
    parties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class TakenLine:
    """One facility and who has it from now on, as far as this person may see."""

    id: int
    kind: str
    kind_word: str
    name: str
    place: str
    capacity: int
    with_head: int | None
    limits: str
    bookings: tuple[BookingLine, ...]


def board(
    *,
    by: Actor,
    at: datetime,
    day: date | None,
    zone_name: str,
    direction: str = "",
    terminal: int | None = None,
    party: str = "",
) -> Board:
    """Return the movements of a day (None: all), those of a terminal or delegation. 3 queries."""
    lines = movements_on(by=by, day=day, zone_name=zone_name, direction=direction)
    shown = [
        line
        for line in lines
        if (terminal is None or line.terminal_id == terminal)
        and (not party or line.party.code == party)
    ]
    stands, lounges = _booked(shown, by)
    officers = _officers({line.party.id for line in shown}, by, at)
    return Board(
        lines=tuple(
            BoardLine(
                line=line,
                late_min=_late(line),
                stand=stands.get(line.id, line.aircraft_parking),
                lounge=lounges.get(line.id, ""),
                officers=tuple(officers.get(line.party.id, ())),
            )
            for line in shown
        ),
        terminals=tuple(
            sorted({(line.terminal_id, line.terminal) for line in lines if line.terminal_id})
        ),
        parties=tuple(sorted({(line.party.code, line.party.name) for line in lines})),
    )


def taken(*, by: Actor, at: datetime) -> list[TakenLine]:
    """Return every facility with its bookings that are not over. Three queries."""
    on_it: dict[int, list[BookingLine]] = defaultdict(list)
    for row in booking_rows(by).filter(ends_at__gt=at, state__in=HOLDING, facility__isnull=False):
        on_it[row.facility_id].append(booking_line(row))
    rows = Facility.objects.visible_to(by).select_related("place").order_by("kind", "code")
    return [
        TakenLine(
            id=row.pk,
            kind=row.kind,
            kind_word=str(row.get_kind_display()),
            name=row.name,
            place=row.place.name if row.place else "",
            capacity=row.capacity,
            with_head=row.with_head,
            limits=row.limits,
            bookings=tuple(on_it[row.pk]),
        )
        for row in rows
    ]


def _late(line: MovementLine) -> int:
    now = line.actual_at or line.expected_at
    if now is None or line.planned_at is None:
        return 0
    return round((now - line.planned_at).total_seconds() / 60)


def _booked(lines: Iterable[MovementLine], by: Actor) -> tuple[dict[int, str], dict[int, str]]:
    """Return {movement: stand} and {movement: lounge}."""
    rows = Booking.objects.visible_to(by).filter(
        movement__in=[line.id for line in lines], kind__in=("stand", "lounge"), state__in=HOLDING
    )
    found: dict[str, dict[int, str]] = {"stand": {}, "lounge": {}}
    for row in rows.select_related("facility").order_by("pk"):
        found[row.kind][row.movement_id or 0] = row.label()
    return found["stand"], found["lounge"]


def _officers(parties: set[int], by: Actor, at: datetime) -> dict[int, list[str]]:
    """Return who serves each delegation at this moment, as far as this person may know."""
    known = {pk for pk in parties if by.may_for(Right.SEE_OFFICERS, pk)}
    rows = Reach.objects.in_force(at).of_event(by.event_id)
    rows = rows.filter(role="officer", kind=TieKind.PARTY, object_id__in=known)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.select_related("person").order_by("since", "pk"):
        found[row.object_id or 0].append(str(row.person))
    return found
