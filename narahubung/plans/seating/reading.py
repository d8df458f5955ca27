"""The problem read once: checked, indexed, every rule spelled out, and what each rank is due."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.neighbours import Beside, neighbours
from narahubung.plans.seating.shapes import BadProblemError, Guest, Problem, Rule, Seat


@dataclass(frozen=True)
class Due:
    """What a rank asks: a seat from step `first` to step `last` of its side; weight: points of
    one step away (0: takes no part in the order).
    """

    first: int
    last: int
    weight: int

    def steps(self, step: int) -> int:
        """Return how many steps below (+) or above (-) that a seat of this step lies."""
        return min(0, step - self.first) or max(0, step - self.last)

    def points(self, step: int) -> int:
        """Return what a seat of this step costs."""
        return self.weight * self.steps(step) ** 2


@dataclass(frozen=True)
class Frame:
    """guests, seats: by code, in an order that does not hang on the input; rules: all of them, the
    hard ones without the relaxed; step: of a seat, 0 is the highest of its side; due: of a guest.
    """

    problem: Problem
    guests: dict[str, Guest]
    seats: dict[str, Seat]
    rules: tuple[Rule, ...]
    beside: tuple[Beside, ...]
    step: dict[str, int]
    due: dict[str, Due]
    parties: dict[str, tuple[str, ...]]
    interpreted: frozenset[str]

    @cached_property
    def pinned(self) -> dict[str, str]:
        """Return the pins that stand."""
        return {rule.guests[0]: rule.seat for rule in self.rules if rule.kind == s.PINNED}

    def is_behind(self, guest: str) -> bool:
        """Tell whether this guest is an interpreter who sits behind."""
        return bool(self.guests[guest].interpreter_of) and self.has_behind

    @cached_property
    def has_behind(self) -> bool:
        """Tell whether the plan has chairs behind."""
        return any(seat.kind == s.BEHIND for seat in self.seats.values())

    @cached_property
    def sides(self) -> frozenset[str]:
        """Return the sides that seats have."""
        return frozenset(seat.side for seat in self.seats.values())

    @cached_property
    def beside_set(self) -> frozenset[Beside]:
        """Return the neighbours, to look one up."""
        return frozenset(self.beside)

    @cached_property
    def pairs_at(self) -> dict[str, list[Beside]]:
        """Return the neighbours of each seat."""
        found = defaultdict[str, list[Beside]](list)
        for pair in self.beside:
            for seat in pair:
                found[seat].append(pair)
        return found

    @cached_property
    def rules_of(self) -> dict[str, list[Rule]]:
        """Return the rules that name a guest; under "" those that name nobody."""
        found = defaultdict[str, list[Rule]](list)
        for rule in self.rules:
            for guest in rule.guests or ("",):
                found[guest].append(rule)
        return found

    @cached_property
    def behind_of(self) -> dict[str, tuple[str, ...]]:
        """Return the interpreters of each principal who sit behind."""
        found = defaultdict[str, list[str]](list)
        for guest in self.guests.values():
            if self.is_behind(guest.code):
                found[guest.interpreter_of].append(guest.code)
        return {principal: tuple(sorted(codes)) for principal, codes in found.items()}

    @cached_property
    def diets(self) -> dict[str, tuple[str, ...]]:
        """Return who eats what, of those who sit at a table."""
        found = defaultdict[str, list[str]](list)
        for guest in self.guests.values():
            if guest.diet and not self.is_behind(guest.code):
                found[guest.diet].append(guest.code)
        return {diet: tuple(guests) for diet, guests in sorted(found.items())}

    def languages(self, guest: str) -> frozenset[str]:
        """Return what a guest speaks at the table; empty where it does not matter."""
        return frozenset() if guest in self.interpreted else self.guests[guest].languages


def frame_of(problem: Problem, *, relaxed: Collection[str] = ()) -> Frame:
    """Read the problem, without the hard rules named in `relaxed`.

    Raises
    ------
    BadProblemError
        A code is there twice, or a guest, seat or rule names one that there is not.
    """
    guests = _by_code(sorted(problem.guests, key=lambda one: (one.rank, one.code)))
    seats = _by_code(sorted(problem.seats, key=lambda one: (one.honour, one.code)))
    rules = tuple(rule for rule in _rules(problem) if rule.key not in relaxed)
    _check_codes(guests, seats, rules)
    _check_given(problem, seats)
    pinned = {rule.guests[0]: rule.seat for rule in rules if rule.kind == s.PINNED}
    step, due = _dues(problem, guests, seats, pinned)
    parties = defaultdict[str, list[str]](list)
    for guest in guests.values():
        if guest.party and not guest.interpreter_of:
            parties[guest.party].append(guest.code)
    return Frame(
        problem=problem,
        guests=guests,
        seats=seats,
        rules=rules,
        beside=neighbours(tuple(seats.values())),
        step=step,
        due=due,
        parties={name: tuple(codes) for name, codes in sorted(parties.items()) if len(codes) > 1},
        interpreted=frozenset(one.interpreter_of for one in guests.values() if one.interpreter_of),
    )


def _rules(problem: Problem) -> list[Rule]:
    """Return all rules, those of guests, seats, pins and policy spelled out, sorted, once each.

    A rule about more than two guests becomes one for each pair (of a table: with the first).
    """
    found = [*_pairs(problem.rules), *_of_guests(problem), *_of_policy(problem)]
    found += [Rule(kind=s.PINNED, guests=(pin.guest,), seat=pin.seat) for pin in problem.pins]
    found += [Rule(kind=s.FILLED, guests=(), seat=one.code) for one in problem.seats if one.filled]
    # Of two with one name the hard one stands, then the dearer.
    found.sort(key=lambda rule: (rule.key, rule.points is not None, -(rule.points or 0)))
    return list({rule.key: rule for rule in reversed(found)}.values())[::-1]


def _pairs(rules: Sequence[Rule]) -> Iterator[Rule]:
    for rule in rules:
        if rule.kind == s.RIGHT_OF:
            yield rule
        elif rule.kind == s.SAME_TABLE:
            first, *others = sorted(rule.guests)
            yield from (replace(rule, guests=(first, other)) for other in others)
        else:
            pairs = combinations(sorted(rule.guests), 2)
            yield from (replace(rule, guests=pair) for pair in pairs)


def _of_guests(problem: Problem) -> Iterator[Rule]:
    sides = {seat.side for seat in problem.seats}
    for guest in problem.guests:
        if guest.wheelchair:
            yield Rule(kind=s.ACCESSIBLE, guests=(guest.code,))
        if guest.interpreter_of:
            yield Rule(kind=s.INTERPRETER, guests=(guest.code, guest.interpreter_of))
        elif sides != {""}:
            yield Rule(kind=s.SIDE, guests=(guest.code,))
        if guest.wants_aisle and problem.policy.aisle:
            yield Rule(kind=s.AISLE, guests=(guest.code,), points=problem.policy.aisle)


def _of_policy(problem: Problem) -> Iterator[Rule]:
    policy, here = problem.policy, {guest.code for guest in problem.guests}
    hosts = [guest.code for guest in problem.guests if guest.is_host]
    honoured = [guest.code for guest in problem.guests if guest.guest_of_honour]
    if policy.right_of_host and len(hosts) == len(honoured) == 1:
        yield Rule(kind=s.RIGHT_OF, guests=(honoured[0], hosts[0]))
    for guest in problem.guests:
        pair = tuple(sorted((guest.code, guest.spouse_of)))
        if guest.spouse_of not in here or not policy.spouse_points:
            continue
        if policy.spouses == s.TOGETHER:
            yield Rule(kind=s.NEXT_TO, guests=pair, points=policy.spouse_points)
        if policy.spouses in (s.AT_ONE_TABLE, s.NOT_BESIDE):
            yield Rule(kind=s.SAME_TABLE, guests=pair, points=policy.spouse_points)
        if policy.spouses == s.NOT_BESIDE:
            yield Rule(kind=s.APART_SEATS, guests=pair, points=policy.spouse_points)


def _dues(
    problem: Problem, guests: dict[str, Guest], seats: dict[str, Seat], pinned: dict[str, str]
) -> tuple[dict[str, int], dict[str, Due]]:
    """Return the step of each seat and what each guest is due, side by side.

    A pin takes its guest and its seat out of the order, so that the others are due what is left.
    """
    sides = {seat.side for seat in seats.values()}
    step = dict[str, int]()
    due = {code: Due(0, 0, 0) for code in guests}
    for side in sorted(sides):
        here = [one for one in seats.values() if one.side == side and one.kind != s.BEHIND]
        honours = {honour: at for at, honour in enumerate(sorted({one.honour for one in here}))}
        step |= {one.code: honours[one.honour] for one in here}
        free = [step[one.code] for one in here if one.code not in pinned.values()]
        ranked = [
            one
            for one in guests.values()
            if _side(one, sides) == side and not one.interpreter_of and one.code not in pinned
        ]
        due |= _due_of(ranked, free, problem.policy.order)
    return step, due


def _due_of(ranked: Sequence[Guest], free: Sequence[int], order: int) -> dict[str, Due]:
    ranks, found, before = Counter(one.rank for one in ranked), dict[str, Due](), 0
    if not free:
        return found
    for rank, many in sorted(ranks.items()):
        first, last = (free[min(at, len(free) - 1)] for at in (before, before + many - 1))
        weight = max(1, round(order * (1 - before / (2 * len(ranked))))) if order else 0
        found |= {one.code: Due(first, last, weight) for one in ranked if one.rank == rank}
        before += many
    return found


def _side(guest: Guest, sides: Collection[str]) -> str:
    """Return the side whose order a guest takes part in."""
    return guest.side if guest.side in sides else ""


def allows_side(guest: Guest, seat: Seat, sides: Collection[str]) -> bool:
    """Tell whether a guest may sit on a seat of that side."""
    return seat.side == _side(guest, sides)


T = TypeVar("T", Guest, Seat)


def _by_code(things: Sequence[T]) -> dict[str, T]:
    found = {one.code: one for one in things}
    if len(found) != len(things):
        twice = [code for code, many in Counter(one.code for one in things).items() if many > 1]
        raise BadProblemError(f"twice: {', '.join(sorted(twice))}")
    return found


WANTS = {
    s.APART_TABLE: 2,
    s.APART_SEATS: 2,
    s.SAME_TABLE: 2,
    s.NEXT_TO: 2,
    s.RIGHT_OF: 2,
}


def _check_codes(guests: dict[str, Guest], seats: dict[str, Seat], rules: Sequence[Rule]) -> None:
    for rule in rules:
        if unknown := [one for one in rule.guests if one not in guests]:
            raise BadProblemError(f"{rule.key}: no guest {', '.join(unknown)}")
        if rule.seat and rule.seat not in seats:
            raise BadProblemError(f"{rule.key}: no seat {rule.seat}")
        if rule.points is not None and rule.points < 0:
            raise BadProblemError(f"{rule.key}: points below 0")


def _check_given(problem: Problem, seats: dict[str, Seat]) -> None:
    for rule in problem.rules:
        if rule.kind not in WANTS:
            raise BadProblemError(f"no such rule can be given: {rule.kind}")
        if len(rule.guests) < WANTS[rule.kind] or len(set(rule.guests)) != len(rule.guests):
            raise BadProblemError(f"{rule.key}: names too few guests, or one twice")
        if rule.kind in (s.NEXT_TO, s.RIGHT_OF) and len(rule.guests) != WANTS[rule.kind]:
            raise BadProblemError(f"{rule.key}: is about two guests")
    if any(seat.behind and seat.behind not in seats for seat in seats.values()):
        raise BadProblemError("a chair stands behind a seat that there is not")
    if len({pin.guest for pin in problem.pins}) != len(problem.pins):
        raise BadProblemError("two pins for one guest")
