"""All that happens with one party, day by day, as lines of a sheet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text
from narahubung.meetings.models import Meeting
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Party, Place
from narahubung.programme.models import Item
from narahubung.reports.paper import data
from narahubung.reports.queries.names import joined, movement_state, state_of

_HAPPENS = ("held", "approved", "confirmed")
_OFF = ("declined", "cancelled")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A line with the day it stands on; without a clock time it stands at the end of its day."""

    on: date
    at: datetime | None
    line: data.Line


def days(moments: Iterable[Moment]) -> tuple[data.Day, ...]:
    """Sort lines into days, in order of time."""
    by_day: dict[date, list[Moment]] = defaultdict(list)
    for moment in moments:
        by_day[moment.on].append(moment)
    return tuple(
        data.Day(
            label=day_text(on, year=True),
            lines=tuple(m.line for m in sorted(by_day[on], key=_order)),
        )
        for on in sorted(by_day)
    )


def sessions(party: Party, by: Actor, zone: str) -> list[Moment]:
    """Return the programme items the party attends. One query."""
    rows = Item.objects.visible_to(by).filter(attending=party).select_related("place")
    return [
        Moment(
            on=local_day(item.starts_at, zone),
            at=item.starts_at,
            line=data.Line(
                time=clock_text(item.starts_at, zone),
                end=_end(item.starts_at, item.ends_at, zone),
                text=item.title,
                place=joined(item.room, place_name(item.place)),
                state=state_of(item.certainty),
            ),
        )
        for item in rows
        if item.starts_at
    ]


def meetings(party: Party, by: Actor, zone: str) -> list[Moment]:
    """Return its meetings that were not declined; one without a clock time says so. One query."""
    rows = (
        Meeting.objects.visible_to(by)
        .exclude(status__in=_OFF)
        .select_related("party_a", "party_b", "place")
    )
    found = []
    for meeting in rows.filter(party_a=party) | rows.filter(party_b=party):
        on = local_day(meeting.starts_at, zone) if meeting.starts_at else meeting.on
        if on is None:
            continue
        other = meeting.party_b if meeting.party_a_id == party.pk else meeting.party_a
        sure = state_of(meeting.certainty)
        found.append(
            Moment(
                on=on,
                at=meeting.starts_at,
                line=data.Line(
                    time=clock_text(meeting.starts_at, zone) if meeting.starts_at else _("TBC"),
                    end=_end(meeting.starts_at, meeting.ends_at, zone),
                    text=_("Bilateral with {party}").format(party=other.name),
                    place=joined(meeting.room, place_name(meeting.place)),
                    state="tentative"
                    if sure == "confirmed" and meeting.status not in _HAPPENS
                    else sure,
                ),
            )
        )
    return found


def movements(party: Party, by: Actor, zone: str) -> list[Moment]:
    """Return its arrivals and departures, the planned time beside a newer one. One query."""
    rows = Movement.objects.visible_to(by).filter(party=party).select_related("terminal")
    return [
        Moment(on=local_day(at, zone), at=at, line=_movement(movement, at, zone))
        for movement in rows
        if (at := moment_of(movement))
    ]


def trips(party: Party, by: Actor, zone: str) -> list[Moment]:
    """Return its drives. One query."""
    rows = (
        Trip.objects.visible_to(by)
        .filter(party=party)
        .select_related("from_place", "to_place", "vehicle")
    )
    return [
        Moment(
            on=local_day(trip.departs_at, zone),
            at=trip.departs_at,
            line=data.Line(
                time=clock_text(trip.departs_at, zone),
                end=_end(trip.departs_at, trip.arrives_at, zone),
                text=_("Drive to {place}").format(
                    place=place_name(trip.to_place) or said(trip.purpose)
                ),
                place=joined(
                    _("from {place}").format(place=place_name(trip.from_place))
                    if trip.from_place
                    else "",
                    trip.vehicle.plate.replace(" ", "\N{NO-BREAK SPACE}") if trip.vehicle else "",
                ),
                state=state_of(trip.certainty),
            ),
        )
        for trip in rows
        if trip.departs_at
    ]


def moment_of(movement: Movement) -> datetime | None:
    """Return the best known moment: happened, else expected, else planned."""
    return movement.actual_at or movement.expected_at or movement.planned_at


def old_time(movement: Movement, zone: str) -> str:
    """Return the planned time where another one holds now, with its day where that differs."""
    at, plan = moment_of(movement), movement.planned_at
    if not at or not plan or abs(at - plan) < timedelta(minutes=1):
        return ""
    text = clock_text(plan, zone)
    if local_day(plan, zone) != local_day(at, zone):
        return f"{day_text(local_day(plan, zone), short=True)} {text}"
    return text


def place_name(place: Place | None) -> str:
    """Return the name of a place, "" for none."""
    return place.name if place else ""


def _movement(movement: Movement, at: datetime, zone: str) -> data.Line:
    words = _("Arrival: {who}") if movement.direction == "arrival" else _("Departure: {who}")
    return data.Line(
        time=clock_text(at, zone),
        text=joined(words.format(who=said(movement.travelling)), said(movement.carrier), by=", "),
        place=place_name(movement.terminal) or movement.airport,
        state=movement_state(movement),
        old_time=old_time(movement, zone),
    )


def _end(start: datetime | None, end: datetime | None, zone: str) -> str:
    if not start or not end or end <= start:
        return ""
    text = clock_text(end, zone)
    if local_day(end, zone) != local_day(start, zone):
        return f"{text} {day_text(local_day(end, zone), short=True)}"
    return text


def _order(moment: Moment) -> tuple[bool, datetime | None, str]:
    return (moment.at is None, moment.at, moment.line.text)
