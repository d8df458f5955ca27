"""Published pick-ups and deliveries: their readers, their checker, their rows."""

from pathlib import Path

import pytest

from benchmarks import _pairs, darp, pdptw

DIAL = """2 4 480 2 30
 0 0 0 0 0 0 1440
 1 0 10 3 1 0 15
 2 0 12 3 1 0 1440
 3 0 30 3 -1 0 1440
 4 0 32 3 -1 0 50
"""
LIM = """2 10 1
0 0 0 0 0 500 0 0 0
1 0 10 5 0 90 2 0 3
2 0 12 5 0 90 2 0 4
3 0 30 -5 0 200 2 1 0
4 0 32 -5 0 200 2 2 0
"""


def test_a_file_ends_where_it_begins_unless_it_names_another_end() -> None:
    here, there = darp.read(DIAL), darp.read(DIAL + " 5 0 40 0 0 0 480\n")

    assert (here.end, there.end.y) == (here.nodes[0], 40)
    assert here.pairs == there.pairs == ((1, 3), (2, 4))
    assert (here.vehicles, here.room, here.longest, here.ride) == (2, 2, 480, 30)
    with pytest.raises(ValueError, match="need one or two more lines"):
        darp.read(DIAL.replace("2 4 480", "2 6 480"))


def test_the_checker_sees_every_way_to_break_routes() -> None:
    instance = darp.read(DIAL)
    good = [[(0, 0.0), (1, 10.0), (2, 15.0), (3, 36.0), (4, 41.0), (-1, 76.0)]]

    def wrong(route: list[tuple[int, float]]) -> str:
        return "; ".join(_pairs.faults(instance, [route]))

    route = good[0]
    assert _pairs.faults(instance, good) == []
    assert _pairs.driven(instance, good) == 64
    assert "vehicles" in "; ".join(_pairs.faults(instance, good * 3))
    assert "served once" in wrong([route[0], route[-1]])
    assert "start to the end" in wrong(route[1:])
    assert "late at node 2" in wrong([*route[:2], (2, 14.0), *route[3:]])
    assert "window of node 1" in wrong([(0, 0.0), (1, 16.0), (2, 21.0), *route[3:]])
    assert "carries 1 to 3" in wrong([*route[:3], (3, 44.0), (4, 49.0), (-1, 90.0)])
    assert "parts the pair" in wrong([*route[:3], *route[4:]])
    assert "too long" in wrong([*route[:-1], (-1, 481.0)])
    small = darp.read(DIAL.replace("480 2 30", "480 1 30"))
    assert "too full" in "; ".join(_pairs.faults(small, good))


def test_the_rows_tell_value_gap_and_proof(tmp_path: Path) -> None:
    (tmp_path / "dial.txt").write_text(DIAL)
    dial = darp.run(tmp_path, 20)[0]
    (tmp_path / "dial.txt").write_text(LIM)
    lim = pdptw.run(tmp_path, 0.2)[0]

    assert (dial["value"], dial["proven"], dial["valid"], dial["best"]) == (64, True, True, None)
    assert (lim["vehicles"], lim["value"], lim["valid"], lim["gap_pct"]) == (1, 64, True, None)
    for module in (darp, pdptw):
        with pytest.raises(SystemExit, match="name the folder"):
            module.run(None, None)
