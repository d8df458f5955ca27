"""From the problem to its numbers: pairs priced, rows of cover. Only the child needs it."""

from collections.abc import Iterator

import numpy as np

from narahubung.plans.assignment.fit import Fit, minutes
from narahubung.plans.assignment.table import Ints, Row, Table
from narahubung.plans.assignment.terms import Delegation, Officer, Position, Problem


class OfficerTable(Table):
    """Places and officers of a Problem in the order of their ids.

    allowed: a pin's officer alone, else who breaks no hard rule; crowds: the largest sets of
    delegations at one moment; rows: those that do not hold by themselves; prize: `base` times the
    place's worth, base being more than all wishes together.
    """

    def __init__(self, problem: Problem) -> None:
        self.fit = fit = Fit(problem)
        self.officers: list[Officer] = [fit.officers[key] for key in sorted(fit.officers)]
        self.places: list[tuple[Delegation, Position]] = fit.places()
        self.parties: list[Delegation] = [fit.delegations[key] for key in sorted(fit.delegations)]
        at = {party.id: number for number, party in enumerate(self.parties)}
        self.party_of = [at[delegation.id] for delegation, _ in self.places]
        self.places_of = [[] for _ in self.parties]
        for place, party in enumerate(self.party_of):
            self.places_of[party].append(place)
        column = {officer.id: number for number, officer in enumerate(self.officers)}
        self.pinned = {
            place: column[fit.pins[d.id, p.code].officer]
            for place, (d, p) in enumerate(self.places)
            if (d.id, p.code) in fit.pins
        }
        shape = (len(self.places), len(self.officers))
        self.price = np.zeros(shape, dtype=np.int64)
        self.allowed = np.zeros(shape, dtype=np.bool_)
        self._fill_in()
        self.crowds = self._crowds()
        self.units = [[fit.units(o, d) for o in self.officers] for d in self.parties]
        self.room = [
            [max(o.capacity, self._firm(n, crowd)) for crowd in self.crowds]
            for n, o in enumerate(self.officers)
        ]
        self.daily: Ints = np.array([minutes(o.max_hours_per_day) for o in self.officers])
        self.rows = [row for party in range(len(self.parties)) for row in self._cover(party)]
        most = [min(len(self.parties), sum(room)) for room in self.room]
        load = 2 * fit.policy.load
        self.more = [[load * step for step in range(1, parties)] for parties in most]
        self.base = self._base()
        self.prize = [self.base * fit.worth(d, p) for d, p in self.places]

    def _fill_in(self) -> None:
        fit = self.fit
        seated = {(self.party_of[place], officer) for place, officer in self.pinned.items()}
        for place, (delegation, position) in enumerate(self.places):
            if place in self.pinned:
                number = self.pinned[place]
                self.allowed[place, number] = True
                self.price[place, number] = fit.points(self.officers[number], delegation, position)
                continue
            for number, officer in enumerate(self.officers):
                if (
                    officer.capacity > 0
                    and (self.party_of[place], number) not in seated
                    and fit.may(officer, delegation, position)
                ):
                    self.allowed[place, number] = True
                    self.price[place, number] = fit.points(officer, delegation, position)

    def _crowds(self) -> list[frozenset[int]]:
        found: list[frozenset[int]] = []
        for arriving in self.parties:
            here = frozenset(
                n for n, d in enumerate(self.parties) if d.stay.covers(arriving.stay.start)
            )
            if not any(here <= crowd for crowd in found):
                found = [crowd for crowd in found if not crowd <= here] + [here]
        return found

    def _firm(self, officer: int, crowd: frozenset[int]) -> int:
        return sum(
            self.fit.units(self.officers[officer], self.parties[self.party_of[place]])
            for place, who in self.pinned.items()
            if who == officer and self.party_of[place] in crowd
        )

    def _cover(self, party: int) -> Iterator[Row]:
        """Yield what its free places must keep, beside the pinned ones; one place is filtered."""
        fit, delegation = self.fit, self.parties[party]
        covering = [place for place in self.places_of[party] if self.places[place][1].covers]
        free = [place for place in covering if place not in self.pinned]
        firm = [self.officers[self.pinned[place]] for place in covering if place in self.pinned]
        wanted = set()
        for _, part in fit.days(delegation):
            need = fit.needed(delegation, part) - sum(fit.gives(o, part) for o in firm)
            wanted.add((round(part.length.total_seconds() / 60), need))
        seen = set()
        for part_min, need in sorted(wanted):
            gives = np.minimum(self.daily, part_min)
            if len(free) == 1:
                self.allowed[free[0]] &= gives >= need
            for row in self._short(free, gives, need):
                key = (row.most, *(by.tobytes() for by in row.weights.values()))
                if key not in seen:
                    seen.add(key)
                    yield row

    def _short(self, free: list[int], gives: Ints, need: int) -> Iterator[Row]:
        least = [int(gives[self.allowed[p]].min(initial=need)) for p in free]
        if len(free) < 2 or sum(least) >= need:
            return
        if len(free) > 2:
            yield Row(dict.fromkeys(free, -gives), empty=-need, most=-need)
            return
        # Two places: who gives at most t here forbids who gives less than need - t there. These
        # rows describe the pairs exactly, so that the relaxation is as tight as it can be.
        here, there = free
        for t in np.unique(gives[self.allowed[here]]):
            few = {here: (gives <= t).astype(np.int64), there: (gives < need - t).astype(np.int64)}
            if (few[there] & self.allowed[there]).any():
                yield Row(few, empty=0, most=1)

    def _base(self) -> int:
        dearest = np.where(self.allowed, self.price, 0).max(axis=1, initial=0).sum()
        load = self.fit.policy.load * len(self.places) ** 2 if any(self.more) else 0
        return 1 + int(dearest) + load
