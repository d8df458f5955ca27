"""Messages written beforehand: the house's own, and those of the event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from narahubung.kit.actor import Actor
from narahubung.relays.merging import filled_by
from narahubung.relays.models import Lane, Template
from narahubung.relays.rules.templates import fields_in
from narahubung.relays.words import LANGUAGES

_FILE = Path(__file__).parent.parent / "phrases.yaml"
EXPECTED = ("id", "en")  # the languages every template ought to have


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A message with fields to fill. texts: by language; fields: of all texts, in their order.

    template_id: of the event's own; None for one of the house's.
    """

    code: str
    title: str
    titles: dict[str, str]
    texts: dict[str, str]
    fields: tuple[str, ...]
    precedence: str
    must_read_back: bool
    lane: str = Lane.OPERATIONS
    template_id: int | None = None
    retired_at: datetime | None = None

    @property
    def lacking(self) -> list[str]:
        """Return the languages it ought to have and has not."""
        return [language for language in EXPECTED if not self.texts.get(language)]

    def filled(
        self, values: dict[str, str], *, by: Actor, party_id: int | None = None
    ) -> dict[str, str]:
        """Return the texts with the fields filled: by what was typed, else by a party.

        What neither fills keeps its braces.
        """
        typed = {name: words for name, words in values.items() if words.strip()}
        found = {}
        for language, text in self.texts.items():
            known = {**filled_by(by, party_id, language), **typed}
            words = {name: known.get(name, "").strip() or f"{{{name}}}" for name in self.fields}
            found[language] = text.format(**words)
        return found


def phrases(*, by: Actor) -> list[Phrase]:
    """Return what may be chosen; the event's own take the place of the house's. One query."""
    own = [one for one in own_templates(by=by) if one.retired_at is None]
    taken = {phrase.code for phrase in own}
    return own + [one for one in shipped() if one.code not in taken]


def own_templates(*, by: Actor) -> list[Phrase]:
    """Return the event's own templates, also the retired. One query."""
    names = ("code", "texts", "precedence", "must_read_back", "lane", "retired_at")
    rows = Template.objects.visible_to(by).order_by("code")
    return [
        phrase_of(row.title, template_id=row.pk, **{name: getattr(row, name) for name in names})
        for row in rows
    ]


def shipped() -> list[Phrase]:
    """Return the templates of the house."""
    return [phrase_of(row["title"], **{**row, "title": None}) for row in _house()]


@lru_cache(maxsize=1)
def _house() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def phrase_of(titles: dict[str, str], *, texts: dict[str, str], code: str, **more: Any) -> Phrase:
    """Return a template as people see it, its title in the language in force."""
    more.pop("title", None)
    language = (get_language() or "id")[:2]
    return Phrase(
        code=code,
        title=titles.get(language) or next(iter(titles.values()), code),
        titles=titles,
        texts={one: texts[one] for one in LANGUAGES if one in texts},
        fields=fields_of(texts.values()),
        **more,
    )


def fields_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the fields of several texts, each once."""
    return tuple(dict.fromkeys(name for text in texts for name in fields_in(text)))
