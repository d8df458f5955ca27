"""A drill as its controller sees it: the list of injects, the clock, the score so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.learning.models import Drill, Inject, Mode
from narahubung.learning.scoring import Score, Timing, score
from narahubung.learning.words import INJECTS, MEASURES, MODES


@dataclass(frozen=True, kw_only=True)
class InjectLine:
    """One row of the list. state: waits, came, done, failed. speaks: the controller does."""

    id: int
    number: int
    minute: int
    due_at: datetime | None
    delivered_at: datetime | None
    kind: str
    mode: str
    sender: str
    to: str
    text: str
    expected: str
    objective: str
    controller: str
    state: str
    speaks: bool
    went_nowhere: bool
    note: str
    marked_by: str


@dataclass(frozen=True, kw_only=True)
class TimingLine:
    """One measure, as a person reads it."""

    code: str
    word: str
    took: str
    target: str
    met: bool
    is_there: bool
    of: int
    reached: int
    entries: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class DrillSheet:
    """All of a drill. minute: of its clock, None before it began."""

    id: int
    code: str
    title: str
    story: str
    minutes: int
    minute: int | None
    begun_at: datetime | None
    ended_at: datetime | None
    target: str
    met: bool
    injects: Sequence[InjectLine]
    timings: Sequence[TimingLine]
    delivered: int
    marked: int
    may_control: bool


def drill_sheet(*, by: Actor, at: datetime) -> DrillSheet:
    """Return the drill of this house. Raises Drill.DoesNotExist: in real life there is none."""
    row = Drill.objects.visible_to(by).order_by("pk").latest("pk")
    found: Score = score(row)
    return DrillSheet(
        id=row.pk,
        code=row.code,
        title=in_one(row.title),
        story=row.story,
        minutes=row.minutes,
        minute=int((at - row.begun_at) / timedelta(minutes=1)) if row.begun_at else None,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        target=f"{MEASURES[row.measure]} ≤ {row.within_min} min",
        met=found.met,
        injects=[_line(each, row) for each in row.injects.order_by("minute", "number")],
        timings=[timing_line(each) for each in found.timings],
        delivered=found.delivered,
        marked=found.marked,
        may_control=by.may(Right.LEAD_CRISIS),
    )


def timing_line(timing: Timing) -> TimingLine:
    """Return a measure as a person reads it."""
    return TimingLine(
        code=timing.measure,
        word=str(MEASURES[timing.measure]),
        took=took(timing.took.total_seconds()) if timing.took is not None else "",
        target=took(timing.target.total_seconds()),
        met=timing.met,
        is_there=timing.took is not None,
        of=timing.of,
        reached=timing.reached,
        entries=[proof.entry for proof in timing.proof],
    )


def took(seconds: float) -> str:
    """Return a length of time as `1:05:09` or `5:09`."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _line(row: Inject, drill: Drill) -> InjectLine:
    came = row.delivered_at is not None
    speaks = row.mode not in {Mode.MESSAGE, Mode.FLASH}
    done = "waits" if not came else "came" if row.done is None else "done" if row.done else "failed"
    due = drill.begun_at + timedelta(minutes=row.minute) if drill.begun_at else None
    return InjectLine(
        id=row.pk,
        number=row.number,
        minute=row.minute,
        due_at=due,
        delivered_at=row.delivered_at,
        kind=str(INJECTS[row.kind]),
        mode=str(MODES[row.mode]),
        sender=in_one(row.sender),
        to=in_one(row.to),
        text=in_one(row.text),
        expected=in_one(row.expected),
        objective=in_one(row.objective),
        controller=in_one(row.controller),
        state=done,
        speaks=speaks,
        went_nowhere=came and not speaks and row.relay_id is None,
        note=row.note,
        marked_by=row.marked_by,
    )
