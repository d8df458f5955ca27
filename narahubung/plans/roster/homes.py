"""The days of one delegation among its homes: who of them takes which shift, what is left over.

Exact by dynamic programming over the shifts in order of time; a state is what the rules of working
time still see of each home: the duties of the last 24 h, its days, its nights, a week's hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from narahubung.plans.roster.cutting import Shift
from narahubung.plans.roster.quick import DAY, Clock, Limits, nights_of

NEVER = float("inf")
LEFT = -1
"""In a split: no home takes the shift."""

Seen = tuple[
    tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...], tuple[tuple[int, int], ...]
]
"""What the rules still see of one person: duties of the last 24 h, days with a duty, nights with
one, and (day, seconds on duty) of seven days."""
FRESH: Seen = ((), (), (), ())
WEEK = 7


@dataclass(frozen=True)
class Home:
    """One home: its limits, what each shift costs it (NEVER: cannot), what lies before."""

    limits: Limits
    costs: tuple[float, ...]
    before: Seen = FRESH


@dataclass(frozen=True)
class Split:
    """Who takes each shift, by number of the home, or LEFT; exact: no other split costs less."""

    cost: float
    takes: tuple[int, ...]
    exact: bool


def split(
    clock: Clock,
    shifts: Sequence[Shift],
    homes: Sequence[Home],
    left: Sequence[float],
    width: int,
    *,
    most: float = NEVER,
) -> Split:
    """Divide the shifts, in order of time, among the homes, at the least cost.

    left: what a shift costs that no home takes; width: states kept at a time, the cheapest ones;
    where that was too few the split stands, but it is not known to be the best; most: a cost from
    which on no split is wanted, then `takes` is empty.
    """
    states: dict[tuple[Seen, ...], tuple[float, object]] = {
        tuple(home.before for home in homes): (0.0, None)
    }
    exact = True
    to_come = _to_come(homes, left)
    each_way = [ways(home.limits, clock) for home in homes]
    for number, shift in enumerate(shifts):
        until = shifts[number + 1].start if number + 1 < len(shifts) else shift.end
        when = (shift.start, shift.end, until)
        limit = most - to_come[number]
        further: dict[tuple[Seen, ...], tuple[float, object]] = {}
        for state, (cost, back) in states.items():
            steps = [way.step(seen, when) for way, seen in zip(each_way, state, strict=True)]
            idle = tuple(step[0] for step in steps)
            price = cost + left[number]
            if price < limit and (idle not in further or price < further[idle][0]):
                further[idle] = (price, (back, LEFT))
            for who, (_, busy) in enumerate(steps):
                price = cost + homes[who].costs[number]
                if busy is None or price >= limit:
                    continue
                after = (*idle[:who], busy, *idle[who + 1 :])
                if after not in further or price < further[after][0]:
                    further[after] = (price, (back, who))
        if len(further) > width:
            exact = False
            cheapest = sorted(further.items(), key=lambda item: (item[1][0], item[0]))
            further = dict(cheapest[:width])
        if not further:
            return Split(most, (), exact)
        states = further
    cost, back = min(states.values(), key=lambda value: value[0])
    return Split(cost, _walked(back), exact)


def _to_come(homes: Sequence[Home], left: Sequence[float]) -> list[float]:
    """Return for each shift what those after it cost at least."""
    found = [0.0]
    for number in range(len(left) - 1, 0, -1):
        found.append(found[-1] + min([left[number], *(home.costs[number] for home in homes)]))
    return found[::-1]


def _walked(back: object) -> tuple[int, ...]:
    found = []
    while isinstance(back, tuple):
        back, who = back
        found.append(int(who))
    return tuple(reversed(found))


class Ways:
    """What becomes of what is seen of one person, shift by shift, each worked out once."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self.limits, self.clock = limits, clock
        self.known: dict[tuple[Seen, tuple[int, int, int]], tuple[Seen, Seen | None]] = {}

    def step(self, seen: Seen, when: tuple[int, int, int]) -> tuple[Seen, Seen | None]:
        """Return what is seen at the third moment, without a duty from the first to the second
        and with it; None where the rules forbid that.
        """
        key = (seen, when)
        if key not in self.known:
            start, end, until = when
            busy = took(self.limits, self.clock, seen, start, end)
            self.known[key] = (
                _faded(self.limits, self.clock, seen, until),
                None if busy is None else _faded(self.limits, self.clock, busy, until),
            )
        return self.known[key]


