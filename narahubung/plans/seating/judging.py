"""Who judges: any seating against the rules and wishes, without a look at how it came about."""

import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.neighbours import Beside
from narahubung.plans.seating.reading import Frame, allows_side, frame_of
from narahubung.plans.seating.shapes import Broken, Fault, Problem, Rule, Seating


def faults(problem: Problem, seating: Seating) -> tuple[Fault, ...]:
    """Return everything that must not be: what no plan may do, then each hard rule broken.

    Raises
    ------
    BadProblemError
        The problem contradicts itself; a seating never does, it has faults.
    """
    return faults_of(frame_of(problem), seating)


def wishes(problem: Problem, seating: Seating) -> tuple[Broken, ...]:
    """Return every wish that is not met, dearest first, without the order of ranks."""
    return broken_of(frame_of(problem), seating)


def price(problem: Problem, seating: Seating) -> int:
    """Return the points of a seating: the order of ranks and the wishes."""
    return total_of(frame_of(problem), seating)


def faults_of(
    frame: Frame, seating: Seating, *, about: Collection[str] | None = None
) -> tuple[Fault, ...]:
    """Do what `faults` does for a problem that is read already; `about`: only these guests and the
    rules that name them (or no guest at all).
    """
    found = list(_impossible(frame, seating, about))
    return (*found, *_hard(frame, Hall(frame, seating), about))


def faults_in(frame: Frame, hall: "Hall", about: Collection[str]) -> tuple[Fault, ...]:
    """Do what `faults_of` does for some guests of a hall; each seat is known to have one."""
    found = [Fault(code="unseated", guests=(one,)) for one in sorted(about) if one not in hall.at]
    found += [
        Fault(code="behind", guests=(one,), seats=(hall.at[one],))
        for one in sorted(about)
        if one in hall.at
        and frame.seats[hall.at[one]].kind == s.BEHIND
        and not frame.is_behind(one)
    ]
    return (*found, *_hard(frame, hall, about))


def _hard(frame: Frame, hall: "Hall", about: Collection[str] | None) -> list[Fault]:
    found = list[Fault]()
    for rule in _rules(frame, about):
        if rule.points is None and (seats := hall.breaks(rule)) is not None:
            found.append(Fault(code=rule.kind, guests=rule.guests, seats=seats, rule=rule.key))
    return found


def broken_of(
    frame: Frame, seating: "Seating | Hall", *, about: Collection[str] | None = None
) -> tuple[Broken, ...]:
    """Do what `wishes` does for a problem that is read already; `about`: only what hangs on these
    guests.
    """
    hall = seating if isinstance(seating, Hall) else Hall(frame, seating)
    found = [
        Broken(kind=rule.kind, guests=rule.guests, points=rule.points, rule=rule.key)
        for rule in _rules(frame, about)
        if rule.points and hall.breaks(rule) is not None
    ]
    for left, right in _pairs(frame, hall, about):
        one, other = hall.sits.get(left), hall.sits.get(right)
        if one and other:
            found += _neighbours(frame, one, other)
    found += [*_diets(frame, hall, about), *_spread(frame, hall, about)]
    return tuple(sorted(found, key=lambda one: (-one.points, one.kind, one.guests, one.table)))


def _rules(frame: Frame, about: Collection[str] | None) -> Iterable[Rule]:
    if about is None:
        return frame.rules
    some = {rule.key: rule for guest in ("", *about) for rule in frame.rules_of.get(guest, ())}
    return [rule for _key, rule in sorted(some.items())]


def _pairs(frame: Frame, hall: "Hall", about: Collection[str] | None) -> Iterable[Beside]:
    if about is None:
        return frame.beside
    seats = [hall.at[guest] for guest in about if guest in hall.at]
    return {pair for seat in seats for pair in frame.pairs_at.get(seat, ())}


def order_points(frame: Frame, seating: Seating) -> int:
    """Return the points of seats away from what the ranks ask."""
    return sum(
        frame.due[guest].points(frame.step[seat])
        for guest, seat in seating.items()
        if guest in frame.due and seat in frame.step
    )


def total_of(frame: Frame, seating: Seating) -> int:
    """Do what `price` does for a problem that is read already."""
    return order_points(frame, seating) + sum(one.points for one in broken_of(frame, seating))


