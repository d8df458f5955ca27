"""What moved, as rows that are made when they are looked at: a change may move most of an event."""

from collections.abc import Iterator, Sequence
from typing import overload

from narahubung.plans.ripple.terms import Moved, Node


class Moves(Sequence[Moved]):
    """Nodes with their old and new moments, like a tuple of Moved; equal to one with the same."""

    def __init__(
        self, nodes: Sequence[Node], numbers: list[int], old: list[int], new: list[int]
    ) -> None:
        self._nodes, self._numbers, self._old, self._new = nodes, numbers, old, new

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Moved: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Moved, ...]: ...
    def __getitem__(self, at: int | slice) -> Moved | tuple[Moved, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        return Moved(self._nodes[self._numbers[at]].key, self._old[at], self._new[at])

    def __iter__(self) -> Iterator[Moved]:
        nodes = self._nodes
        for number, old, new in zip(self._numbers, self._old, self._new, strict=True):
            yield Moved(nodes[number].key, old, new)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
