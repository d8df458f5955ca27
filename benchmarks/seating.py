"""Dinners and banquets seated: 24, 200 and 1,000 guests with rules, beside a plain CP-SAT model."""

import math
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from narahubung.plans.seating import Guest, Policy, Problem, Rule, Seat, faults, price
from narahubung.plans.seating.model import Model
from narahubung.plans.seating.planning import seat
from narahubung.plans.seating.reading import frame_of
from narahubung.plans.seating.reseating import LEAVE, reseat

ABOUT = "seats for 24, 200 and 1,000 guests with rules and bound, beside plain CP-SAT; an absence"

LANGUAGES = ("ar", "es", "fr", "id", "ja", "ru", "zh")
CP_SAT_MOST = 100_000  # booleans that a plain model is built with
TALK = Policy(alternate_sexes=20, alternate_parties=20, language=150, diet=30)
DINNER = Policy(alternate_sexes=60, alternate_parties=40, language=300)


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Seat each; the judge has the word. `folder` is not used; `seconds` is the effort of each."""
    rows = []
    for name, problem, effort in (
        ("24 at a long table", dinner(), 0.8),
        ("200 at 20 round tables", banquet(200), 6.0),
        ("1,000 at 100 round tables", banquet(1000), 16.0),
    ):
        effort = seconds or effort
        row, made = measured(name, lambda p=problem, e=effort: seat(p, effort=e))
        rows.append(row | judged(problem, made))
        rows.append(plain(problem, max(1.0, row["seconds"])))
        rows.append(absence(problem, made.seating))
    order = replace(banquet(1000), rules=(), policy=Policy(spouses="free"))
    row, made = measured("... by rank and wheelchairs alone", lambda: seat(order, effort=16.0))
    return [*rows, row | judged(order, made)]


def measured(name: str, work: Callable[[], Any]) -> tuple[dict[str, Any], Any]:
    """Return name and times, and what the work gave."""
    begun, worked = time.perf_counter(), time.process_time()
    made = work()
    took, used = time.perf_counter() - begun, time.process_time() - worked
    return {"what": name, "seconds": round(took, 2), "cpu_seconds": round(used, 2)}, made


def judged(problem: Problem, made: Any) -> dict[str, Any]:
    """Return the figures of a proposal, as the judge sees it."""
    return {
        "guests": len(problem.guests),
        "rules": len(problem.rules),
        "points": price(problem, made.seating),
        "bound": made.bound,
        "gap_pct": round(made.gap_pct, 1),
        "proven": made.proven,
        "stopped_by": made.stopped_by,
        "faults": len(faults(problem, made.seating)),
        "relax": len(made.relax),
    }


def plain(problem: Problem, wall: float) -> dict[str, Any]:
    """Return what CP-SAT alone finds in as much time: no hint, no bound of ours, both cores."""
    size = len(problem.guests) * len(problem.seats)
    if size > CP_SAT_MOST:
        return {"what": "... plain CP-SAT", "stopped_by": f"not built: {size:,} booleans"}

    def work() -> Any:
        model = Model(frame_of(problem))
        terms = [*model.order(), *model.wish_terms()]
        return model.minimise(terms, effort=1e9, seed=0, wall=wall, workers=2)

    row, answer = measured("... plain CP-SAT", work)
    if answer.seating is None:
        return row | {"stopped_by": "nothing found"}
    return row | {
        "points": answer.value,
        "bound": answer.bound,
        "gap_pct": round(100 * (answer.value - answer.bound) / max(1, answer.value), 1),
        "proven": answer.proven,
        "faults": len(faults(problem, answer.seating)),
    }


def absence(problem: Problem, seating: dict[str, str]) -> dict[str, Any]:
    """Return the fewest moves when guest 5 is absent and the chair stands empty."""
    gone = {problem.guests[4].code}
    row, made = measured(
        "... guest 5 is absent",
        lambda: reseat(problem, seating, absent=gone, gaps=LEAVE, effort=1.0),
    )
    left = replace(problem, guests=tuple(one for one in problem.guests if one.code not in gone))
    left = replace(left, rules=tuple(one for one in left.rules if gone.isdisjoint(one.guests)))
    return row | {
        "moves": len(made.moves),
        "bound": made.bound,
        "proven": made.proven,
        "faults": len(faults(left, made.seating)),
    }


def people(number: int, seed: int, *, couples: float) -> tuple[Guest, ...]:
    """Return guests by rank: one in ten is a tie, three of four speak English, one in five eats
    apart, one in fifty comes in a wheelchair.
    """
    luck, rank, found = random.Random(seed), 0, list[Guest]()
    for at in range(number):
        rank = at + 1 if at < 3 or luck.random() > 0.1 else rank
        spoken = {luck.choice(LANGUAGES)} | ({"en"} if luck.random() < 0.75 else set())
        found.append(
            Guest(
                code=f"G{at:04}",
                rank=rank,
                sex=luck.choice("mf"),
                party=f"P{luck.randrange(max(1, number // 3)):03}",
                languages=frozenset(spoken),
                diet=luck.choice(("vegan", "kosher", "no nuts")) if luck.random() < 0.2 else "",
                wheelchair=luck.random() < 0.02,
                is_host=at == 0,
                guest_of_honour=at == 1,
            )
        )
    for at in range(2, number - 1, 2):
        if luck.random() < couples:
            lead, sex = found[at], "f" if found[at].sex == "m" else "m"
            found[at + 1] = replace(
                found[at + 1], rank=lead.rank, spouse_of=lead.code, party=lead.party, sex=sex
            )
    return tuple(found)


def dinner(seed: int = 1) -> Problem:
    """Return 24 guests on both sides of a long table, four pairs of whom are kept apart."""
    guests, luck = people(24, seed, couples=0.2), random.Random(seed)
    spots = [(abs(at - 6), side, at) for side in (0, 1) for at in range(13)]
    seats = tuple(
        Seat(
            code=f"{'NS'[side]}{at + 1:02}",
            table="T",
            x_cm=70 * at,
            y_cm=150 * side,
            facing_deg=180 * (1 - side),
            honour=number + 1,
            accessible=at in (0, 12),
        )
        for number, (_far, side, at) in enumerate(sorted(spots))
    )
    codes = [one.code for one in guests[2:]]
    rules = tuple(Rule(kind="apart_seats", guests=tuple(luck.sample(codes, 2))) for _ in range(4))
    return Problem(guests=guests, seats=seats, rules=rules, policy=DINNER)


def banquet(number: int, seed: int = 1) -> Problem:
    """Return guests at round tables for ten; one in ten is kept apart from another."""
    guests, luck = people(number, seed, couples=0.3), random.Random(seed)
    seats = []
    for table in range(number // 10):
        for chair in range(10):
            turn = 2 * math.pi * chair / 10
            seats.append(
                Seat(
                    code=f"T{table + 1:03}-{chair + 1:02}",
                    table=f"T{table + 1:03}",
                    x_cm=round(400 * (table % 10) + 110 * math.sin(turn)),
                    y_cm=round(400 * (table // 10) - 110 * math.cos(turn)),
                    facing_deg=round(math.degrees(turn) + 180) % 360,
                    honour=table + 1,
                    accessible=chair == 5,
                )
            )
    codes = [one.code for one in guests[2:]]
    rules = tuple(
        Rule(kind=kind, guests=tuple(luck.sample(codes, 2)))
        for kind in ("apart_table", "apart_seats")
        for _ in range(number // 20)
    )
    return Problem(guests=guests, seats=tuple(seats), rules=rules, policy=TALK)
