"""The rows of the roster's timeline: of parties or of officers, with all that lies on them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.assignments.models import AIDES, Absence, Duty, DutyState
from narahubung.assignments.words import hours_text, position_word
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.zones import clock_text
from narahubung.parties.models import Officer, Party
from narahubung.plans.roster import DutyPolicy

STEPS = 288  # the timeline's columns, whatever it shows: 5 minutes each for a day, 15 for three
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something on a row: from step `first`, `width` steps wide, in a lane.

    what: duty, need, gap (ahead), lost (a gap that was), away, rest, `rest is-short`.
    """

    what: str
    first: int
    width: int
    starts: datetime
    ends: datetime
    clock: str  # `07.00-15.00`
    text: str = ""
    lane: int = 0


@dataclass(frozen=True, kw_only=True)
class DutyMark(Mark):
    """A duty on a row. can: "move", "end" (only its end can be moved) or "" (it is past)."""

    duty_id: int
    officer_id: int
    officer: str
    party: str
    position: str
    state: str
    state_word: str
    firm: bool
    can: str
    late: bool  # it should be on and nobody took it


@dataclass(frozen=True, kw_only=True)
class RosterLine:
    """One row: of a party or of an officer. minutes: on duty in the days shown."""

    party: Party | None
    officer: Officer | None
    name: str
    duties: tuple[DutyMark, ...]
    marks: tuple[Mark, ...]
    gone: tuple[DutyMark, ...]  # cancelled
    lanes: int
    minutes: int
    changed: bool
    free: bool

    @property
    def gaps(self) -> tuple[Mark, ...]:
        """Return the stretches ahead in which nobody is planned though somebody must be there."""
        return tuple(mark for mark in self.marks if mark.what == "gap")

    @property
    def hours(self) -> str:
        """Return how long on duty, in words."""
        return hours_text(self.minutes) if self.minutes else ""

    def table(self) -> list[Mark]:
        """Return what the row says, by time, for reading as a table."""
        told = [m for m in self.marks if m.what in {"gap", "lost", "away"}]
        return sorted([*self.duties, *told, *self.gone], key=lambda mark: mark.starts)


@dataclass(frozen=True)
class Shape:
    """Where moments lie on the timeline, and who is who."""

    window: Span
    at: datetime
    zone_name: str
    officers: Mapping[int, Officer]
    parties: Mapping[int, Party]

    def step(self, moment: datetime) -> int:
        return math.floor((moment - self.window.start) / self.window.length * STEPS)

    def place(self, span: Span) -> tuple[int, int]:
        """Return the first step and the width of what is seen of a span."""
        first = max(0, self.step(span.start))
        last = min(STEPS, math.ceil((span.end - self.window.start) / self.window.length * STEPS))
        return min(first, STEPS - 1), max(1, last - first)

    def mark(self, what: str, span: Span, text: str = "") -> Mark:
        first, width = self.place(span)
        return Mark(
            what=what,
            first=first,
            width=width,
            starts=span.start,
            ends=span.end,
            clock=self.clock(span),
            text=text,
        )

    def duty(self, row: Duty, *, named: str, lane: int = 0) -> DutyMark:
        first, width = self.place(really(row, self.at))
        state = DutyState(row.state)
        can = {DutyState.PLANNED: "move" if row.ends > self.at else "", DutyState.ON: "end"}
        return DutyMark(
            what="duty",
            first=first,
            width=width,
            starts=row.starts,
            ends=row.ends,
            clock=self.clock(Span(row.starts, row.ends)),
            text=named,
            lane=lane,
            duty_id=row.pk,
            officer_id=row.officer_id,
            officer=self.officer(row.officer_id),
            party=self.parties[row.party_id].code if row.party_id in self.parties else "",
            position=position_word(row.position),
            state=state.value,
            state_word=str(state.label),
            firm=row.firm,
            can=can.get(state, ""),
            late=state == DutyState.PLANNED and row.starts <= self.at,
        )

    def officer(self, pk: int) -> str:
        return self.officers[pk].full_name if pk in self.officers else ""

    def clock(self, span: Span) -> str:
        start, end = (clock_text(one, self.zone_name) for one in (span.start, span.end))
        return f"{start}\N{EN DASH}{end}"


def really(row: Duty, at: datetime) -> Span:
    """Return from when to when a duty is, as it stands now: one that is on lasts until it ends."""
    start = row.taken_at or row.starts
    if row.state == DutyState.ON:
        return Span(start, max(row.ends, at))
    return Span(start, row.left_at or row.ends)


