"""A problem as whole numbers for the search: what a guest costs on a seat, beside a neighbour, at a
table. Hard rules cost `HARD` each, so that a search goes on where no seating keeps them all.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.reading import Frame, allows_side

Ints = NDArray[np.int64]

HARD = 1 << 36
"""One hard rule broken: more than a usual plan's points, and small enough for the solvers."""


@dataclass
class Table:
    """guests, seats: codes by number; guest number `n` is nobody (an empty seat), seat number `m`
    is nowhere. own[g, q]: cost of guest g on seat q; side[a, b]: cost of a with b at the right
    hand; left, right: seat numbers beside a seat; at: table number of a seat; same: pairs whose
    cost falls due at one table; clubs[k, g]: number of the guest's k-th club (a diet, a party),
    each of which costs `dues` for each table it sits at; constant: what is always there.
    """

    guests: tuple[str, ...]
    seats: tuple[str, ...]
    own: Ints
    side: Ints
    left: Ints
    right: Ints
    at: Ints
    tables: int
    same: dict[tuple[int, int], int]
    clubs: Ints
    dues: Ints
    constant: int

    @property
    def n(self) -> int:
        """Return how many guests there are."""
        return len(self.guests)

    @property
    def m(self) -> int:
        """Return how many seats there are."""
        return len(self.seats)


def table_of(frame: Frame, *, hard: int = HARD) -> Table:
    """Work the numbers out; interpreters who sit behind are no part of them. `hard` is what one
    hard rule broken costs.
    """
    guests = tuple(code for code in frame.guests if not frame.is_behind(code))
    seats = tuple(code for code, seat in frame.seats.items() if seat.kind != s.BEHIND)
    where = {code: number for number, code in enumerate(seats)}
    names = sorted({frame.seats[code].table for code in seats})
    left, right = (np.full(len(seats) + 1, len(seats), dtype=np.int64) for _ in range(2))
    for one, other in frame.beside:
        right[where[one]], left[where[other]] = where[other], where[one]
    clubs, dues, constant = _clubs(frame, guests)
    table = Table(
        guests=guests,
        seats=seats,
        own=_own(frame, guests, seats, hard),
        side=_sides(frame, guests),
        left=left,
        right=right,
        at=np.array([names.index(frame.seats[code].table) for code in seats], dtype=np.int64),
        tables=max(1, len(names)),
        same={},
        clubs=clubs,
        dues=dues,
        constant=constant,
    )
    _add_rules(frame, table, hard)
    return table


def _own(frame: Frame, guests: tuple[str, ...], seats: tuple[str, ...], hard: int) -> Ints:
    """Return the cost of each guest, and of nobody, on each seat."""
    step = np.array([frame.step[code] for code in seats], dtype=np.int64)
    own = np.zeros((len(guests) + 1, len(seats)), dtype=np.int64)
    sides = {seat.side for seat in frame.seats.values()}
    for number, code in enumerate(guests):
        due = frame.due[code]
        away = np.minimum(0, step - due.first) + np.maximum(0, step - due.last)
        own[number] = due.weight * away**2
    numbers = {code: number for number, code in enumerate(guests)}
    behind = Counter(seat.behind for seat in frame.seats.values() if seat.kind == s.BEHIND)
    interpreters = Counter[str]()
    for rule in frame.rules:
        points = hard if rule.points is None else rule.points
        if rule.kind == s.FILLED:
            own[len(guests), seats.index(rule.seat)] += points
        elif rule.kind == s.INTERPRETER and frame.has_behind:
            interpreters[rule.guests[1]] += 1
        elif rule.kind in (s.ACCESSIBLE, s.AISLE, s.SIDE, s.PINNED):
            if rule.guests[0] not in numbers:  # an interpreter behind: where the principal goes
                continue
            guest = frame.guests[rule.guests[0]]
            for q, code in enumerate(seats):
                seat = frame.seats[code]
                holds = {
                    s.ACCESSIBLE: seat.accessible,
                    s.AISLE: seat.aisle,
                    s.SIDE: allows_side(guest, seat, sides),
                    s.PINNED: code == rule.seat,
                }[rule.kind]
                own[numbers[guest.code], q] += 0 if holds else points
    for principal, many in interpreters.items():
        for q, code in enumerate(seats):
            own[numbers[principal], q] += hard * max(0, many - behind[code])
    _pins_behind(frame, numbers, seats, own, hard)
    return own


