"""Entries to stored text and back: typed, versioned, sealed where it must be forgettable."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from narahubung.kit.sealing import is_sealed, seal, unseal

if TYPE_CHECKING:
    from narahubung.journal.acting import Entry

# (kind, old version) -> function from its facts to those of the next version.
UPCASTS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}


def to_text(entry: Entry) -> str:
    """Return the entry's facts as canonical JSON; facts declared `seal` are sealed."""
    facts: dict[str, Any] = {}
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if (owner := field.metadata.get("seal")) and value not in ("", None):
            value = seal(json.dumps(_plain(value)), f"{owner}:{getattr(entry, owner)}")
        facts[field.name] = _plain(value)
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def from_text(entry_class: type[Entry], version: int, text: str) -> Entry:
    """Return the entry once recorded; old shapes are brought up to date first."""
    facts = json.loads(text)
    while version < entry_class.version:
        facts = UPCASTS[entry_class.kind, version](facts)
        version += 1
    hints = _hints(typing.cast("typing.Hashable", entry_class))
    values = {}
    for field in dataclasses.fields(entry_class):
        if field.name not in facts:
            continue
        value = facts[field.name]
        if field.metadata.get("seal") and is_sealed(value):
            opened = unseal(value)
            value = json.loads(opened) if opened[:1] in '"[{0123456789tfn-' else opened
        values[field.name] = _typed(value, hints[field.name])
    return entry_class(**values)


@lru_cache(maxsize=512)
def _hints(entry_class: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(entry_class)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    return value


def _typed(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _typed(value, next(a for a in get_args(hint) if a is not type(None)))
    if origin is tuple:
        return tuple(_typed(v, get_args(hint)[0]) for v in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is time:
        return time.fromisoformat(value)
    return value
