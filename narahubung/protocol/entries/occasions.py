"""What can happen to the occasion of an item."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.protocol.occasion_library import library


@dataclass(frozen=True, kw_only=True)
class OfOccasion(Entry):
    """code: of the library. party_ids: who attends the item."""

    right: ClassVar[str] = Right.SEE_PLACES
    item_id: int
    title: str
    title_id: str = ""
    occasion: str
    party_ids: list[int] = field(default_factory=list)

    def named(self) -> str:
        """Return the item's title in the language in force."""
        if (get_language() or "").startswith("id") and self.title_id:
            return self.title_id
        return self.title

    def kind_named(self) -> str:
        """Return what the occasion is called."""
        known = library().get(self.occasion)
        return known.name if known else self.occasion

    def topics(self) -> list[str]:
        """Name the item, the occasions and every party that attends."""
        return [f"item:{self.item_id}", "occasions", *(f"party:{pk}" for pk in self.party_ids)]


@dataclass(frozen=True, kw_only=True)
class OccasionChosen(OfOccasion):
    """One was chosen; it brought so many steps, texts and checks."""

    kind: ClassVar[str] = "protocol.occasion_chosen"
    steps: int
    texts: int
    checks: int

    def sentence(self) -> str:
        """Say which, and what it brought."""
        words = _("{title} is a {occasion}: {steps} steps, {texts} texts, {checks} checks.")
        return words.format(
            title=self.named(),
            occasion=self.kind_named(),
            steps=self.steps,
            texts=self.texts,
            checks=self.checks,
        )


@dataclass(frozen=True, kw_only=True)
class OccasionTakenBack(OfOccasion):
    """The choice was taken back; kept: lines of the run of show that were edited meanwhile."""

    kind: ClassVar[str] = "protocol.occasion_taken_back"
    kept: int = 0

    def sentence(self) -> str:
        """Say which."""
        words = _("{title}: the choice of {occasion} was taken back.")
        return words.format(title=self.named(), occasion=self.kind_named())


@dataclass(frozen=True, kw_only=True)
class OccasionWritten(OfOccasion):
    """What it brought was edited. what: frame, text or check."""

    kind: ClassVar[str] = "protocol.occasion_written"
    what: str

    def sentence(self) -> str:
        """Say what."""
        words = {
            "frame": _("{title}: room shape and order of the occasion were changed."),
            "text": _("{title}: a text of the occasion was changed."),
            "check": _("{title}: a check of the occasion was changed."),
        }
        return words[self.what].format(title=self.named())


@dataclass(frozen=True, kw_only=True)
class OccasionLookedAt(OfOccasion):
    """A check was made (1), re-checked (2), or a look taken back (0). name: who."""

    kind: ClassVar[str] = "protocol.occasion_looked_at"
    check_id: int
    looks: int
    back: bool
    name: str

    def sentence(self) -> str:
        """Say who, and which look."""
        if self.back:
            words = _("{title}: {name} took a look at a check back.")
        elif self.looks == 1:
            words = _("{title}: {name} checked something.")
        else:
            words = _("{title}: {name} re-checked something.")
        return words.format(title=self.named(), name=self.name)
