"""The personal agenda of a guest, derived from all plans: programme, meetings, movements, cars.

It holds nothing of health and nothing of gifts: it leaves the house in calendars and on paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.zones import zone
from narahubung.meetings.queries import MeetingLine, meetings_of
from narahubung.movements.chains import carries_the_head
from narahubung.movements.models import Movement
from narahubung.movements.queries import MovementLine, TripLine, movements_of, trips_of
from narahubung.parties.models import Member
from narahubung.programme.queries import ItemLine, programme_of

_MEALS = ("meal", "lunch", "dinner", "breakfast", "gala", "banquet", "reception")


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One line. sort: programme, meal, meeting, arrival, departure or trip: which plan says so.

    start is None where only the day is known (`on`). planned: the first plan where it moved.
    topic: the thing itself, for live pages and as the root of a calendar's UID.
    """

    sort: str
    icon: str
    title: str
    where: str
    on: date | None
    start: datetime | None
    end: datetime | None
    planned: datetime | None
    zone: str
    certainty: str
    detail: str
    topic: str
    synthetic: bool


@dataclass(frozen=True, kw_only=True)
class AgendaDay:
    """The lines of one day; on is None for what has no day yet."""

    on: date | None
    lines: tuple[AgendaLine, ...]


def agenda(
    *,
    by: Actor,
    party_id: int,
    member_id: int | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
) -> list[AgendaLine]:
    """Return the agenda of a party, or of one member, in order of time.

    A member's own arrival and departure stand in it where the list says on which he travels, else
    those that carry the head. start / end (aware) cut it. Four queries, six for a member.
    Raises Member.DoesNotExist for one whom the person may not see.
    """
    movements = movements_of(by=by, party_id=party_id)
    if member_id is not None:
        movements = _of_member(by, movements, party_id, member_id)
    else:
        movements = [line for line in movements if carries_the_head(line.travelling)]
    lines = [
        *(_of_item(item) for item in programme_of(by=by, party_id=party_id, with_parties=False)),
        *(_of_meeting(meeting, party_id) for meeting in meetings_of(by=by, party_id=party_id)),
        *(_of_movement(movement) for movement in movements),
        *(_of_trip(trip) for trip in trips_of(by=by, party_id=party_id)),
    ]
    kept = [line for line in lines if _within(line, start, end)]
    return sorted(kept, key=_order)


def in_days(lines: Iterable[AgendaLine], zone_name: str) -> list[AgendaDay]:
    """Sort lines into the days of that clock; those without a day last."""
    days: dict[date | None, list[AgendaLine]] = {}
    for line in lines:
        on = line.start.astimezone(zone(zone_name)).date() if line.start else line.on
        days.setdefault(on, []).append(line)
    found = [AgendaDay(on=on, lines=tuple(some)) for on, some in days.items()]
    return sorted(found, key=lambda day: (day.on is None, day.on or date.max))


def _of_member(
    by: Actor, movements: list[MovementLine], party_id: int, member_id: int
) -> list[MovementLine]:
    Member.objects.visible_to(by).get(pk=member_id, party_id=party_id)
    rows = Movement.objects.visible_to(by).filter(party_id=party_id, passengers=member_id)
    own = set(rows.values_list("pk", flat=True))
    found = []
    for direction in ("arrival", "departure"):
        some = [line for line in movements if line.direction == direction]
        mine = [line for line in some if line.id in own]
        found += mine or [line for line in some if carries_the_head(line.travelling)]
    return found


def _of_item(item: ItemLine) -> AgendaLine:
    meal = any(word in f"{item.kind} {item.title}".casefold() for word in _MEALS)
    return AgendaLine(
        sort="meal" if meal else "programme",
        icon="tools-kitchen-2" if meal else "calendar-event",
        title=item.title,
        where=item.where,
        on=None,
        start=item.starts_at,
        end=item.ends_at,
        planned=None,
        zone=item.zone,
        certainty=item.certainty,
        detail=said(item.dress),
        topic=item.topic,
        synthetic=item.synthetic,
    )


def _of_meeting(meeting: MeetingLine, party_id: int) -> AgendaLine:
    return AgendaLine(
        sort="meeting",
        icon="users",
        title=_("Meeting with {name}").format(name=meeting.other_than(party_id).name),
        where=meeting.where,
        on=meeting.on,
        start=meeting.starts_at,
        end=meeting.ends_at,
        planned=None,
        zone=meeting.zone,
        certainty=meeting.certainty,
        detail=said(meeting.level),
        topic=meeting.topic,
        synthetic=meeting.synthetic,
    )


def _of_movement(line: MovementLine) -> AgendaLine:
    arrives = line.direction == "arrival"
    words = _("Arrival {flight}") if arrives else _("Departure {flight}")
    ends = _("from {place}") if arrives else _("to {place}")
    return AgendaLine(
        sort=line.direction,
        icon="plane-arrival" if arrives else "plane-departure",
        title=words.format(flight=said(line.carrier)).strip(),
        where=line.terminal or line.airport,
        on=None,
        start=line.best_at,
        end=None,
        planned=line.planned_at if line.best_at != line.planned_at else None,
        zone=line.zone,
        certainty=line.certainty,
        detail=ends.format(place=line.other_end) if line.other_end else "",
        topic=line.topic,
        synthetic=line.synthetic,
    )


def _of_trip(trip: TripLine) -> AgendaLine:
    leaves = trip.left_at or trip.departs_at
    return AgendaLine(
        sort="trip",
        icon="car",
        title=_("Car to {place}").format(place=trip.to_place or "-"),
        where=trip.from_place,
        on=None,
        start=leaves,
        end=trip.reached_at or trip.arrives_at,
        planned=trip.departs_at if leaves != trip.departs_at else None,
        zone=trip.zone,
        certainty=trip.certainty,
        detail=trip.car.plate.replace(" ", "\N{NO-BREAK SPACE}") if trip.car else "",
        topic=trip.topic,
        synthetic=trip.synthetic,
    )


def _within(line: AgendaLine, start: datetime | None, end: datetime | None) -> bool:
    if start is None and end is None:
        return True
    moment = line.start or _midnight(line)
    if moment is None:
        return False
    over = line.end or moment
    return (start is None or over >= start) and (end is None or moment < end)


def _order(line: AgendaLine) -> tuple[Any, ...]:
    moment = line.start or _midnight(line)
    return (moment is None, moment, line.start is None, line.topic)


def _midnight(line: AgendaLine) -> datetime | None:
    return datetime.combine(line.on, time(), tzinfo=zone(line.zone)) if line.on else None
