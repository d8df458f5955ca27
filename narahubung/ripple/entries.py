"""What can happen to a wave."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one
from narahubung.kit.zones import clock_text, zone_label


@dataclass(frozen=True, kw_only=True)
class _OfWave(Entry):
    """thing: what was changed ("movement:12"); cause: the change, in both languages. meets: it
    tells who meets whom.
    """

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    wave_id: int
    thing: str
    cause: str
    party_id: int | None = None
    meets: bool = False

    def readable_with(self) -> str:
        """Ask for the right to know of meetings, too, where it tells of one."""
        return f"{self.right} {Right.SEE_MEETINGS}" if self.meets else self.right

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
    [["trip:7", "vehicle:5", "vehicle:9"]]. word_of, word_at: who agreed by word, and when, where
    the coordinator wrote that down; zone: whose clock is read.
    """

    kind: ClassVar[str] = "ripple.repair_adopted"
    number: int
    repair: str
    lags: list[list[Any]] = field(default_factory=list)
    swaps: list[list[str]] = field(default_factory=list)
    word_of: str = ""
    word_at: datetime | None = None
    zone: str = ""

    def sentence(self) -> str:
        """Say which, and for what, and by whose word."""
        words = _("Repair taken: {repair} ({cause})")
        told = words.format(repair=in_one(self.repair), cause=in_one(self.cause).rstrip("."))
        if self.word_of and self.word_at:
            clock = f"{clock_text(self.word_at, self.zone)} {zone_label(self.zone, self.word_at)}"
            by_word = _("Agreed by word: {who}, {clock}.").format(who=self.word_of, clock=clock)
            return f"{told} {by_word}"
        return told


@dataclass(frozen=True, kw_only=True)
class RepairAsked(_OfWave):
    """People were asked by message whether they agree to a repair. people: their names."""

    kind: ClassVar[str] = "ripple.repair_asked"
    number: int
    repair: str
    people: list[str]

    def sentence(self) -> str:
        """Say who was asked, and about what."""
        words = _("Asked whether they agree: {people}. {repair}")
        return words.format(people=", ".join(self.people) or "-", repair=in_one(self.repair))


@dataclass(frozen=True, kw_only=True)
class RepairAnswered(_OfWave):
    """Somebody agrees to a repair, or does not, and why."""

    kind: ClassVar[str] = "ripple.repair_answered"
    number: int
    repair: str
    name: str
    agrees: bool
    why: str = field(default="", metadata={"seal": "wave_id"})

    def sentence(self) -> str:
        """Say who, what, and why not."""
        if self.agrees:
            return _("{name} agrees: {repair}").format(name=self.name, repair=in_one(self.repair))
        words = _("{name} does not agree: {repair} ({why})")
        return words.format(name=self.name, repair=in_one(self.repair), why=self.why)
