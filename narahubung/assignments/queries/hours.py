"""The hours of officers against the rules that hold for them: a day, a week, rest, free days."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from narahubung.accounts.models import Event
from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.presence import doubled, minutes_in
from narahubung.assignments.queries.coverage import Presence, presence_of
from narahubung.assignments.words import say_breach
from narahubung.assignments.working_time import policies_of, ready_made, served, span_of
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.zones import zone
from narahubung.parties.models import Officer
from narahubung.plans.roster import DutyPolicy, Worked, breaches, worked_in

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class DutyHours:
    """One duty and the rest before it, None before the first. overtime: "", asked or agreed."""

    presence: Presence
    span: Span
    rest_min: int | None
    overtime: str
    may_ask: bool


@dataclass(frozen=True, kw_only=True)
class OfficerHours:
    """The hours of one officer in minutes; what really was goes before what was planned.

    day_min, week_min: the most in any 24 hours, in any seven days. rest_min: the shortest between
    two duties. free: whole days without duty, of those from the first duty to the last. overtime:
    beyond the rule of a day, with consent and without. rules: the name of those that hold.
    breaches: in words.
    """

    officer: Officer
    policy: DutyPolicy
    rules: str
    total_min: int
    day_min: int
    week_min: int
    rest_min: int | None
    free: int
    days: int
    overtime_agreed_min: int
    overtime_min: int
    doubled_min: int
    breaks_planned_min: int
    breaks_noted_min: int
    breaches: tuple[str, ...]
    duties: tuple[DutyHours, ...]

    @property
    def more(self) -> int:
        """Return how many broken rules stand only on the officer's own page."""
        return max(0, len(self.breaches) - 2)


def hours(*, event: Event, by: Actor, at: datetime) -> list[OfficerHours]:
    """Return the hours of every officer with a duty, by name. Five queries."""
    shown = Officer.objects.visible_to(by).order_by("full_name", "pk")
    return list(_of(event, list(shown), at))


def hours_of(*, event: Event, officer: Officer, at: datetime) -> OfficerHours:
    """Return the hours of one officer, also of one without any duty. Five queries."""
    return next(iter(_of(event, [officer], at, also_idle=True)))


def _of(
    event: Event, officers: list[Officer], at: datetime, *, also_idle: bool = False
) -> Iterator[OfficerHours]:
    numbers = [one.pk for one in officers]
    policies = policies_of(event.pk)
    worked = served(event.pk, numbers)
    rows: dict[int, list[Duty]] = defaultdict(list)
    duties = Duty.objects.filter(event=event, officer_id__in=numbers).standing()
    for row in duties.select_related("party", "officer").order_by("starts", "pk"):
        rows[row.officer_id].append(row)
    for officer in officers:
        if rows[officer.pk] or also_idle:
            policy = policies.get(officer.pk, policies[None])
            yield _hours(event, officer, policy, worked.get(officer.pk, []), rows[officer.pk], at)


def _hours(
    event: Event,
    officer: Officer,
    policy: DutyPolicy,
    worked: list[Worked],
    rows: list[Duty],
    at: datetime,
) -> OfficerHours:
    days = _days(worked, event)
    touched = [day for day in days if worked_in(worked, _span_of_day(day, event))]
    agreed, without = _overtime(policy, worked, touched, event)
    duties = tuple(_duties(policy, rows, at))
    rests = [one.rest_min for one in duties if one.rest_min is not None]
    return OfficerHours(
        officer=officer,
        policy=policy,
        rules=ready_made()[policy.code].name,
        total_min=minutes_in(row.span for row in worked),
        day_min=_most(worked, _DAY),
        week_min=_most(worked, _WEEK),
        rest_min=min(rests, default=None),
        free=len(days) - len(touched),
        days=len(days),
        overtime_agreed_min=agreed,
        overtime_min=without,
        doubled_min=minutes_in(doubled(row.span for row in worked)),
        breaks_planned_min=sum(one.presence.breaks_planned_min for one in duties),
        breaks_noted_min=sum(one.presence.breaks_noted_min for one in duties),
        breaches=tuple(
            dict.fromkeys(
                say_breach(breach, zone_name=event.zone)
                for breach in breaches(policy, worked, timezone=event.zone)
            )
        ),
        duties=duties,
    )


def _duties(policy: DutyPolicy, rows: list[Duty], at: datetime) -> Iterator[DutyHours]:
    before: datetime | None = None
    for row in rows:
        span = span_of(row)
        rest = None if before is None else max(0, int((span.start - before).total_seconds() // 60))
        before = max(before, span.end) if before else span.end
        asked, agreed = row.overtime_asked_at is not None, row.overtime_agreed_at is not None
        yield DutyHours(
            presence=presence_of(row, at),
            span=span,
            rest_min=rest,
            overtime="agreed" if agreed else "asked" if asked else "",
            may_ask=bool(policy.overtime_day)
            and not asked
            and row.state in {DutyState.PLANNED, DutyState.ON},
        )


def _most(worked: list[Worked], length: timedelta) -> int:
    """Return the most minutes in any window of that length: it begins or ends with a duty."""
    starts = [row.span.start for row in worked] + [row.span.end - length for row in worked]
    done = (worked_in(worked, Span(start, start + length)) for start in starts)
    return int(max(done, default=timedelta()) / timedelta(minutes=1))


def _days(worked: list[Worked], event: Event) -> list[date]:
    """Return the days of the calendar from the first duty to the last."""
    if not worked:
        return []
    here = zone(event.zone)
    first = min(row.span.start for row in worked).astimezone(here).date()
    last = max(row.span.end for row in worked).astimezone(here).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _span_of_day(day: date, event: Event) -> Span:
    here = zone(event.zone)
    return Span(
        datetime.combine(day, time(), tzinfo=here),
        datetime.combine(day + _DAY, time(), tzinfo=here),
    )


def _overtime(
    policy: DutyPolicy, worked: list[Worked], days: list[date], event: Event
) -> tuple[int, int]:
    """Return the minutes beyond the rule of a day, with consent and without, day by day."""
    agreed = without = 0
    for day in days if policy.day_hours else []:
        whole = _span_of_day(day, event)
        over = worked_in(worked, whole) - timedelta(hours=policy.day_hours)
        minutes = max(0, int(over / timedelta(minutes=1)))
        if any(row.overtime_agreed for row in worked if row.span.overlaps(whole)):
            agreed += minutes
        else:
            without += minutes
    return agreed, without
