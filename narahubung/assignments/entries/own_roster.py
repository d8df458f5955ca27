"""What an officer says of the own duties: wishes, consent to overtime, breaks. Planners read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.entries.rostering import OfDuty
from narahubung.assignments.words import hours_text, when_text
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class WishSaid(Entry):
    """An officer would rather be free then, or takes the wish back."""

    kind: ClassVar[str] = "assignments.wish_said"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    officer_id: int
    officer: str
    person_id: int | None
    starts: datetime
    ends: datetime
    zone: str
    back: bool = False

    def topics(self) -> list[str]:
        """Name the officer and the roster."""
        return [f"officer:{self.officer_id}", f"person:{self.person_id}", "roster"]

    def sentence(self) -> str:
        """Say it."""
        words = (
            _("{officer} no longer asks to be free {when}.")
            if self.back
            else _("{officer} asks to be free {when}.")
        )
        when = when_text(self.starts, self.ends, self.zone)
        return words.format(officer=self.officer, when=when)


@dataclass(frozen=True, kw_only=True)
class OvertimeAsked(OfDuty):
    """An officer is asked to serve longer than the rule of a day.

    minutes, besides: how much longer, and for which other party, where it is known.
    """

    kind: ClassVar[str] = "assignments.overtime_asked"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    minutes: int = 0
    besides: str = ""

    def sentence(self) -> str:
        """Say it."""
        if self.minutes:
            words = _(
                "{officer} is asked for {hours} of overtime with {besides}, on the day of the duty "
                "with {party} {when}."
            )
            return words.format(
                officer=self.officer,
                hours=hours_text(self.minutes),
                besides=self.besides,
                party=self.party_code,
                when=when_text(self.starts, self.ends, self.zone),
            )
        return self._said(_("{officer} is asked for overtime with {party} {when}."))


@dataclass(frozen=True, kw_only=True)
class OvertimeAnswered(OfDuty):
    """The officer agreed to overtime, or did not."""

    kind: ClassVar[str] = "assignments.overtime_answered"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    agreed: bool

    def sentence(self) -> str:
        """Say it."""
        if self.agreed:
            return self._said(_("{officer} agrees to overtime with {party} {when}."))
        return self._said(_("{officer} does not agree to overtime with {party} {when}."))


@dataclass(frozen=True, kw_only=True)
class BreakNoted(OfDuty):
    """An officer began a break, or came back. slip: it was none."""

    kind: ClassVar[str] = "assignments.break_noted"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    over: bool
    meal: bool
    slip: bool = False

    def topics(self) -> list[str]:
        """Name the officer and the roster; to others nothing changes."""
        return [f"officer:{self.officer_id}", f"person:{self.person_id}", "roster"]

    def sentence(self) -> str:
        """Say it."""
        if self.slip:
            return self._said(_("{officer} takes a break back that was none."))
        if self.over:
            return self._said(_("{officer} is back from the break."))
        if self.meal:
            return self._said(_("{officer} takes a break with a meal."))
        return self._said(_("{officer} takes a break."))
