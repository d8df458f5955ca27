"""What a template of a message may hold, and who writes it."""

from string import Formatter

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays.words import FIELDS


class NotTheTemplates(Refusal):
    """Somebody who does not oversee messages."""

    says = _("Templates are written by the organiser and the coordinator.")
    status = 403


class NoSuchField(Refusal):
    """A field that nobody could fill."""

    says = _("The template has no field {field}. Take one of the list, or leave out the braces.")


class OpenBrace(Refusal):
    """A brace without its other half."""

    says = _("A brace is open or closed once too often. A field is written {example}.")


class NothingWritten(Refusal):
    """A template without a title or without any text."""

    says = _("Write a title, and the text in at least one language.")


def fields_in(text: str) -> list[str]:
    """Return the fields of a text, each once, in its order. Raises OpenBrace, NoSuchField."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise OpenBrace(example="{time}") from None
    found = []
    for _words, name, spec, conversion in parts:
        if name is None:
            continue
        if name not in FIELDS or spec or conversion:
            raise NoSuchField(field=f"{{{name}}}")
        found.append(name)
    return list(dict.fromkeys(found))


def check_can_keep(title: dict[str, str], texts: dict[str, str], by: Actor) -> None:
    """Raise NotTheTemplates, NothingWritten, OpenBrace or NoSuchField."""
    check_can_write(by)
    if not any(title.values()) or not any(texts.values()):
        raise NothingWritten
    for text in texts.values():
        fields_in(text)


def check_can_write(by: Actor) -> None:
    """Raise NotTheTemplates."""
    if "house" not in by.roles and Right.SEE_RELAYS not in by.everywhere:
        raise NotTheTemplates
