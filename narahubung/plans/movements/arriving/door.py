"""The problem in numbers: minutes of wait instead of times, the same for arriving and leaving."""

from datetime import datetime, timedelta

from narahubung.plans.assignment.terms import BadProblemError
from narahubung.plans.movements.arriving.terms import ArrivalProblem

MINUTE = timedelta(minutes=1)


class Door:
    """Parties by number, most honoured first. A slot is known by its wait: 0 is nearest.

    low, high: the least and most wait of each party (high below low: none is possible); length:
    minutes it holds the door; gap[one][other]: minutes between the two; present: wait as planned;
    firm: parties whose wait stands.
    """

    def __init__(self, problem: ArrivalProblem) -> None:
        self.problem = problem
        self.parties = sorted(problem.parties, key=lambda party: (party.rank, party.id))
        number = {party.id: place for place, party in enumerate(self.parties)}
        self.checked(number)
        self.length = [party.minutes for party in self.parties]
        self.gap = [[problem.gap] * len(number) for _ in number]
        for pair in problem.apart:
            one, other = number[pair.one], number[pair.other]
            self.gap[one][other] = self.gap[other][one] = max(pair.minutes, self.gap[one][other])
        self.present = {
            number[held.party]: self.wait(number[held.party], held.begins)
            for held in problem.present
        }
        self.firm = {number[held.party] for held in problem.present if held.firm}
        self.low, self.high = [0] * len(number), [0] * len(number)
        for place in range(len(number)):
            self.low[place], self.high[place] = self._window(place)
        self._check_firm()

    def checked(self, number: dict[str, int]) -> None:
        """Raise BadProblemError where the problem contradicts itself."""
        problem = self.problem
        times = [held.begins for held in problem.present]
        times += [at for p in problem.parties for at in (p.earliest, p.latest) if at]
        named = [name for pair in problem.apart for name in (pair.one, pair.other)]
        named += [held.party for held in problem.present]
        if len(number) < len(problem.parties):
            raise BadProblemError("two parties have one id")
        if unknown := [name for name in named if name not in number]:
            raise BadProblemError(f"there is no party {unknown[0]!r}")
        if len({held.party for held in problem.present}) < len(problem.present):
            raise BadProblemError("a party is twice in the present plan")
        if any(pair.one == pair.other for pair in problem.apart):
            raise BadProblemError("a party cannot be apart from itself")
        if any((at - problem.moment) % MINUTE for at in times):
            raise BadProblemError("times are whole minutes from the moment")
        if problem.gap < 0 or any(party.minutes < 1 for party in problem.parties):
            raise BadProblemError("a slot lasts a minute at least, a gap none at least")

    def wait(self, party: int, begins: datetime) -> int:
        """Return the wait of a slot that begins then."""
        if self.problem.leaving:
            return (begins - self.problem.moment) // MINUTE
        return (self.problem.moment - begins) // MINUTE - self.parties[party].minutes

    def begins(self, party: int, wait: int) -> datetime:
        """Return when a slot with that wait begins."""
        if self.problem.leaving:
            return self.problem.moment + wait * MINUTE
        return self.problem.moment - (wait + self.parties[party].minutes) * MINUTE

    def _window(self, party: int) -> tuple[int, int]:
        if party in self.firm:
            return self.present[party], self.present[party]
        it, low, high = self.parties[party], 0, self.problem.open_min - self.length[party]
        ends = [self.wait(party, at) if at else None for at in (it.earliest, it.latest)]
        soon, late = ends if self.problem.leaving else reversed(ends)
        return (
            low if soon is None else max(low, soon),
            high if late is None else min(high, late),
        )

    def _check_firm(self) -> None:
        held = sorted(self.firm, key=lambda party: self.present[party])
        for place, one in enumerate(held):
            for other in held[place + 1 :]:
                if self.present[other] < self.after(one, self.present[one], other):
                    names = self.parties[one].id, self.parties[other].id
                    raise BadProblemError(f"{names[0]} and {names[1]} stand at one time")

    def after(self, one: int, wait: int, other: int) -> int:
        """Return the least wait of the other if one, nearer than it, has this wait."""
        return wait + self.length[one] + self.gap[one][other]

    def points(self, waits: dict[int, int]) -> int:
        """Return the points of a plan; who is not in it has no slot."""
        policy = self.problem.policy
        changed = sum(waits.get(party, wait) != wait for party, wait in self.present.items())
        return (
            sum(max(0, wait) for wait in waits.values())
            + policy.no_slot * (len(self.parties) - len(waits))
            + policy.inversion * len(self.inversions(waits))
            + policy.changed * changed
        )

    def inversions(self, waits: dict[int, int]) -> list[tuple[int, int]]:
        """Return pairs (more honoured, less honoured) of which the second is nearer."""
        rank = [party.rank for party in self.parties]
        return [
            (one, other)
            for one in sorted(waits)
            for other in sorted(waits)
            if rank[one] < rank[other] and waits[other] < waits[one]
        ]
