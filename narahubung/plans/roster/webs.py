"""All ways to divide the shifts of one delegation among homes under the same rules, priced at once.

What `homes.split` finds for one price this finds for many: the states of its dynamic program are
worked out once, then all prices go through them side by side.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from narahubung.plans.roster.cutting import Shift
from narahubung.plans.roster.homes import Seen, ways
from narahubung.plans.roster.quick import Clock, Limits

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Web:
    """The states after each shift, in order of time, and the steps between them.

    homes: the limits of each and what is seen of it before; exact: False where there were more than
    `width` states: then nothing is known.
    """

    def __init__(
        self,
        clock: Clock,
        shifts: Sequence[Shift],
        homes: Sequence[tuple[Limits, Seen]],
        width: int,
    ) -> None:
        self.exact = True
        self.steps: list[tuple[Ints, Ints, Ints]] = []
        each_way = [ways(limits, clock) for limits, _ in homes]
        states: dict[tuple[Seen, ...], int] = {tuple(before for _, before in homes): 0}
        for number, shift in enumerate(shifts):
            until = shifts[number + 1].start if number + 1 < len(shifts) else shift.end
            when = (shift.start, shift.end, until)
            further: dict[tuple[Seen, ...], int] = {}
            arcs: list[tuple[int, int, int]] = []
            for state, source in states.items():
                seen = [way.step(one, when) for way, one in zip(each_way, state, strict=True)]
                idle = tuple(each[0] for each in seen)
                arcs.append((further.setdefault(idle, len(further)), source, len(homes)))
                for who, (_, busy) in enumerate(seen):
                    if busy is not None:
                        after = (*idle[:who], busy, *idle[who + 1 :])
                        arcs.append((further.setdefault(after, len(further)), source, who))
            if len(further) > width:
                self.exact = False
                return
            table = np.array(sorted(arcs), dtype=np.int64)
            begins = np.flatnonzero(np.diff(table[:, 0], prepend=-1))
            self.steps.append((begins, table[:, 1], table[:, 2]))
            states = further

    def least(self, prices: Floats) -> Floats:
        """Return what the cheapest division costs, for each of many prices; 0 where not exact.

        prices[k, n, h]: what shift n costs with home h, in the last place with none of them; inf
        where that home cannot take it.
        """
        if not self.exact:
            return np.zeros(len(prices))
        cost = np.zeros((len(prices), 1))
        for number, (begins, source, who) in enumerate(self.steps):
            after = cost[:, source] + prices[:, number, who]
            cost = np.minimum.reduceat(after, begins, axis=1)
        found: Floats = cost.min(axis=1)
        return found
