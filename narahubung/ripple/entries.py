"""What can happen to a wave."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class _OfWave(Entry):
    """thing: what was changed ("movement:12"); cause: the change, in both languages."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    wave_id: int
    thing: str
    cause: str
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the wave, the list of waves, what was changed, and the party with its board."""
        names = [f"wave:{self.wave_id}", "waves", self.thing]
        return [*names, f"party:{self.party_id}", "board"] if self.party_id else names


@dataclass(frozen=True, kw_only=True)
class WaveSpread(_OfWave):
    """A change was followed by others. late: what is late by it; told: how many people were."""

    kind: ClassVar[str] = "ripple.spread"
    moved: int = 0
    late: int = 0
    told: int = 0

    def sentence(self) -> str:
        """Say how much followed, and how many were told."""
        parts = [
            ngettext("{number} thing moved", "{number} things moved", self.moved).format(
                number=self.moved
            ),
            ngettext("{number} late", "{number} late", self.late).format(number=self.late),
            ngettext("{number} person told", "{number} people told", self.told).format(
                number=self.told
            ),
        ]
        return f"{in_one(self.cause)} {', '.join(parts)}."


@dataclass(frozen=True, kw_only=True)
class WaveUndone(_OfWave):
    """A change and what followed were taken back. kept: what could not be."""

    kind: ClassVar[str] = "ripple.undone"
    kept: int = 0

    def sentence(self) -> str:
        """Say it, and what stays as it is."""
        words = _("Taken back, with what followed: {cause}").format(cause=in_one(self.cause))
        if not self.kept:
            return words
        stays = ngettext("{number} thing stays.", "{number} things stay.", self.kept)
        return f"{words} {stays.format(number=self.kept)}"


@dataclass(frozen=True, kw_only=True)
class RepairAdopted(_OfWave):
    """Somebody took a repair. repair: in both languages; lags: stretches that are made in less,
    [[from, to, kind, seconds]]; swaps: what drives with another car or escort,
    [["trip:7", "vehicle:5", "vehicle:9"]].
    """

    kind: ClassVar[str] = "ripple.repair_adopted"
    number: int
    repair: str
    lags: list[list[Any]] = field(default_factory=list)
    swaps: list[list[str]] = field(default_factory=list)

    def sentence(self) -> str:
        """Say which, and for what."""
        words = _("Repair taken: {repair} ({cause})")
        return words.format(repair=in_one(self.repair), cause=in_one(self.cause).rstrip("."))
