"""The rules of working time over whole seconds: a yes or no, thousands of times a second.

`rules.breaches` is the law and says which rule and by how much; this gives the same answer faster,
which a test holds against it. Breaks are not judged here: whoever cuts a duty places them.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from narahubung.kit.intervals import Span
from narahubung.plans.roster.rules import DutyPolicy

DAY, HOUR = 86_400, 3_600

Row = tuple[int, int, str]
"""From, until just before, with which delegation; whole seconds of a Clock."""


class Clock:
    """Moments as whole seconds from the first midnight on, days by number, in the event's zone."""

    def __init__(self, first: datetime, last: datetime, timezone: str) -> None:
        zone = ZoneInfo(timezone)
        day = first.astimezone(zone).date() - timedelta(days=1)
        self._zero = datetime.combine(day, time(), tzinfo=zone)
        self.zone = zone
        self.dates = [day]
        while datetime.combine(self.dates[-1], time(), tzinfo=zone) <= last:
            self.dates.append(self.dates[-1] + timedelta(days=1))
        self.midnights = [
            self.seconds(datetime.combine(date, time(), tzinfo=zone)) for date in self.dates
        ]

    def seconds(self, moment: datetime) -> int:
        """Return the moment as seconds; whatever is smaller is cut off."""
        return int(moment.timestamp() - self._zero.timestamp())

    def moment(self, seconds: int) -> datetime:
        """Return the moment of these seconds, in the event's zone."""
        at = self._zero.timestamp() + seconds
        return datetime.fromtimestamp(at, tz=self.zone)

    def span(self, start: int, end: int) -> Span:
        """Return the span from one to the other."""
        return Span(self.moment(start), self.moment(end))

    def day(self, seconds: int) -> int:
        """Return the number of the day of the calendar in which the moment lies."""
        return bisect_right(self.midnights, seconds) - 1

    def days(self, start: int, end: int) -> range:
        """Return the numbers of the days that the span touches."""
        return range(self.day(start), self.day(end - 1) + 1)


@dataclass(frozen=True)
class Limits:
    """A DutyPolicy in whole seconds; 0 is no limit. Hours beyond `day` need consent: not here."""

    day: int
    week: int
    rest: int
    split: bool
    free_days: int
    free_in: int
    night_from: int
    night_to: int
    nights: int
    party: int
    way: int

    @classmethod
    def of(cls, policy: DutyPolicy) -> "Limits":
        """Return the limits of a policy."""
        return cls(
            day=_hours(policy.day_hours),
            week=_hours(policy.week_hours + policy.overtime_week) if policy.week_hours else 0,
            rest=_hours(policy.rest_hours),
            split=policy.split_day,
            free_days=policy.free_days if policy.free_in else 0,
            free_in=policy.free_in,
            night_from=_clock(policy.night_from),
            night_to=_clock(policy.night_to),
            nights=policy.nights_in_row,
            party=_hours(policy.party_hours),
            way=policy.way_minutes * 60,
        )


def _hours(hours: float) -> int:
    return round(hours * HOUR)


def _clock(told: str) -> int:
    at = time.fromisoformat(told)
    return at.hour * HOUR + at.minute * 60


def legal(limits: Limits, rows: Sequence[Row], clock: Clock) -> bool:
    """Tell whether the duties of one person, in order of time, keep every rule but the breaks."""
    return not broken(limits, rows, clock)


def broken(limits: Limits, rows: Sequence[Row], clock: Clock) -> str:
    """Return the code of the first rule that these duties break, "" where they break none."""
    if not _apart(limits, rows):
        return "rest"
    if limits.way and not _ways(limits, rows):
        return "way"
    if limits.day and not _within(rows, limits.day):
        return "day_hours"
    if limits.week and not _weeks(limits, rows, clock):
        return "week_hours"
    if limits.free_days and not _free(limits, rows, clock):
        return "free_day"
    if limits.nights and not _nights(limits, rows, clock):
        return "nights"
    if limits.party and not _parties(limits, rows):
        return "party_hours"
    return ""


def broken_by(limits: Limits, rows: Sequence[Row], row: Row, clock: Clock) -> str:
    """Return the code of the first rule that one more duty breaks, "" where it breaks none."""
    for start, end, _ in rows:
        if start < row[1] and row[0] < end:
            return "engaged"
    more = list(rows)
    insort(more, row)
    return broken(limits, more, clock)


def _apart(limits: Limits, rows: Sequence[Row]) -> bool:
    if not rows:
        return True
    rest = limits.rest
    began, until, party = rows[0]
    for start, end, other in rows[1:]:
        pause = start - until
        if pause < 0:
            return False
        way = 0 if party == other else 2 * limits.way
        if pause >= rest:
            began = start
        elif (pause > way and not limits.split) or end - began > DAY - rest:
            return False
        until, party = end, other
    return True


def _ways(limits: Limits, rows: Sequence[Row]) -> bool:
    return all(
        before[2] == after[2] or after[0] - before[1] >= limits.way
        for before, after in pairwise(rows)
    )


def _within(rows: Sequence[Row], most: int) -> bool:
    """Tell whether no 24 h hold more than `most`; they are fullest where a duty begins or ends."""
    for number, (begin, _, _) in enumerate(rows):
        done = 0
        for start, end, _ in rows[number:]:
            if start >= begin + DAY:
                break
            done += min(end, begin + DAY) - start
        if done > most:
            return False
    for number, (_, finish, _) in enumerate(rows):
        done = 0
        for start, end, _ in rows[number::-1]:
            if end <= finish - DAY:
                break
            done += end - max(start, finish - DAY)
        if done > most:
            return False
    return True


def _touched(rows: Sequence[Row], clock: Clock) -> list[int]:
    return sorted({day for start, end, _ in rows for day in clock.days(start, end)})


def _weeks(limits: Limits, rows: Sequence[Row], clock: Clock) -> bool:
    for day in _touched(rows, clock):
        begin = clock.midnights[day]
        last = min(day + 7, len(clock.midnights) - 1)
        finish = clock.midnights[last]
        done = sum(max(0, min(end, finish) - max(start, begin)) for start, end, _ in rows)
        if done > limits.week:
            return False
    return True


def _free(limits: Limits, rows: Sequence[Row], clock: Clock) -> bool:
    days, most = _touched(rows, clock), limits.free_in - limits.free_days
    if most <= 0:
        return not days
    return all(
        days[number + most] - day >= limits.free_in for number, day in enumerate(days[:-most])
    )


def nights_of(limits: Limits, clock: Clock, start: int, end: int) -> Iterator[int]:
    """Yield the nights that the span touches, each by the number of the day on which it begins."""
    for day in range(max(0, clock.day(start) - 1), clock.day(end - 1) + 1):
        begin = clock.midnights[day] + limits.night_from
        morning = day if limits.night_to > limits.night_from else day + 1
        if start < clock.midnights[morning] + limits.night_to and begin < end:
            yield day


def _nights(limits: Limits, rows: Sequence[Row], clock: Clock) -> bool:
    nights = {day for start, end, _ in rows for day in nights_of(limits, clock, start, end)}
    return not any(
        all(night + more in nights for more in range(limits.nights + 1)) for night in nights
    )


def _parties(limits: Limits, rows: Sequence[Row]) -> bool:
    parties = {party for _, _, party in rows if party}
    return all(_within([row for row in rows if row[2] == party], limits.party) for party in parties)
