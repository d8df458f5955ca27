"""`{% load relays %}`: words and looks of messages."""

import re
from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.functional import Promise

from narahubung.relays.reading_back import times_without_zone
from narahubung.relays.words import (
    FACTS,
    FIELDS,
    HOW,
    KNEW,
    LANGUAGES,
    PRECEDENCE,
    READ_BACK_HOW,
    fact_words,
)

register = template.Library()
register.filter("zoneless", times_without_zone)
_FIELD = re.compile(r"\{(\w+)\}")
_LOOKS = {
    "sent": ("clock", ""),
    "delivered": ("device-mobile", ""),
    "seen": ("eye", ""),
    "acknowledged": ("check", "done"),
    "read_back": ("message-2", "press"),
    "differs": ("alert-triangle", "alarm"),
    "confirmed": ("checks", "done"),
    "done": ("circle-check", "done"),
    "refused": ("hand-stop", "tight"),
    "expired": ("clock-pause", "tight"),
    "superseded": ("arrow-back-up", "cancelled"),
    "other": ("alert-triangle", "alarm"),
}
# What somebody knew for sure; what he read back is still to be confirmed.
_KNOWS = {"acknowledged", "confirmed", "done", "refused"}
_URGENT = {"kilat": "alarm", "segera": "tight", "penting": "press"}


class _Knew(Protocol):
    @property
    def how(self) -> str: ...


class _Copy(Protocol):
    @property
    def state(self) -> str: ...


@register.filter
def chosen_of(choices: Iterable[tuple[str, str]], value: object) -> list[str]:
    """Return which of the choices are ticked. value: of the bound field, None for none."""
    ticked = value if isinstance(value, list) else []
    return [word for word, _words in choices if word in ticked]


@register.filter
def fact_kind(kind: str) -> str | Promise:
    """Return what a kind of fact is called."""
    return FACTS.get(kind, kind)


@register.filter
def fact_said(fact: str, kind: str) -> str:
    """Return a fact of a message as people say it."""
    return fact_words(kind, fact)


@register.filter
def how_word(how: str) -> str | Promise:
    """Return how something was said."""
    return HOW.get(how, how)


@register.filter
def knew_word(how: str) -> str | Promise:
    """Return what somebody had done with a message by then."""
    return KNEW.get(how, how)


@register.filter
def language_word(code: str) -> str:
    """Return the name of a language, in that language."""
    return LANGUAGES.get(code, code)


@register.filter
def phrase_field(name: str) -> str | Promise:
    """Return what a field of a template is called; an event's own name stands as it is."""
    return FIELDS.get(name, name.replace("_", " "))


@register.filter
def with_fields(text: str) -> str:
    """Return a template's text with each `{field}` as what it is called: `at [time]`."""
    return _FIELD.sub(lambda found: f"[{phrase_field(found[1])}]", text)


@register.filter
def precedence_word(precedence: str) -> str | Promise:
    """Return how urgent something is, in words."""
    return PRECEDENCE.get(precedence, precedence)


@register.filter
def read_back_how(how: str) -> str | Promise:
    """Return how a read-back was given, where it was not typed."""
    return READ_BACK_HOW.get(how, how)


@register.filter
def settled(copies: Iterable[_Copy], must_read_back: object) -> list[_Copy]:
    """Return the copies of those who need nothing more."""
    enough = {"confirmed", "done"} if must_read_back else {"confirmed", "done", "acknowledged"}
    return [copy for copy in copies if copy.state in enough]


@register.filter
def state_icon(state: str) -> str:
    """Return the icon of a state."""
    return _LOOKS.get(state, ("point", ""))[0]


@register.filter
def state_is(state: str) -> str:
    """Return the colour of a state, as a class."""
    look = _LOOKS.get(state, ("point", ""))[1]
    return f"is-{look}" if look else ""


@register.filter
def unsettled(copies: Iterable[_Copy], must_read_back: object) -> list[_Copy]:
    """Return the copies of those who do not know it for sure yet."""
    every = list(copies)
    done = settled(every, must_read_back)
    return [copy for copy in every if copy not in done]


@register.filter
def urgency_is(precedence: str) -> str:
    """Return the colour of a precedence, as a class."""
    return f"is-{_URGENT[precedence]}" if precedence in _URGENT else ""


@register.filter
def with_knowing(rows: Iterable[_Knew]) -> list[_Knew]:
    """Return the rows of those who knew it."""
    return [row for row in rows if row.how in _KNOWS]


@register.filter
def without_knowing(rows: Iterable[_Knew]) -> list[_Knew]:
    """Return the rows of those who did not know it for sure."""
    return [row for row in rows if row.how not in _KNOWS]
