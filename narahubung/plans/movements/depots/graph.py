"""What there is to chain: trips in order of time, and what each depot and each link costs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from narahubung.plans.arrays import Floats, Ints, np


class BadDepotsError(ValueError):
    """The numbers contradict themselves; the text says where."""


@dataclass(frozen=True, slots=True, order=True)
class Chain:
    """One vehicle of a depot and the trips it does, in order of time."""

    depot: int
    trips: tuple[int, ...]
    cost: float = field(compare=False)


@dataclass(frozen=True)
class Depots:
    """k depots and n trips; every cost inf where it cannot be.

    out[k, n]: from the depot to the trip as its first; back[k, n]: home from it as the last;
    link[n, n]: from the trip of the row to that of the column, only forward (row < column);
    most[k]: vehicles of the depot; skip[n]: what it costs to leave the trip out.
    """

    out: Floats
    back: Floats
    link: Floats
    most: Ints
    skip: Floats

    def __post_init__(self) -> None:
        depots, trips = self.out.shape
        shapes = (self.back.shape, self.link.shape, self.most.shape, self.skip.shape)
        if shapes != ((depots, trips), (trips, trips), (depots,), (trips,)):
            raise BadDepotsError(f"{depots} depots and {trips} trips do not fit {shapes[1:]}")
        if np.isfinite(np.tril(self.link)[np.tril_indices(trips)]).any():
            raise BadDepotsError("a link goes back in time")

    @cached_property
    def into(self) -> Floats:
        """The links by the trip they lead to: `into[j, i]` is from i to j."""
        return np.ascontiguousarray(self.link.T)

    def chain(self, depot: int, trips: Sequence[int]) -> Chain:
        """Return the chain with its cost, inf if it cannot be."""
        cost = self.out[depot, trips[0]] + self.back[depot, trips[-1]]
        cost += self.link[list(trips[:-1]), list(trips[1:])].sum()
        if len(trips) > 2:  # a trip between two others must be one for this depot as well
            fits = np.isfinite(self.out[depot, list(trips)])
            cost += 0.0 if fits.all() else np.inf
        return Chain(depot, tuple(trips), float(cost))

    def part(self, trips: Sequence[int], most: Ints) -> "Depots":
        """Return the same for some of the trips only, in their order, and so many vehicles."""
        rows = list(trips)
        return Depots(
            out=self.out[:, rows],
            back=self.back[:, rows],
            link=self.link[np.ix_(rows, rows)],
            most=most,
            skip=self.skip[rows],
        )

    def cost(self, chains: Sequence[Chain]) -> float:
        """Return what the chains cost, with the trips that none of them does."""
        done = {trip for chain in chains for trip in chain.trips}
        left = [trip for trip in range(len(self.skip)) if trip not in done]
        return sum(chain.cost for chain in chains) + float(self.skip[left].sum())
