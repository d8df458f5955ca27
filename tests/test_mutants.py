"""Every guard is taken away once: the role matrix or the canaries must go red (docs/results).

Where they do not, others must be shown to stand in front of it (second_locks.py); what is left is
listed singly, with its reason, in mutants_left.yaml.
"""

import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from tests import mutants, second_locks
from tests.commanded import UNASKED, commands, missing, named_by, tries
from tests.mutants import Place, Question
from tests.test_canaries import IN_FORCE, unpressed
from tests.test_role_matrix import BELOW, addresses, world
from tests.world import World

__all__ = ["unpressed", "world"]  # fixtures

# {place: why its loss is not seen}. It may only become shorter.
LEFT: dict[str, str] = yaml.safe_load((Path(__file__).parent / "mutants_left.yaml").read_text())


def test_the_places_are_found() -> None:
    found = Counter(place.what for place in mutants.places())
    assert found["visible_to"] > 100
    assert found["for_change"] > 5
    assert found["guard"] > 60
    assert found["writes"] > 30
    assert found["may_for"] > 2


def test_what_is_left_are_guards_that_there_are() -> None:
    assert not set(LEFT) - {str(place) for place in mutants.places()}


def test_every_command_is_given_what_it_asks_for(world: World) -> None:
    """Else it would be refused for that, and who calls would never be asked."""
    asked = [one for one in commands() if named_by(one, world) and one.__name__ not in UNASKED]
    assert not [(one.__name__, lacks) for one in asked if (lacks := missing(one, world))]


def test_no_command_does_anything_to_things_of_others(world: World) -> None:
    asked = list(tries(world, [one for one in IN_FORCE if one.name not in mutants.ALIKE]))
    assert len(asked) > 500
    wrong = [said for _name, ask in asked for said in ask()]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.usefixtures("unpressed")
def test_no_guard_can_be_taken_away_unseen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    by_place: dict[Place, list[Question]] = defaultdict(list)
    fronts: dict[str, list[Place]] = {}
    locks: dict[Place, frozenset[Place]] = {}
    by_name: dict[str, Question] = {}
    seconds: list[Place] = []
    wrong: list[str] = []
    with mutants.watched(monkeypatch):
        pages = _pages()
        todo = list(mutants.questions(world))
        mutants.note_alone(world, [question for _path, question in todo])
        for path, question in todo:
            if found := mutants.asked(question):
                wrong += found
                mutants.ALONE.pop(question.name, None)
            fronts[question.name] = pages.get(path, [])
            by_name[question.name] = question
            for place in {*mutants.WATCH.passed, *fronts[question.name]}:
                by_place[place].append(question)
        assert not mutants.CRASHES
        for place in mutants.places():
            asked = sorted(by_place[place], key=lambda one: one.first)
            if second_locks.is_missed(place, asked):
                continue
            seconds.append(place)
        for again in (False, True):  # again: by those that meet it only once others are gone
            for place in [one for one in seconds if one not in locks]:
                names = second_locks.further(place) if again else set()
                asked = [*by_place[place], *(by_name[name] for name in sorted(names))]
                together = second_locks.proven(place, asked, fronts)
                for one in together or ():
                    locks.setdefault(one, together - {one})
        locks = {place: locks[place] for place in seconds if place in locks}
        left = {place: len(by_place[place]) for place in seconds if place not in locks}
    print(f"\n{len(fronts)} questions, {time.monotonic() - began:.0f} s")
    _tell(locks, left)
    assert not wrong, "\n".join(wrong)
    new = [
        f"{place} ({asked} questions)" for place, asked in left.items() if str(place) not in LEFT
    ]
    assert not new, "\n".join(new)


def _pages() -> dict[str, list[Place]]:
    """Return the guards of each address of the matrix."""
    known = {address: address.removeprefix(BELOW) for address in addresses()}
    found: dict[str, list[Place]] = defaultdict(list)
    for address, cells in mutants._guards():
        path = known.get(mutants.plain(address), "")
        for what in ("guard", "writes"):
            found[path].append(mutants._place_of(cells, what))
    return found


def _tell(locks: dict[Place, frozenset[Place]], left: dict[Place, int]) -> None:
    """Say the table of docs/results/mutants.md, each second lock with its first, and the rest."""
    made = Counter(place.what for place in mutants.places())
    second, unseen = Counter(place.what for place in locks), Counter(place.what for place in left)
    for what, number in made.items():
        alone = number - second[what] - unseen[what]
        print(f"| {what} | {number} | {alone} | {second[what]} | {unseen[what]} |")
    for place, others in locks.items():
        print(f"second lock: {place} <- {', '.join(map(str, sorted(others)))}")
    for place, asked in left.items():
        print(f"left: {place} (passed by {asked} questions)")
