"""What can happen to a rumour."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.media.words import RUMOURS


@dataclass(frozen=True, kw_only=True)
class OfRumour(Entry):
    """rumour_id: the row; number: as people call it."""

    right: ClassVar[str] = Right.SEE_MEDIA
    rumour_id: int
    number: int

    def topics(self) -> list[str]:
        """Name the rumour and the desk."""
        return [f"rumour:{self.rumour_id}", "media"]


@dataclass(frozen=True, kw_only=True)
class RumourHeard(OfRumour):
    """Somebody met it for the first time."""

    kind: ClassVar[str] = "media.rumour_heard"
    text: str

    def sentence(self) -> str:
        """Say what is said."""
        words = _("Rumour {number}: {text}")
        return words.format(number=self.number, text=self.text)


@dataclass(frozen=True, kw_only=True)
class RumourSighted(OfRumour):
    """It was met once more."""

    kind: ClassVar[str] = "media.rumour_sighted"
    sightings: int

    def sentence(self) -> str:
        """Say how often."""
        words = _("Rumour {number} was met {sightings} times.")
        return words.format(number=self.number, sightings=self.sightings)


@dataclass(frozen=True, kw_only=True)
class RumourMoved(OfRumour):
    """It came one step on: sorted, checked, judged, answered, closed."""

    kind: ClassVar[str] = "media.rumour_moved"
    state: str
    name: str

    def sentence(self) -> str:
        """Say to where, and by whom."""
        words = _("Rumour {number}: {state}, {name}.")
        return words.format(number=self.number, state=RUMOURS[self.state], name=self.name)


@dataclass(frozen=True, kw_only=True)
class RumourLineWritten(OfRumour):
    """Somebody wrote what to say if asked."""

    kind: ClassVar[str] = "media.rumour_line_written"
    name: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} wrote what to say if asked about rumour {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class RumourLineSent(OfRumour):
    """All officers have the line."""

    kind: ClassVar[str] = "media.rumour_line_sent"
    name: str
    relay_id: int

    def topics(self) -> list[str]:
        """Name what was said besides, which officers read."""
        return [*super().topics(), "said"]

    def sentence(self) -> str:
        """Say who approved it."""
        words = _("The line on rumour {number} went to all officers, approved by {name}.")
        return words.format(number=self.number, name=self.name)
