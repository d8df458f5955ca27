"""Plans of templates: each party confirms its part; permits, order, two signatures, ways out."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Action, ActionPlan, Incident
from narahubung.crisis.planbook import planbook
from narahubung.crisis.queries import actions as queries
from narahubung.crisis.queries.notices import notice_board
from narahubung.crisis.queries.permits import register_of
from narahubung.crisis.rules import actions as rules
from narahubung.crisis.tests.test_switch import quake
from narahubung.crisis.timetable import overdue_actions
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one

MINUTE = timedelta(minutes=1)
BACK = "We count all of us outside and leave the lifts alone."


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def officer(lia: Any, as_actor: Any, event: Any) -> Actor:
    return as_actor(lia, event)


@pytest.fixture
def plan(lead: Actor, arda: Any, bree: Any, transport: Any) -> ActionPlan:
    return commands.make_action_plan(
        incident_id=quake(lead).pk,
        template="shelter",
        party_ids=[arda.pk, bree.pk],
        by=lead,
        at=NOON,
    )


def part(plan: ActionPlan, **of: Any) -> Action:
    return Action.objects.get(plan=plan, **of)


def right(action: Action) -> str:
    return in_one(action.answers[0])


def confirmed(action: Action, by: Actor, at: Any = NOON, **more: Any) -> None:
    commands.confirm_action(
        action_id=action.pk, answer=right(action), said_back=BACK, by=by, at=at, **more
    )


def added(plan: ActionPlan, by: Actor, text: str, **more: Any) -> Action:
    return commands.add_action(
        action_plan_id=plan.pk, text=text, who="Venue", due_at=NOON + MINUTE, by=by, at=NOON, **more
    )


def test_every_template_is_whole() -> None:
    for template in planbook().plans.values():
        for one in template.parts:
            assert one.to in {"delegations", "team", "organisation"}
            assert one.text
            assert one.ask
            assert len(one.answers) == 3
            assert bool(one.permit) == bool(one.permit_from)
            assert one.desk or one.who or one.to == "delegations"


def test_a_plan_has_a_part_for_each_party(plan: ActionPlan, lead: Actor, transport: Any) -> None:
    board = queries.board(number=1, by=lead, at=NOON)
    assert {line.who for line in board.lines} == {
        "Arda",
        "Bree",
        "Transport",
        "Venue management",
        "medical",
    }
    team = part(plan, department=transport)
    assert (team.owner, team.deputy) == ("Ni Putu Widiana", "Ni Luh Arimbawa")
    assert board.unconfirmed == 5
    with pytest.raises(rules.PlanIsMade):
        commands.make_action_plan(
            incident_id=Incident.objects.get().pk, template="shelter", by=lead, at=NOON
        )


def test_understood_is_the_right_answer_and_ones_own_words(
    plan: ActionPlan, officer: Actor, arda: Any, bree: Any
) -> None:
    mine = part(plan, party=arda)
    assert [line.who for line in queries.own_parts(by=officer, at=NOON)] == ["Arda"]
    with pytest.raises(Action.DoesNotExist):
        confirmed(part(plan, party=bree), officer)
    wrong = in_one(mine.answers[1])
    for answer, back, why in (
        (wrong, BACK, rules.NotUnderstood),
        ("", BACK, rules.NotUnderstood),
        (right(mine), "ok", rules.NotInOwnWords),
        (right(mine), in_one(mine.text), rules.NotInOwnWords),
    ):
        with pytest.raises(why):
            commands.confirm_action(
                action_id=mine.pk, answer=answer, said_back=back, by=officer, at=NOON
            )
    commands.confirm_action(
        action_id=mine.pk,
        answer=mine.answers[0].split(" || ")[1],  # read and answered in Indonesian
        said_back=BACK,
        by=officer,
        at=NOON,
    )
    with pytest.raises(rules.ConfirmedBefore):
        confirmed(mine, officer)


def test_only_changed_parts_are_confirmed_again(
    plan: ActionPlan, lead: Actor, officer: Actor, arda: Any, bree: Any
) -> None:
    mine, other = part(plan, party=arda), part(plan, party=bree)
    confirmed(mine, officer)
    confirmed(other, lead, said_by="Barliman")
    commands.change_action(action_id=mine.pk, values={"deputy": "Elladan"}, by=lead, at=NOON)
    stands = {line.who: line.confirmed_by for line in _lines(lead)}
    assert (stands["Arda"], stands["Bree"]) == (officer.name, "Barliman")
    commands.change_action(
        action_id=mine.pk, values={"text": "Stay in the hall."}, by=lead, at=NOON
    )
    stands = {line.who: line.confirmed_by for line in _lines(lead)}
    assert (stands["Arda"], stands["Bree"]) == ("", "Barliman")
    confirmed(mine, officer)
    plan.refresh_from_db()
    assert plan.version == 3


def test_it_does_not_begin_on_a_missing_permit(plan: ActionPlan, lead: Actor) -> None:
    venue = part(plan, who__startswith="Venue")
    with pytest.raises(rules.LacksPermit):
        commands.start_action(action_id=venue.pk, by=lead, at=NOON)
    with pytest.raises(rules.LacksPermit):
        commands.start_action(action_id=venue.pk, decider="Elrond", by=lead, at=NOON)
    commands.note_permit(action_id=venue.pk, permit_state="refused", note="no. 7", by=lead, at=NOON)
    commands.start_action(
        action_id=venue.pk, decider="Elrond", why="people are inside", by=lead, at=NOON
    )
    venue.refresh_from_db()
    assert (venue.state, venue.decided_by, venue.decided_why) == (
        "started",
        "Elrond",
        "people are inside",
    )
    entry = StoredEntry.objects.filter(kind="crisis.action_started").get()
    assert "people are inside" in entry.facts


def test_who_does_not_lead_decides_nothing_without_it(
    plan: ActionPlan, lead: Actor, officer: Actor, arda: Any
) -> None:
    mine = part(plan, party=arda)
    commands.change_action(action_id=mine.pk, values={"permit": "Police"}, by=lead, at=NOON)
    with pytest.raises(rules.OnlyLeadDecides):
        commands.start_action(
            action_id=mine.pk, decider="Lia", why="I think so", by=officer, at=NOON
        )
    commands.note_permit(action_id=mine.pk, permit_state="given", by=officer, at=NOON)
    commands.start_action(action_id=mine.pk, by=officer, at=NOON)
    commands.finish_action(action_id=mine.pk, by=officer, at=NOON)
    with pytest.raises(rules.NotNow):
        commands.finish_action(action_id=mine.pk, by=officer, at=NOON)


def test_order_without_a_circle(plan: ActionPlan, lead: Actor) -> None:
    a, b, c = (added(plan, lead, text) for text in ("one", "two", "three"))
    commands.wait_for(action_id=b.pk, before=a.number, by=lead, at=NOON)
    commands.wait_for(action_id=c.pk, before=b.number, by=lead, at=NOON)
    with pytest.raises(rules.GoesInACircle) as told:
        commands.wait_for(action_id=a.pk, before=c.number, by=lead, at=NOON)
    assert f"{c.number} → {b.number} → {a.number}" in str(told.value)
    with pytest.raises(rules.GoesInACircle):
        commands.wait_for(action_id=a.pk, before=a.number, by=lead, at=NOON)
    with pytest.raises(rules.NoSuchPart):
        commands.wait_for(action_id=a.pk, before=99, by=lead, at=NOON)
    with pytest.raises(rules.WaitsForOthers):
        commands.start_action(action_id=b.pk, by=lead, at=NOON)
    commands.drop_action(action_id=a.pk, why="done by others", by=lead, at=NOON)
    commands.start_action(action_id=b.pk, by=lead, at=NOON)
    commands.wait_for(action_id=c.pk, before=b.number, waits=False, by=lead, at=NOON)
    commands.start_action(action_id=c.pk, by=lead, at=NOON)


def test_a_hand_off_has_two_signatures(
    plan: ActionPlan, lead: Actor, officer: Actor, arda: Any, transport: Any
) -> None:
    mine = part(plan, party=arda)
    confirmed(mine, officer)
    commands.hand_off(action_id=mine.pk, department_id=transport.pk, by=officer, at=NOON)
    with pytest.raises(rules.SameSignature):
        commands.take_hand_off(action_id=mine.pk, signed_by="Another", by=officer, at=NOON)
    with pytest.raises(rules.HandedOff):
        commands.hand_off(action_id=mine.pk, who="Police", by=officer, at=NOON)
    commands.take_hand_off(action_id=mine.pk, signed_by="Ni Putu", by=lead, at=NOON)
    sheet = queries.action_sheet(action_id=mine.pk, by=lead, at=NOON)
    assert (sheet.line.who, sheet.line.owner) == ("Transport", "Ni Putu")
    assert sheet.line.confirmed_by == ""
    with pytest.raises(Action.DoesNotExist):
        queries.action_sheet(action_id=mine.pk, by=officer, at=NOON)
    commands.hand_off(action_id=mine.pk, who="Police", by=lead, at=NOON)
    with pytest.raises(rules.SameSignature):
        commands.take_hand_off(action_id=mine.pk, by=lead, at=NOON)
    commands.take_hand_off(action_id=mine.pk, signed_by="Sgt. Made", by=lead, at=NOON)


def test_overdue_stands_on_top_and_is_told_once(plan: ActionPlan, lead: Actor) -> None:
    late = added(plan, lead, "first of all")
    at = NOON + 2 * MINUTE
    for _ in range(2):
        overdue_actions(at=at, key=uuid4())
    assert StoredEntry.objects.filter(kind="crisis.action_overdue").count() == 1
    first = _lines(lead, at)[0]
    assert (first.id, first.is_overdue) == (late.pk, True)


def _lines(by: Actor, at: Any = NOON) -> Any:
    return queries.board(number=1, by=by, at=at).lines


def test_part_and_register_speak_of_the_same_permission(plan: ActionPlan, lead: Actor) -> None:
    other = added(plan, lead, "Close the gate.", permit="Road closed", permit_from="Police")
    third = added(plan, lead, "Close the lane.")
    board = notice_board(number=1, by=lead, at=NOON)
    assert "Road closed" in [one.permit for one in board.permits]
    made = commands.link_permission(action_id=other.pk, by=lead, at=NOON)
    assert (made.what, made.authority, made.state) == ("Road closed", "Police", "needed")
    commands.link_permission(action_id=third.pk, permission_id=made.pk, by=lead, at=NOON)
    third.refresh_from_db()
    assert third.permit == "Road closed"

    move = {"permission_id": made.pk, "by": lead, "at": NOON}
    commands.move_permission(state="granted", number="B/7", note="until 22.00 WIB", **move)
    for one in (other, third):
        one.refresh_from_db()
        assert (one.permit_state, one.permit_note) == ("given", "until 22.00 WIB")
    commands.note_permit(action_id=other.pk, permit_state="refused", by=lead, at=NOON)
    made.refresh_from_db()
    third.refresh_from_db()
    assert (made.state, third.permit_state) == ("refused", "refused")
    board = notice_board(number=1, by=lead, at=NOON)
    assert [part.id for part in board.permissions[0].parts] == [other.pk, third.pk]
    register = register_of(action_id=third.pk, by=lead)
    assert register is not None
    assert [one.what for one in register.linked] == ["Road closed"]
    with pytest.raises(rules.NeedsNothing):
        commands.link_permission(action_id=added(plan, lead, "Wait.").pk, by=lead, at=NOON)
