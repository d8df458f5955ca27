"""What can happen to the programme."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.journal.words import value_word
from narahubung.kit.records import Certainty


@dataclass(frozen=True, kw_only=True)
class OfItem(Entry):
    """party_ids: whose programme it is in. The programme is everybody's: no single party."""

    right: ClassVar[str] = Right.SEE_EVENT

    item_id: int
    code: str
    title: str
    title_id: str = ""
    party_ids: list[int] = field(default_factory=list)

    def named(self) -> str:
        """Return the title in the language in force."""
        if (get_language() or "").startswith("id") and self.title_id:
            return self.title_id
        return self.title

    def topics(self) -> list[str]:
        """Name the item, the programme and every party that attends."""
        return [f"item:{self.item_id}", "programme", *(f"party:{pk}" for pk in self.party_ids)]


@dataclass(frozen=True, kw_only=True)
class ItemMoved(OfItem):
    """An item has another time, place or state. changes: {field: [old, new]} as people read it.

    stood: what each of these fields held before: a moment (ISO 8601), a row's id, a word, or None.
    """

    kind: ClassVar[str] = "programme.item_moved"
    changes: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    stood: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Say each change, old and new, and why."""
        parts = moved_text(self.changes)
        words = f"{self.named()}: {parts}."
        return f"{words} {self.why}" if self.why else words


@dataclass(frozen=True, kw_only=True)
class ItemCancelled(OfItem):
    """An item will not take place."""

    kind: ClassVar[str] = "programme.item_cancelled"
    why: str = ""

    def sentence(self) -> str:
        """Say that, and why."""
        words = _("{title} is cancelled.").format(title=self.named())
        return f"{words} {self.why}" if self.why else words


@dataclass(frozen=True, kw_only=True)
class AttendanceSet(OfItem):
    """Other parties attend. added / removed: their codes."""

    kind: ClassVar[str] = "programme.attendance_set"
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Say who came and who went."""
        parts = []
        if self.added:
            parts.append(_("also {codes}").format(codes=", ".join(self.added)))
        if self.removed:
            parts.append(_("no longer {codes}").format(codes=", ".join(self.removed)))
        return _("Who attends {title}: {parts}.").format(title=self.named(), parts="; ".join(parts))


@dataclass(frozen=True, kw_only=True)
class ProgrammeReleased(Entry):
    """The programme was given out under a number."""

    kind: ClassVar[str] = "programme.released"
    right: ClassVar[str] = Right.SEE_EVENT
    number: int
    items: int
    note: str = ""

    def sentence(self) -> str:
        """Say the number and the note."""
        words = _("Programme version {number} was released with {items} items.").format(
            number=self.number, items=self.items
        )
        return f"{words} {self.note}" if self.note else words

    def topics(self) -> list[str]:
        """Name the programme: every page that shows it, and the board."""
        return ["programme", "board"]


@dataclass(frozen=True, kw_only=True)
class CalendarOpened(Entry):
    """Somebody made a calendar address of a party's agenda. closed: it was taken back.

    Without a party: of the own duties.
    """

    kind: ClassVar[str] = "programme.calendar_opened"
    right: ClassVar[str] = Right.SEE_PARTY
    feed_id: int
    person_id: int
    party_id: int | None
    party: str
    closed: bool = False

    def topics(self) -> list[str]:
        """Name the calendars of the person."""
        return [f"calendars:{self.person_id}"]

    def sentence(self) -> str:
        """Say whose agenda."""
        if self.party_id is None and self.closed:
            return _("The calendar address of the own duties was closed.")
        if self.party_id is None:
            return _("A calendar address of the own duties was made.")
        if self.closed:
            return _("The calendar address of {party} was closed.").format(party=self.party)
        return _("A calendar address of {party} was made.").format(party=self.party)


def moved_text(changes: dict[str, Any]) -> str:
    """Say changed fields, old and new, in the order in which people think of them."""
    words = _field_words()
    order = [name for name in words if name in changes]
    order += [name for name in changes if name not in words]
    told = {name: [_said(name, value) for value in changes[name]] for name in order}
    return "; ".join(
        f"{words.get(name, name)} {told[name][0]} \N{RIGHTWARDS ARROW} {told[name][1]}"
        for name in order
    )


def _said(name: str, value: str) -> str:
    if name == "certainty" and value in Certainty:
        return str(Certainty(value).label)
    return value_word(name, value)


def field_word(name: str) -> str:
    """Return how a field is called, in the language in force."""
    return _field_words().get(name, name)


def _field_words() -> dict[str, str]:
    return {
        "starts_at": _("start"),
        "ends_at": _("end"),
        "place": _("place"),
        "room": _("room"),
        "certainty": _("state"),
        "title_en": _("title"),
        "dress": _("dress"),
    }
