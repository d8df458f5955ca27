"""What can happen to lines given to parties."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfLine(Entry):
    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_id: int
    party_code: str
    phone: str

    def topics(self) -> list[str]:
        """Name the party and the desk of assignments, where lines are switched."""
        return [f"party:{self.party_id}", "assignments"]


@dataclass(frozen=True, kw_only=True)
class LineGiven(_OfLine):
    """A party was given a telephone line of the organiser."""

    kind: ClassVar[str] = "assignments.line_given"

    def sentence(self) -> str:
        """Say it."""
        words = _("{party} was given the line {phone}")
        return words.format(party=self.party_code, phone=self.phone)


@dataclass(frozen=True, kw_only=True)
class LineTaken(_OfLine):
    """The line was taken back."""

    kind: ClassVar[str] = "assignments.line_taken"

    def sentence(self) -> str:
        """Say it."""
        words = _("The line {phone} was taken back from {party}")
        return words.format(party=self.party_code, phone=self.phone)


@dataclass(frozen=True, kw_only=True)
class LineSwitched(_OfLine):
    """Somebody switched the line. to: the name of who answers it now."""

    kind: ClassVar[str] = "assignments.line_switched"
    to: str

    def sentence(self) -> str:
        """Say who answers."""
        words = _("The line {phone} of {party} rings at {name} now")
        return words.format(party=self.party_code, phone=self.phone, name=self.to)


@dataclass(frozen=True, kw_only=True)
class LineMustSwitch(_OfLine):
    """Somebody else is on duty than who answers the line. to: the name of who must."""

    kind: ClassVar[str] = "assignments.line_must_switch"
    to: str

    def sentence(self) -> str:
        """Say to whom."""
        words = _("The line {phone} of {party} must be switched to {name}")
        return words.format(party=self.party_code, phone=self.phone, name=self.to)
