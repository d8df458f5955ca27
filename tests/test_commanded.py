"""No command is refused for its state before it is asked who calls: else a lost guard goes unseen.

With things of one's own it goes through, for the house or for somebody who steers.
"""

from typing import Any

from narahubung.kit.actor import the_house
from tests.commanded import UNASKED, _actor, _apart, _meant, call, commands, named_by
from tests.oracle import OWN, Persona
from tests.test_role_matrix import _nothing_kept, world
from tests.world import World, person_for

__all__ = ["world"]  # a fixture

STEERING = [Persona(role, role) for role in ("organiser", "coordinator", "officer", "desk")]
# Those that go through for nobody yet, by room; to be shortened only. Of many only somebody's own
# thing can be touched, which these callers do not have: test_role_matrix.py asks with own things.
NOT_YET = {
    "accounts": "archive_event open_event",
    "airports": "follow_departure note_status",  # follow what others told, and find nothing to do
    "assignments": (
        "adopt adopt_roster agree_swap answer_overtime approve_swap be_back begin_break "
        "decline_swap end_break follow_programme follow_stay give hand_over_now keep_card "
        "leave_to_desk let_be_reached let_in mend_party note_switched offer_swap prove record_plan "
        "stand_for take take_back take_back_mending take_wish_back withdraw_swap"
    ),
    "crisis": "confirm_report",
    "duties": "recheck refold take_as_done undo_check",
    # A drill runs in its own house only; an improvement is never closed by hand, its owner is a
    # person, and who acknowledges it was asked by name: tests/scenarios/test_c13.py plays them.
    "learning": (
        "acknowledge_change begin_drill close_improvement deliver_inject end_drill mark_inject "
        "plan_improvement"
    ),
    "needs": (
        "add_category confirm end_thing match_lines sign_costs take_back take_back_answer "
        "take_offer"
    ),
    "programme": "close_calendar",
    "relays": (
        "acknowledge confirm_reached give_up mark_done pass_on read_back read_back_by_picks refuse "
        "release take_call_back"
    ),
    "ripple": "answer_repair ask_for_repair hear_refusal",
    "transport": "take_back_by_link",
}


def test_nothing_but_who_calls_refuses_a_command(world: World) -> None:
    house = the_house("test", event_id=world.event.pk)
    callers = [lambda: house, *(_actor(world, one) for one in STEERING)]
    for one in STEERING:  # here: whoever is made within a try is undone with it
        person_for(world, one)
    stuck: dict[str, set[str]] = {}
    for command in commands():
        things = named_by(command, world)
        if not things or command.__name__ in UNASKED:
            continue
        for given in _apart(things):
            if not any(_goes_through(world, command, given, by) for by in callers):
                room = command.__module__.split(".")[1]
                stuck.setdefault(room, set()).add(command.__name__)
    assert stuck == {room: {*names.split()} for room, names in NOT_YET.items()}


def _goes_through(world: World, command: Any, given: list[str], by: Any) -> bool:
    own = _meant(world, OWN, command)
    things = {name: own[name] for name in given}
    with _nothing_kept() as written:
        return call(command, things, own, own, by=by(), written=written) is None and bool(written)
