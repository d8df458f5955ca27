"""Data classes that are defined quickly: of the 1,600 of the house, a third of the time of a start.

Python up to 3.12 writes six functions for each class as text and compiles them at every start. All
but `__init__` can as well be closures over the names of the fields. 3.13 compiles a class at once.
"""

import dataclasses
import sys
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

Values = Callable[[Any], tuple[Any, ...]]
# What is replaced, and what it is asked with: another Python may have other functions.
_KNOWN = {
    "_repr_fn": ("fields", "globals"),
    "_hash_fn": ("fields", "globals"),
    "_cmp_fn": ("name", "op", "self_tuple", "other_tuple", "globals"),
    "_frozen_get_del_attr": ("cls", "fields", "globals"),
}


def define_quickly() -> bool:
    """Let the classes that are defined from now on be defined quickly; tell whether it is so."""
    if sys.version_info >= (3, 13) or not all(_is_as_known(name) for name in _KNOWN):
        return False
    library: Any = dataclasses
    library._cmp_fn = _comparing(library._cmp_fn)  # noqa: SLF001 -- there is no public way
    library._repr_fn = _repr_fn  # noqa: SLF001
    library._hash_fn = _hash_fn  # noqa: SLF001
    library._frozen_get_del_attr = _frozen_get_del_attr  # noqa: SLF001
    return True


def _is_as_known(name: str) -> bool:
    code = getattr(getattr(dataclasses, name, None), "__code__", None)
    return code is not None and code.co_varnames[: code.co_argcount] == _KNOWN[name]


def _values(names: Sequence[str]) -> Values:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda it: tuple(getattr(it, name) for name in names)


def _repr_fn(fields: Sequence[Any], _globals: Any) -> Any:
    names = [field.name for field in fields]

    def __repr__(self: Any) -> str:  # noqa: N807
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    library: Any = dataclasses
    return library._recursive_repr(__repr__)  # noqa: SLF001


def _hash_fn(fields: Sequence[Any], _globals: Any) -> Any:
    values = _values([field.name for field in fields])

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    return __hash__


def _comparing(compiled: Any) -> Any:
    """Return what makes comparisons: of equality here, of order, which few have, as before."""

    def _cmp_fn(name: str, op: str, self_tuple: str, other_tuple: str, globals: Any) -> Any:
        if op != "==":
            return compiled(name, op, self_tuple, other_tuple, globals)
        parts = self_tuple.strip("()").split(",")  # "(self.first,self.second,)"
        values = _values([part.removeprefix("self.") for part in parts if part])

        def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
            if other.__class__ is self.__class__:
                return values(self) == values(other)
            return NotImplemented

        return __eq__

    return _cmp_fn


def _frozen_get_del_attr(cls: Any, fields: Sequence[Any], _globals: Any) -> tuple[Any, Any]:
    names = frozenset(field.name for field in fields)

    def __setattr__(self: Any, name: str, value: Any) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self: Any, name: str) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__
