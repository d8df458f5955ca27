"""Who was there, to the minute: arithmetic of spans, without rows or clock.

A minute in which somebody was there, were it for a second, is a minute with somebody.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from narahubung.kit.intervals import Span, gaps

MINUTE = timedelta(minutes=1)


def minute_of(moment: datetime) -> datetime:
    """Return the minute in which a moment lies."""
    return moment.replace(second=0, microsecond=0)


def whole_minutes(span: Span) -> Span:
    """Return the minutes that a span touches."""
    end = minute_of(span.end)
    return Span(minute_of(span.start), end if end == span.end else end + MINUTE)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches that the spans make together, in order."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.length):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def within(spans: Iterable[Span], window: Span) -> list[Span]:
    """Return what of the spans lies in the window."""
    cut = (Span(max(one.start, window.start), min(one.end, window.end)) for one in spans)
    return [one for one in cut if one.length]


def shared(some: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return the stretches that lie in both; each of the two without overlaps."""
    others = list(others)
    return [part for one in some for part in within(others, one)]


def uncovered(cover: Iterable[Span], present: Iterable[Span]) -> list[Span]:
    """Return the whole minutes of the cover in which nobody was present."""
    there = joined(whole_minutes(one) for one in present if one.length)
    return [gap for one in cover for gap in gaps(whole_minutes(one), there)]


def doubled(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches that two or more of the spans share."""
    found, reached = [], None
    for span in sorted(span for span in spans if span.length):
        if reached is not None and span.start < reached:
            found.append(Span(span.start, min(span.end, reached)))
        reached = max(reached, span.end) if reached else span.end
    return joined(found)


def minutes_in(spans: Iterable[Span]) -> int:
    """Return how many minutes the spans are long together, the seconds dropped at the end."""
    return int(sum((span.length for span in spans), timedelta()) / MINUTE)
