"""The search: generate lines, dive to a first plan, mend it until the guard or the bound."""

from collections.abc import Sequence

import numpy as np

from narahubung.plans.lines.diving import Dive
from narahubung.plans.lines.generating import SMALL, Root
from narahubung.plans.lines.mending import Mender
from narahubung.plans.lines.table import Pool, Table
from narahubung.plans.lines.terms import Line, Pricer, Row, Solution, total_of


def search(
    rows: Sequence[Row],
    people: int,
    pricer: Pricer,
    *,
    start: Sequence[Line],
    seconds: float,
    near: float,
    unit: float,
    seed: int,
    rounds: int | None,
) -> Solution:
    """Do what `lines.solve` says."""
    table = Table(rows, people, pricer, seconds)
    root = Root(table, start, near)
    root.generate()
    bound = unit * float(np.ceil(root.low / unit - SMALL)) if unit else root.low
    pool = Pool(table, root.centre, root.least)
    pool.add(root.master.lines)
    mender = Mender(table, pool, seed)
    mender.take(Dive(table, pool, root.master, ()).run())
    if len({line.person for line in start}) == people == len(start):
        mender.take(start)
    while mender.total > bound + max(SMALL, near * abs(mender.total)):
        if table.left() <= 0.0 or mender.rounds == rounds:
            break
        mender.mend(root.low)
    total = total_of(rows, mender.plan)
    stopped = "proven" if total <= bound + SMALL else "near"
    if total > bound + max(SMALL, near * abs(total)):
        stopped = "rounds" if mender.rounds == rounds else "time"
    return Solution(tuple(mender.plan), total, min(bound, total), stopped, mender.rounds)
