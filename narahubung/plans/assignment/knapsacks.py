"""A tighter bound where there is one crowd and nothing else: an officer's room is a knapsack.

Lagrangian relaxation of the places (Fisher, Management Science 27, 1981): at the prices of the
places each officer takes the set that his room holds best, found by dynamic programming, and
subgradient steps move the prices. All in whole numbers (2^-20 of a point), so the bound is exact.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from narahubung.plans.assignment.bounding import FAR, SCALE, Relaxed
from narahubung.plans.assignment.table import Ints, Table

STEPS = 600
AIM = 200  # steps aim above the bound by that part of it
PATIENCE = 15  # steps without gain before they become shorter
SHARE = 0.01  # pairs that were taken less often at the end are not worth a look
STEPS_PER_SECOND = 400  # what a step counts in deterministic time


def tighten(table: Table, relaxed: Relaxed, has_time: Callable[[], bool]) -> Relaxed:
    """Return a relaxation with the bound, slack and shares of knapsacks, if they apply and gain."""
    if len(table.crowds) != 1 or table.rows or table.pinned or any(table.more):
        return relaxed
    sacks = _Sacks(table)
    worth = best = relaxed.worth
    low, length, stale, taken = 0, 1.0, 0, np.zeros(table.price.shape)
    effort = relaxed.effort
    for _ in range(STEPS):
        effort += 1 / STEPS_PER_SECOND
        now, picked = sacks.bound(worth)
        if now > low:
            low, best, stale = now, worth, 0
        else:
            stale += 1
        lack = 1 - picked.sum(axis=1)
        if not lack.any() or not has_time():
            break
        taken = 0.97 * taken + 0.03 * picked
        if stale == PATIENCE:
            worth, length, stale = best, length / 1.5, 0
        else:
            far = length * (low - now + max(SCALE, low // AIM)) / int(lack @ lack)
            worth = np.minimum(sacks.prize, worth + (far * lack).astype(np.int64))
    shares = {(int(p), int(o)): float(taken[p, o]) for p, o in np.argwhere(taken > SHARE)}
    if low <= relaxed.low:
        return relaxed
    return replace(relaxed, low=low, slack=sacks.slack(best), shares=shares, effort=effort)


class _Sacks:
    """The officers' rooms as knapsacks, at any prices of the places."""

    def __init__(self, table: Table) -> None:
        self.room = [each[0] for each in table.room]
        self.units: Ints = np.array(table.units, dtype=np.int64)[table.party_of]
        self.prize: Ints = np.array(table.prize, dtype=np.int64) * SCALE
        self.price: Ints = np.where(table.allowed, table.price * SCALE, FAR)

    def bound(self, worth: Ints) -> tuple[int, Ints]:
        """Return the bound at what the places are worth, and which pairs are taken there."""
        gains, taken = worth[:, None] - self.price, np.zeros(self.price.shape, dtype=np.int64)
        low = int(worth.sum())
        for officer, room in enumerate(self.room):
            places = np.flatnonzero(gains[:, officer] > 0).tolist()
            gain, picks = np.zeros(room + 1, dtype=np.int64), []
            for place in places:
                unit = self.units[place, officer]
                more = gain[: room + 1 - unit] + gains[place, officer]
                picks.append(more > gain[unit:])
                np.maximum(gain[unit:], more, out=gain[unit:])
            low -= int(gain[room])
            left = room
            for place, pick in zip(reversed(places), reversed(picks), strict=True):
                unit = self.units[place, officer]
                if left >= unit and pick[left - unit]:
                    taken[place, officer], left = 1, left - unit
        return low, taken

    def slack(self, worth: Ints) -> Ints:
        """Return what the bound rises by if a pair is used, by knapsacks without its place."""
        gains, slack = worth[:, None] - self.price, np.full(self.price.shape, FAR)
        for officer, room in enumerate(self.room):
            places = np.flatnonzero(gains[:, officer] > 0).tolist()
            units = self.units[:, officer]
            before = list(self._filled(places, units, gains[:, officer], room))
            after = list(self._filled(places[::-1], units, gains[:, officer], room))[::-1]
            most = before[-1]
            for place in np.flatnonzero(self.price[:, officer] < FAR).tolist():
                left = room - units[place]
                rest = most[left]
                if place in places:
                    at = places.index(place)
                    rest = (before[at][: left + 1] + after[at + 1][: left + 1][::-1]).max()
                slack[place, officer] = most[room] - rest - gains[place, officer]
        return slack

    @staticmethod
    def _filled(places: list[int], units: Ints, gains: Ints, room: int) -> Iterator[Ints]:
        """Yield the most to gain in each room up to this one, by the first 0, 1, ... places."""
        gain = np.zeros(room + 1, dtype=np.int64)
        yield gain
        for place in places:
            gain = gain.copy()
            unit = units[place]
            gain[unit:] = np.maximum(gain[unit:], gain[: room + 1 - unit] + gains[place])
            yield gain
