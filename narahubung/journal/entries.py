"""Entries that are the same in every room: a record came in from a list, or a fact changed."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.journal.acting import Entry
from narahubung.journal.words import field_word, value_word
from narahubung.kit.said import in_one, said


@dataclass(frozen=True, kw_only=True)
class _About(Entry):
    """A record: `thing` is room and model (`movements.movement`), `label` how people know it."""

    thing: str
    thing_id: int
    code: str
    label: str
    reads: str  # the right its model asks for
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the record, its party, and the room's list."""
        names = [f"{self.thing.split('.')[1]}:{self.thing_id}", self.thing.split(".")[0]]
        return [*names, f"party:{self.party_id}", "board"] if self.party_id else names

    def named(self) -> str:
        """Return name and code in the language in force; a movement's name is of listed words."""
        name = in_one(self.label)
        name = said(name) if self.thing.startswith("movements.") else name
        return f"{name} ({self.code})" if name != self.code else name

    def readable_with(self) -> str:
        """Return the right of the model: a movement's facts need the right to see movements."""
        return self.reads


@dataclass(frozen=True, kw_only=True)
class Recorded(_About):
    """A record came in, for the first time."""

    kind: ClassVar[str] = "journal.recorded"
    source: str = ""

    def sentence(self) -> str:
        """Say it."""
        return _("{label} was recorded.").format(label=self.named())


@dataclass(frozen=True, kw_only=True)
class Corrected(_About):
    """Facts of a record changed. changes: {field: [old, new]} as text; sealed fields only named."""

    kind: ClassVar[str] = "journal.corrected"
    changes: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Say what changed, old and new."""
        parts = [
            f"{field_word(name)}: {value_word(name, old)} \N{RIGHTWARDS ARROW} "
            f"{value_word(name, new)}"
            for name, (old, new) in self.changes.items()
        ]
        return _("{label} changed. {parts}").format(label=self.named(), parts="; ".join(parts))
