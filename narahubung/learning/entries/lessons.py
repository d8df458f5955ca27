"""What can happen to lessons and improvements."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.learning.words import CHANGES


@dataclass(frozen=True, kw_only=True)
class LessonLearned(Entry):
    """One thing that was missed goes into the library."""

    kind: ClassVar[str] = "learning.lesson"
    right: ClassVar[str] = Right.SEE_CRISIS
    lesson_id: int
    number: int
    what: str

    def topics(self) -> list[str]:
        """Name the lesson and the library."""
        return [f"lesson:{self.lesson_id}", "lessons"]

    def sentence(self) -> str:
        """Say what."""
        return _("Lesson {number}: {what}").format(number=self.number, what=self.what)


@dataclass(frozen=True, kw_only=True)
class OfImprovement(Entry):
    """improvement_id: the row; number: as people call it; lesson_id: what it is for."""

    right: ClassVar[str] = Right.SEE_CRISIS
    improvement_id: int
    number: int
    lesson_id: int

    def topics(self) -> list[str]:
        """Name the lesson, whose sheet shows it, and the library."""
        return [f"lesson:{self.lesson_id}", "lessons"]


@dataclass(frozen=True, kw_only=True)
class ImprovementPlanned(OfImprovement):
    """Somebody owns a corrective action."""

    kind: ClassVar[str] = "learning.improvement_planned"
    action: str
    owner: str

    def sentence(self) -> str:
        """Say what, and who."""
        words = _("Improvement {number}: {action} ({owner})")
        return words.format(number=self.number, action=self.action, owner=self.owner)


@dataclass(frozen=True, kw_only=True)
class ChangeAnnounced(OfImprovement):
    """The new version is in force; its users are asked to acknowledge it."""

    kind: ClassVar[str] = "learning.change_announced"
    right: ClassVar[str] = Right.SEE_EVENT
    changes: str
    says: str
    users: int

    def sentence(self) -> str:
        """Say what is new."""
        return _("New version in force, {what}: {says}").format(
            what=CHANGES[self.changes], says=self.says
        )


@dataclass(frozen=True, kw_only=True)
class ChangeAcknowledged(OfImprovement):
    """One of its users knows the new version."""

    kind: ClassVar[str] = "learning.change_acknowledged"
    person_id: int
    name: str

    def sentence(self) -> str:
        """Say who."""
        return _("{name} knows the new version (improvement {number})").format(
            name=self.name, number=self.number
        )


@dataclass(frozen=True, kw_only=True)
class ImprovementClosed(OfImprovement):
    """Nothing is missing any more: the house closed it. code: of the drill that proved it."""

    kind: ClassVar[str] = "learning.improvement_closed"
    code: str

    def sentence(self) -> str:
        """Say by what."""
        return _("Improvement {number} is closed by drill {code}").format(
            number=self.number, code=self.code
        )
