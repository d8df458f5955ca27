"""A seating in numbers, what each exchange would change, and the exchange itself."""

import numpy as np

from narahubung.plans.seating.table import Ints, Table


class State:
    """sits[q]: who sits on a seat (n: nobody); seat[g]: where a guest sits."""

    def __init__(self, table: Table, sits: Ints) -> None:
        self.t = table
        n, m = table.n, table.m
        self.sits = np.append(sits, n)  # seat m, nowhere, is empty
        self.seat = np.full(n + 1, m, dtype=np.int64)
        self.seat[self.sits[:m]] = np.arange(m)
        self.count = np.zeros((len(table.dues), table.tables), dtype=np.int64)
        for club in table.clubs:
            np.add.at(self.count, (club[self.sits[:m]], table.at), 1)
        self.count[0] = 0
        self.mates: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        self.near = np.zeros((n + 1, table.tables), dtype=np.int64)
        for (a, b), cost in table.same.items():
            self.mates[a].append((b, cost))
            self.mates[b].append((a, cost))
            self.near[a, table.at[self.seat[b]]] += cost
            self.near[b, table.at[self.seat[a]]] += cost

    def total(self) -> int:
        """Return what it costs, hard rules included."""
        t, m = self.t, self.t.m
        sits = self.sits[:m]
        cost = int(t.own[sits, np.arange(m)].sum()) + t.constant
        cost += int(t.side[sits, self.sits[t.right[:m]]].sum())
        cost += int(((self.count > 0) * t.dues[:, None]).sum())
        at = np.append(t.at, -1)[self.seat]
        return cost + sum(c for (a, b), c in t.same.items() if at[a] == at[b])

    def changes(self, x: int, some: Ints | None = None) -> Ints:
        """Return by how much the cost would change if seat x were exchanged with each seat, or with
        each of `some`.
        """
        t, m, sits = self.t, self.t.m, self.sits
        y = np.arange(m) if some is None else some
        a, every = int(sits[x]), sits[y]
        lx, rx = sits[t.left[x]], sits[t.right[x]]
        ly, ry = sits[t.left[y]], sits[t.right[y]]
        side = t.side
        change: Ints = (
            (t.own[a, y] - t.own[a, x] + t.own[every, x] - t.own[every, y])
            + side[lx, every]
            + side[every, rx]
            - (side[lx, a] + side[a, rx])
            + side[ly, a]
            + side[a, ry]
            - side[ly, every]
            - side[every, ry]
        )
        for near in {int(t.left[x]), int(t.right[x])} - {m}:
            b = sits[near]
            change[y == near] += side[a, b] + side[b, a]
        if t.tables > 1:
            change += self._of_tables(x, a, y, every)
        change[y == x] = 0
        return change

    def _of_tables(self, x: int, a: int, y: Ints, every: Ints) -> Ints:
        t, here, at = self.t, int(self.t.at[x]), self.t.at[y]
        change = self.near[a, at] - self.near[a, here]
        change += self.near[every, here] - self.near[every, at]
        for mate, cost in self.mates[a]:
            change[y == self.seat[mate]] -= 2 * cost
        for clubs in t.clubs:
            mine, theirs = int(clubs[a]), clubs[every]
            goes = t.dues[mine] * (
                (self.count[mine, at] == 0).astype(np.int64) - (self.count[mine, here] == 1)
            )
            comes = t.dues[theirs] * (
                (self.count[theirs, here] == 0).astype(np.int64) - (self.count[theirs, at] == 1)
            )
            change += np.where(theirs == mine, 0, goes + comes)
        return np.where(at == here, 0, change)

    def exchange(self, x: int, y: int) -> None:
        """Let who sits on x and y change seats."""
        t = self.t
        a, b = int(self.sits[x]), int(self.sits[y])
        here, there = int(t.at[x]), int(t.at[y])
        self.sits[x], self.sits[y] = b, a
        for guest, seat, old, new in ((a, y, here, there), (b, x, there, here)):
            if guest == t.n:
                continue
            self.seat[guest] = seat
            if old == new:
                continue
            for clubs in t.clubs:
                self.count[clubs[guest], old] -= 1
                self.count[clubs[guest], new] += 1
            for mate, cost in self.mates[guest]:
                self.near[mate, old] -= cost
                self.near[mate, new] += cost
        self.count[0] = 0
