"""What can happen to a run of show. No line's words stand here: each role reads its own."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.programme.entries.items import OfItem


@dataclass(frozen=True, kw_only=True)
class _OfCues(OfItem):
    """Lines of one item."""

    def topics(self) -> list[str]:
        """Name the item's run of show alone: the programme itself did not change."""
        return [f"item:{self.item_id}"]


@dataclass(frozen=True, kw_only=True)
class CuesWritten(_OfCues):
    """Lines were written, changed or taken out. Numbers of lines."""

    kind: ClassVar[str] = "programme.cues_written"
    added: int = 0
    changed: int = 0
    removed: int = 0

    def sentence(self) -> str:
        """Say how many."""
        return _(
            "Run of show of {title}: {added} lines added, {changed} changed, {removed} taken out."
        ).format(title=self.named(), added=self.added, changed=self.changed, removed=self.removed)


@dataclass(frozen=True, kw_only=True)
class CueGiven(_OfCues):
    """A line was given, or (back) a tap was taken back. clock: when, as people read it."""

    kind: ClassVar[str] = "programme.cue_given"
    cue_id: int
    clock: str
    back: bool = False

    def sentence(self) -> str:
        """Say that, without its words."""
        if self.back:
            return _("Run of show of {title}: the line of {clock} is open again.").format(
                title=self.named(), clock=self.clock
            )
        return _("Run of show of {title}: a line was given at {clock}.").format(
            title=self.named(), clock=self.clock
        )


@dataclass(frozen=True, kw_only=True)
class CuesSlipped(_OfCues):
    """Lines moved by so many minutes. moved: {cue id: [old, new]}, ISO 8601. since: clock time."""

    kind: ClassVar[str] = "programme.cues_slipped"
    minutes: int
    moved: dict[str, list[str]]
    since: str
    why: str = ""

    def sentence(self) -> str:
        """Say how far, from when on, and how many lines."""
        number = len(self.moved)
        if self.minutes >= 0:
            words = ngettext(
                "Run of show of {title}: {n} line from {since} on is {minutes} minutes later.",
                "Run of show of {title}: {n} lines from {since} on are {minutes} minutes later.",
                number,
            )
        else:
            words = ngettext(
                "Run of show of {title}: {n} line from {since} on is {minutes} minutes earlier.",
                "Run of show of {title}: {n} lines from {since} on are {minutes} minutes earlier.",
                number,
            )
        said = words.format(
            title=self.named(), n=number, since=self.since, minutes=abs(self.minutes)
        )
        return f"{said} {self.why}" if self.why else said
