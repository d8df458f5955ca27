"""C10, the offline pocket, to the letter: a real server process, phones that speak the protocol.

Given 20 phones off-line for 72 h, each with 150 entries (3,000), 40 of them on the same 10 papers
of aircraft, 12 on the same field, which the desk changed meanwhile too; clocks wrong by up to 9
minutes; 2 phones die after they passed what they had to a neighbour. When the others come back in
random order, 5 of them twice, and answers get lost. Then 3,000 of 3,000 are there once, under the
names of their authors; changes of other fields merge alone; the 12 changes of the same field are 12
questions in words, none lost; the order is that of what was done, not of the wrong clocks.

In the browser's tests: the codes themselves, the first screen off-line, and that nothing had to be
switched on. What 150 entries take on a line of 64 kbit/s: `python -m benchmarks narrow`.

The quick runs, and most of the slow ones, have fewer entries a phone (a phone with 150 shows
nothing that one with 25 does not, and fifty times 3,000 take an hour and a half), and the same 20
phones, 40 changes, 12 questions and 2 deaths. A seed that fails says how it is run once more.
"""

import json
import os
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.field_cast import PAPERS, PHONES
from tests.field_phone import Told, Wire
from tests.field_pocket import DIE, DRIFT, NEAR, SAME, Carrier, Pocket, first, page_of
from tests.servers import Rig, running_rig


def check(pocket: Pocket, found: Told) -> None:
    """Hold what stands on the server against what was written."""
    wrote = {each: what for one in pocket.carriers for each, what in one.wrote.items()}
    assert len(wrote) == PHONES * pocket.entries
    assert sum(one.died for one in pocket.carriers) == DIE
    _check_all_there_once(pocket, found, wrote)
    _check_fields(pocket, found)
    _check_order(pocket, found)


def _check_all_there_once(pocket: Pocket, found: Told, wrote: dict[str, tuple[str, Any]]) -> None:
    rows = found["rows"]
    assert len(rows) == len(wrote)
    assert {row["id"] for row in rows} == set(wrote)
    for one in pocket.carriers:
        _check_owner(one, {row["id"]: row for row in rows}, found["doers"])

    def meant(sort: str) -> list[str]:
        return sorted(what for each, what in wrote.values() if each == sort)

    assert sorted(found["lines"]) == meant("jot")
    assert sorted(found["observations"]) == meant("observe")
    assert sorted(f"{step}:check" for step in found["checks"]) == meant("tick")
    marks = [f"movement:{number}:{status}" for number, status, late in found["marks"] if not late]
    assert sorted(marks) == meant("tell")
    assert len(found["marks"]) == len(marks)


def _check_owner(one: Carrier, rows: dict[str, Told], doers: dict[str, int]) -> None:
    """What a phone wrote stands under its owner's name, whoever brought it."""
    mine = [rows[each.id] for each in one.commands]
    brought = one.by.phone.person if one.by else one.phone.person
    assert {(row["person"], row["carried_by"]) for row in mine} == {(one.phone.person, brought)}
    assert {doers.get(row["id"], one.phone.person) for row in mine} == {one.phone.person}
    if one.died:
        assert not one.phone.sent  # it never heard how any of it ended
    else:
        told = {each.id: each.result["status"] for each in one.phone.sent.values()}
        assert {row["id"]: row["status"] for row in mine} == told


def _check_fields(pocket: Pocket, found: Told) -> None:
    asked = {each["id"]: each for each in found["questions"]}
    assert len(found["questions"]) == SAME
    assert {each: one["ours"] for each, one in asked.items()} == pocket.same
    assert {(one["field"], one["theirs"]) for one in asked.values()} == {("number", "DESK")}
    expected = [first(number) for number in range(PAPERS)]
    expected[0]["number"] = "DESK"
    for (paper, name), value in pocket.changed.items():
        expected[paper][name] = value
    assert found["papers"] == expected
    statuses = {row["id"]: row["status"] for row in found["rows"]}
    assert {each for each, status in statuses.items() if status == "conflict"} == set(pocket.same)
    assert not {"rejected", "held"} & set(statuses.values())


