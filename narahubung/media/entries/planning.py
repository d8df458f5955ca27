"""What can happen to a line of the communication plan."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfPlanLine(Entry):
    """line_id: the row; number: as people call it; name: who did it."""

    right: ClassVar[str] = Right.SEE_MEDIA
    line_id: int
    number: int
    name: str

    def topics(self) -> list[str]:
        """Name the line and the desk."""
        return [f"planline:{self.line_id}", "media"]


@dataclass(frozen=True, kw_only=True)
class LinePlanned(OfPlanLine):
    """It was written. audience: for whom."""

    kind: ClassVar[str] = "media.line_planned"
    audience: str

    def sentence(self) -> str:
        """Say for whom."""
        words = _("{name} planned key message {number} for {audience}.")
        return words.format(name=self.name, number=self.number, audience=self.audience)


@dataclass(frozen=True, kw_only=True)
class LineRewritten(OfPlanLine):
    """It changed. reworded: its words did, so that it waits to be approved."""

    kind: ClassVar[str] = "media.line_rewritten"
    reworded: bool

    def sentence(self) -> str:
        """Say whether it must be approved again."""
        if self.reworded:
            words = _("{name} wrote key message {number} otherwise: it waits for approval.")
        else:
            words = _("{name} planned key message {number} otherwise.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class LineApproved(OfPlanLine):
    """The organiser stands behind it."""

    kind: ClassVar[str] = "media.line_approved"

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} approved key message {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class LineSaid(OfPlanLine):
    """It went out to its audience."""

    kind: ClassVar[str] = "media.line_said"

    def sentence(self) -> str:
        """Say who noted it."""
        words = _("Key message {number} was said, {name}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class LineDropped(OfPlanLine):
    """It is not said, or not any more."""

    kind: ClassVar[str] = "media.line_dropped"
    why: str

    def sentence(self) -> str:
        """Say why."""
        words = _("{name} dropped key message {number}: {why}")
        return words.format(name=self.name, number=self.number, why=self.why)
