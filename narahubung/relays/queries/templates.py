"""Messages written beforehand: the house's own, and those of the event."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from django.utils.translation import get_language

from narahubung.kit.actor import Actor
from narahubung.relays.models import Lane, Template

_FILE = Path(__file__).parent.parent / "phrases.yaml"


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A message with fields to fill. texts: by language; fields: in order of the first text."""

    code: str
    title: str
    texts: dict[str, str]
    fields: tuple[str, ...]
    precedence: str
    must_read_back: bool
    lane: str = Lane.OPERATIONS

    def filled(self, values: dict[str, str]) -> dict[str, str]:
        """Return the texts with the fields filled; what is not filled keeps its braces."""
        known = {name: values.get(name, "").strip() or f"{{{name}}}" for name in self.fields}
        return {language: text.format(**known) for language, text in self.texts.items()}


def phrases(*, by: Actor) -> list[Phrase]:
    """Return what may be chosen; the event's own take the place of the house's. One query."""
    own = [
        _phrase(
            {
                "code": row.code,
                "title": row.title,
                "texts": row.texts,
                "precedence": row.precedence,
                "must_read_back": row.must_read_back,
                "lane": row.lane,
            }
        )
        for row in Template.objects.visible_to(by).order_by("code")
    ]
    taken = {phrase.code for phrase in own}
    return own + [_phrase(row) for row in _house() if row["code"] not in taken]


@lru_cache(maxsize=1)
def _house() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def _phrase(row: dict[str, Any]) -> Phrase:
    texts = dict(row["texts"])
    language = (get_language() or "id")[:2]
    names = [name for _, name, _, _ in Formatter().parse(next(iter(texts.values()), "")) if name]
    title = row["title"]
    return Phrase(
        code=row["code"],
        title=title.get(language) or next(iter(title.values()), row["code"]),
        texts=texts,
        fields=tuple(dict.fromkeys(names)),
        precedence=row["precedence"],
        must_read_back=row["must_read_back"],
        lane=row.get("lane", Lane.OPERATIONS),
    )