def party_lines(
    shape: Shape, rows: list[Duty], cover: Mapping[int, list[Span]]
) -> Iterable[RosterLine]:
    """Yield the parties that need somebody or have somebody, by name."""
    by_party = defaultdict(list)
    for row in rows:
        by_party[row.party_id].append(row)
    for party in sorted(shape.parties.values(), key=lambda party: party.name):
        stretches = cover.get(party.pk, [])
        own = by_party.get(party.pk, [])
        standing, gone = _shown(shape, own)
        lanes = _lanes([really(row, shape.at) for row in standing])
        duties = tuple(
            shape.duty(row, named=_short(shape, row), lane=lane)
            for row, lane in zip(standing, lanes, strict=True)
        )
        there = (row for row in own if row.state != DutyState.CANCELLED)
        covering = (row for row in there if row.position not in AIDES)
        spans = [really(row, shape.at) for row in covering]
        needs = [s for s in stretches if s.overlaps(shape.window)]
        marks = [shape.mark("need", need) for need in needs]
        for need in needs:
            for hole in gaps(within(need, shape.window), spans):
                was, will = Span(hole.start, min(hole.end, shape.at)), hole
                if was.length:
                    marks.append(shape.mark("lost", was))
                    will = Span(was.end, hole.end)
                if will.length:
                    marks.append(shape.mark("gap", will))
        if stretches or own:
            yield RosterLine(
                party=party,
                officer=None,
                name=party.name,
                duties=duties,
                marks=tuple(marks),
                gone=tuple(shape.duty(row, named=_short(shape, row)) for row in gone),
                lanes=max(lanes, default=0) + 1,
                minutes=_minutes(duties, shape),
                changed=bool(gone) or any(row.firm for row in standing),
                free=False,
            )


def officer_lines(
    shape: Shape,
    rows: list[Duty],
    away: list[Absence],
    rules: Mapping[int | None, DutyPolicy],
) -> list[RosterLine]:
    """Return all officers, those first on duty first. away: absences that were not ended."""
    by_officer, absent = defaultdict(list), defaultdict(list)
    for row in rows:
        by_officer[row.officer_id].append(row)
    for one in away:
        absent[one.officer_id].append(Span(one.since, one.until or shape.window.end + _DAY))
    found = []
    for officer in shape.officers.values():
        own = by_officer.get(officer.pk, [])
        standing, gone = _shown(shape, own)
        spans = sorted(really(row, shape.at) for row in own if row.state != DutyState.CANCELLED)
        rest = timedelta(hours=rules.get(officer.pk, rules[None]).rest_hours)
        marks = [
            shape.mark("away", span) for span in absent[officer.pk] if span.overlaps(shape.window)
        ]
        marks += list(_rests(shape, spans, rest))
        lanes = _lanes([really(row, shape.at) for row in standing])
        duties = tuple(
            shape.duty(
                row,
                named=shape.parties[row.party_id].code if row.party_id in shape.parties else "",
                lane=lane,
            )
            for row, lane in zip(standing, lanes, strict=True)
        )
        found.append(
            RosterLine(
                party=None,
                officer=officer,
                name=officer.full_name,
                duties=duties,
                marks=tuple(marks),
                gone=tuple(shape.duty(row, named="") for row in gone),
                lanes=max(lanes, default=0) + 1,
                minutes=_minutes(duties, shape),
                changed=bool(gone or any(m.what == "away" for m in marks))
                or any(row.firm for row in standing),
                free=not standing and not absent[officer.pk],
            )
        )
    return sorted(
        found,
        key=lambda line: (
            min((d.starts for d in line.duties), default=shape.window.end),
            line.name,
        ),
    )


def _rests(shape: Shape, spans: list[Span], least: timedelta) -> Iterable[Mark]:
    """Yield the rests between duties; one shorter than the rules ask for is `short`."""
    reached: datetime | None = None
    for span in spans:
        rest = Span(reached, span.start) if reached else None
        if rest and rest.length and rest.overlaps(shape.window):
            what = "rest is-short" if rest.length < least else "rest"
            yield shape.mark(what, rest, hours_text(int(rest.length.total_seconds() // 60)))
        reached = max(reached, span.end) if reached else span.end


def _shown(shape: Shape, rows: list[Duty]) -> tuple[list[Duty], list[Duty]]:
    """Return the duties in the window: those that stand, and those cancelled."""
    seen = [row for row in rows if really(row, shape.at).overlaps(shape.window)]
    gone = [row for row in seen if row.state == DutyState.CANCELLED]
    return [row for row in seen if row.state != DutyState.CANCELLED], gone


def _short(shape: Shape, row: Duty) -> str:
    return shape.officers[row.officer_id].short_name if row.officer_id in shape.officers else ""


def _lanes(spans: list[Span]) -> list[int]:
    """Return for each span, in order of time, a lane in which it meets no other."""
    ends: list[datetime] = []
    found = []
    for span in spans:
        lane = next((n for n, end in enumerate(ends) if end <= span.start), len(ends))
        ends[lane : lane + 1] = [span.end]
        found.append(lane)
    return found


def within(span: Span, window: Span) -> Span:
    """Return what of a span lies in a window it overlaps."""
    return Span(max(span.start, window.start), min(span.end, window.end))


def _minutes(duties: Iterable[DutyMark], shape: Shape) -> int:
    lengths = (within(Span(d.starts, d.ends), shape.window).length for d in duties)
    return int(sum(lengths, timedelta()).total_seconds() // 60)
