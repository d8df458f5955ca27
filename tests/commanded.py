"""Every command of every room, called directly: as a person who names things that are not his.

What the pages in front refuse is not asked here. Two things must hold without them: no command
touches another event, whoever calls; and who is tied to a party does nothing to another one.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from itertools import product
from typing import Any

from django.apps import apps

import narahubung
from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.assignments.rules.moving import Slot
from narahubung.kit.actor import Actor, the_house
from narahubung.kit.intervals import Span
from tests.given import FOR, GIVEN, HOUR, PREPARE, SOON, STANDS, Words
from tests.oracle import ELSEWHERE, OTHER, OWN, WRITTEN, Persona
from tests.test_role_matrix import _nothing_kept
from tests.world import World, person_for

# Things of a party: who is tied to another one may not name them.
_OF_PARTY = {
    *("request_id", "motorcade_id", "car_id", "seat_id", "leaving_id", "farewell_id"),
    *("party_id", "party_ids", "member_id", "movement_id", "trip_id", "step_id", "observation_id"),
    *("attachment_id", "feed_id", "expectation_id", "preference_id", "negotiation_id"),
    *("pulse_id", "line_id", "need_id", "wish_id", "cost_id", "part_id", "line_ids", "pulse_ids"),
    *("found_id", "duty_ids", "private_id", "gift_id", "declaration_id", "custody_id"),
    *("booking_id", "guest_id", "aircraft_id", "bag_id", "arrival_id", "departure_id"),
    *("accreditation_id", "badge_id"),
    *("passenger_id", "permit_id", "action_id", "evacuation_id", "follower_id"),
    *("occasion_check_id", "occasion_text_id"),
    *("seated_id", "passenger_id", "permit_id", "action_id", "evacuation_id", "follower_id"),
}
# Whose accounts one may touch is asked by pages.
# A channel and a shape have the same name in every event.
_NOT_NAMED = {*GIVEN, "channel", "kind", "paper", "person_id", "position", "shape"}
# A need is made by the page that hands it over; a template's code is a new one; an answer comes by
# the secret address of its gateway.
_NOT_NAMED_BY = {
    "keep_template": {"code"},
    "mark_became_need": {"need_id"},
    "note_answer": {"recipient_id"},
    # A number here is what is written on a paper, not that of a release.
    "approve_escort": {"number"},
    "note_clearance": {"number"},
    "note_told": {"number"},
    "note_upg": {"number"},
    "note_kpk": {"number"},
    "note_decision": {"number"},
    "move_permission": {"number"},
    "note_loss": {"number"},
    # What is only being put down has no row yet.
    "put_aside": {"carried_id"},
    "ask_which": {"carried_id"},
    # Here it is that of a repair.
    "adopt_repair": {"number"},
    "answer_repair": {"number"},
    "ask_for_repair": {"number"},
    # What the page showed; only to move a duty names it a thing.
    "answer_booking": {"seen"},
    "undo_check": {"seen"},
}


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
    for one in personas:  # here: whoever is made within a try is undone with it
        person_for(world, one)
    actors = {one.name: _actor(world, one) for one in personas}
    for command in commands():
        things = named_by(command, world)
        for given, tie in product(_apart(things), (OTHER, ELSEWHERE)):
            if not given or (tie == OTHER and not {*given} & _OF_PARTY):
                continue
            for foreign in _each(given, tie):
                if tie == ELSEWHERE and ".accounts." not in command.__module__:
                    yield _try(world, "the house", lambda: house, command, given, foreign, tie)
                for one in personas:
                    if tie == ELSEWHERE or WRITTEN["tied"].get(one.role) == "party":
                        by = actors[one.name]
                        yield _try(world, one.name, by, command, given, foreign, tie)


def _actor(world: World, persona: Persona) -> Callable[[], Actor]:
    """Look up once who calls: whatever a command writes is undone before the next one."""
    return cache(lambda: actor_of(person_for(world, persona), event_id=world.event.pk, at=NOON))


# A command takes one of the two, or lets the second say what the first is.
_EITHER = (
    {"movement_id", "trip_id"},
    {"party_id", "thread_id"},
    {"arrival_id", "departure_id"},
    {"member_id", "officer_id"},
)


def _apart(things: list[str]) -> list[list[str]]:
    """Return the things as a command takes them: of a movement or of a trip, never of both."""
    both = next((pair for pair in _EITHER if pair <= {*things}), None)
    if both is None:
        return [things]
    return [[one for one in things if one != other] for other in sorted(both)]


def _each(things: list[str], tie: str) -> list[set[str]]:
    one_by_one = [{name} for name in things if tie == ELSEWHERE or name in _OF_PARTY]
    return [{*things}, *one_by_one] if len(things) > 1 else [{*things}]


# Of no event yet, by a letter's token, of an account, or a whole list that was read before.
UNASKED = {
    "add_line",  # its stops name places
    *("make_event", "accept_invitation", "bring_in", "grant", "set_address", "take_in"),
    *("change_thing", "notice"),
    "follow_outing",  # the house, too
    *("follow", "take_back_status"),  # the house alone lets things go along with a change
}


def named_by(command: Callable[..., Any], world: World) -> list[str]:
    """Return the things that a command names."""
    silent = _NOT_NAMED | _NOT_NAMED_BY.get(command.__name__, set())
    return sorted({*inspect.signature(command).parameters} & {*_words(world, OWN)} - silent)


def missing(command: Callable[..., Any], world: World) -> set[str]:
    """Return what a command asks for and is not given: then it would be refused for that alone."""
    asked = inspect.signature(command).parameters.values()
    needed = {one.name for one in asked if one.default is one.empty}
    given = {*GIVEN, *FOR.get(command.__name__, ()), *_words(world, OWN), "by", "at"}
    return needed - given - {"position", "to"}


def _try(
    world: World,
    who: str,
    by: Callable[[], Actor],
    command: Callable[..., Any],
    things: list[str],
    foreign: set[str],
    tie: str,
) -> tuple[str, Callable[[], list[str]]]:
    own, others = _meant(world, OWN, command), _meant(world, tie, command)
    given = {name: others[name] if name in foreign else own[name] for name in things}
    room = command.__module__.removeprefix("narahubung.")
    what = f"{who}: {room}.{command.__name__} with {sorted(foreign)} of {tie}"

    def ask() -> list[str]:
        with _nothing_kept() as written:
            call(command, given, own, others, by=by(), written=written)
        return [f"{what} wrote: {written[0][:80]}"] if written else []

    return what, ask


def call(
    command: Callable[..., Any],
    things: Words,
    own: Words,
    others: Words,
    *,
    by: Actor,
    written: list[str],
) -> Exception | None:
    """Call a command with things, and with all else it asks for; return how it refused.

    own: what is the caller's. others: what a thing is moved to. written: what it wrote, as
    `_nothing_kept` notes it.
    """
    asked, name = inspect.signature(command).parameters, command.__name__
    more = {given: GIVEN[given] for given in asked if given in GIVEN} | FOR.get(name, {})
    if "position" in asked:
        more["position"] = "lead"
    if name in {"mark_became_need", "keep_template"}:
        more |= {given: others[given] for given in _NOT_NAMED_BY[name]}
    if "status" in more and "trip_id" in things:
        more["status"] = "ready"
    if "about" in more:
        more["about"] = more["about"].format(**others)
    if stands := STANDS.get(name):
        apps.get_model(stands[0])._default_manager.update(**stands[1])
    if prepare := PREPARE.get(f"{command.__module__.split('.')[1]}.{name}"):
        prepare(own, things)
    given = {**more, **things, **_to(command, own, others)}
    written.clear()
    try:
        command(**given, by=by, at=NOON)
    except Exception as refusal:  # whatever the words
        written.clear()
        return refusal
    return None


def _to(command: Callable[..., Any], own: Words, words: Words) -> dict[str, Any]:
    """Return what a thing is moved to, where the command moves one."""
    to: dict[str, Any] = {
        "move_trip": {"certainty": "cancelled"},
        "move_item": {"room": "another"},
        "change_private": {"room": "another"},
        "give_permit": {"zone": "the ring"},
        "change_permit": {"zone": "the ring", "number": "another", "valid_from": None},
        "ask_transfer": {
            "from_place": words["place_id"],
            "to_place": own.get("another_place_id"),
            "ready_at": SOON,
        },
        "move_duty": Slot(officer_id=words["officer_id"], span=Span(SOON, SOON + HOUR)),
    }
    found = {"to": to[command.__name__]} if command.__name__ in to else {}
    return found | ({"seen": words["seen"]} if command.__name__ == "move_duty" else {})


# Where a word means another thing in one room.
_MEANS = {
    "narahubung.crisis.commands.stakeholders": {"question_id": "crisis_question_id"},
    "narahubung.assignments.commands.lines": {"line_id": "guest_line_id"},
    "narahubung.assignments.commands.own_roster": {"wish_id": "duty_wish_id"},
    "narahubung.needs.commands.supplying": {"pass_id": "task_pass_id"},
    "narahubung.transport.commands.driving": {"pass_id": "trip_pass_id"},
    "narahubung.transport.commands.positions": {"pass_id": "trip_pass_id"},
    "narahubung.transport.commands.shuttles": {"line_id": "shuttle_line_id"},
}


def _meant(world: World, tie: str, command: Callable[..., Any]) -> dict[str, Any]:
    words = _words(world, tie)
    means = _MEANS.get(command.__module__, {})
    return words | {name: words[thing] for name, thing in means.items()}


def _words(world: World, tie: str) -> dict[str, Any]:
    words, duty = world.words(tie), world.rows[tie]["assignments.Duty"]
    return words | {
        "seen": Slot(officer_id=duty.officer_id, span=Span(duty.starts, duty.ends)),
        "party_ids": [words["party_id"]],
        "standing_ids": [words["standing_id"]],
        "ranked_ids": [words["ranked_id"]],
        "anchor_id": words["ranked_id"],
        "goes_with_id": words["standing_id"],
        "terminal_id": words["place_id"],
        "arrival_id": words["movement_id"],
        "departure_id": words["movement_id"],
        "feed_id": words["feed"],
        "line_ids": [words["line_id"]],
        "pulse_ids": [words["pulse_id"]],
        "duty_ids": [words["duty_id"]],
        "found_id": words["line_id"],
        "gateway_id": world.rows[tie]["relays.Gateway"].pk,
        "officer_ids": [words["officer_id"]],
        "was": words["officer_id"],
        "recipient_id": world.rows[tie]["relays.Recipient"].pk,
        "event_id": (world.other_event if tie == ELSEWHERE else world.event).pk,
    }
