"""The officer's day: what is next, what needs him now, and the line of time of one party."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.airports.queries.departing import LeavingLine, near_leavings
from narahubung.desks.queries.day_facts import Thing, things_of
from narahubung.documents.queries import documents_about
from narahubung.duties.models import Check, StepState
from narahubung.duties.queries import (
    ObservationLine,
    StepLine,
    observations_of,
    work_of,
)
from narahubung.duties.rules import UNDO_WITHIN
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.movements.entries import word_of
from narahubung.movements.models import StatusMark
from narahubung.movements.queries import Where, reported, whereabouts_of
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of

SOON = timedelta(minutes=30)  # so near, it stands before a session that is going on
HOUR = timedelta(hours=1)
UNTOLD = timedelta(hours=3)  # what was planned longer ago and never told is no longer "next"
SHOWN_NOW = 5
SHOWN_DONE = 5
AFTER_WINDOW = 6


@dataclass(frozen=True, kw_only=True)
class Fold:
    """Several steps in a row, folded into one line of the line of time."""

    at: datetime
    until: datetime
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, kw_only=True)
class Slip:
    """The reader's own last tap, which can still be taken back. kind: check, mark or leaving.

    photos: how many of the moment he has attached. seen: the check that a tap takes back.
    """

    kind: str
    id: int
    words: str
    at: datetime
    photos: int = 0
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The lines of one day; on: its first moment, for the heading."""

    on: datetime
    is_today: bool
    lines: tuple[Thing | StepLine | Fold, ...]


@dataclass(frozen=True, kw_only=True)
class Day:
    """One party's day as one person may see it.

    now: the thing of the card, else now_step; both None when nothing is left. due: what needs the
    person within the hour, beyond the card. leaving: what is to be done before a departure. past:
    what should have happened today and was never told, and the last of what is done; done: how
    much that is in all.
    """

    party: PartyMark
    head: str
    where: Where
    at: datetime
    now: Thing | None
    now_step: StepLine | None
    due: tuple[StepLine, ...]
    due_more: tuple[StepLine, ...]
    leaving: tuple[LeavingLine, ...]
    past: tuple[Thing | StepLine, ...]
    done: int
    stretches: tuple[Stretch, ...]
    observations: tuple[ObservationLine, ...]
    slip: Slip | None

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"party:{self.party.id}"

    @property
    def owed(self) -> int:
        """Return how many steps wait for this person beyond the card."""
        return len(self.due) + len(self.due_more)

    @property
    def leaves_apart(self) -> bool:
        """Tell whether what is to be done before leaving belongs to several departures."""
        return len({line.movement_id for line in self.leaving}) > 1

    @property
    def untold(self) -> int:
        """Return how much should have happened today and was never told."""
        return sum(not _is_over(line) for line in self.past)


def day_of(*, event: Event, party: Party, by: Actor, at: datetime) -> Day:
    """Return the day of one party, from its first hour until tomorrow's last.

    Fourteen queries, however much there is (three more before anybody said where the party is).
    party: found through `.visible_to(by)`, read with `whereabouts__place`.
    """
    here = at.astimezone(zone(event.zone))
    start = datetime.combine(here.date(), time(), tzinfo=zone(event.zone))
    end = start + timedelta(days=2)
    things = things_of(party=party, by=by, at=at, event=event)
    work = work_of(party=party, by=by, at=at, since=start, until=end)
    due, steps = work.now, work.steps
    now = _now(things, at)
    now_step = None
    if due and (now is None or now.at > at + HOUR):
        now, now_step, due = None, due[0], due[1:]
    leavings = near_leavings(by=by, at=at, party_id=party.pk, done_since=at - UNDO_WITHIN)
    past = _past(things, steps, start, at, now)
    untold = [line for line in past if not _is_over(line)]
    done = [line for line in past if _is_over(line)]
    taken = {step.id for step in due} | ({now_step.id} if now_step else set())
    return Day(
        party=mark_of(party),
        head=party.head_name,
        where=reported(party) or whereabouts_of(by=by, at=at, party_ids=[party.pk])[party.pk],
        at=at,
        now=now,
        now_step=now_step,
        due=due[:SHOWN_NOW],
        due_more=due[SHOWN_NOW:],
        leaving=tuple(line for line in leavings if line.done_at is None),
        past=(*untold, *done[-SHOWN_DONE:]),
        done=len(done),
        stretches=_stretches(things, steps, taken, now, at, start, end),
        observations=tuple(observations_of(party_id=party.pk, by=by, at=at)),
        slip=_slip(work.slip, leavings, party, by, at),
    )


