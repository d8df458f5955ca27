"""From rows to the engine's problem and back: who sits where, and why."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from narahubung.places.models import DrawnSeat, Guest, GuestRole, Seating
from narahubung.places.models import SeatRule as RuleRow
from narahubung.plans import seating as engine

EFFORT, GUARD_S = 2.0, 25.0
WISH_POINTS = 300
LANGUAGE_POINTS = 5  # decides among equals, never against the order
TALKING = {"banquet", "head"}  # where neighbours talk; elsewhere the order alone decides
_KINDS = {"seat": "table", "witness": "row", "mark": "stand", "behind": "behind"}
_IN_ROWS = {"theatre", "classroom"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A seating as the engine takes it. sits: guest to number of the seat, as it is now."""

    problem: engine.Problem
    sits: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Solved:
    """What the engine proposes: guest to number, reasons by guest, and what it says of the whole.

    moves: number of those who change seats, with old and new, where that was asked.
    """

    sits: dict[str, str]
    why: dict[str, list[dict[str, Any]]]
    judged: dict[str, Any]
    moves: tuple[engine.Move, ...] = ()
    left: tuple[str, ...] = ()


def asked_of(seating: Seating, *, present: Collection[int] = ()) -> Asked:
    """Read a seating. present: ids of guests who come after all."""
    everybody = list(seating.guests.select_related("seat", "of", "party").order_by("pk"))
    guests = [one for one in everybody if one.pk in present or not one.is_absent]
    here = {one.pk for one in guests}
    seats = list(seating.plan.seats.filter(is_open=True).order_by("pk"))
    return Asked(
        problem=engine.Problem(
            guests=tuple(_guest(one, here, seats) for one in guests),
            seats=tuple(_seat(one, seating.plan.shape) for one in seats),
            rules=tuple(_rules(seating, here)),
            pins=tuple(
                engine.Pin(guest=str(one.pk), seat=one.seat.number)
                for one in guests
                if one.is_pinned and one.seat and one.seat.is_open
            ),
            policy=engine.Policy(language=LANGUAGE_POINTS if seating.plan.shape in TALKING else 0),
        ),
        sits={str(one.pk): one.seat.number for one in guests if one.seat},
    )


def solved(asked: Asked) -> Solved:
    """Return the best seating that the engine finds. Raises PlanningFailedError."""
    found = engine.seat_in_child(asked.problem, effort=EFFORT, wall_guard_s=GUARD_S)
    return Solved(
        sits=dict(found.seating),
        why={one.guest: _stored(one.reasons) for one in found.seated},
        judged={
            "gap_pct": round(found.gap_pct, 1),
            "proven": found.proven,
            "relax": list(found.relax),
            "missing": found.seats_missing,
        },
    )


def reseated(
    seating: Seating, *, absent: Collection[int] = (), present: Collection[int] = (), closes: bool
) -> Solved:
    """Return the fewest moves after somebody is absent, or comes after all.

    closes: who is due moves up to the empty seat; else it stands empty (UU 9/2010 art. 15). Raises
    PlanningFailedError.
    """
    asked = asked_of(seating, present=present)
    found = engine.reseat_in_child(
        asked.problem,
        asked.sits,
        absent=frozenset(str(pk) for pk in absent),
        gaps="close" if closes else "leave",
        effort=EFFORT,
        wall_guard_s=GUARD_S,
    )
    said = {str(one.pk): one.why for one in seating.guests.all()}
    changed = {one.guest: _stored(one.reasons) for one in (*found.moves, *found.arrivals)}
    return Solved(
        sits=dict(found.seating),
        why={**{guest: said.get(guest, []) for guest in found.seating}, **changed},
        judged={
            "proven": found.proven,
            "relax": list(found.relax),
            "missing": found.seats_missing,
            "least": found.bound,
        },
        moves=(*found.moves, *found.arrivals),
        left=found.left,
    )


def move_tried(seating: Seating, guest_id: int, number: str) -> engine.Conflicts:
    """Return what one move would do. Raises BadProblemError."""
    asked = asked_of(seating)
    others = tuple(pin for pin in asked.problem.pins if pin.guest != str(guest_id))
    problem = engine.Problem(
        guests=asked.problem.guests,
        seats=asked.problem.seats,
        rules=asked.problem.rules,
        pins=others,
        policy=asked.problem.policy,
    )
    return engine.conflicts_of_move(problem, asked.sits, str(guest_id), number)


def _guest(row: Guest, here: set[int], seats: Sequence[DrawnSeat]) -> engine.Guest:
    sides = {seat.side for seat in seats if seat.side}
    is_host = GuestRole.HOST in (row.role, row.of.role if row.of else "")
    of = str(row.of_id) if row.of_id in here else ""
    return engine.Guest(
        code=str(row.pk),
        rank=row.rank,
        party=row.party.code if row.party else "",
        side=("host" if is_host else "guest") if sides else "",
        spouse_of=of if row.role == GuestRole.SPOUSE else "",
        interpreter_of=of if row.role == GuestRole.INTERPRETER else "",
        languages=frozenset(row.languages.split()),
        wheelchair=row.wheelchair,
        is_host=row.role == GuestRole.HOST,
    )


def _seat(row: DrawnSeat, shape: str) -> engine.Seat:
    kind = "row" if row.kind == "seat" and shape in _IN_ROWS else _KINDS[row.kind]
    return engine.Seat(
        code=row.number,
        table=row.table or (f"row {row.row}" if kind in {"row", "stand"} else ""),
        x_cm=row.x_cm,
        y_cm=row.y_cm,
        facing_deg=row.facing,
        honour=row.honour or row.order,
        kind=kind,
        behind=row.behind,
        right=row.at_right,
        side=row.side,
        accessible=row.on_aisle,
        aisle=row.on_aisle,
    )


def _rules(seating: Seating, here: set[int]) -> Iterable[engine.Rule]:
    rows: Iterable[RuleRow] = seating.rules.order_by("pk")
    for row in rows:
        if {row.first_id, row.second_id} <= here and row.first_id != row.second_id:
            yield engine.Rule(
                kind=row.kind,
                guests=(str(row.first_id), str(row.second_id)),
                points=WISH_POINTS if row.is_wish else None,
                why=row.why,
            )


def _stored(reasons: Iterable[engine.Reason]) -> list[dict[str, Any]]:
    return [{"code": one.code, "facts": dict(one.facts)} for one in reasons]
