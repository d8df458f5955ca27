"""What can happen to badges."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.access.words import BADGES
from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class BadgeMoved(Entry):
    """A badge was printed, handed out, lost, found, replaced or withdrawn. name: who did it."""

    kind: ClassVar[str] = "access.badge_moved"
    right: ClassVar[str] = Right.SEE_ACCESS
    party_id: int | None
    badge_id: int
    serial: int
    accreditation_id: int | None
    state: str
    name: str
    why: str = ""

    def topics(self) -> list[str]:
        """Name the badge, its request, the desk, and the lists of all gates."""
        request = [f"accreditation:{self.accreditation_id}"] if self.accreditation_id else []
        return [f"badge:{self.badge_id}", *request, "access", "gates"]

    def sentence(self) -> str:
        """Say where it is."""
        words = _("Badge {serial}: {state}, {name}.")
        said = words.format(serial=self.serial, state=BADGES[self.state], name=self.name)
        return f"{said} {self.why}".strip()


@dataclass(frozen=True, kw_only=True)
class BlanksMade(Entry):
    """Blank badges for a day were made."""

    kind: ClassVar[str] = "access.blanks_made"
    right: ClassVar[str] = Right.ACCREDIT
    first: int
    last: int
    name: str

    def topics(self) -> list[str]:
        """Name the desk."""
        return ["access"]

    def sentence(self) -> str:
        """Say which."""
        words = _("{name} made blank badges {first} to {last}.")
        return words.format(name=self.name, first=self.first, last=self.last)


@dataclass(frozen=True, kw_only=True)
class OfBlank(Entry):
    """What concerns one blank badge on one day."""

    right: ClassVar[str] = Right.ACCREDIT
    use_id: int
    serial: int
    name: str

    def topics(self) -> list[str]:
        """Name the use, the desk, and the lists of all gates."""
        return [f"dayuse:{self.use_id}", "access", "gates"]


@dataclass(frozen=True, kw_only=True)
class BlankAsked(OfBlank):
    """The first of two people said for whom."""

    kind: ClassVar[str] = "access.blank_asked"

    def sentence(self) -> str:
        """Say it."""
        words = _("{name} began blank badge {serial} for a day: a second person confirms.")
        return words.format(name=self.name, serial=self.serial)


@dataclass(frozen=True, kw_only=True)
class BlankActivated(OfBlank):
    """The second confirmed."""

    kind: ClassVar[str] = "access.blank_activated"

    def sentence(self) -> str:
        """Say it."""
        words = _("{name} confirmed blank badge {serial}: it is valid that day.")
        return words.format(name=self.name, serial=self.serial)


@dataclass(frozen=True, kw_only=True)
class BlankEnded(OfBlank):
    """It was given back, or was a slip."""

    kind: ClassVar[str] = "access.blank_ended"

    def sentence(self) -> str:
        """Say it."""
        words = _("{name} ended the use of blank badge {serial}.")
        return words.format(name=self.name, serial=self.serial)
