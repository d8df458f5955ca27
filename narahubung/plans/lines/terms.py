"""What goes into the core and what comes out of it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class BadLinesError(ValueError):
    """The problem contradicts itself; the text says where."""


@dataclass(frozen=True, slots=True)
class Row:
    """A demand: `want` people; one missing costs `under`, one too many `over` (inf: never)."""

    want: int
    under: float
    over: float = math.inf

    def cost(self, count: int) -> float:
        """Return what it costs when so many are there."""
        if count < self.want:
            return self.under * (self.want - count)
        return self.over * (count - self.want) if count > self.want else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """All that one person does: what it costs by itself, and the rows it counts in, each once.

    `what` is the caller's own note and is not looked at.
    """

    person: int
    cost: float
    rows: tuple[int, ...]
    what: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Priced:
    """lines: worth having; least: for each person asked for, in that order, a number which no line
    of that person is below, as cost minus the worth of its rows (-inf where it is not known).
    """

    lines: Sequence[Line]
    least: Floats


class Pricer(Protocol):
    def __call__(self, worth: Floats, people: Sequence[int]) -> Priced:
        """Return for each of `people` the lines of least cost minus `worth` of their rows.

        `worth` has one number for each row, negative where one more would be too many; or one row
        of such numbers for each of `people`, very large where that person must be in a row and
        very negative where not. The best line of each person should be among them, with two to ten
        others unlike it. Everybody has at least one line at any worth; an idle one, if such is
        allowed, is a line, too.
        """
        ...


@dataclass(frozen=True, slots=True)
class Solution:
    """lines: one of each person, in order; total: what they and the rows cost; bound: no plan
    costs less; stopped_by: "proven", "near", "rounds" or "time"; rounds: neighbourhoods looked at.
    """

    lines: tuple[Line, ...]
    total: float
    bound: float
    stopped_by: str
    rounds: int = 0

    @property
    def gap(self) -> float:
        """Return how far the plan may be above the best there is, as a share of its total."""
        return 0.0 if self.total <= self.bound else (self.total - self.bound) / abs(self.total)


def total_of(rows: Sequence[Row], lines: Iterable[Line]) -> float:
    """Return what these lines cost with the rows they leave short or overfill."""
    cover, total = [0] * len(rows), 0.0
    for line in lines:
        total += line.cost
        for number in line.rows:
            cover[number] += 1
    for row, count in zip(rows, cover, strict=True):
        total += row.cost(count)
    return total
