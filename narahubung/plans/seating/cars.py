"""Who rides in which car: cars are tables in their order, so that the engine seats them.

Which seat within a car is the place of honour hangs on the vehicle and the side of its wheel; that
is not decided here: all seats of a car share one honour.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from narahubung.plans.seating.shapes import SAME_TABLE, Guest, Policy, Problem, Rule, Seat, Seating


@dataclass(frozen=True, kw_only=True)
class Car:
    """One car for guests: its place in the column (1 is the most honoured) and its seats."""

    code: str
    order: int
    seats: int
    accessible: bool = False


def car_problem(
    guests: Sequence[Guest], cars: Sequence[Car], *, together: Sequence[Sequence[str]] = ()
) -> Problem:
    """Return who must ride where: rank to cars in their order; who belongs to somebody (spouse,
    interpreter) shares the car, so do the groups of `together`.
    """
    ranks = {one.code: one.rank for one in guests}
    partners = {
        tuple(sorted((one.code, other)))
        for one in guests
        for other in (one.spouse_of, one.interpreter_of)
        if other in ranks
    }
    seats = tuple(
        Seat(
            code=f"{car.code}/{place + 1}",
            table=car.code,
            honour=car.order,
            right="",
            accessible=car.accessible,
        )
        for car in cars
        for place in range(car.seats)
    )
    groups = {*partners, *(tuple(sorted(some)) for some in together)}
    rules = tuple(Rule(kind=SAME_TABLE, guests=some) for some in sorted(groups))
    return Problem(
        # An interpreter goes with the principal, so that the order asks nothing else of the pair.
        guests=tuple(
            replace(one, interpreter_of="", rank=ranks.get(one.interpreter_of, one.rank))
            for one in guests
        ),
        seats=seats,
        rules=rules,
        policy=Policy(spouse_points=0, right_of_host=False),
    )


def riders(problem: Problem, seating: Seating) -> dict[str, tuple[str, ...]]:
    """Return who rides in each car, by rank; cars in their order, empty ones too."""
    ranks = {one.code: (one.rank, one.code) for one in problem.guests}
    cars = sorted({(seat.honour, seat.table) for seat in problem.seats})
    at = {seat.code: seat.table for seat in problem.seats}
    rows = sorted(seating, key=lambda guest: (at.get(seating[guest], ""), ranks[guest]))
    full = {car: tuple(some) for car, some in groupby(rows, key=lambda guest: at[seating[guest]])}
    return {car: full.get(car, ()) for _order, car in cars}