@lru_cache(maxsize=64)
def ways(limits: Limits, clock: Clock) -> Ways:
    """Return the one memory of all who are under these limits."""
    return Ways(limits, clock)


def took(limits: Limits, clock: Clock, seen: Seen, start: int, end: int) -> Seen | None:
    """Return what is seen after one more duty, None where the rules forbid it."""
    tail, days, nights, week = seen
    if tail:
        pause = start - tail[-1][1]
        short = pause < limits.rest
        if pause < 0 or (short and pause and not limits.split):
            return None
        if short and _chain(tail, limits.rest, end):
            return None
    if limits.free_days:
        days = tuple(sorted({*days, *clock.days(start, end)}))
    if limits.nights:
        nights = tuple(sorted({*nights, *nights_of(limits, clock, start, end)}))
    if limits.week:
        week = _week(clock, week, start, end)
    after = (*tail, (start, end)), days, nights, week
    return after if _kept(limits, clock, after) else None


def _kept(limits: Limits, clock: Clock, seen: Seen) -> bool:
    """Tell whether the newest duty keeps the rules about hours, free days and nights."""
    tail, days, nights, week = seen
    most = min((limit for limit in (limits.day, limits.party) if limit), default=0)
    if most and not _room(tail, most):
        return False
    if limits.free_days:
        reach = days[-1] - limits.free_in
        if sum(1 for day in days if day > reach) > limits.free_in - limits.free_days:
            return False
    run = range(limits.nights + 1)
    if limits.nights and any(all(n - less in nights for less in run) for n in nights):
        return False
    first = clock.day(tail[-1][0]) - WEEK
    return not any(
        day > first and sum(done for other, done in week if 0 <= other - day < WEEK) > limits.week
        for day, _ in week
    )


def _week(
    clock: Clock, week: tuple[tuple[int, int], ...], start: int, end: int
) -> tuple[tuple[int, int], ...]:
    """Return the seconds on each day of the calendar with those of one more duty."""
    done = dict(week)
    for day in clock.days(start, end):
        begin, finish = clock.midnights[day], clock.midnights[day + 1]
        done[day] = done.get(day, 0) + min(end, finish) - max(start, begin)
    return tuple(sorted(done.items()))


def _chain(tail: tuple[tuple[int, int], ...], rest: int, end: int) -> bool:
    """Tell whether duties with too little between them become longer than a day allows."""
    began = tail[-1][0]
    for before, after in zip(tail[-2::-1], tail[:0:-1], strict=True):
        if after[0] - before[1] >= rest:
            break
        began = before[0]
    return end - began > DAY - rest


def _room(tail: tuple[tuple[int, int], ...], most: int) -> bool:
    """Tell whether no 24 h that the newest duty touches hold more than `most`."""
    until = tail[-1][1]
    for begin in (*(start for start, _ in tail), until - DAY):
        window = begin + DAY
        done = sum(max(0, min(end, window) - max(start, begin)) for start, end in tail)
        if done > most:
            return False
    return True


def _faded(limits: Limits, clock: Clock, seen: Seen, now: int) -> Seen:
    """Return what of it still matters at `now`, so that equal futures are equal states."""
    tail, days, nights, week = seen
    while tail and tail[0][1] <= now - DAY:
        tail = tail[1:]
    today = clock.day(now)
    if limits.free_days == 1:  # only the run of days that reaches yesterday or today counts
        run: list[int] = []
        for day in reversed(days):
            if day < (run[-1] if run else today) - 1:
                break
            run.append(day)
        days = tuple(reversed(run))
    else:
        days = tuple(day for day in days if day > today - limits.free_in)
    # A duty to come touches last night's night at the earliest, the run before it counts.
    nights = nights[-limits.nights :] if nights and nights[-1] >= today - 2 else ()
    week = tuple((day, done) for day, done in week if day > today - WEEK)
    return tail, days, nights, week
