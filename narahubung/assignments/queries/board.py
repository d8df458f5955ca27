"""The roster as a resource timeline: parties or officers x time, with gaps, rests and absences."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q

from narahubung.accounts.models import Event
from narahubung.assignments.cover import cover_of
from narahubung.assignments.models import (
    AIDES,
    Absence,
    Alarm,
    Duty,
    DutyState,
    HandOver,
    HandOverState,
    Swap,
    SwapState,
)
from narahubung.assignments.queries.board_rows import (
    STEPS,
    RosterLine,
    Shape,
    officer_lines,
    party_lines,
    really,
    within,
)
from narahubung.assignments.rules.alarms import figures
from narahubung.assignments.working_time import policies_of
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.zones import zone
from narahubung.parties.models import Officer, Party

MOST_DAYS = 36
_DAY = timedelta(days=1)
PARTIES, OFFICERS = "parties", "officers"
VIEWS = (PARTIES, OFFICERS)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a person wants to see. days: 1, 3, or 0 for all; shown: "", "gaps" or "changes"."""

    view: str = PARTIES
    on: date | None = None
    days: int = 1
    text: str = ""
    shown: str = ""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the coordinator's desk counts."""

    needing: int
    covered: int
    gaps: int
    hand_overs: int
    raised: int
    absences: int
    swaps: int
    alarms: int


@dataclass(frozen=True, kw_only=True)
class RosterBoard:
    """The roster as a person asked for it."""

    asked: Asked
    window: Span
    days: tuple[date, ...]
    event_days: tuple[date, ...]
    now_step: int | None
    lines: tuple[RosterLine, ...]
    figures: Figures
    planned: bool  # whether there is any duty at all

    @property
    def step_s(self) -> int:
        """Return how many seconds a column is long."""
        return int(self.window.length.total_seconds() // STEPS)

    @property
    def before(self) -> date:
        """Return the day that the one before opens at."""
        return self.days[0] - timedelta(days=len(self.days))

    @property
    def after(self) -> date:
        """Return the day that the next one opens at."""
        return self.days[-1] + _DAY


def roster_board(*, event: Event, by: Actor, at: datetime, asked: Asked) -> RosterBoard:
    """Return the roster of some days as rows with marks. About fifteen queries, however big."""
    cover = cover_of(event)
    event_days = _event_days(event, cover)
    days = _days(asked, event_days, at.astimezone(zone(event.zone)).date())
    window = _window(days, event.zone)
    # A day more on both sides, for the rest before the first duty and after the last.
    near = Span(window.start - _DAY, window.end + _DAY)
    rows = list(
        Duty.objects.visible_to(by)
        .filter(Q(starts__lt=near.end, ends__gt=near.start) | Q(state=DutyState.ON))
        .order_by("starts", "pk")
    )
    officers = {o.pk: o for o in Officer.objects.visible_to(by).exclude(certainty="cancelled")}
    parties = {p.pk: p for p in Party.objects.visible_to(by).exclude(certainty="cancelled")}
    away = list(Absence.objects.visible_to(by).filter(ended_at=None))
    shape = Shape(window, at, event.zone, officers, parties)
    lines = (
        officer_lines(shape, rows, away, policies_of(event.pk))
        if asked.view == OFFICERS
        else sorted(party_lines(shape, rows, cover), key=lambda line: not line.gaps)
    )
    found = [line for line in lines if _wanted(line, asked)]
    step = shape.step(at) if window.covers(at) else None
    return RosterBoard(
        asked=replace(asked, on=days[0]),
        window=window,
        days=tuple(days),
        event_days=tuple(event_days),
        now_step=step,
        lines=tuple(found),
        figures=_figures(by, at, cover, rows, away),
        planned=bool(rows) or Duty.objects.visible_to(by).exists(),
    )


def _wanted(line: RosterLine, asked: Asked) -> bool:
    if asked.shown == "gaps" and asked.view == PARTIES and not line.gaps:
        return False
    if asked.shown == "changes" and not line.changed:
        return False
    if not asked.text:
        return True
    words = [
        line.name,
        line.party.code if line.party else line.officer.code if line.officer else "",
    ]
    words += [word for duty in line.duties for word in (duty.officer, duty.party)]
    return any(asked.text.casefold() in word.casefold() for word in words)


def _figures(
    by: Actor,
    at: datetime,
    cover: Mapping[int, list[Span]],
    rows: list[Duty],
    away: list[Absence],
) -> Figures:
    needing = {pk for pk, spans in cover.items() if any(span.covers(at) for span in spans)}
    soon = Span(at, at + figures()["gap_ahead"])
    planned = defaultdict(list)
    covering = [row for row in rows if row.position not in AIDES]
    ahead = Duty.objects.visible_to(by).standing().covering()
    for row in ahead.filter(starts__lt=soon.end, ends__gt=at):
        planned[row.party_id].append(Span(row.starts, row.ends))
    for row in covering:
        if row.state == DutyState.ON:
            planned[row.party_id].append(really(row, at))
    on = {row.party_id for row in covering if row.state == DutyState.ON}
    holes = sum(
        len(gaps(within(span, soon), planned[pk]))
        for pk, spans in cover.items()
        for span in spans
        if span.overlaps(soon)
    )
    open_ones = HandOver.objects.visible_to(by).filter(state=HandOverState.OPEN)
    raised = list(open_ones.values_list("raised_at", flat=True))
    return Figures(
        needing=len(needing),
        covered=len(needing & on),
        gaps=holes,
        hand_overs=len(raised),
        raised=sum(moment is not None for moment in raised),
        absences=sum(one.until is None or one.until > at for one in away),
        swaps=Swap.objects.visible_to(by).filter(state=SwapState.AGREED).count(),
        alarms=Alarm.objects.visible_to(by).filter(closed_at=None).exclude(raised_at=None).count(),
    )


def _event_days(event: Event, cover: Mapping[int, list[Span]]) -> list[date]:
    here = zone(event.zone)
    ends = [spans[-1].end for spans in cover.values() if spans]
    if ends:
        first = min(spans[0].start for spans in cover.values() if spans).astimezone(here).date()
        last = max(ends).astimezone(here).date()
    elif event.starts_on:
        first, last = event.starts_on, event.ends_on or event.starts_on
    else:
        return []
    return [first + _DAY * n for n in range(min((last - first).days + 1, MOST_DAYS))]


def _days(asked: Asked, event_days: list[date], today: date) -> list[date]:
    if not asked.days and event_days:
        return event_days
    earliest, latest = (event_days[0], event_days[-1]) if event_days else (today, today)
    first = asked.on or (today if earliest <= today <= latest else earliest)
    first = max(earliest, min(first, latest))
    return [first + _DAY * n for n in range(asked.days or 1)]


def _window(days: list[date], zone_name: str) -> Span:
    here = zone(zone_name)
    start = datetime(days[0].year, days[0].month, days[0].day, tzinfo=here)
    last = days[-1] + _DAY
    return Span(start, datetime(last.year, last.month, last.day, tzinfo=here))