class Hall:
    """A seating looked up both ways; what is unknown or not there is left out."""

    def __init__(self, frame: Frame, seating: Seating) -> None:
        self.frame = frame
        self.at = {g: q for g, q in seating.items() if g in frame.guests and q in frame.seats}
        self.sits = {seat: guest for guest, seat in self.at.items()}

    def after(self, goals: Mapping[str, str]) -> "Hall":
        """Return the hall when these guests have gone to these seats ("": to none)."""
        new = copy.copy(self)
        new.at, new.sits = dict(self.at), dict(self.sits)
        for guest in goals:
            new.sits.pop(new.at.pop(guest, ""), None)
        for guest, seat in goals.items():
            if seat:
                new.at[guest], new.sits[seat] = seat, guest
        return new

    def breaks(self, rule: Rule) -> tuple[str, ...] | None:
        """Return the seats at which a rule is broken, None where it holds or a guest is missing."""
        if rule.kind == s.FILLED:
            return None if rule.seat in self.sits else (rule.seat,)
        if any(guest not in self.at for guest in rule.guests):
            return None
        seats = tuple(self.at[guest] for guest in rule.guests)
        return seats if self._broken(rule, seats) else None

    def _broken(self, rule: Rule, seats: tuple[str, ...]) -> bool:
        if rule.kind in (s.APART_TABLE, s.SAME_TABLE):
            tables = {self.frame.seats[seat].table for seat in seats}
            return len(tables) < len(seats) if rule.kind == s.APART_TABLE else len(tables) > 1
        if rule.kind in (s.APART_SEATS, s.NEXT_TO):
            near = any(self.are_beside(a, b) for a in seats for b in seats)
            return near == (rule.kind == s.APART_SEATS)
        if rule.kind == s.RIGHT_OF:
            return (seats[1], seats[0]) not in self.frame.beside_set
        return self._wrong_seat(rule, seats)

    def _wrong_seat(self, rule: Rule, seats: tuple[str, ...]) -> bool:
        seat, guest = self.frame.seats[seats[0]], self.frame.guests[rule.guests[0]]
        if rule.kind == s.PINNED:
            return seat.code != rule.seat
        if rule.kind == s.ACCESSIBLE:
            return not seat.accessible
        if rule.kind == s.AISLE:
            return not seat.aisle
        if rule.kind == s.SIDE:
            return not allows_side(guest, seat, self.frame.sides)
        if self.frame.has_behind:  # an interpreter
            return seat.behind != seats[1]
        return not self.are_beside(seats[0], seats[1])

    def are_beside(self, one: str, other: str) -> bool:
        """Tell whether two seats are side by side."""
        near = self.frame.beside_set
        return (one, other) in near or (other, one) in near


def _impossible(frame: Frame, seating: Seating, about: Collection[str] | None) -> Iterator[Fault]:
    some = seating.items()
    if about is not None:
        asked = {seating[guest] for guest in about if guest in seating}
        some = [(guest, seat) for guest, seat in some if seat in asked]  # type: ignore[assignment]
    taken = defaultdict[str, list[str]](list)
    for guest, seat in sorted(some):
        if guest not in frame.guests:
            yield Fault(code="unknown_guest", guests=(guest,), seats=(seat,))
        elif seat not in frame.seats:
            yield Fault(code="unknown_seat", guests=(guest,), seats=(seat,))
        else:
            taken[seat].append(guest)
            if (frame.seats[seat].kind == s.BEHIND) and not frame.is_behind(guest):
                yield Fault(code="behind", guests=(guest,), seats=(seat,))
    for seat, guests in sorted(taken.items()):
        if len(guests) > 1:
            yield Fault(code="seat_twice", guests=tuple(guests), seats=(seat,))
    for guest in frame.guests if about is None else sorted(set(about) & set(frame.guests)):
        if guest not in seating:
            yield Fault(code="unseated", guests=(guest,))


def pair_points(frame: Frame, one: str, other: str) -> list[tuple[str, int]]:
    """Return which wishes two neighbours do not meet, whoever they are, with their points."""
    policy, a, b = frame.problem.policy, frame.guests[one], frame.guests[other]
    speaks, hears = frame.languages(one), frame.languages(other)
    asked = (
        (s.SEXES, policy.alternate_sexes, bool(a.sex) and a.sex == b.sex),
        (s.SIDES, policy.alternate_sides, bool(a.side) and a.side == b.side),
        (s.PARTIES, policy.alternate_parties, bool(a.party) and a.party == b.party),
        (s.LANGUAGE, policy.language, bool(speaks and hears) and not speaks & hears),
    )
    return [(kind, points) for kind, points, breaks in asked if points and breaks]


def _neighbours(frame: Frame, one: str, other: str) -> list[Broken]:
    pair = (one, other)
    return [
        Broken(kind=kind, guests=pair, points=points)
        for kind, points in pair_points(frame, one, other)
    ]


def _tables(frame: Frame, hall: Hall, guests: Sequence[str]) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for guest in guests:
        if guest in hall.at:
            found[frame.seats[hall.at[guest]].table].append(guest)
    return found


def _diets(frame: Frame, hall: Hall, about: Collection[str] | None) -> Iterator[Broken]:
    if not (points := frame.problem.policy.diet):
        return
    asked = None if about is None else {frame.guests[guest].diet for guest in about}
    for diet, guests in frame.diets.items():
        if asked is not None and diet not in asked:
            continue
        for table, here in sorted(_tables(frame, hall, guests).items()):
            yield Broken(
                kind=s.DIET, guests=tuple(here), table=table, points=points, facts={"diet": diet}
            )


def _spread(frame: Frame, hall: Hall, about: Collection[str] | None) -> Iterator[Broken]:
    if not (points := frame.problem.policy.party_tables):
        return
    for party, guests in frame.parties.items():
        if about is not None and set(guests).isdisjoint(about):
            continue
        tables = _tables(frame, hall, guests)
        if len(tables) > 1:
            yield Broken(
                kind=s.PARTY_TABLES,
                guests=guests,
                points=points * (len(tables) - 1),
                facts={"party": party, "tables": len(tables)},
            )
