"""An agenda as iCalendar (RFC 5545), for the calendar program of the guest's office; a roster, too.

Every time carries its zone (VTIMEZONE), every line keeps its UID for ever, and SEQUENCE grows with
each entry the journal has of the thing, so that a program never keeps an older time.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.words import position_word
from narahubung.assignments.working_time import span_of
from narahubung.journal.reading import times_named
from narahubung.kit import exercise
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.reports.queries.agenda import AgendaLine

if TYPE_CHECKING:
    from icalendar import Event  # loaded where a calendar is written

_STATUS = {Certainty.TENTATIVE: "TENTATIVE", Certainty.CANCELLED: "CANCELLED"}
REFRESH = timedelta(minutes=15)


def calendar_of(
    lines: Iterable[AgendaLine], *, name: str, house: str, at: datetime, zone_name: str
) -> bytes:
    """Return the lines as an iCalendar file; what has no day yet is left out. One query.

    name: how calendar programs call it; house: the event's slug, part of each UID; zone_name: the
    host's zone, for lines that name none.
    """
    shown = [line for line in lines if line.start or line.on]
    sequences = times_named({line.topic for line in shown})
    return _written(
        (_event(line, sequences.get(line.topic, 1), house, at, zone_name) for line in shown), name
    )


def duties_calendar(
    rows: Iterable[Duty], *, name: str, house: str, at: datetime, zone_name: str, times: int
) -> bytes:
    """Return an officer's duties as an iCalendar file: code, position and hours, no guest's name.

    Cancelled ones stay in it as CANCELLED. times: how often the journal named the officer.
    """
    return _written((_duty(row, times, house, at, zone_name) for row in rows), name)


def _written(events: Iterable["Event"], name: str) -> bytes:
    from icalendar import Calendar, vText  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//Narahubung//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", exercise.marked(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for event in events:
        for name in {"summary", "description"} & {key.lower() for key in event}:
            event[name] = vText(exercise.marked(str(event[name])))
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _empty() -> "Event":
    from icalendar import Event  # noqa: PLC0415

    return Event()


def _duty(row: Duty, times: int, house: str, at: datetime, zone_name: str) -> "Event":
    event, here = _empty(), zone(zone_name)
    event.add("uid", f"duty-{row.pk}@{house}.narahubung")
    event.add("dtstamp", at)
    event.add("sequence", max(0, times - 1))
    words = _("Duty: {delegation}, {position}")
    told = words.format(delegation=row.party.code, position=position_word(row.position))
    event.add("summary", told)
    gone = row.state == DutyState.CANCELLED
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    was = span_of(row)
    event.add("dtstart", was.start.astimezone(here))
    event.add("dtend", was.end.astimezone(here))
    return event


def _event(line: AgendaLine, times: int, house: str, at: datetime, zone_name: str) -> "Event":
    event = _empty()
    event.add("uid", f"{line.topic.replace(':', '-')}@{house}.narahubung")
    event.add("dtstamp", at)
    event.add("sequence", max(0, times - 1))
    event.add("summary", line.title)
    event.add("status", _STATUS.get(Certainty(line.certainty), "CONFIRMED"))
    clock = zone(line.zone or zone_name)
    if line.start:
        event.add("dtstart", line.start.astimezone(clock))
        if line.end and line.end > line.start:
            event.add("dtend", line.end.astimezone(clock))
    else:
        event.add("dtstart", line.on)
    if line.where:
        event.add("location", line.where)
    if line.detail:
        event.add("description", line.detail)
    event.add("categories", [line.sort])
    return event
