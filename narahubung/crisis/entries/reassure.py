"""What can happen to a word to guests and staff."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.crisis.entries.incidents import OfIncident
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfAssurance(OfIncident):
    assurance_id: int

    def topics(self) -> list[str]:
        """Name what everybody reads besides."""
        return [*super().topics(), "assurances"]


@dataclass(frozen=True, kw_only=True)
class AssuranceWorded(_OfAssurance):
    """Somebody wrote it in a language."""

    kind: ClassVar[str] = "crisis.assurance_worded"
    name: str
    language: str

    def sentence(self) -> str:
        """Say who, in which language."""
        return _("{name} wrote a word to guests and staff ({language}).").format(
            name=self.name, language=self.language
        )


@dataclass(frozen=True, kw_only=True)
class AssuranceCleared(Entry):
    """Who leads cleared it: everybody may read it. What it says stands on the page."""

    kind: ClassVar[str] = "crisis.assurance_cleared"
    right: ClassVar[str] = Right.SEE_EVENT
    assurance_id: int
    holds_until: datetime
    again: bool = False

    def topics(self) -> list[str]:
        """Name what everybody reads."""
        return ["assurances"]

    def sentence(self) -> str:
        """Say that there is something to read."""
        return _("There is a new word to guests and staff.")


@dataclass(frozen=True, kw_only=True)
class AssuranceWithdrawn(_OfAssurance):
    """It is not so any more."""

    kind: ClassVar[str] = "crisis.assurance_withdrawn"
    name: str
    why: str

    def sentence(self) -> str:
        """Say who, and why."""
        words = _("{name} withdrew a word to guests and staff: {why}")
        return words.format(name=self.name, why=self.why)


@dataclass(frozen=True, kw_only=True)
class AssurancesFollowed(Entry):
    """Somebody wants to be told of new words, or no more."""

    kind: ClassVar[str] = "crisis.assurances_followed"
    right: ClassVar[str] = Right.SEE_CRISIS
    name: str
    on: bool

    def topics(self) -> list[str]:
        """Name what everybody reads."""
        return ["assurances"]

    def sentence(self) -> str:
        """Say who."""
        if self.on:
            return _("{name} is told of new words to guests and staff.").format(name=self.name)
        return _("{name} is not told of them any more.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class GuestFollows(Entry):
    """A guest without an account asked to be told of new words, or no more. No name, no address."""

    kind: ClassVar[str] = "crisis.guest_follows"
    right: ClassVar[str] = Right.RAISE_NEED
    party_id: int
    party: str
    name: str
    on: bool = True

    def topics(self) -> list[str]:
        """Name where they are listed."""
        return ["assurances"]

    def sentence(self) -> str:
        """Say who noted it."""
        if self.on:
            words = _("{name} noted that a guest of {party} asked to be told of new words.")
        else:
            words = _("A guest of {party} is not told of new words any more ({name}).")
        return words.format(name=self.name, party=self.party)
