"""What is not in order at the airport in the coming days: found the day before, not at the door."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from narahubung.airports.models import (
    HOLDING,
    Booking,
    BookingKind,
    BookingState,
    DepartureLine,
    LeavingStep,
)
from narahubung.airports.queries.ground import BagLine, bag_lines
from narahubung.airports.queries.papers import AircraftLine, aircraft_of
from narahubung.airports.rules.bookings import fits, in_the_way
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.movements.models import Direction, Mode, Movement
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of

AHEAD = timedelta(days=3)
SOON = timedelta(hours=24)
OWN_AIRCRAFT = (Mode.STATE.value, Mode.PRIVATE.value)
# What of a booking is looked at. Bare values: a board of hundreds of parties reads all of them.
_OF_BOOKING = (
    *("pk", "party_id", "movement_id", "facility_id", "kind", "what", "state", "reason"),
    *("starts_at", "ends_at", "facility__name", "facility__capacity", "movement__direction"),
    *("best_at", "is_agreed"),
)
_BEST_AT = Coalesce("movement__actual_at", "movement__expected_at", "movement__planned_at")
_IS_AGREED = Q(agreed_start=F("starts_at"), agreed_end=F("ends_at"))


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One thing to see to. at: when it bites; is_bad: it stops the movement as things stand.

    leaving: it is a line of the plan of that departure.
    """

    party_id: int
    movement_id: int | None
    at: datetime | None
    says: str
    is_bad: bool
    leaving: bool = False


@dataclass(frozen=True, kw_only=True)
class TroubleLine(Trouble):
    """One of them with whose it is, as people know it."""

    party: PartyMark


def troubles(*, by: Actor, at: datetime) -> list[TroubleLine]:
    """Return what is not in order in the next three days, the worst first. 8 queries."""
    found = troubles_of(by=by, at=at)
    marks = Party.objects.in_bulk({one.party_id for one in found})
    return [TroubleLine(**vars(one), party=mark_of(marks[one.party_id])) for one in found]


def troubles_of(
    *, by: Actor, at: datetime, party_ids: Collection[int] | None = None
) -> list[Trouble]:
    """Return the same without the names of parties, of these parties alone. 7 queries."""
    until = at + AHEAD
    coming = Booking.objects.visible_to(by).filter(ends_at__gt=at, starts_at__lt=until)
    rows = coming.annotate(
        best_at=_BEST_AT, is_agreed=Case(When(_IS_AGREED, then=True), default=False)
    )
    bookings = list(rows.order_by("starts_at", "pk").values(*_OF_BOOKING))
    found = [
        *_of_bookings(bookings, at),
        *_clashes(bookings),
        *_of_aircraft(aircraft_of(by=by, at=at), at, until),
        *_of_movements(bookings, by, at, until),
        *_of_bags(bag_lines(by=by, at=at)),
        *_of_leavings(by, at),
    ]
    if party_ids is not None:
        found = [one for one in found if one.party_id in party_ids]
    return sorted(found, key=lambda one: (not one.is_bad, one.at is None, one.at or at))


def _of_bookings(rows: Iterable[dict[str, Any]], at: datetime) -> Iterator[Trouble]:
    for row in rows:
        state, span = row["state"], Span(row["starts_at"], row["ends_at"])
        direction = row["movement__direction"] or ""
        misfit = state in HOLDING and not fits(direction, row["best_at"], span)
        if state == BookingState.REFUSED:
            says = _("{what} was refused: {why}").format(what=_named(row), why=row["reason"])
        elif misfit:
            says = _("{what} does not suit the time now expected: move it").format(what=_named(row))
        elif state == BookingState.CONFIRMED and not row["is_agreed"]:
            says = _("{what} was moved and is to be confirmed again").format(what=_named(row))
        elif state == BookingState.ASKED and span.start - at <= SOON:
            says = _("{what} is not confirmed yet").format(what=_named(row))
        else:
            continue
        yield Trouble(
            party_id=row["party_id"],
            movement_id=row["movement_id"],
            at=span.start,
            says=says,
            is_bad=misfit or state == BookingState.REFUSED,
        )


