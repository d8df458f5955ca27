"""The problem as numbers, all that relaxation, bound and search see. Only the child needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Row:
    """A condition of cover: what is used, pairs and unfilled places, weighs `most` at most.

    weights: {place: by officer}; empty: the weight of each of these places if unfilled.
    """

    weights: Mapping[int, Ints]
    empty: int
    most: int

    def holds(self, chosen: Mapping[int, int]) -> bool:
        """Tell whether {place: officer} keeps it."""
        used = (
            int(by[chosen[place]]) if place in chosen else self.empty
            for place, by in self.weights.items()
        )
        return sum(used) <= self.most


@dataclass
class Table:
    """Places (rows) and officers (columns); a place belongs to a party.

    price[p, o]: points; allowed[p, o]: he may go there; party_of[p], places_of[d]: which belong
    together; units[d][o]: room that a party takes of an officer; crowds: parties that are all
    present at one moment; room[o][k]: what an officer has for a crowd; prize[p]: what a place left
    unfilled costs; more[o]: what the second, third ... party of an officer costs on top; pinned:
    {place: officer}, never left unfilled; rows: conditions of cover.

    With one crowd, one place a party and nothing else it is the generalised assignment problem.
    """

    price: Ints
    allowed: Bools
    party_of: list[int]
    places_of: list[list[int]]
    units: list[list[int]]
    crowds: list[frozenset[int]]
    room: list[list[int]]
    prize: list[int]
    more: list[list[int]]
    pinned: dict[int, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def shares(self, party: int, officer: int) -> bool:
        """Tell whether capacity alone would let this officer sit twice in this party."""
        several = len(self.places_of[party]) > 1
        return several and 2 * self.units[party][officer] <= max(self.room[officer])
