"""What can happen to the ICS forms of an incident."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.crisis.entries.incidents import OfIncident


@dataclass(frozen=True, kw_only=True)
class BriefWritten(OfIncident):
    """Objectives, period, safety: what the forms had no words for."""

    kind: ClassVar[str] = "crisis.brief_written"
    name: str

    def sentence(self) -> str:
        """Say by whom."""
        words = _("{name} wrote the briefing of incident {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class _OfCheckIn(OfIncident):
    check_in_id: int
    who: str
    agency: str = ""

    def topics(self) -> list[str]:
        """Name the desk besides."""
        return [*super().topics(), "stakeholders"]

    def _of(self) -> str:
        return f"{self.who} ({self.agency})" if self.agency else self.who


@dataclass(frozen=True, kw_only=True)
class ArrivalExpected(_OfCheckIn):
    """Somebody is on the way to the liaison's place."""

    kind: ClassVar[str] = "crisis.arrival_expected"

    def sentence(self) -> str:
        """Say who."""
        return _("{who} is expected at the liaison's place.").format(who=self._of())


@dataclass(frozen=True, kw_only=True)
class CheckedIn(_OfCheckIn):
    """Somebody reported at the liaison's place."""

    kind: ClassVar[str] = "crisis.checked_in"

    def sentence(self) -> str:
        """Say who."""
        return _("{who} checked in.").format(who=self._of())


@dataclass(frozen=True, kw_only=True)
class CheckedOut(_OfCheckIn):
    """They left."""

    kind: ClassVar[str] = "crisis.checked_out"

    def sentence(self) -> str:
        """Say who."""
        return _("{who} left.").format(who=self._of())


@dataclass(frozen=True, kw_only=True)
class _OfMessage(OfIncident):
    message_id: int
    message: int
    subject: str

    def topics(self) -> list[str]:
        """Name the incident's messages besides."""
        return [*super().topics(), f"messages:{self.incident_id}"]


@dataclass(frozen=True, kw_only=True)
class MessageWritten(_OfMessage):
    """A general message was written, or written anew."""

    kind: ClassVar[str] = "crisis.message_written"
    to: str

    def sentence(self) -> str:
        """Say to whom, about what."""
        words = _("General message {message} to {to} written: {subject}")
        return words.format(message=self.message, to=self.to, subject=self.subject)


@dataclass(frozen=True, kw_only=True)
class MessageApproved(_OfMessage):
    """It may go."""

    kind: ClassVar[str] = "crisis.message_approved"
    name: str

    def sentence(self) -> str:
        """Say by whom."""
        words = _("General message {message} approved by {name}: {subject}")
        return words.format(message=self.message, name=self.name, subject=self.subject)


@dataclass(frozen=True, kw_only=True)
class MessageAnswered(_OfMessage):
    """There is a reply."""

    kind: ClassVar[str] = "crisis.message_answered"
    name: str

    def sentence(self) -> str:
        """Say whose."""
        words = _("{name} replied to general message {message}: {subject}")
        return words.format(message=self.message, name=self.name, subject=self.subject)
