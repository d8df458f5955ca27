"""What a screen may listen to: the same answer as for rows, asked once when it begins to listen."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.apps import apps

from narahubung.kit.actor import Actor

Which = Callable[[Actor, set[int]], set[int]]
_KINDS: dict[str, Which] = {}
_NAMES: dict[str, set[str]] = defaultdict(set)


def watchable(kind: str) -> Callable[[Which], Which]:
    """Register a function of (by, ids) that returns those ids of `kind:<id>` he may listen to.

    Only for names that are no model: whom `Movement.visible_to` shows it may hear `movement:5`.
    """

    def keep(function: Which) -> Which:
        _KINDS[kind] = function
        return function

    return keep


def watchable_name(name: str, *, right: str) -> None:
    """Register a name without a number, such as `board`, and a right that opens it.

    Registered again with another right, it opens with either.
    """
    _NAMES[name].add(right)


def allowed(names: Iterable[str], *, by: Actor) -> set[str]:
    """Return the names this person may listen to; others are as if they did not exist.

    One query for each kind of thing among the names.
    """
    found: set[str] = set()
    numbers: dict[str, set[int]] = defaultdict(set)
    for name in names:
        kind, colon, number = name.partition(":")
        if colon and number.isdecimal() and len(number) < 19:
            numbers[kind].add(int(number))
        elif not colon and _may_hear(name, by):
            found.add(name)
    for kind, ids in numbers.items():
        found |= {f"{kind}:{pk}" for pk in _which(kind, by, ids)}
    return found


def _may_hear(name: str, by: Actor) -> bool:
    if name in _NAMES:
        return any(by.may(right) for right in _NAMES[name])
    return any(by.may(right) for right in _rights_of_room(name))


def _which(kind: str, by: Actor, ids: set[int]) -> set[int]:
    if kind in _KINDS:
        return _KINDS[kind](by, ids)
    model = _models().get(kind)
    if model is None:
        return set()
    rows: Any = model._default_manager
    return set(rows.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))


@lru_cache(maxsize=1)
def _models() -> dict[str, Any]:
    """Return every model whose rows are cut to a person, by its name in topics."""
    return {
        str(model._meta.model_name): model
        for model in apps.get_models()
        if hasattr(model._default_manager, "visible_to") and hasattr(model, "right")
    }


@lru_cache(maxsize=64)
def _rights_of_room(room: str) -> frozenset[str]:
    return frozenset(
        str(model.right) for model in _models().values() if model._meta.app_label == room
    )
