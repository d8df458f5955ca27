"""A duty goes to another officer or another time."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.assignments.entries.rostering import OfDuty
from narahubung.assignments.words import when_text


@dataclass(frozen=True, kw_only=True)
class DutyMoved(OfDuty):
    """A duty was moved. was_*: how it stood; another officer's got a new number."""

    kind: ClassVar[str] = "assignments.duty_moved"
    was_duty_id: int
    was_officer_id: int
    was_officer: str
    was_person_id: int | None
    was_starts: datetime
    was_ends: datetime

    def topics(self) -> list[str]:
        """Name who had it, too."""
        named = [*super().topics(), f"officer:{self.was_officer_id}"]
        if self.was_person_id:
            named.append(f"person:{self.was_person_id}")
        return list(dict.fromkeys(named))

    def sentence(self) -> str:
        """Say it."""
        text = self._said(_("{officer} has the duty with {party} {when}, as {position}."))
        was = when_text(self.was_starts, self.was_ends, self.zone)
        if self.was_officer_id == self.officer_id:
            return f"{text} " + _("It was {when}.").format(when=was)
        return f"{text} " + _("It was {officer}'s, {when}.").format(
            officer=self.was_officer, when=was
        )
