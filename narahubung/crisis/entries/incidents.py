"""What can happen to an incident."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.crisis.words import GRADES, KINDS
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfIncident(Entry):
    """incident_id: the row; number: as people call it."""

    right: ClassVar[str] = Right.SEE_CRISIS
    incident_id: int
    number: int

    def topics(self) -> list[str]:
        """Name the incident, the list, and the crisis of the event, which every page watches."""
        return [f"incident:{self.incident_id}", "incidents"]


@dataclass(frozen=True, kw_only=True)
class IncidentReported(OfIncident):
    """Somebody said that something happened."""

    kind: ClassVar[str] = "crisis.reported"
    sort: str
    what: str
    where: str = ""
    looks: str = "unknown"
    photo: str = ""

    def sentence(self) -> str:
        """Say what, where, and how bad it looks."""
        words = _("Incident {number} reported: {kind}. {what}")
        told = words.format(number=self.number, kind=KINDS[self.sort], what=self.what)
        more = [self.where, GRADES[self.looks] if self.looks != "unknown" else ""]
        return f"{told} ({', '.join(map(str, filter(None, more)))})" if any(more) else told


@dataclass(frozen=True, kw_only=True)
class IncidentGraded(OfIncident):
    """How bad it is was held otherwise."""

    kind: ClassVar[str] = "crisis.graded"
    was: str
    grade: str
    why: str

    def sentence(self) -> str:
        """Say from what to what, and why."""
        words = _("Incident {number} is {grade} now, was {was}: {why}")
        return words.format(
            number=self.number, grade=GRADES[self.grade], was=GRADES[self.was], why=self.why
        )


@dataclass(frozen=True, kw_only=True)
class IncidentTaken(OfIncident):
    """Somebody takes care of it."""

    kind: ClassVar[str] = "crisis.taken"
    name: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} takes care of incident {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class IncidentClosed(OfIncident):
    """It is over."""

    kind: ClassVar[str] = "crisis.closed"
    why: str

    def sentence(self) -> str:
        """Say it, and why."""
        return _("Incident {number} closed: {why}").format(number=self.number, why=self.why)


@dataclass(frozen=True, kw_only=True)
class IncidentReopened(OfIncident):
    """It was not over."""

    kind: ClassVar[str] = "crisis.reopened"
    why: str

    def sentence(self) -> str:
        """Say it, and why."""
        return _("Incident {number} opened again: {why}").format(number=self.number, why=self.why)
