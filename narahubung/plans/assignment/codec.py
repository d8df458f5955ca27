"""Problems and plans as JSON and back: the solver runs in a child process."""

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(thing: Any) -> str:
    """Return a problem or a plan as JSON; the same gives the same text (sets are sorted)."""
    return json.dumps(_plain(thing), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str | bytes) -> T:
    """Return the problem or the plan that `to_json` wrote.

    Raises
    ------
    ValueError
        Not JSON, a field missing or unknown, a value of another type.
    """
    try:
        built: T = _built(kind, json.loads(text))
    except (TypeError, KeyError, AttributeError) as wrong:
        raise ValueError(f"this is no {kind.__name__}: {wrong}") from wrong
    return built


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _built(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        if unknown := set(value) - set(hints):
            raise ValueError(f"unknown fields {sorted(unknown)}")
        given = {name: _built(hints[name], each) for name, each in value.items()}
        return kind(**given)  # type: ignore[operator]  # a dataclass, not an instance
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _of_many(inner, value)
    if origin is Mapping:
        return {key: _built(inner[1], each) for key, each in value.items()}
    if origin in (tuple, frozenset):
        return origin(_built(inner[0], each) for each in value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    return float(_checked((int, float), value)) if kind is float else _checked((kind,), value)


def _of_many(kinds: tuple[Any, ...], value: Any) -> Any:
    """Return the value as one of several kinds: plain ones, or None or a single other one."""
    if type(None) not in kinds:
        return _checked(kinds, value)
    others = tuple(kind for kind in kinds if kind is not type(None))
    return None if value is None else _built(others[0], value)


def _checked(kinds: tuple[type, ...], value: Any) -> Any:
    if type(value) not in kinds:
        raise ValueError(f"{value!r} is not {' or '.join(kind.__name__ for kind in kinds)}")
    return value


_known: dict[Any, dict[str, Any]] = {}


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _known:
        _known[kind] = get_type_hints(kind)
    return _known[kind]
