"""Orders of precedence of 20, 200 and 1,000 people: ranked, by other rule sets, shuffled."""

import random
import statistics
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from narahubung.plans.precedence import Guest, compare, rank
from narahubung.protocol.rules.rule_sets import library, positions

ABOUT = (
    "Rank 20, 200 and 1,000 people by three rule sets of law; switch one; shuffles give one order"
)
COUNTS = (20, 200, 1000)
TARGET_MS = {20: 1000, 200: 5000, 1000: 30000}
SHUFFLES = {20: 200, 200: 200, 1000: 20}
RUNS, SEED = 5, 20221115
NOW, THEN = ("uu9-9", "uu9-10", "uu9-11"), ("uu9-10", "uu9-11", "alphabet-id")
FIRST_DAY = date(2000, 1, 1)


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Return a row for each number of people; `orders` is how many the shuffles gave: 1."""
    return [_row(count) for count in COUNTS]


def people(count: int) -> list[Guest]:
    """Return so many invented people of every position; every tenth shares the day of office."""
    luck = random.Random(SEED)
    offices = sorted(positions())
    return [
        Guest(
            key=f"g{n}",
            facts={"position": luck.choice(offices)},
            took_office=FIRST_DAY + timedelta(days=luck.randrange(count * 10) // 10 * 10),
            names=dict.fromkeys(("en", "id", "fr"), f"Land {luck.randrange(count * 2)}"),
        )
        for n in range(count)
    ]


def _row(count: int) -> dict[str, Any]:
    now, then = ([library()[code] for code in codes] for codes in (NOW, THEN))
    guests = people(count)
    order = rank(guests, now)
    ranked = [_seconds(lambda: rank(guests, now)) for _ in range(RUNS)]
    switched = [_seconds(lambda: compare(order, rank(guests, then))) for _ in range(RUNS)]
    moved = compare(order, rank(guests, then)).moved
    luck = random.Random(SEED)
    began, orders = time.perf_counter(), [order]
    for _ in range(SHUFFLES[count]):
        luck.shuffle(guests)
        again = rank(guests, now)
        if again not in orders:
            orders.append(again)
    return {
        "people": count,
        "pairs_with_reason": sum(pair.reason.article is not None for pair in order.pairs),
        "ties": len(order.ties),
        "rank_ms": round(statistics.median(ranked) * 1000, 1),
        "switch_ms": round(statistics.median(switched) * 1000, 1),
        "moved": len(moved),
        "shuffles": SHUFFLES[count],
        "orders": len(orders),
        "shuffles_s": round(time.perf_counter() - began, 2),
        "target_ms": TARGET_MS[count],
    }


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
