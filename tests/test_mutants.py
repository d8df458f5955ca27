"""Every guard is taken away once: the role matrix or the canaries must go red (docs/results)."""

import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import mutants
from tests.test_canaries import unpressed
from tests.test_role_matrix import BELOW, addresses, world
from tests.world import World

__all__ = ["unpressed", "world"]  # fixtures

# Guards whose loss the questions do not see, by why that is. It may only become shorter.
LEFT: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "mutants_left.yaml").read_text()
)


def test_the_places_are_found() -> None:
    found = Counter(place.what for place in mutants.places())
    assert found["visible_to"] > 100
    assert found["for_change"] > 5
    assert found["guard"] > 60
    assert found["writes"] > 30


@pytest.mark.slow
@pytest.mark.usefixtures("unpressed")
def test_no_guard_can_be_taken_away_unseen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    by_place: dict[mutants.Place, list[mutants.Question]] = defaultdict(list)
    asked = 0
    with mutants.watched(monkeypatch):
        pages = _pages()
        for path, question in mutants.questions(world):
            asked += 1
            assert not mutants.asked(question), question.name
            for place in {*mutants.WATCH.passed, *pages.get(path, [])}:
                by_place[place].append(question)
        places = mutants.places()
        survivors = []
        for place in places:
            with mutants.without(place):
                found = next(
                    (
                        wrong
                        for question in sorted(by_place[place], key=lambda one: one.first)
                        if (wrong := mutants.asked(question))
                    ),
                    None,
                )
            if found is None:
                survivors.append((place, len(by_place[place])))
    _tell(places, survivors, asked, time.monotonic() - began)
    known = {name for names in LEFT.values() for name in names}
    new = [
        f"{place} ({passed} questions)" for place, passed in survivors if str(place) not in known
    ]
    assert not new, "\n".join(new)


def _pages() -> dict[str, list[mutants.Place]]:
    """Return the guards of each address of the matrix."""
    known = {address: address.removeprefix(BELOW) for address in addresses()}
    found: dict[str, list[mutants.Place]] = defaultdict(list)
    for address, cells in mutants._guards():
        path = known.get(mutants.plain(address), "")
        for what in ("guard", "writes"):
            found[path].append(mutants._place_of(cells, what))
    return found


def _tell(places: list[Any], survivors: list[Any], asked: int, seconds: float) -> None:
    made, left = (
        Counter(p.what for p in places),
        Counter(place.what for place, _passed in survivors),
    )
    print(f"\n{asked} questions, {len(places)} mutants, {seconds:.0f} s")
    for what in made:
        print(f"| {what} | {made[what]} | {made[what] - left[what]} | {left[what]} |")
    for place, passed in survivors:
        print(f"survived: {place} (passed by {passed} questions)")
