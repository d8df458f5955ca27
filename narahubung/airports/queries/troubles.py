"""What is not in order at the airport in the coming days: found the day before, not at the door."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from narahubung.airports.models import BookingState, Facility
from narahubung.airports.queries.ground import (
    BagLine,
    BookingLine,
    bag_lines,
    booking_line,
    booking_rows,
)
from narahubung.airports.queries.papers import AircraftLine, aircraft_of
from narahubung.airports.rules.bookings import in_the_way
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.movements.models import Mode, Movement
from narahubung.parties.queries import PartyMark, mark_of

AHEAD = timedelta(days=3)
SOON = timedelta(hours=24)
OWN_AIRCRAFT = (Mode.STATE.value, Mode.PRIVATE.value)


@dataclass(frozen=True, kw_only=True)
class TroubleLine:
    """One thing to see to. at: when it bites; is_bad: it stops the movement as things stand."""

    party: PartyMark
    movement_id: int | None
    at: datetime | None
    says: str
    is_bad: bool


def troubles(*, by: Actor, at: datetime, until: datetime | None = None) -> list[TroubleLine]:
    """Return what is not in order from now until then (three days), the worst first. 8 queries."""
    until = until or at + AHEAD
    rows = booking_rows(by).filter(ends_at__gt=at, starts_at__lt=until)
    bookings = [booking_line(row) for row in rows]
    coming = _coming(by, at, until)
    found = [
        *_of_bookings(bookings, at),
        *_clashes(bookings, by),
        *_of_aircraft(aircraft_of(by=by, at=at), coming, at, until),
        *_without_stand(coming, by),
        *_of_bags(bag_lines(by=by, at=at)),
    ]
    return sorted(found, key=lambda one: (not one.is_bad, one.at is None, one.at or at))


def _of_bookings(bookings: list[BookingLine], at: datetime) -> Iterator[TroubleLine]:
    for line in bookings:
        named = f"{line.word}: {line.label}" if line.label != line.word else line.word
        if line.state == BookingState.REFUSED:
            says = _("{what} was refused: {why}").format(what=named, why=line.reason)
        elif line.misfit:
            says = _("{what} does not suit the time now expected: move it").format(what=named)
        elif line.again:
            says = _("{what} was moved and is to be confirmed again").format(what=named)
        elif line.state == BookingState.ASKED and line.starts_at - at <= SOON:
            says = _("{what} is not confirmed yet").format(what=named)
        else:
            continue
        yield TroubleLine(
            party=line.party,
            movement_id=line.movement_id,
            at=line.starts_at,
            says=says,
            is_bad=line.misfit or line.state == BookingState.REFUSED,
        )


def _clashes(bookings: list[BookingLine], by: Actor) -> Iterator[TroubleLine]:
    """Yield who stands too many on one thing: a capacity that was made smaller, an old list."""
    on_it: dict[int, list[BookingLine]] = defaultdict(list)
    for line in bookings:
        if line.holds and line.facility_id is not None:
            on_it[line.facility_id].append(line)
    rows = Facility.objects.visible_to(by).in_bulk(on_it)
    for facility_id, lines in on_it.items():
        for line in lines:
            others = [one for one in lines if one.id < line.id]
            spans = [Span(one.starts_at, one.ends_at) for one in others]
            wanted = Span(line.starts_at, line.ends_at)
            if in_the_way(wanted, spans, rows[facility_id].capacity):
                yield TroubleLine(
                    party=line.party,
                    movement_id=line.movement_id,
                    at=line.starts_at,
                    says=_("{what} is given twice at this time: move one of them").format(
                        what=line.label
                    ),
                    is_bad=True,
                )


def _of_aircraft(
    lines: list[AircraftLine], coming: dict[int, Movement], at: datetime, until: datetime
) -> Iterator[TroubleLine]:
    for line in lines:
        near = coming.get(line.arrival_id or 0) or coming.get(line.departure_id or 0)
        # Until the last day for asking is near, a paper that is still to come is no trouble.
        asks_soon = line.ask_by is not None and at <= line.ask_by <= until
        if near is None and not asks_soon:
            continue
        for paper in line.papers:
            if paper.trouble:
                yield TroubleLine(
                    party=line.party,
                    movement_id=line.arrival_id or line.departure_id,
                    at=near.best_at if near else line.ask_by,
                    says=f"{line.label}, {paper.word}: {paper.trouble_word}",
                    is_bad=paper.is_bad,
                )


def _without_stand(coming: dict[int, Movement], by: Actor) -> Iterator[TroubleLine]:
    booked = {
        row.movement_id
        for row in booking_rows(by).filter(movement__in=coming, kind="stand")
        if row.state in {BookingState.ASKED, BookingState.CONFIRMED}
    }
    for movement in coming.values():
        is_own = movement.mode in OWN_AIRCRAFT and movement.direction == "arrival"
        if is_own and movement.pk not in booked and not movement.aircraft_parking:
            yield TroubleLine(
                party=mark_of(movement.party),
                movement_id=movement.pk,
                at=movement.best_at,
                says=_("no parking stand, and no other airport to wait at"),
                is_bad=False,
            )


def _of_bags(lines: list[BagLine]) -> Iterator[TroubleLine]:
    for line in lines:
        says = _("missing bag: {description}").format(description=line.description)
        if line.is_due:
            says = f"{says}. {_('Ask the airline again now.')}"
        yield TroubleLine(
            party=line.party,
            movement_id=line.movement_id,
            at=line.ask_at,
            says=says,
            is_bad=line.is_due,
        )


def _coming(by: Actor, at: datetime, until: datetime) -> dict[int, Movement]:
    """Return the movements that have not happened and are expected until then."""
    rows = Movement.objects.visible_to(by).filter(actual_at=None).exclude(certainty="cancelled")
    return {
        row.pk: row
        for row in rows.select_related("party")
        if row.best_at and at <= row.best_at < until
    }
