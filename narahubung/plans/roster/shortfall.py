"""The proof that too few officers are there: hours needed against hours that may be worked."""

import math
from datetime import timedelta

from narahubung.kit.intervals import Span
from narahubung.plans.roster.index import Index
from narahubung.plans.roster.terms import ShortDay, Shortfall

HOUR = timedelta(hours=1)


def shortfall_of(index: Index) -> Shortfall | None:
    """Return by how much the officers fall short on their worst day; None where hours suffice.

    Nobody may do more in a day of the calendar than his limit of any 24 h, less what stands
    already: where that is less than the cover needed, no roster at all covers everything.
    """
    days, clock = [], index.clock
    needed = [index.clipped(demand.span) for demand in index.problem.demands]
    for number in range(len(clock.midnights) - 1):
        day = clock.span(clock.midnights[number], clock.midnights[number + 1])
        hours = sum(_shared(span, day) for span in needed)
        if not hours:
            continue
        gives = [_gives(index, name, day) for name in sorted(index.officers)]
        available, have = sum(gives), sum(1 for each in gives if each)
        if hours > available:
            days.append(
                ShortDay(
                    day=clock.dates[number].isoformat(),
                    hours_needed=round(hours, 2),
                    hours_available=round(available, 2),
                    at_least=math.ceil(hours / max([*gives, 1.0])),
                    have=have,
                )
            )
    return _of(index, days) if days else None


def _of(index: Index, days: list[ShortDay]) -> Shortfall:
    worst = max(days, key=lambda each: (each.hours_needed - each.hours_available, each.day))
    clock = index.clock
    number = [date.isoformat() for date in clock.dates].index(worst.day)
    day = clock.span(clock.midnights[number], clock.midnights[number + 1])
    there = {d.delegation for d in index.problem.demands if index.clipped(d.span).overlaps(day)}
    return Shortfall(
        hours_needed=worst.hours_needed,
        hours_available=worst.hours_available,
        officers_at_least=worst.at_least,
        homes=sum(len(index.positions_of(party)) for party in there),
        officers_have=worst.have,
        days=tuple(days),
    )


def _shared(span: Span, day: Span) -> float:
    return Span(max(span.start, day.start), min(span.end, day.end)).length / HOUR


def _gives(index: Index, officer: str, day: Span) -> float:
    """Return the hours that the officer may still work on this day."""
    free = day.length / HOUR - sum(_shared(away, day) for away in index.missing(officer, day))
    done = sum(
        _shared(duty.span, day)
        for duty in index.problem.duties
        if duty.firm and duty.officer == officer
    )
    most = index.policy(officer).day_hours or 24.0
    return max(0.0, min(free, most) - done)
