"""What can happen in a drill's own house."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class OfDrill(Entry):
    """drill_id: the row."""

    right: ClassVar[str] = Right.SEE_CRISIS
    drill_id: int

    def topics(self) -> list[str]:
        """Name the drill."""
        return [f"drill:{self.drill_id}"]


@dataclass(frozen=True, kw_only=True)
class DrillBegun(OfDrill):
    """The clock of the drill runs."""

    kind: ClassVar[str] = "learning.drill_begun"
    title: str
    minutes: int

    def sentence(self) -> str:
        """Say which, and for how long."""
        words = _("Drill begun: {title}, {minutes} minutes")
        return words.format(title=in_one(self.title), minutes=self.minutes)


@dataclass(frozen=True, kw_only=True)
class InjectDelivered(OfDrill):
    """An inject came. relay_id: the message that carries it, None where the controller speaks."""

    kind: ClassVar[str] = "learning.inject_delivered"
    number: int
    minute: int
    to: str
    relay_id: int | None = None

    def sentence(self) -> str:
        """Say which, and to whom."""
        words = _("Inject {number} (minute {minute}) to {to}")
        return words.format(number=self.number, minute=self.minute, to=in_one(self.to))


@dataclass(frozen=True, kw_only=True)
class InjectMarked(OfDrill):
    """The controller said whether what was expected was done."""

    kind: ClassVar[str] = "learning.inject_marked"
    number: int
    done: bool
    note: str = ""

    def sentence(self) -> str:
        """Say which, and how."""
        words = (
            _("Inject {number}: done as expected") if self.done else _("Inject {number}: not done")
        )
        told = words.format(number=self.number)
        return f"{told}: {self.note}" if self.note else told


@dataclass(frozen=True, kw_only=True)
class DrillEnded(OfDrill):
    """It is over; what it showed stands in its result."""

    kind: ClassVar[str] = "learning.drill_ended"
    met: bool

    def sentence(self) -> str:
        """Say whether the target was met."""
        return _("Drill ended: target met") if self.met else _("Drill ended: target not met")
