"""Every command of every room, called directly: as a person who names things that are not his.

What the pages in front refuse is not asked here. Two things must hold without them: no command
touches another event, whoever calls; and who is tied to a party does nothing to another one.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Any

from django.apps import apps

import narahubung
from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.assignments.rules.moving import Slot
from narahubung.documents.reading import Received
from narahubung.kit.actor import Actor, the_house
from narahubung.kit.intervals import Span
from narahubung.needs.rules.limits import Asked
from narahubung.programme.commands import Line
from tests.oracle import ELSEWHERE, OTHER, OWN, WRITTEN, Persona
from tests.test_role_matrix import _nothing_kept
from tests.world import World, person_for

HOUR = timedelta(hours=1)
_SOON = NOON + 4 * HOUR
# What a command is given besides the things it names.
GIVEN: dict[str, Any] = {
    "about": "step:{step_id}",
    "accuracy_m": 9.0,
    "address_works": True,
    "agreed": "a bus",
    "amount": Decimal(5),
    "answers": ["tea"],
    "asked": Asked(thing="car", quantity=1, span=Span(_SOON, _SOON + HOUR)),
    "at_point": "van",
    "audience": ["role:coordinator"],
    "before": NOON,
    "book_kind": "luggage",
    "card": "{}",
    "cause": "test",
    "chief_id": None,
    "consent_by": "the aide",
    "consent_on": NOON.date(),
    "count": 3,
    "currency": "IDR",
    "day_from": time(7),
    "day_to": time(23),
    "deputy_id": None,
    "description": "a grey case",
    "digest": "",
    "ends": _SOON + HOUR,
    "ends_at": _SOON + HOUR,
    "face": 4,
    "facts": {"call_sign": "tea"},
    "file": Received(kind="photo", media_type="image/png", suffix="png", size=1, digest="0" * 64),
    "firm": True,
    "group": "volunteer",
    "height": 1,
    "held": True,
    "homes": {},
    "how": "phone",
    "language": "en",
    "latitude": -8.8,
    "longitude": 115.2,
    "matches": "head_of_state",
    "minutes": 45,
    "must_read_back": False,
    "name": "the aide",
    "name_en": "tea",
    "name_id": "teh",
    "night": "off",
    "no": "test",
    "note": "tea",
    "offers": "a bus",
    "order": 1,
    "ours": "peace",
    "payer": "party",
    "phone": "+44 7700 900999",
    "plan": "{}",
    "precedence": "biasa",
    "priority": "normal",
    "problem": "{}",
    "quantity": 1,
    "question": "how many",
    "rank": 1,
    "read_at": NOON,
    "repeated": True,
    "role": "officer",
    "said_by": "the aide",
    "said_how": "phone",
    "seats": 9,
    "seconds": 1.0,
    "seen_at": NOON,
    "settings": {},
    "side": "theirs",
    "signed_by": "the aide",
    "since": NOON - HOUR,
    "starts": _SOON,
    "stops": [],
    "starts_at": _SOON,
    "status": "landed",
    "subject": "tea",
    "summary": {"filled": 0, "positions": 0, "proven": True},
    "supplier": "a shop",
    "text": "tea",
    "texts": {"en": "tea"},
    "theirs": "tea",
    "title": {"en": "tea"},
    "trouble": "none",
    "until": _SOON + HOUR,
    "values": {"name_en": "tea"},
    "was_since": NOON,
    "was_until": NOON + HOUR,
    "what": "a car",
    "whose": "guest",
    "why": "test",
    "width": 1,
    "words": "tea",
    "x": 1.0,
    "y": 1.0,
    "zone": "Asia/Makassar",
}
# The same where a name means something else to one command.
_FOR: dict[str, dict[str, Any]] = {
    "add_runs": {"starts": [_SOON]},
    "answer_alarm": {"answer": "call"},
    "answer_booking": {"state": "confirmed"},
    "answer_call": {"answer": "no_answer"},
    "answer_expectation": {"state": "met"},
    "answer_guest": {"state": "accepted"},
    "begin_outing": {"where": "tea"},
    "book": {"kind": "stand"},
    "follow_bag": {"state": "found"},
    "keep_facility": {"kind": "stand"},
    "say_carriage": {"mode": "train"},
    "split_movement": {"carrier": "GA 1", "people": 1, "planned_at": _SOON},
    "note_clearance": {"kind": "security", "state": "asked", "number": "tea"},
    "approve_escort": {"number": "tea"},
    "ask_to_switch": {"to": "+44 7700 900998"},
    "give_part": {"quantity": 1},
    "note_favour": {"kind": "money"},
    "note_switched": {"to": "+44 7700 900998"},
    "open_negotiation": {"about": "need:{need_id}"},
    "plan_private": {"facts": {"title": "tea", "starts_at": _SOON, "ends_at": _SOON + HOUR}},
    "raise_with_files": {"asked": {"text": "tea"}},
    "remember_preference": {"until": NOON.date().replace(year=2027)},
    "add_car": {"role": "media"},
    "make_motorcade": {"order": "summit"},
    "order_cars": {"cars": [1]},
    "seat": {"seat": "row", "role": "guest"},
    "set_car": {"role": "media"},
    "replace_officer": {"starts": None, "ends": None},
    "report_absence": {"kind": "unwell"},
    "stand_for": {"side": "given"},
    "swap_cues": {"down": True},
    "take_offer": {"kind": "paid"},
    "tell_by_link": {"status": "ready"},
    "write_cues": {"lines": [Line(at=_SOON, text="tea")]},
    "write_negotiation": {"state": "open"},
    "advance_paper": {"paper": "visa"},
    "ask_plan": {"day": NOON.date()},
    "record_plan": {"changes": 0, "unserved": 0},
    "write_paper": {"paper": "visa", "to": {"state": "asked"}},
    "add_trip": {"to": {"purpose": "tea", "departs_at": _SOON, "arrives_at": _SOON + HOUR}},
}
# How rows must stand for a command to be refused by nothing but who calls.
_STANDS: dict[str, tuple[str, dict[str, Any]]] = {
    "recheck": ("duties.Step", {"state": "checked", "done": 1}),
    "open_when_needed": ("duties.Step", {"state": "asleep"}),
    "adopt": ("assignments.Proposal", {"state": "ready"}),
    "answer_call": ("relays.Delivery", {"channel": "phone", "answer": ""}),
    "approve_swap": ("assignments.Swap", {"state": "agreed"}),
    "attach": ("assignments.Attachment", {"ended_at": NOON}),
    "begin_work": ("needs.Need", {"state": "accepted"}),
    "end_line": ("needs.BookEntry", {"kind": "luggage"}),
    "escalate": ("needs.Need", {"clock_at": NOON}),
    "give_driver_link": ("movements.Trip", {"reached_at": None}),
    "give_part": ("needs.Need", {"quantity": 9}),
    "move_duty": ("parties.Officer", {"max_hours_per_day": 12}),
    "name_person": ("needs.Need", {"state": "accepted"}),
    "note_unanswered": ("needs.BookEntry", {"kind": "wake_up"}),
    "pass_on": ("needs.Need", {"department": None}),
    "plan_duty": ("parties.Officer", {"max_hours_per_day": 12}),
    "promise": ("needs.Need", {"state": "accepted"}),
    "reopen": ("needs.Need", {"state": "done"}),
    "reply": ("needs.Need", {"state": "waiting"}),
    "report_absence": ("assignments.Absence", {"ended_at": NOON}),
    "route": ("needs.Need", {"department": None}),
    "board": ("transport.ShuttleRun", {"left_at": None}),
    "cancel_run": ("transport.ShuttleRun", {"left_at": None}),
    "change_permit": ("parties.Place", {"area": "the ring"}),
    "give_permit": ("parties.Place", {"area": "the ring"}),
    "let_leave": ("transport.ShuttleRun", {"left_at": None}),
    "let_stay": ("transport.ShuttleRun", {"left_at": NOON}),
    "remove_passenger": ("transport.ShuttleRun", {"left_at": None}),
    "sign_up": ("transport.ShuttleRun", {"left_at": None, "seats": 9}),
    "share_position": ("movements.Trip", {"reached_at": None}),
    "share_position_by_link": ("movements.Trip", {"reached_at": None}),
    "sign_costs": ("needs.NeedCost", {"signed_at": None, "signed_by": ""}),
    "take_back_answer": (
        "needs.Wish",
        {"state": "granted", "first": None, "decided_at": NOON, "decided_by": "Somebody"},
    ),
    "take_back_line": ("needs.BookEntry", {"kind": "luggage", "by_name": "Somebody", "at": NOON}),
    "take_offer": ("needs.Wish", {"state": "refused", "first": None, "told_at": NOON}),
    "tell_late_calls": ("needs.BookEntry", {"told_at": None}),
    "tell_overdue": ("needs.Pulse", {"told_at": None}),
    "answer_booking": ("airports.Booking", {"state": "asked", "facility": None}),
    "announce_hand_over": ("assignments.HandOver", {"state": "cancelled"}),
    "answer_alarm": ("assignments.Alarm", {"answer": "", "closed_at": None}),
    "ask_overtime": ("assignments.Duty", {"overtime_asked_at": None, "overtime_agreed_at": None}),
    "chase": ("relays.Recipient", {"answer_due_at": NOON}),
    "confirm": ("relays.Recipient", {"state": "read_back"}),
    "grant_wish": ("needs.Wish", {"state": "asked", "first": None, "asked_role": "organiser"}),
    "pass_up_wish": ("needs.Wish", {"state": "asked", "first": None, "answer_by": NOON}),
    "raise_alarm": ("assignments.Alarm", {"raised_at": None}),
    "refuse_wish": ("needs.Wish", {"state": "asked", "first": None, "asked_role": "organiser"}),
    "resume_after_slip": ("assignments.Duty", {"state": "done", "left_at": NOON}),
    "strike_cost": ("needs.NeedCost", {"signed_at": None, "signed_by": ""}),
    "take_as_served": ("assignments.Duty", {"starts": NOON - HOUR}),
    "take_help": ("assignments.HelpCall", {"taken_at": None}),
    "write_down": ("relays.Relay", {"text": ""}),
    "answer_guest": ("airports.Booking", {"kind": "lounge"}),
    "list_guest": ("airports.Booking", {"kind": "lounge"}),
    "strike_guest": ("airports.Booking", {"kind": "lounge"}),
    "tell_leaving": ("airports.DepartureLine", {"done_at": None}),
    "plan_departure": ("movements.Movement", {"direction": "departure"}),
    "stand_in_line": ("movements.Movement", {"direction": "departure"}),
    "split_movement": ("movements.Movement", {"pax": 9, "bags": 9}),
    "cancel_trip": ("movements.Trip", {"left_at": None}),
    "withdraw_transfer": ("movements.Trip", {"left_at": None}),
    "take_back_cue": ("programme.Cue", {"actual_at": NOON, "given_by": "Somebody"}),
    "call_car": ("transport.MotorcadeCar", {"role": "media", "all_in_at": None}),
    "seat": ("transport.MotorcadeCar", {"role": "media"}),
    "set_car": ("transport.MotorcadeCar", {"role": "media"}),
}
# Things of a party: who is tied to another one may not name them.
_OF_PARTY = {
    *("request_id", "motorcade_id", "car_id", "seat_id", "leaving_id", "farewell_id"),
    *("party_id", "party_ids", "member_id", "movement_id", "trip_id", "step_id", "observation_id"),
    *("attachment_id", "feed_id", "expectation_id", "preference_id", "negotiation_id"),
    *("pulse_id", "line_id", "need_id", "wish_id", "cost_id", "part_id", "line_ids", "pulse_ids"),
    *("found_id", "duty_ids", "private_id"),
    *("booking_id", "guest_id", "aircraft_id", "bag_id", "arrival_id", "departure_id"),
    *("passenger_id", "permit_id"),
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
                        yield _try(
                            world, one.name, _actor(world, one), command, given, foreign, tie
                        )


def _actor(world: World, persona: Persona) -> Callable[[], Actor]:
    return lambda: actor_of(person_for(world, persona), event_id=world.event.pk, at=NOON)


# A command takes one of the two, or lets the second say what the first is.
_EITHER = ({"movement_id", "trip_id"}, {"party_id", "thread_id"})


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
    given = {*GIVEN, *_FOR.get(command.__name__, ()), *_words(world, OWN), "by", "at"}
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
            call(command, given, others, by=by(), written=written)
        return [f"{what} wrote: {written[0][:80]}"] if written else []

    return what, ask


def call(
    command: Callable[..., Any],
    things: dict[str, Any],
    others: dict[str, Any],
    *,
    by: Actor,
    written: list[str],
) -> Exception | None:
    """Call a command with things, and with all else it asks for; return how it refused.

    others: what a thing is moved to. written: what it wrote, as `_nothing_kept` notes it.
    """
    asked, name = inspect.signature(command).parameters, command.__name__
    more = {given: GIVEN[given] for given in asked if given in GIVEN} | _FOR.get(name, {})
    if "position" in asked:
        more["position"] = "lead"
    if name in {"mark_became_need", "keep_template"}:
        more |= {given: others[given] for given in _NOT_NAMED_BY[name]}
    if "about" in more:
        more["about"] = more["about"].format(**others)
    try:
        if stands := _STANDS.get(name):
            apps.get_model(stands[0])._default_manager.update(**stands[1])
            written.clear()
        command(**{**more, **things, **_to(command, others)}, by=by, at=NOON)
    except Exception as refusal:  # whatever the words
        written.clear()
        return refusal
    return None


def _to(command: Callable[..., Any], words: dict[str, Any]) -> dict[str, Any]:
    """Return what a thing is moved to, where the command moves one."""
    to: dict[str, Any] = {
        "move_trip": {"certainty": "cancelled"},
        "move_item": {"room": "another"},
        "change_private": {"room": "another"},
        "give_permit": {"zone": "the ring"},
        "change_permit": {"zone": "the ring", "number": "another"},
        "move_duty": Slot(officer_id=words["officer_id"], span=Span(_SOON, _SOON + HOUR)),
    }
    found = {"to": to[command.__name__]} if command.__name__ in to else {}
    return found | ({"seen": words["seen"]} if command.__name__ == "move_duty" else {})


# Where a word means another thing in one room.
_MEANS = {
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
