"""What can happen to duties."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.words import position_word, when_text
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class OfDuty(Entry):
    """What concerns one duty of one officer with one party."""

    right: ClassVar[str] = Right.SEE_OFFICERS
    party_id: int
    party_code: str
    duty_id: int
    officer_id: int
    officer: str
    person_id: int | None
    position: str
    starts: datetime
    ends: datetime
    zone: str

    def topics(self) -> list[str]:
        """Name the party, the officer, the board and the roster."""
        person = [f"person:{self.person_id}"] if self.person_id else []
        named = [f"party:{self.party_id}", f"officer:{self.officer_id}", "board", "roster"]
        return [*named, *person]

    def _said(self, words: str) -> str:
        return words.format(
            officer=self.officer,
            party=self.party_code,
            position=position_word(self.position),
            when=when_text(self.starts, self.ends, self.zone),
        )


@dataclass(frozen=True, kw_only=True)
class DutyPlanned(OfDuty):
    """An officer is to be with a party then."""

    kind: ClassVar[str] = "assignments.duty_planned"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{officer} has the duty with {party} {when}, as {position}."))


@dataclass(frozen=True, kw_only=True)
class DutyCancelled(OfDuty):
    """A duty is taken from an officer, or was cut short. why: may be empty."""

    kind: ClassVar[str] = "assignments.duty_cancelled"
    why: str = ""

    def sentence(self) -> str:
        """Say it."""
        text = self._said(_("{officer} has no longer the duty with {party} {when}."))
        return f"{text} {in_one(self.why)}".strip()


@dataclass(frozen=True, kw_only=True)
class DutyBegun(OfDuty):
    """The duty is with the officer now, and so is the access."""

    kind: ClassVar[str] = "assignments.duty_begun"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{officer} has taken the duty with {party}."))


@dataclass(frozen=True, kw_only=True)
class DutyEnded(OfDuty):
    """The officer is off duty."""

    kind: ClassVar[str] = "assignments.duty_ended"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{officer} is off duty with {party}."))
