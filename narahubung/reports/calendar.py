"""An agenda as iCalendar (RFC 5545), for the calendar program of the guest's office.

Every time carries its zone (VTIMEZONE), every line keeps its UID for ever, and SEQUENCE grows with
each entry the journal has of the thing, so that a program never keeps an older time.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from narahubung.journal.reading import times_named
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.reports.queries.agenda import AgendaLine

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
    calendar = Calendar()
    calendar.add("prodid", "-//Narahubung//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for line in shown:
        calendar.add_component(_event(line, sequences.get(line.topic, 1), house, at, zone_name))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(line: AgendaLine, times: int, house: str, at: datetime, zone_name: str) -> Event:
    event = Event()
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
