"""Shift rosters as they are published: the reader, the checker that goes red, lines and the gap."""

import json
import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from benchmarks import nrp
from benchmarks._nrp import OFF, Instance, Person, cost, faults, read
from benchmarks._nrp_pricer import RosterPricer

SMALL = """\
SECTION_HORIZON
# a week from Monday
7

SECTION_SHIFTS
E,480,
L,600,E

SECTION_STAFF
# ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutiveShifts, ...
A,E=7|L=1,2400,1440,3,2,2,1
B,E=7|L=7,3000,1440,3,2,2,1
C,E=0|L=7,3000,1800,4,1,1,0

SECTION_DAYS_OFF
A,0

SECTION_SHIFT_ON_REQUESTS
B,2,L,4

SECTION_SHIFT_OFF_REQUESTS
C,1,L,3

SECTION_COVER
""" + "\n".join(f"{day},{shift},1,50,2" for day in range(7) for shift in "EL")

GOOD = {
    "A": [OFF, "E", "E", OFF, OFF, "E", "L"],
    "B": ["E", "E", "L", OFF, OFF, "E", "E"],
    "C": ["L", "L", OFF, "L", "L", OFF, OFF],
}
BROKEN = {
    "works on a day off": ("A", ["E", "E", "E", OFF, OFF, OFF, OFF]),
    "too many minutes": ("A", [OFF, "E", "E", "E", "L", OFF, "E"]),
    "too few minutes": ("B", ["E", "E", OFF, OFF, OFF, OFF, OFF]),
    "too many weekends": ("C", ["L", "L", OFF, "L", OFF, "L", OFF]),
    "a shift after one it cannot follow": ("B", ["L", "E", "E", OFF, OFF, OFF, OFF]),
    "too many shifts L": ("A", [OFF, "L", "L", OFF, OFF, "E", "E"]),
    "too many shifts E": ("C", ["E", "L", "L", "L", OFF, OFF, OFF]),
    "4 shifts in a row": ("B", ["E", "E", "E", "E", OFF, OFF, OFF]),
    "1 shifts in a row": ("B", ["E", OFF, OFF, "E", OFF, OFF, "L"]),
    "1 days off in a row": ("B", [OFF, "E", "E", OFF, "E", "E", OFF]),
    "not one known shift": ("B", ["E", "E", "E"]),
}


@pytest.fixture
def small(tmp_path: Path) -> Instance:
    (tmp_path / "Instance0.txt").write_text(SMALL)
    return read(tmp_path / "Instance0.txt")


def test_the_checker_knows_a_good_plan_and_what_it_costs(small: Instance) -> None:
    assert faults(small, GOOD) == []
    # L on day 2 was wished and is granted, L on day 1 was to be off; cover is short of E on 3 and
    # 4 and of L on 5, one too many of E on days 1 and 5.
    assert cost(small, GOOD) == 3 + 3 * 50 + 2 * 2


def test_the_checker_goes_red_for_every_rule(small: Instance) -> None:
    for said, (who, days) in BROKEN.items():
        found = faults(small, GOOD | {who: days})
        assert any(said in fault and fault.startswith(who) for fault in found), (said, found)
    assert faults(small, {"A": GOOD["A"]}) == ["the plan is not of these people"]


def test_the_best_lines_are_those_of_all_there_are(small: Instance) -> None:
    """By every way to fill a week, for random prices, limits that bind and such that do not."""
    luck = random.Random(4)
    more = Person("D", {"E": 2, "L": 6}, 3360, 960, 5, 1, 2, 1)
    people = [*small.people, more, replace(more, name="F", least_in_row=3, most={"E": 6, "L": 3})]
    instance = replace(small, people=people, cover=small.cover)
    pricer = RosterPricer(instance)
    rows = {row: number for number, row in enumerate(pricer.rows)}
    every = [list(days) for days in product([OFF, "E", "L"], repeat=7)]
    fits = {
        person.name: [
            days
            for days in every
            if not faults(replace(instance, people=[person]), {person.name: days})
        ]
        for person in people
    }
    nobody = replace(instance, cover={})
    for each in (1, 1, len(people), len(people)):  # the same worth for all, or everybody's own
        worth = np.array(
            [[luck.choice((-9e4, -2.0, 0.0, 7.5, 50.0)) for _row in rows] for _ in range(each)]
        )
        priced = pricer(worth if each > 1 else worth[0], range(len(people)))
        own = np.broadcast_to(worth, (len(people), len(rows)))
        for number, person in enumerate(people):
            values = [
                _own(nobody, person, days)
                - sum(own[number, rows[day, shift]] for day, shift in enumerate(days) if shift)
                for days in fits[person.name]
            ]
            assert priced.least[number] == pytest.approx(min(values))
        for line in priced.lines:
            person = people[line.person]
            assert pricer.days(line) in fits[person.name]
            assert line.cost == _own(nobody, person, pricer.days(line))


def _own(nobody: Instance, person: Person, days: list[str]) -> int:
    wishes = {
        "on": {wish: cost for wish, cost in nobody.on.items() if wish[0] == person.name},
        "off": {wish: cost for wish, cost in nobody.off.items() if wish[0] == person.name},
    }
    return cost(replace(nobody, people=[person], **wishes), {person.name: days})


def test_the_benchmark_measures_a_folder_and_says_what_it_needs(
    tmp_path: Path, small: Instance
) -> None:
    (row,) = nrp.run(tmp_path, 5.0)

    assert json.loads(json.dumps(row))["instance"] == "Instance0"
    assert row["valid"]
    assert row["bound"] <= row["value"] <= cost(small, GOOD)
    assert row["best"] is None
    assert row["gap_pct"] is None
    with pytest.raises(SystemExit, match="needs the folder"):
        nrp.run(None, None)
