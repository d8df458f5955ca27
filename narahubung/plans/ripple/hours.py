"""Travel times by hour of the day: when one arrives who leaves now, and when one must leave."""

from bisect import bisect_right

from narahubung.plans.arrays import Ints, np
from narahubung.plans.ripple.terms import DAY, OPEN, BadNetworkError, Hours


class Tables:
    """All travel times of a network, packed: pieces of a day with what the drive takes in them.

    The arrival is that of Kaufman & Smith (1993) with waiting allowed: leaving at t one arrives at
    the least t' + drive(t') with t' >= t. In a piece that is t + drive, but no later than its cap:
    the arrival of who waits for a later, quicker piece. A table is known by its base; the pieces
    of all tables lie in one ordered list, so that one bisection finds the piece.
    """

    def __init__(self) -> None:
        self.bases: dict[Hours, int] = {}
        self.of: list[Hours] = []
        self.starts: list[int] = []
        self.takes: list[int] = []
        self.caps: list[int] = []

    def base(self, hours: Hours) -> int:
        """Return the base of that table, packed when first asked for. O(steps)."""
        if hours not in self.bases:
            self.bases[hours] = len(self.of) * DAY
            self.of.append(hours)
            self._pack(hours, self.bases[hours])
        return self.bases[hours]

    def hours(self, base: int) -> Hours:
        """Return the table of a base."""
        return self.of[base // DAY]

    def arrival(self, base: int, leaves: int) -> int:
        """Return when one arrives. O(log pieces of all tables)."""
        sec = leaves % DAY
        piece = bisect_right(self.starts, base + sec) - 1
        return min(leaves + self.takes[piece], leaves - sec + self.caps[piece])

    def leave_by(self, base: int, arrives: int) -> int:
        """Return the last moment to leave at so as to arrive by then; O(pieces passed)."""
        midnight, sec = arrives - arrives % DAY, arrives % DAY
        piece = bisect_right(self.starts, base + sec) - 1
        last = arrives
        while True:
            begins = midnight + self.starts[piece] - base
            if midnight + self.caps[piece] <= arrives:
                return last
            if arrives - self.takes[piece] >= begins:
                return min(last, arrives - self.takes[piece])
            last = begins - 1
            if self.starts[piece] == base:
                midnight -= DAY
                piece = bisect_right(self.starts, base + DAY - 1) - 1
            else:
                piece -= 1

    def packed(self) -> tuple[Ints, Ints, Ints]:
        """Return starts, lengths and caps of all pieces as arrays."""
        return (
            np.array(self.starts, dtype=np.int64),
            np.array(self.takes, dtype=np.int64),
            np.array(self.caps, dtype=np.int64),
        )

    def _pack(self, hours: Hours, base: int) -> None:
        steps = sorted((minute * 60, takes) for minute, takes in hours.steps)
        begins = [start for start, _ in steps]
        if not steps or len(set(begins)) < len(begins) or not 0 <= begins[0] <= begins[-1] < DAY:
            raise BadNetworkError("a travel time needs steps at different minutes of one day")
        if min(takes for _, takes in steps) < 0:
            raise BadNetworkError("a drive takes no time at least")
        if steps[0][0]:
            steps.insert(0, (0, steps[-1][1]))
        days = 2 + max(takes for _, takes in steps) // DAY
        every = [(start + DAY * day, takes) for day in range(days) for start, takes in steps]
        cap, caps = OPEN, []
        for start, takes in reversed(every):
            caps.append(cap)
            cap = min(cap, start + takes)
        caps.reverse()
        for (start, takes), limit in zip(steps, caps, strict=False):
            self.starts.append(base + start)
            self.takes.append(takes)
            self.caps.append(limit)
