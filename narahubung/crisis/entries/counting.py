"""What can happen while heads are counted."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.crisis.entries.incidents import OfIncident
from narahubung.crisis.words import HEADS


@dataclass(frozen=True, kw_only=True)
class RollAsked(OfIncident):
    """Every officer was asked who is safe. cycle: for the how-manieth time; open: still missing."""

    kind: ClassVar[str] = "crisis.roll_asked"
    cycle: int
    heads: int
    open: int

    def topics(self) -> list[str]:
        """Name the roll besides: every officer's page of it."""
        return [*super().topics(), "roll"]

    def sentence(self) -> str:
        """Say how many are asked for."""
        words = _("Roll call, round {cycle}: {open} of {heads} people to be accounted for.")
        return words.format(cycle=self.cycle, open=self.open, heads=self.heads)


@dataclass(frozen=True, kw_only=True)
class HeadsCounted(OfIncident):
    """An officer said how people of a party are. late: something newer was known already."""

    kind: ClassVar[str] = "crisis.heads_counted"
    party_id: int
    party: str
    state: str
    heads: int
    names: list[str] = field(default_factory=list, metadata={"seal": "party_id"})
    now_at: str = ""
    late: bool = False

    def topics(self) -> list[str]:
        """Name the roll and the party besides."""
        return [*super().topics(), "roll", f"party:{self.party_id}"]

    def sentence(self) -> str:
        """Say how many of whom, and how they are."""
        words = ngettext(
            "{party}: {number} person {state}", "{party}: {number} people {state}", self.heads
        )
        told = words.format(party=self.party, number=self.heads, state=HEADS[self.state])
        return f"{told}, {self.now_at}" if self.now_at else told


@dataclass(frozen=True, kw_only=True)
class RollComplete(OfIncident):
    """Everybody is accounted for."""

    kind: ClassVar[str] = "crisis.roll_complete"
    heads: int
    cycle: int

    def topics(self) -> list[str]:
        """Name the roll besides."""
        return [*super().topics(), "roll"]

    def sentence(self) -> str:
        """Say it."""
        words = _("Roll call complete: {heads} of {heads} people accounted for.")
        return words.format(heads=self.heads)