def _pins_behind(
    frame: Frame, numbers: dict[str, int], seats: tuple[str, ...], own: Ints, hard: int
) -> None:
    """A pinned interpreter pulls the principal to the seat before the chair."""
    for guest, chair in frame.pinned.items():
        if guest not in numbers:
            before = frame.seats[chair].behind
            principal = numbers[frame.guests[guest].interpreter_of]
            for q, code in enumerate(seats):
                own[principal, q] += 0 if code == before else hard


def _sides(frame: Frame, guests: tuple[str, ...]) -> Ints:
    """Return what neighbours cost whoever they are: `judging.pair_points` for all at once."""
    policy, people = frame.problem.policy, [frame.guests[code] for code in guests]
    side = np.zeros((len(guests) + 1, len(guests) + 1), dtype=np.int64)
    alike = (
        (policy.alternate_sexes, [one.sex for one in people]),
        (policy.alternate_sides, [one.side for one in people]),
        (policy.alternate_parties, [one.party for one in people]),
    )
    for points, words in alike:
        if points:
            names = {word: number for number, word in enumerate(sorted(set(words)))}
            kind = np.array([names[word] for word in words], dtype=np.int64)
            named = np.array([bool(word) for word in words])
            side[:-1, :-1] += points * ((kind[:, None] == kind[None, :]) & named[:, None])
    if policy.language:
        spoken = [frame.languages(code) for code in guests]
        every = sorted({language for some in spoken for language in some})
        speaks = np.array([[one in some for one in every] for some in spoken], dtype=np.int64)
        speaks = speaks.reshape(len(guests), len(every))
        counts = speaks.sum(axis=1) > 0
        strangers = (speaks @ speaks.T == 0) & counts[:, None] & counts[None, :]
        side[:-1, :-1] += policy.language * strangers
    np.fill_diagonal(side, 0)
    return side


def _clubs(frame: Frame, guests: tuple[str, ...]) -> tuple[Ints, Ints, int]:
    """Return who is in which club, what each costs per table, and what is to be taken off."""
    policy = frame.problem.policy
    names: dict[tuple[str, str], int] = {}
    clubs = np.zeros((2, len(guests) + 1), dtype=np.int64)
    dues, constant = [0], 0  # club 0 is no club
    for number, code in enumerate(guests):
        guest = frame.guests[code]
        if guest.diet and policy.diet:
            clubs[0, number] = names.setdefault((s.DIET, guest.diet), len(names) + 1)
            dues += [policy.diet] * (len(names) + 1 - len(dues))
        if code in frame.parties.get(guest.party, ()) and policy.party_tables:
            clubs[1, number] = names.setdefault((s.PARTY_TABLES, guest.party), len(names) + 1)
            if len(dues) < len(names) + 1:
                dues.append(policy.party_tables)
                constant -= policy.party_tables
    return clubs, np.array(dues, dtype=np.int64), constant


def _add_rules(frame: Frame, table: Table, hard: int) -> None:
    numbers = {code: number for number, code in enumerate(table.guests)}
    for rule in frame.rules:
        points = hard if rule.points is None else rule.points
        beside = rule.kind == s.INTERPRETER and not frame.has_behind
        if not (len(rule.guests) == 2 and set(rule.guests) <= set(numbers)):
            continue
        a, b = (numbers[code] for code in rule.guests)
        if rule.kind == s.APART_SEATS:
            table.side[a, b] += points
            table.side[b, a] += points
        elif rule.kind == s.NEXT_TO or beside:
            table.constant += points
            table.side[a, b] -= points
            table.side[b, a] -= points
        elif rule.kind == s.RIGHT_OF:
            table.constant += points
            table.side[b, a] -= points
        elif rule.kind in (s.APART_TABLE, s.SAME_TABLE):
            key = (min(a, b), max(a, b))
            sign = 1 if rule.kind == s.APART_TABLE else -1
            table.same[key] = table.same.get(key, 0) + sign * points
            table.constant += points if sign < 0 else 0
