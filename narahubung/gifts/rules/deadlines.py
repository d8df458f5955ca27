"""Until when what must be done with a gift: terms of the law in working days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from narahubung.gifts.law import Judgement, Version, term
from narahubung.plans.almanac import last_day, working_days_after

IN_HANDS = ("held",)
DONE_WITH = ("returned", "refused", "used", "handed")


@dataclass(frozen=True, kw_only=True)
class OpenDays:
    """The holidays of an event. joint: joint leave. joint_is_off: it is no working day.

    fixed: those of `holidays` that the law puts on the same day of every year.
    """

    holidays: frozenset[date] = frozenset()
    joint: frozenset[date] = frozenset()
    joint_is_off: bool = True
    fixed: frozenset[date] = frozenset()

    @property
    def closed(self) -> Collection[date]:
        """Return the days that do not count."""
        return self.holidays | self.joint if self.joint_is_off else self.holidays

    def knows(self, year: int) -> bool:
        """Tell whether the table has, of this year, days that follow the moon and the decree.

        Those of a fixed day alone are not enough: about ten more are announced every year.
        """
        return any(on.year == year for on in self.holidays - self.fixed)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How far a report is. All days as people told them; None: not yet."""

    received_on: date
    state: str
    upg_on: date | None = None
    kpk_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """What is due. step: report, forward, decide, hand_in, or "" where nothing is.

    last: the day it is due; None with step "". upg: the day for the way through the UPG. safe: an
    earlier last day, if joint leave should count as working days after all. documents: until when a
    report is completed. day: which working day today is. unconfirmed: years of the term of which
    the holiday table lacks the days that a decree names.
    """

    step: str = ""
    last: date | None = None
    upg: date | None = None
    safe: date | None = None
    documents: date | None = None
    day: int = 0
    is_overdue: bool = False
    unconfirmed: tuple[int, ...] = ()

    @property
    def left_of_upg(self) -> bool:
        """Tell whether the way through the UPG is still open."""
        return self.upg is not None and self.last is not None


def deadlines(
    judgement: Judgement,
    stage: Stage,
    version: Version,
    days: OpenDays,
    *,
    today: date,
    hand_in_days: int,
) -> Deadlines:
    """Return what is due for a gift, in the order of the law: report, forward, decide."""
    if stage.decided_on is not None:
        return Deadlines()
    if stage.kpk_on is not None:
        until = last_day(stage.kpk_on, version.documents_days, days.closed)
        return _until("decide", stage.kpk_on, term("decide").days, days, today, documents=until)
    if stage.upg_on is not None:
        return _until("forward", stage.upg_on, term("forward").days, days, today)
    if judgement.must_report:
        upg = last_day(stage.received_on, term("upg").days, days.closed)
        return _until("report", stage.received_on, term("report").days, days, today, upg=upg)
    if judgement.hand_in and stage.state in IN_HANDS:
        return _until("hand_in", stage.received_on, hand_in_days, days, today)
    return Deadlines()


def _until(
    step: str,
    begins: date,
    length: int,
    days: OpenDays,
    today: date,
    *,
    upg: date | None = None,
    documents: date | None = None,
) -> Deadlines:
    last = last_day(begins, length, days.closed)
    safe = last_day(begins, length, days.holidays)
    return Deadlines(
        step=step,
        last=last,
        upg=upg,
        safe=safe if safe < last else None,
        documents=documents,
        day=working_days_after(begins, today, days.closed),
        is_overdue=today > last and step != "decide",
        unconfirmed=tuple(y for y in range(begins.year, last.year + 1) if not days.knows(y)),
    )


def reminder_due(found: Deadlines, marks: Collection[int], reminded: int) -> int:
    """Return the day of which word is to be left now, 0 for none. Of several passed, the last."""
    if found.step != "report":
        return 0
    due = [mark for mark in marks if reminded < mark <= found.day]
    return max(due, default=0)
