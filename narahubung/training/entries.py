"""What can happen to what an officer is proved to be able to do."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfSkills(Entry):
    """officer_id, code: which officer."""

    right: ClassVar[str] = Right.SEE_SKILLS
    officer_id: int
    code: str

    def topics(self) -> list[str]:
        """Name the officers' competence."""
        return ["competence"]


@dataclass(frozen=True, kw_only=True)
class EvidenceNoted(OfSkills):
    """A unit of the competency map has one more evidence, or a gap."""

    kind: ClassVar[str] = "training.evidence"
    unit: str
    met: bool
    source: str

    def sentence(self) -> str:
        """Say of whom, and for what."""
        words = _("{officer}: evidence for {unit}") if self.met else _("{officer}: gap in {unit}")
        return words.format(officer=self.code, unit=self.unit) + f" ({self.source})"


@dataclass(frozen=True, kw_only=True)
class CourseNoted(OfSkills):
    """An officer passed a training."""

    kind: ClassVar[str] = "training.course"
    name: str
    expires_on: date | None = None

    def sentence(self) -> str:
        """Say who, what, and until when."""
        told = _("{officer} passed {course}").format(officer=self.code, course=self.name)
        if self.expires_on is None:
            return told
        until = _("until {day}").format(day=self.expires_on.isoformat())
        return f"{told}, {until}"
