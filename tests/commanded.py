"""Every command of every room, called directly: as a person who names things that are not his.

What the pages in front refuse is not asked here. Two things must hold without them: no command
touches another event, whoever calls; and who is tied to a party does nothing to another one.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Any

import narahubung
from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.documents.reading import Received
from narahubung.duties.models import Step
from narahubung.kit.actor import Actor, the_house
from tests.oracle import ELSEWHERE, OTHER, OWN, WRITTEN, Persona
from tests.test_role_matrix import _nothing_kept
from tests.world import World, person_for

# What a command is given besides the things it names.
GIVEN: dict[str, Any] = {
    "about": "step:1",
    "agreed": "a bus",
    "asked": {"text": "tea"},
    "before": NOON,
    "book_kind": "luggage",
    "cause": "test",
    "consent_by": "the aide",
    "consent_on": NOON.date(),
    "face": 4,
    "file": Received(kind="photo", media_type="image/png", suffix="png", size=1, digest="0" * 64),
    "minutes": 45,
    "note": "tea",
    "offers": "a bus",
    "ours": "peace",
    "plan": "{}",
    "priority": "normal",
    "problem": "{}",
    "role": "officer",
    "seconds": 1.0,
    "side": "theirs",
    "status": "landed",
    "summary": {"filled": 0, "positions": 0, "proven": True},
    "text": "tea",
    "theirs": "tea",
    "trouble": "none",
    "whose": "guest",
    "why": "test",
}
# How steps must stand for a command to be refused by nothing but who calls.
_STANDS: dict[str, dict[str, Any]] = {
    "recheck": {"state": "checked", "done": 1},
    "open_when_needed": {"state": "asleep"},
}
# Things of a party: who is tied to another one may not name them.
_OF_PARTY = {
    *("party_id", "party_ids", "member_id", "movement_id", "trip_id", "step_id", "observation_id"),
    *("attachment_id", "feed_id", "expectation_id", "preference_id", "negotiation_id"),
    *("pulse_id", "line_id"),
}
# A need is made by the page that hands it over; whose accounts one may touch is asked by pages.
_NOT_NAMED = {*GIVEN, "kind", "position", "need_id", "person_id"}


@lru_cache(maxsize=1)
def commands() -> tuple[Callable[..., Any], ...]:
    """Return every command that names a thing we know."""
    found = set()
    for module in pkgutil.walk_packages(narahubung.__path__, "narahubung."):
        if ".commands" in module.name and ".tests" not in module.name:
            found |= {
                one
                for one in vars(import_module(module.name)).values()
                if getattr(one, "is_command", False)
            }
    return tuple(sorted(found, key=lambda one: (one.__module__, one.__name__)))


def tries(world: World, personas: list[Persona]) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """Yield (name, question): each command with things of others, one at a time and all at once."""
    house = the_house("test", event_id=world.event.pk)
    for command in commands():
        named = {*inspect.signature(command).parameters}
        things = sorted(named & {*_words(world, OWN)} - _NOT_NAMED)
        for given, tie in product(_apart(things), (OTHER, ELSEWHERE)):
            if not given or (tie == OTHER and not {*given} & _OF_PARTY):
                continue
            for foreign in _each(given, tie):
                if tie == ELSEWHERE and ".accounts." not in command.__module__:
                    yield _try(world, "the house", lambda: house, command, given, foreign, tie)
                for one in personas:
                    if tie == ELSEWHERE or WRITTEN["tied"].get(one.role) == "party":
                        yield _try(
                            world, one.name, _actor(world, one), command, given, foreign, tie
                        )


def _actor(world: World, persona: Persona) -> Callable[[], Actor]:
    return lambda: actor_of(person_for(world, persona), event_id=world.event.pk, at=NOON)


def _apart(things: list[str]) -> list[list[str]]:
    """Return the things as a command takes them: of a movement or of a trip, never of both."""
    if not {"movement_id", "trip_id"} <= {*things}:
        return [things]
    return [[one for one in things if one != other] for other in ("movement_id", "trip_id")]


def _each(things: list[str], tie: str) -> list[set[str]]:
    one_by_one = [{name} for name in things if tie == ELSEWHERE or name in _OF_PARTY]
    return [{*things}, *one_by_one] if len(things) > 1 else [{*things}]


def _try(
    world: World,
    who: str,
    by: Callable[[], Actor],
    command: Callable[..., Any],
    things: list[str],
    foreign: set[str],
    tie: str,
) -> tuple[str, Callable[[], list[str]]]:
    own, others = _words(world, OWN), _words(world, tie)
    given = {name: others[name] if name in foreign else own[name] for name in things}
    room = command.__module__.removeprefix("narahubung.")
    what = f"{who}: {room}.{command.__name__} with {sorted(foreign)} of {tie}"

    def ask() -> list[str]:
        asked = inspect.signature(command).parameters
        more = {name: GIVEN[name] for name in asked if name in GIVEN}
        if "position" in asked:
            more["position"] = "lead"
        ready = _STANDS.get(command.__name__)
        with _nothing_kept() as written:
            if ready:
                Step.objects.update(**ready)
                written.clear()
            try:
                command(**given, **more, **_to(command, others), by=by(), at=NOON)
            except Exception:  # refused, whatever the words
                written.clear()
        return [f"{what} wrote: {written[0][:80]}"] if written else []

    return what, ask


def _to(command: Callable[..., Any], words: dict[str, Any]) -> dict[str, Any]:
    """Return what a thing is moved to, where the command moves one."""
    to: dict[str, dict[str, Any]] = {
        "move_trip": {"certainty": "cancelled"},
        "move_item": {"room": "another"},
    }
    return {"to": to[command.__name__]} if command.__name__ in to else {}


def _words(world: World, tie: str) -> dict[str, Any]:
    words = world.words(tie)
    return words | {
        "party_ids": [words["party_id"]],
        "terminal_id": words["place_id"],
        "feed_id": words["feed"],
        "event_id": (world.other_event if tie == ELSEWHERE else world.event).pk,
    }