def _now(things: Sequence[Thing], at: datetime) -> Thing | None:
    """Return the one thing of the card: what runs, what is late, what is near, what goes on."""
    begun = [t for t in things if t.is_begun and not t.is_over and t.at > at - 4 * UNTOLD]
    if begun:
        return begun[-1]
    late = [t for t in things if t.is_ride and not t.is_over and at - UNTOLD < t.at <= at]
    if late:
        return late[0]
    ahead = [t for t in things if not t.is_over and t.at > at and not t.is_all_day]
    going = [t for t in things if t.goes_on(at) and not t.is_all_day]
    if going and not (ahead and ahead[0].at <= at + SOON):
        return going[-1]
    return ahead[0] if ahead else None


def _past(
    things: Sequence[Thing],
    steps: Sequence[StepLine],
    start: datetime,
    at: datetime,
    now: Thing | None,
) -> list[Thing | StepLine]:
    lines: list[Thing | StepLine] = [
        t for t in things if t is not now and start <= t.at <= at and not t.goes_on(at)
    ]
    lines += [step for step in steps if _is_over(step) and step.at <= at]
    return sorted(lines, key=lambda line: line.at)


def _stretches(
    things: Sequence[Thing],
    steps: Sequence[StepLine],
    taken: set[int],
    now: Thing | None,
    at: datetime,
    start: datetime,
    end: datetime,
) -> tuple[Stretch, ...]:
    ahead = [t for t in things if t is not now and (t.at > at or t.goes_on(at)) and t.on_line]
    later = [t for t in ahead if t.at < end] or ahead[:AFTER_WINDOW]
    lines: list[Thing | StepLine] = [
        *later,
        *(s for s in steps if s.at > at and s.id not in taken and not _is_over(s)),
    ]
    days: dict[datetime, list[Thing | StepLine]] = {start: []}
    for line in sorted(lines, key=lambda line: line.at):
        local = line.at.astimezone(start.tzinfo)
        first = max(start, datetime.combine(local.date(), time(), tzinfo=start.tzinfo))
        days.setdefault(first, []).append(line)
    return tuple(
        Stretch(on=on, is_today=on == start, lines=tuple(_folded(found)))
        for on, found in days.items()
    )


def _folded(lines: Iterable[Thing | StepLine]) -> list[Thing | StepLine | Fold]:
    """Fold steps that follow each other; what must be checked again always stands open."""
    found: list[Thing | StepLine | Fold] = []
    row: list[StepLine] = []

    def close() -> None:
        if len(row) > 1:
            found.append(Fold(at=row[0].at, until=row[-1].at, steps=tuple(row)))
        else:
            found.extend(row)
        row.clear()

    for line in lines:
        if isinstance(line, StepLine) and line.state != StepState.AGAIN:
            row.append(line)
            continue
        close()
        found.append(line)
    close()
    return found


def _is_over(line: Thing | StepLine) -> bool:
    if isinstance(line, StepLine):
        return line.row_is == "is-done"
    return line.is_over


def _slip(
    check: Check | None,
    leavings: Sequence[LeavingLine],
    party: Party,
    by: Actor,
    at: datetime,
) -> Slip | None:
    """Return the person's own last tap of the last minutes, if nobody built on it."""
    mark = (
        StatusMark.objects.visible_to(by)
        .filter(party=party, undone=False, recorded_at__gte=at - UNDO_WITHIN)
        .select_related("movement")
        .order_by("-pk")
        .first()
    )
    slips = []
    if check:
        words = _("checked: {code}") if check.kind == "check" else _("re-checked: {code}")
        says = words.format(code=check.step.code)
        slips.append(Slip(kind="check", id=check.step_id, words=says, at=check.at, seen=check.pk))
    slips += [
        Slip(kind="leaving", id=line.id, words=line.word, at=line.done_at)
        for line in leavings
        if line.done_at and line.by_name == by.name
    ]
    if mark and mark.by_name == by.name:
        chain, mode = (
            (mark.movement.direction, mark.movement.mode) if mark.movement else ("trip", "")
        )
        says = word_of(chain, mark.status, mode)
        photos = len(documents_about(topic=f"statusmark:{mark.pk}", by=by))
        slips.append(Slip(kind="mark", id=mark.pk, words=says, at=mark.at, photos=photos))
    # A status told by a line of the departure is taken back as the status that it is.
    return max(reversed(slips), key=lambda slip: slip.at, default=None)
