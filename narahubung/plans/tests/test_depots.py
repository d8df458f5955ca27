"""The depots core against trying everything, by the checker of the published instances."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import mdvsp
from narahubung.plans.movements.depots import BadDepotsError, Depots, solve_depots

Instance = mdvsp.Instance


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """Return 1 or 2 depots and up to 5 trips; those to come may follow those before, or not."""
    depots, trips = draw(st.integers(1, 2)), draw(st.integers(1, 5))
    rows = [[-1] * (depots + trips) for _ in range(depots + trips)]
    for trip in range(depots, depots + trips):
        for depot in range(depots):
            rows[depot][trip] = draw(st.integers(20, 40))
            rows[trip][depot] = draw(st.integers(20, 40))
        for other in range(trip + 1, depots + trips):
            rows[trip][other] = draw(st.integers(-1, 30))
    most = draw(st.lists(st.integers(0, 3), min_size=depots, max_size=depots))
    return most, rows


def everything(instance: Instance) -> Iterator[list[mdvsp.Tour]]:
    """Yield every way to give the trips, in order of time, to vehicles of the depots."""
    most, rows = instance
    vehicles = [(depot, number) for depot, count in enumerate(most) for number in range(count)]
    for chosen in product(vehicles, repeat=len(rows) - len(most)):
        tours: dict[tuple[int, int], list[int]] = {}
        for trip, vehicle in enumerate(chosen):
            tours.setdefault(vehicle, []).append(trip)
        yield [(depot, trips) for (depot, _number), trips in tours.items()]


@settings(max_examples=40, deadline=None)
@given(instances())
def test_the_core_finds_the_cheapest_of_all_plans(instance: Instance) -> None:
    good = [tours for tours in everything(instance) if not mdvsp.faults(instance, tours)]
    tours, bound, stopped = mdvsp.solve(instance, seconds=5)

    if good:
        best = min(mdvsp.cost(instance, each) for each in good)
        assert mdvsp.faults(instance, tours) == []
        assert mdvsp.cost(instance, tours) == best
        assert bound <= best
        assert stopped == "proven"


def test_the_checker_sees_every_way_to_break_a_plan() -> None:
    instance = ([1], [[-1, 5, 5], [5, -1, 2], [5, -1, -1]])

    assert mdvsp.faults(instance, [(0, [0, 1])]) == []
    assert mdvsp.cost(instance, [(0, [0, 1])]) == 12
    assert mdvsp.faults(instance, [(0, [1, 0])]) == ["1 cannot follow 2"]
    assert mdvsp.faults(instance, [(0, [0])]) == ["trip 1 is done 0 times"]
    assert mdvsp.faults(instance, [(0, [0]), (0, [1])]) == ["depot 0 has 1 vehicles and sends 2"]
    assert mdvsp.faults(instance, [(1, [0])])[0] == "there is no such tour: 1 [0]"


def test_the_benchmark_tells_value_best_and_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "known.inp").write_text("1 2 2\n-1 5 5\n5 -1 2\n5 -1 -1\n")
    best = tmp_path.parent / "best.yaml"
    best.write_text("mdvsp: {known: 10}\n")
    monkeypatch.setattr(mdvsp, "BEST", best)
    [row] = mdvsp.run(tmp_path, 5)

    assert (row["value"], row["gap_pct"], row["valid"], row["bound"]) == (12, 20.0, True, 12)
    with pytest.raises(ValueError, match="5 numbers, there are 2"):
        mdvsp.read("1 1 1 1")


def test_numbers_that_do_not_fit_are_refused() -> None:
    one, skip, most = np.ones((1, 2)), np.ones(2), np.ones(1, dtype=np.int64)
    forward = np.array([[np.inf, 1.0], [np.inf, np.inf]])

    assert solve_depots(Depots(one, one, forward, most, skip)).total == 2.0
    with pytest.raises(BadDepotsError, match="back in time"):
        Depots(one, one, forward.T, most, skip)
    with pytest.raises(BadDepotsError, match="do not fit"):
        Depots(one, one, forward, most, np.ones(3))
