"""Demands become shifts: who is there hands over at quiet moments, nobody stays too long."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from narahubung.kit.intervals import Span, gaps
from narahubung.plans.roster.index import Index
from narahubung.plans.roster.quick import HOUR, Row
from narahubung.plans.roster.rules import DutyPolicy
from narahubung.plans.roster.terms import Demand, Duty

QUARTER = 900
UNEVEN = 10  # points for each hour that a shift is off the even length


@dataclass(frozen=True)
class Shift:
    """A stretch that one officer takes as a whole; `start`, `end` in seconds of the clock.

    span: the same for people; unquiet: hand-overs into it at another moment than a quiet one.
    """

    delegation: str
    start: int
    end: int
    span: Span

    @property
    def row(self) -> Row:
        """Return it as the rules of working time want it."""
        return self.start, self.end, self.delegation

    @property
    def hours(self) -> float:
        """Return how long it is."""
        return (self.end - self.start) / HOUR


def shifts_of(index: Index, kept: Sequence[Duty], firm: Sequence[Duty]) -> list[Shift]:
    """Cut every demand, from the start of the plan on, by delegation and time.

    firm: what is covered for good; kept: duties whose hand-overs stay where they are, as far as
    somebody may take each of them whole.
    """
    covered, present = _by_delegation(index, firm), _by_delegation(index, kept)
    found = []
    for demand in sorted(index.problem.demands, key=lambda d: (d.delegation, d.span)):
        whole = index.clipped(demand.span)
        if not whole.length:
            continue
        for piece in gaps(whole, covered[demand.delegation]):
            for part in _by_present(piece, present[demand.delegation]):
                found += _cut(index, demand, part)
    return found


def _by_delegation(index: Index, duties: Sequence[Duty]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for duty in duties:
        if index.position(duty.position).covers:
            found[duty.delegation].append(duty.span)
    return found


def _by_present(piece: Span, present: list[Span]) -> list[Span]:
    """Part a piece where the duties of now begin and end."""
    edges = {piece.start, piece.end}
    edges |= {m for span in present for m in (span.start, span.end) if piece.covers(m)}
    return [Span(start, end) for start, end in pairwise(sorted(edges))]


def _cut(index: Index, demand: Demand, part: Span) -> list[Shift]:
    clock = index.clock
    start, end = clock.seconds(part.start), clock.seconds(part.end)
    quiet = sorted({clock.seconds(moment) for moment in demand.quiet})
    cuts = _cuts(start, end, quiet, index.longest(), index.weights.unquiet)
    return [
        Shift(demand.delegation, one, two, clock.span(one, two))
        for one, two in pairwise([start, *cuts, end])
    ]


def _cuts(start: int, end: int, quiet: list[int], most: int, unquiet: int) -> list[int]:
    """Return the moments of hand-over: as few as can be, quiet, and the parts even."""
    parts = -(-(end - start) // most)
    even = (end - start) / parts
    ideal = {start + round(even * n / QUARTER) * QUARTER for n in range(1, parts)}
    ideal |= {start + round(even * n) for n in range(1, parts)}
    moments = sorted(m for m in {*quiet, *ideal} if start < m < end)
    still = set(quiet)
    best: dict[int, tuple[float, tuple[int, ...]]] = {start: (0.0, ())}
    for number in range(1, parts + 1):
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for reached, (cost, cuts) in best.items():
            for moment in moments if number < parts else [end]:
                if not reached < moment <= reached + most:
                    continue
                price = cost + abs(moment - reached - even) / HOUR * UNEVEN
                price += unquiet if moment != end and moment not in still else 0
                option = (price, (*cuts, moment))
                if moment not in further or option < further[moment]:
                    further[moment] = option
        best = further
    return list(best[end][1][:-1])


def with_breaks(
    policy: DutyPolicy, duties: Sequence[Duty], quiet: Mapping[str, Sequence[datetime]]
) -> list[Duty]:
    """Return one person's duties, in order of time, with the breaks that the policy wants.

    quiet: moments by delegation, sorted; a break begins at the last one that is in time, else when
    it is due. Duties that are firm keep what they have.
    """
    if not policy.break_after:
        return list(duties)
    most, pause = timedelta(hours=policy.break_after), timedelta(minutes=policy.break_minutes)
    since: datetime | None = None
    until: datetime | None = None
    found = []
    for duty in duties:
        if since is None or until is None or duty.span.start - until >= pause:
            since = duty.span.start
        breaks = list(duty.breaks) if duty.firm else []
        since = max([since, *(each.end for each in breaks)])
        while not duty.firm and duty.span.end - since > most:
            begin = _break(duty.span, since, most, pause, quiet.get(duty.delegation, ()))
            breaks.append(Span(begin, begin + pause))
            since = begin + pause
        until = duty.span.end
        found.append(replace(duty, breaks=tuple(breaks)))
    return found


def _break(
    span: Span, since: datetime, most: timedelta, pause: timedelta, quiet: Sequence[datetime]
) -> datetime:
    first = max(since + most / 2, span.start)
    last = max(min(since + most, span.end - pause), span.start)
    at = bisect_right(quiet, last) - 1
    return quiet[at] if bisect_left(quiet, first) <= at else last
