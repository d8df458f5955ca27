"""What must never stand in words for a guest: our names, marks and reasons, and other guests."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Event
from narahubung.kit.folding import fold
from narahubung.kit.refusals import Refusal
from narahubung.knowledge.models import Rule
from narahubung.movements.models import EscortUnit, Vehicle
from narahubung.needs.models import StandBehind
from narahubung.parties.models import Contact, Department, Member, Officer, Party
from narahubung.relays.rules.sending import words_for_outside

_SHORT = 3  # shorter parts of a name (de, I, Ni) say nothing about anybody
_MARK = 2
_RUN = 4  # so many words of the reason inside, one after the other, give it away
_BETWEEN = r"[\W_]{0,3}"


class TellsTooMuch(Refusal):
    """Words for a guest that name what is only ours."""

    says = _("These words name what is not for the guest: {what}. Nothing was kept.")
    advice = _("Take it out, or use the words that are proposed.")


def leaks(wording: str, event: Event, *, party: Party | None = None, reason: str = "") -> list[str]:
    """Return what of ours stands in a wording, as it stands in our lists; [] when it is clean.

    Names of officers, of heads, deputies and shifts of departments, drivers and escort leaders,
    also a part of such a name; other delegations, their heads and members; plates, codes, call
    signs, radio channels, codes of rules; the reason inside. party: whose own names are no secret.
    """
    text = _Text(wording)
    staff, others, marks = _staff(event), _others(event, party), _marks(event, party)
    found = [name for name in staff if text.names(name, parts=True)]
    found += [name for name in others if text.names(name)]
    found += [mark for mark in marks if text.marks(mark)]
    found += [_reason(part) for part in _runs(reason) if part in text.folded]
    return list(dict.fromkeys(found))


def check_says_nothing_inside(
    wording: str, event: Event, *, party: Party | None = None, reason: str = ""
) -> None:
    """Raise TellsTooMuch."""
    found = leaks(wording, event, party=party, reason=reason)
    if found:
        raise TellsTooMuch(what=", ".join(found[:3]))


@words_for_outside
def check_words(wording: str, event_id: int, party_id: int | None) -> None:
    """Raise TellsTooMuch for what a message to the outside would name."""
    party = Party.objects.filter(pk=party_id or 0).first()
    check_says_nothing_inside(wording, Event.objects.get(pk=event_id), party=party)


class _Text:
    """A wording, prepared once for many questions."""

    def __init__(self, wording: str) -> None:
        self.plain = _without_marks(wording)
        self.folded = _words(wording)
        self.bare = fold(wording)
        self.tokens = set(re.findall(r"\w+", self.plain))

    def names(self, name: str, *, parts: bool = False) -> bool:
        """Tell whether the name stands in it; with `parts` also one word of it, as written."""
        words = _words(name)
        if not words.strip() or (name.isascii() and len(name.strip()) < _SHORT):
            return False
        if " " in words.strip():
            if words in self.folded:
                return True
            return parts and any(part in self.tokens for part in _telling(name))
        if not words.isascii():  # scripts without spaces between words
            return fold(name).strip() in self.bare
        return _without_marks(name).strip() in self.tokens

    def marks(self, mark: str) -> bool:
        """Tell whether a plate or code stands in it, however it is spaced."""
        pieces = re.findall(r"[^\W_]+", _without_marks(mark))
        if len(mark.strip()) < _MARK or mark.strip().isdecimal():  # a plain number is anything
            return False
        pattern = _BETWEEN.join(re.escape(piece) for piece in pieces)
        return bool(re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", self.plain))


def _staff(event: Event) -> Iterator[str]:
    yield from _values(Officer.objects.filter(event=event), "full_name", "preferred_name")
    yield from _values(Department.objects.filter(event=event), "head", "deputy")
    behind = StandBehind.objects.filter(event=event).exclude(person=None)
    yield from _values(behind, "person__full_name")
    yield from _values(Contact.objects.filter(event=event).exclude(department=None), "person")
    yield from _values(Vehicle.objects.filter(event=event), "driver")
    yield from _values(EscortUnit.objects.filter(event=event), "leader")


def _others(event: Event, party: Party | None) -> Iterator[str]:
    names = ("name_en", "name_id", "name_native", "head_name")
    yield from _values(_other_parties(event, party), *names)
    members = Member.objects.filter(event=event).exclude(party=party)
    yield from _values(members, "full_name", "native_name")


def _marks(event: Event, party: Party | None) -> Iterator[str]:
    yield from _values(Vehicle.objects.filter(event=event), "plate", "code", "sticker_no")
    yield from _values(EscortUnit.objects.filter(event=event), "name", "code")
    yield from _values(Officer.objects.filter(event=event), "code", "radio_call_sign")
    yield from _values(Department.objects.filter(event=event), "code", "radio_channel")
    yield from _values(Rule.objects.filter(event=event), "code")
    yield from _values(_other_parties(event, party), "code")


def _other_parties(event: Event, party: Party | None) -> Any:
    return Party.objects.filter(event=event).exclude(pk=party.pk if party else 0)


def _values(rows: Any, *fields: str) -> Iterator[str]:
    for values in rows.values_list(*fields):
        yield from values


def _words(text: str) -> str:
    """Return the words with one space around each, so that a whole name is found as such."""
    words = re.findall(r"[^\W_]+", fold(text))
    return f" {' '.join(words)} "


def _without_marks(text: str) -> str:
    """Return the text without accents, its capitals kept: they tell a name from a word."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _telling(name: str) -> Iterator[str]:
    """Return the parts of a name that tell who it is: long enough, and not in small letters."""
    for part in re.findall(r"\w+", _without_marks(name)):
        if len(part) >= _SHORT and not part[0].islower():
            yield part


def _runs(reason: str) -> Iterator[str]:
    words = _words(reason).split()
    for start in range(max(1, len(words) - _RUN + 1) if len(words) > 1 else 0):
        yield f" {' '.join(words[start : start + _RUN])} "


def _reason(part: str) -> str:
    return f"\N{HORIZONTAL ELLIPSIS}{part.strip()}\N{HORIZONTAL ELLIPSIS}"