def _check_order(pocket: Pocket, found: Told) -> None:
    """What was done first stands first, and the true time lies in what the server believes."""
    true = {each: at for one in pocket.carriers for each, at in one.true.items()}
    unmeasured = {each.id for one in pocket.carriers if one.died for each in one.commands}
    done = {act: place for place, act in enumerate(found["entries"])}
    last: dict[int, tuple[int, int, datetime]] = {}
    for row in found["rows"]:
        lo, at, hi = (datetime.fromisoformat(each) for each in row["moments"])
        drift = DRIFT if row["id"] in unmeasured else timedelta(0)  # nobody saw it go wrong
        assert lo - drift <= true[row["id"]] <= hi + drift, row
        assert lo <= at <= hi
        assert hi - lo <= DRIFT + 3 * NEAR
        seq, place, before = last.get(row["lane"], (0, -1, at))
        assert row["seq"] == seq + 1
        assert at >= before
        now = done.get(row["id"], place)
        assert now >= place
        last[row["lane"]] = row["seq"], now, at
    for one in pocket.carriers:
        for each in one.commands:
            assert all(done[parent] < done[each.id] for parent in each.told["after"])


def check_words(pocket: Pocket) -> None:
    """The coordinator reads twelve questions in words."""
    with closing(Wire(pocket.port, pocket.cast["desk"]["cookie"])) as wire:
        page = page_of(wire, pocket.cast["versions"])
    assert all(value in page for value in pocket.same.values())
    assert "DESK" in page


def run(rig: Rig, kind: str, seeds: list[int], entries: int) -> None:
    """Run the scenario with each seed, on one house; say of each that fails how to repeat it."""
    problems: list[Exception] = []
    for seed in seeds:
        cast = _asked(rig, seeds=[seed])[str(seed)]
        try:
            _play(rig, Pocket(seed, cast, entries, rig.server.port))
        except Exception as problem:
            named = f"NARAHUBUNG_TEST_POCKET={seed}:{entries}"
            again = f"{named} pytest -m slow tests/scenarios/test_c10.py -k {kind}"
            problem.add_note(f"Seed {seed}. To repeat it: {again}")
            problems.append(problem)
    if problems:
        raise ExceptionGroup(f"{len(problems)} of {len(seeds)} seeds", problems)
    assert _asked(rig, slugs=[])["whole"]


def _play(rig: Rig, pocket: Pocket) -> None:
    pocket.write()
    pocket.change_at_the_desk()
    pocket.come_back()
    check_words(pocket)
    slug = pocket.cast["slug"]
    check(pocket, _asked(rig, slugs=[slug])[slug])


def _asked(rig: Rig, **words: Any) -> Told:
    status, told = rig.server.post("/rig/pocket/", **words)
    assert status == 200, told
    return dict(json.loads(told))


def test_five_pockets_of_few_entries(rig: Rig, database_kind: str) -> None:
    run(rig, database_kind, [1, 2, 3, 4, 5], entries=6)


def _runs() -> list[tuple[range, int]]:
    """Return seeds and entries of the long runs, or of the one that is to be repeated."""
    if named := os.environ.get("NARAHUBUNG_TEST_POCKET"):
        seed, entries = (int(part) for part in named.split(":"))
        return [(range(seed, seed + 1), entries)]
    return [(range(6, 11), 150), (range(100, 150), 10)]


@pytest.mark.slow
@pytest.mark.parametrize(("seeds", "entries"), _runs(), ids=lambda each: f"{each}")
def test_more_pockets(
    new_home: Path, database: str, database_kind: str, seeds: range, entries: int
) -> None:
    with running_rig(new_home, database) as rig:
        run(rig, database_kind, list(seeds), entries)
