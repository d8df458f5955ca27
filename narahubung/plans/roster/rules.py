"""The rules of working time, judged on any person's duties, also those made by hand. No solver."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from narahubung.kit.intervals import Span

DAY, WEEK_DAYS = timedelta(hours=24), 7
Fact = str | int


@dataclass(frozen=True, kw_only=True)
class DutyPolicy:
    """Limits of working time as data. Hours; None or 0: no such limit.

    day_hours, week_hours: on duty in any 24 h, in any seven days one after another.
    overtime_day, overtime_week: what may come on top with the person's consent.
    rest_hours: unbroken, between two duties; split_day: a day may fall in parts with less between
    them when all parts and what lies between end within 24 h less the rest.
    break_after, break_minutes: so long in a row at most without a break of so many minutes.
    free_days in each free_in days: whole days of the calendar without duty.
    night_from, night_to: HH:MM; nights_in_row: duties one night after another that touch it.
    party_hours: in any 24 h with the same delegation.
    way_minutes: least from a duty with one delegation to one with another; a pause of up to twice
    that is the way between them, and makes no day in parts.
    """

    code: str
    day_hours: float = 10.0
    week_hours: float = 0.0
    overtime_day: float = 0.0
    overtime_week: float = 0.0
    rest_hours: float = 11.0
    split_day: bool = False
    break_after: float = 0.0
    break_minutes: int = 30
    free_days: int = 1
    free_in: int = 7
    night_from: str = "23:00"
    night_to: str = "07:00"
    nights_in_row: int = 0
    party_hours: float = 0.0
    way_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A duty of one person: when, with which delegation, its breaks, consent to overtime."""

    span: Span
    delegation: str = ""
    breaks: tuple[Span, ...] = ()
    overtime_agreed: bool = False


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One rule broken: its code, from when on, and the figures as facts (minutes).

    Codes: overlap, day_hours, week_hours, overtime (allowed only with consent), overtime_week,
    rest, break, free_day, nights, party_hours, way.
    """

    code: str
    at: datetime
    facts: Mapping[str, Fact] = field(default_factory=dict)


def breaches(policy: DutyPolicy, duties: Iterable[Worked], *, timezone: str) -> tuple[Breach, ...]:
    """Return every rule that the duties of one person break, by time.

    timezone: of the event, for days and nights of the calendar.
    """
    rows = sorted(duties, key=lambda row: row.span)
    here = ZoneInfo(timezone)
    found = [
        *_overlaps(rows),
        *_in_a_day(policy, rows),
        *_in_a_week(policy, rows, here),
        *_rests(policy, rows),
        *_breaks(policy, rows),
        *_free_days(policy, rows, here),
        *_nights(policy, rows, here),
        *_with_one_party(policy, rows),
        *_ways(policy, rows),
    ]
    return tuple(sorted(found, key=lambda breach: (breach.at, breach.code)))


def new_breaches(
    policy: DutyPolicy, duties: Sequence[Worked], more: Worked, *, timezone: str
) -> tuple[Breach, ...]:
    """Return the rules that one more duty would break and that stand without it."""
    before = set(map(_key, breaches(policy, duties, timezone=timezone)))
    after = breaches(policy, [*duties, more], timezone=timezone)
    return tuple(breach for breach in after if _key(breach) not in before)


def _key(breach: Breach) -> tuple[str, datetime, tuple[tuple[str, Fact], ...]]:
    return breach.code, breach.at, tuple(sorted(breach.facts.items()))


def minutes(length: timedelta) -> int:
    """Return whole minutes, rounded down."""
    return int(length.total_seconds() // 60)


def worked_in(rows: Iterable[Worked], window: Span) -> timedelta:
    """Return how long the duties lie in the window; breaks count, the person stays with it."""
    parts = (Span(max(row.span.start, window.start), min(row.span.end, window.end)) for row in rows)
    return sum((part.length for part in parts), timedelta())


def _overlaps(rows: list[Worked]) -> Iterator[Breach]:
    reached: datetime | None = None
    for row in rows:
        if reached is not None and row.span.start < reached:
            yield Breach(code="overlap", at=row.span.start)
        reached = max(reached, row.span.end) if reached else row.span.end


def _windows(rows: Iterable[Worked]) -> Iterator[Span]:
    """Yield the spans of 24 h in which the most work can lie: they begin or end with a duty."""
    for row in rows:
        yield Span(row.span.start, row.span.start + DAY)
        yield Span(row.span.end - DAY, row.span.end)


def _in_a_day(policy: DutyPolicy, rows: list[Worked]) -> Iterator[Breach]:
    if not policy.day_hours:
        return
    normal = timedelta(hours=policy.day_hours)
    most = normal + timedelta(hours=policy.overtime_day)
    for window in _windows(rows):
        done = worked_in(rows, window)
        facts = {"minutes": minutes(done), "most": minutes(most)}
        if done > most:
            yield Breach(code="day_hours", at=window.start, facts=facts)
        elif done > normal and not any(
            row.overtime_agreed for row in rows if row.span.overlaps(window)
        ):
            facts["most"] = minutes(normal)
            yield Breach(code="overtime", at=window.start, facts=facts)


def _midnight(day: date, here: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=here)


def _days(rows: Iterable[Worked], here: ZoneInfo) -> list[date]:
    """Return the days of the calendar that the duties touch."""
    found = set()
    for row in rows:
        day = row.span.start.astimezone(here).date()
        while _midnight(day, here) < row.span.end:
            found.add(day)
            day += timedelta(days=1)
    return sorted(found)


def _in_a_week(policy: DutyPolicy, rows: list[Worked], here: ZoneInfo) -> Iterator[Breach]:
    if not policy.week_hours:
        return
    normal = timedelta(hours=policy.week_hours)
    most = normal + timedelta(hours=policy.overtime_week)
    for day in _days(rows, here):
        week = Span(_midnight(day, here), _midnight(day + timedelta(days=WEEK_DAYS), here))
        done = worked_in(rows, week)
        if done > most:
            facts = {"minutes": minutes(done), "most": minutes(most)}
            code = "overtime_week" if policy.overtime_week else "week_hours"
            yield Breach(code=code, at=week.start, facts=facts)


def _rests(policy: DutyPolicy, rows: list[Worked]) -> Iterator[Breach]:
    rest = timedelta(hours=policy.rest_hours)
    if not rest:
        return
    began = rows[0].span.start if rows else None
    for before, after in pairwise(rows):
        pause = after.span.start - before.span.end
        if pause >= rest:
            began = after.span.start
        elif pause > _way(policy, before, after) and not policy.split_day:
            yield _short_rest(after.span.start, pause, rest)
            began = after.span.start
        elif began is not None and after.span.end - began > DAY - rest:
            yield _short_rest(after.span.start, max(pause, timedelta()), rest)
            began = after.span.start


def _way(policy: DutyPolicy, before: Worked, after: Worked) -> timedelta:
    """Return the longest pause that is still the way from one delegation to another."""
    apart = before.delegation != after.delegation
    return timedelta(minutes=2 * policy.way_minutes) if apart else timedelta()


def _short_rest(at: datetime, pause: timedelta, rest: timedelta) -> Breach:
    return Breach(code="rest", at=at, facts={"minutes": minutes(pause), "least": minutes(rest)})


def _breaks(policy: DutyPolicy, rows: list[Worked]) -> Iterator[Breach]:
    if not policy.break_after:
        return
    most, least = timedelta(hours=policy.break_after), timedelta(minutes=policy.break_minutes)
    since: datetime | None = None
    until: datetime | None = None
    for row in rows:
        if since is None or until is None or row.span.start - until >= least:
            since = row.span.start
        for pause in sorted(row.breaks):
            if pause.length >= least and row.span.start <= pause.start < row.span.end:
                if pause.start - since > most:
                    yield _no_break(since, pause.start, most)
                since = pause.end
        until = row.span.end
        if until - since > most:
            yield _no_break(since, until, most)
            since = until


def _no_break(since: datetime, until: datetime, most: timedelta) -> Breach:
    facts = {"minutes": minutes(until - since), "most": minutes(most)}
    return Breach(code="break", at=since, facts=facts)


def _free_days(policy: DutyPolicy, rows: list[Worked], here: ZoneInfo) -> Iterator[Breach]:
    if not policy.free_days or not policy.free_in:
        return
    days = _days(rows, here)
    for number, day in enumerate(days):
        last = day + timedelta(days=policy.free_in - 1)
        touched = sum(1 for other in days[number:] if other <= last)
        if policy.free_in - touched < policy.free_days:
            facts: dict[str, Fact] = {"days": touched, "in": policy.free_in}
            yield Breach(code="free_day", at=_midnight(day, here), facts=facts)


def nights_of(policy: DutyPolicy, span: Span, here: ZoneInfo) -> list[date]:
    """Return the nights a duty touches, each by the day on which it begins."""
    first = time.fromisoformat(policy.night_from)
    last = time.fromisoformat(policy.night_to)
    day = span.start.astimezone(here).date() - timedelta(days=1)
    found = []
    while _midnight(day, here) < span.end:
        morning = day if last > first else day + timedelta(days=1)
        night = Span(
            datetime.combine(day, first, tzinfo=here), datetime.combine(morning, last, tzinfo=here)
        )
        if night.overlaps(span):
            found.append(day)
        day += timedelta(days=1)
    return found


def _nights(policy: DutyPolicy, rows: list[Worked], here: ZoneInfo) -> Iterator[Breach]:
    if not policy.nights_in_row:
        return
    nights = sorted({night for row in rows for night in nights_of(policy, row.span, here)})
    run: list[date] = []
    for night in nights:
        run = [*run, night] if run and night - run[-1] == timedelta(days=1) else [night]
        if len(run) == policy.nights_in_row + 1:
            facts = {"nights": len(run), "most": policy.nights_in_row}
            yield Breach(code="nights", at=_midnight(night, here), facts=facts)


def _with_one_party(policy: DutyPolicy, rows: list[Worked]) -> Iterator[Breach]:
    if not policy.party_hours:
        return
    most = timedelta(hours=policy.party_hours)
    for party in sorted({row.delegation for row in rows if row.delegation}):
        same = [row for row in rows if row.delegation == party]
        for window in _windows(same):
            done = worked_in(same, window)
            if done > most:
                facts: dict[str, Fact] = {
                    "minutes": minutes(done),
                    "most": minutes(most),
                    "delegation": party,
                }
                yield Breach(code="party_hours", at=window.start, facts=facts)


def _ways(policy: DutyPolicy, rows: list[Worked]) -> Iterator[Breach]:
    least = timedelta(minutes=policy.way_minutes)
    for before, after in pairwise(rows):
        pause = after.span.start - before.span.end
        if before.delegation != after.delegation and timedelta() <= pause < least:
            facts: dict[str, Fact] = {"minutes": minutes(pause), "least": minutes(least)}
            yield Breach(code="way", at=after.span.start, facts=facts)