def _named(row: dict[str, Any]) -> str:
    word, label = str(BookingKind(row["kind"]).label), row["facility__name"] or row["what"]
    return f"{word}: {label}" if label else word


def _clashes(rows: Iterable[dict[str, Any]]) -> Iterator[Trouble]:
    """Yield who stands too many on one thing: a capacity that was made smaller, an old list."""
    on_it: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["state"] in HOLDING and row["facility_id"] is not None:
            on_it[row["facility_id"]].append(row)
    for lines in on_it.values():
        for row in lines:
            spans = [
                Span(one["starts_at"], one["ends_at"]) for one in lines if one["pk"] < row["pk"]
            ]
            wanted = Span(row["starts_at"], row["ends_at"])
            if in_the_way(wanted, spans, row["facility__capacity"]):
                yield Trouble(
                    party_id=row["party_id"],
                    movement_id=row["movement_id"],
                    at=row["starts_at"],
                    says=_("{what} is given twice at this time: move one of them").format(
                        what=row["facility__name"]
                    ),
                    is_bad=True,
                )


def _of_aircraft(lines: list[AircraftLine], at: datetime, until: datetime) -> Iterator[Trouble]:
    for line in lines:
        # Until the last day for asking is near, a paper that is still to come is no trouble.
        asks_soon = line.ask_by is not None and at <= line.ask_by <= until
        near = line.next_at if line.next_at and at <= line.next_at < until else None
        if near is None and not asks_soon:
            continue
        for paper in line.papers:
            if paper.trouble:
                yield Trouble(
                    party_id=line.party.id,
                    movement_id=line.arrival_id or line.departure_id,
                    at=near or line.ask_by,
                    says=f"{line.label}, {paper.word}: {paper.trouble_word}",
                    is_bad=paper.is_bad,
                )


def _of_movements(
    bookings: Iterable[dict[str, Any]], by: Actor, at: datetime, until: datetime
) -> Iterator[Trouble]:
    """Yield who is diverted to nobody knows when, and aircraft that have nowhere to stand."""
    booked = {
        row["movement_id"]
        for row in bookings
        if row["kind"] == BookingKind.STAND and row["state"] in HOLDING
    }
    needs_stand = Q(mode__in=OWN_AIRCRAFT, direction=Direction.ARRIVAL, aircraft_parking="")
    rows = Movement.objects.visible_to(by).filter(needs_stand | Q(time_open=True), actual_at=None)
    for row in rows.exclude(certainty=Certainty.CANCELLED).select_related("terminal"):
        if row.time_open:
            place = row.terminal.name if row.terminal else row.airport
            says = _("diverted to {place}, and no new time is told: ask for it").format(place=place)
        elif row.pk not in booked and row.best_at and at <= row.best_at < until:
            says = _("no parking stand, and no other airport to wait at")
        else:
            continue
        yield Trouble(
            party_id=row.party_id,
            movement_id=row.pk,
            at=row.best_at,
            says=says,
            is_bad=row.time_open,
        )


def _of_bags(lines: list[BagLine]) -> Iterator[Trouble]:
    for line in lines:
        says = _("missing bag: {description}").format(description=line.description)
        if line.is_due:
            says = f"{says}. {_('Ask the airline again now.')}"
        yield Trouble(
            party_id=line.party.id,
            movement_id=line.movement_id,
            at=line.ask_at,
            says=says,
            is_bad=line.is_due,
        )


def _of_leavings(by: Actor, at: datetime) -> Iterator[Trouble]:
    """Yield what is due before a departure that is still to come, and not done."""
    rows = DepartureLine.objects.visible_to(by).filter(done_at=None, due_at__lte=at)
    rows = rows.filter(movement__actual_at=None)
    rows = rows.exclude(movement__certainty=Certainty.CANCELLED).order_by("due_at")
    for party_id, movement_id, kind, due_at in rows.values_list(
        "party_id", "movement_id", "kind", "due_at"
    ):
        what = LeavingStep(kind).label
        yield Trouble(
            party_id=party_id,
            movement_id=movement_id,
            at=due_at,
            says=_("before the departure: {what} is not done").format(what=what),
            is_bad=False,
            leaving=True,
        )
