"""What can happen to a question of the press."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.media.words import ANSWERS


@dataclass(frozen=True, kw_only=True)
class OfPressQuestion(Entry):
    """press_id: the row; number: as people call it."""

    right: ClassVar[str] = Right.SEE_MEDIA
    press_id: int
    number: int

    def topics(self) -> list[str]:
        """Name the desk, and what the officer who passed it on reads."""
        return [f"pressquestion:{self.press_id}", "media", "said"]


@dataclass(frozen=True, kw_only=True)
class PressAsked(OfPressQuestion):
    """It came in. forwarded: an officer passed it on."""

    kind: ClassVar[str] = "media.press_asked"
    text: str
    name: str
    forwarded: bool

    def sentence(self) -> str:
        """Say what, and by whom it came."""
        words = _("Question {number} came in by {name}: {text}")
        return words.format(number=self.number, name=self.name, text=self.text)


@dataclass(frozen=True, kw_only=True)
class PressTaken(OfPressQuestion):
    """Somebody answers it."""

    kind: ClassVar[str] = "media.press_taken"
    name: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} takes care of question {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class PressAnswered(OfPressQuestion):
    """It is answered. statement: number of the text that answers, or 0."""

    kind: ClassVar[str] = "media.press_answered"
    answer: str
    statement: int
    name: str

    def sentence(self) -> str:
        """Say how, and by whom."""
        words = _("Question {number}: {answer}, {name}.")
        told = words.format(number=self.number, answer=ANSWERS[self.answer], name=self.name)
        return f"{told} ({self.statement})" if self.statement else told


@dataclass(frozen=True, kw_only=True)
class PressTold(OfPressQuestion):
    """Who asked has heard the answer."""

    kind: ClassVar[str] = "media.press_told"
    name: str

    def sentence(self) -> str:
        """Say who told it."""
        words = _("{name} told who asked the answer to question {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class BadgeIssued(OfPressQuestion):
    """A journalist has his badge."""

    kind: ClassVar[str] = "media.badge_issued"
    badge: str
    name: str

    def sentence(self) -> str:
        """Say which one."""
        words = _("{name} issued press badge {badge} on request {number}.")
        return words.format(name=self.name, badge=self.badge, number=self.number)
