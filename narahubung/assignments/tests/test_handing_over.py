"""A duty passes only when both have acknowledged; silence rises; no network is no bar."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import LONG_AGO, NOON
from narahubung.accounts.actors import actor_of
from narahubung.assignments import commands, queries
from narahubung.assignments.audiences import serving
from narahubung.assignments.models import (
    LEAD,
    RELIEF,
    Attachment,
    Duty,
    DutyState,
    HandOver,
    HandOverState,
)
from narahubung.assignments.rules import handing_over as rules
from narahubung.assignments.rules.working_time import AgainstTheRules
from narahubung.assignments.timetable import keep_hand_overs
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.movements import commands as movements
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer

MIN, HOUR = timedelta(minutes=1), timedelta(hours=1)


def tick(at: datetime) -> None:
    keep_hand_overs(at=at, key=uuid4())


def told(kind: str) -> list[int]:
    """Return whom the last entry of a kind left word for."""
    row = StoredEntry.objects.filter(kind=f"assignments.{kind}").order_by("id").last()
    return sorted(int(number) for number in row.tell.split()) if row else []


def reads(someone: Any, party: Any, at: datetime) -> bool:
    """Tell whether somebody reaches a party at a moment."""
    return party.pk in actor_of(someone, event_id=party.event_id, at=at).own


def called(by: Actor, party: Any) -> tuple[str, str]:
    """Return whom the guest's one number calls, and as what."""
    call = queries.whom_to_call(by=by, at=NOON, party_id=party.pk, zone_name=party.event.zone)
    return (call.role, call.name) if call else ("", "")


@pytest.fixture
def budi_officer(event: Any, person: Any) -> Any:
    return Officer.objects.create(
        event=event,
        code="LO-002",
        full_name="Budi Santosa",
        phone="+44 7700 900321",
        person=person("budi", "officer", event),
    )


@pytest.fixture
def budi(budi_officer: Any) -> Any:
    """A relief officer, attached to nobody."""
    return budi_officer.person


@pytest.fixture
def planned(event: Any, arda: Any, lia: Any, lia_officer: Any, budi_officer: Any) -> Any:
    """Lia is on duty until one o'clock, then it is Budi's turn. Return the hand-over's duty."""
    Attachment.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position=LEAD,
        since=LONG_AGO,
        until=NOON + timedelta(days=1),
    )
    Duty.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position=LEAD,
        starts=NOON - 4 * HOUR,
        ends=NOON + HOUR,
        state=DutyState.ON,
        taken_at=NOON - 4 * HOUR,
    )
    return Duty.objects.create(
        event=event,
        party=arda,
        officer=budi_officer,
        position=RELIEF,
        starts=NOON + HOUR,
        ends=NOON + 7 * HOUR,
    )


@pytest.fixture
def opened(planned: Any) -> Any:
    """The card lies ready since half past twelve."""
    tick(planned.starts - 30 * MIN)
    return HandOver.objects.get()


@pytest.fixture
def both(lia: Any, budi: Any, event: Any) -> tuple[Actor, Actor]:
    """Lia and Budi as actors."""
    return tuple(actor_of(one, event_id=event.pk, at=NOON) for one in (lia, budi))  # type: ignore[return-value]


def test_the_card_lies_ready_half_an_hour_before_and_both_are_asked_when_it_is_due(
    planned: Any, lia: Any, lia_officer: Any, budi: Any
) -> None:
    tick(planned.starts - 31 * MIN)
    assert not HandOver.objects.exists()
    tick(planned.starts - 30 * MIN)
    row = HandOver.objects.get()
    assert row.giver == lia_officer
    assert told("hand_over_opened") == sorted([lia.pk, budi.pk])
    tick(planned.starts - MIN)
    assert HandOver.objects.get().asked_at is None
    tick(planned.starts)
    assert HandOver.objects.get().asked_at == planned.starts
    assert told("hand_over_asked") == sorted([lia.pk, budi.pk])
    tick(planned.starts + 5 * MIN)  # nobody is asked twice for the same thing
    assert StoredEntry.objects.filter(kind="assignments.hand_over_asked").count() == 1


def test_silence_of_ten_minutes_rises_to_the_coordinators_to_the_second(
    opened: Any, sari: Any
) -> None:
    due = opened.due_at
    tick(due)
    tick(due + 10 * MIN - timedelta(seconds=1))
    assert HandOver.objects.get().raised_at is None
    tick(due + 10 * MIN)
    assert HandOver.objects.get().raised_at == due + 10 * MIN
    assert told("hand_over_raised") == [sari.pk]
    tick(due + 20 * MIN)
    assert StoredEntry.objects.filter(kind="assignments.hand_over_raised").count() == 1


def test_duty_and_access_pass_only_when_both_have_acknowledged(
    opened: Any, planned: Any, both: Any, arda: Any, lia: Any, budi: Any, event: Any
) -> None:
    outgoing, incoming = both
    at = opened.due_at
    tick(at + 3 * HOUR)  # the clock alone ends nothing
    commands.give(hand_over_id=opened.pk, keys="Radio 7", by=outgoing, at=at)
    planned.refresh_from_db()
    assert planned.state == DutyState.PLANNED
    assert not reads(budi, arda, at)
    assert (
        queries.whom_to_call(by=outgoing, at=at, party_id=arda.pk, zone_name=event.zone).name
        == "Lia Ardika"
    )

    commands.take(hand_over_id=opened.pk, read_back="14.00 the dinner", by=incoming, at=at + MIN)
    row, before = HandOver.objects.get(), Duty.objects.exclude(pk=planned.pk).get()
    assert (row.state, before.state, row.incoming.state) == ("done", "done", "on")
    assert (before.left_at, row.incoming.taken_at) == (at + MIN, at + MIN)
    assert (row.keys, json.loads(row.card)["read_back"]) == ("Radio 7", "14.00 the dinner")
    assert reads(budi, arda, at + MIN)
    assert told("hand_over_done") == sorted([lia.pk, budi.pk])
    # The guest's one number and the messages for the officers follow.
    assert called(outgoing, arda) == (RELIEF, "Budi Santosa")
    assert budi.pk in [pk for pk, _why in serving(at, event_id=event.pk, party_id=arda.pk)]

    with pytest.raises(AlreadyDone):
        commands.take(hand_over_id=opened.pk, by=incoming, at=at + 2 * MIN)


def test_each_side_taps_only_for_itself(opened: Any, both: Any, sari: Any, as_actor: Any) -> None:
    outgoing, incoming = both
    for act, by in ((commands.give, incoming), (commands.take, outgoing)):
        with pytest.raises(HandOver.DoesNotExist):
            act(hand_over_id=opened.pk, by=by, at=NOON)
    with pytest.raises(HandOver.DoesNotExist):
        commands.take(hand_over_id=opened.pk, by=as_actor(sari, opened.event), at=NOON)


def test_a_slip_is_taken_back_within_two_minutes_while_the_other_has_not_acknowledged(
    opened: Any, both: Any
) -> None:
    outgoing, incoming = both
    at = opened.due_at
    commands.give(hand_over_id=opened.pk, by=outgoing, at=at)
    commands.take_back(hand_over_id=opened.pk, by=outgoing, at=at + 2 * MIN)
    assert HandOver.objects.get().given_at is None
    commands.give(hand_over_id=opened.pk, by=outgoing, at=at)
    with pytest.raises(rules.NothingToTakeBack):
        commands.take_back(
            hand_over_id=opened.pk, by=outgoing, at=at + 2 * MIN + timedelta(seconds=1)
        )
    commands.take(hand_over_id=opened.pk, by=incoming, at=at + MIN)
    with pytest.raises(rules.HandOverIsOver):
        commands.take_back(hand_over_id=opened.pk, by=incoming, at=at + MIN)


def test_a_tap_told_late_keeps_its_own_time_where_that_can_be(opened: Any, both: Any) -> None:
    outgoing, incoming = both
    due = opened.due_at
    tick(due)
    later = due + 20 * MIN
    commands.give(hand_over_id=opened.pk, tapped_at=due + 2 * MIN, by=outgoing, at=later)
    row = HandOver.objects.get()
    assert (row.given_at, row.given_known_at) == (due + 2 * MIN, later)
    # A clock that is wrong does not make the tap undone, it only tells no time.
    for wrong in (later + MIN, due - MIN):
        HandOver.objects.update(taken_at=None, taken_known_at=None, state=HandOverState.OPEN)
        Duty.objects.filter(pk=row.incoming_id).update(state=DutyState.PLANNED)
        commands.take(hand_over_id=opened.pk, tapped_at=wrong, by=incoming, at=later)
        assert HandOver.objects.get().taken_at == later


def test_the_code_of_a_phone_without_network_acknowledges_for_both(opened: Any, both: Any) -> None:
    _outgoing, incoming = both
    at, right = opened.due_at, opened.given_code
    wrong = f"{(int(right) + 1) % 10_000:04}"
    with pytest.raises(rules.WrongCode):
        commands.prove(hand_over_id=opened.pk, code=wrong, by=incoming, at=at)
    assert HandOver.objects.get().taken_at is None
    commands.prove(hand_over_id=opened.pk, code=right, by=incoming, at=at)
    row = HandOver.objects.get()
    assert (row.state, row.given_by, row.taken_by) == ("done", "Lia Ardika", "Budi Santosa")
    # What the offline phone sends later by itself finds it done.
    with pytest.raises(AlreadyDone):
        commands.give(hand_over_id=opened.pk, by=_outgoing, at=at + MIN)


def test_who_guesses_codes_is_stopped(opened: Any, both: Any) -> None:
    _outgoing, incoming = both
    wrong = f"{(int(opened.given_code) + 1) % 10_000:04}"
    for _try in range(rules.TRIES):
        with pytest.raises(rules.WrongCode):
            commands.prove(hand_over_id=opened.pk, code=wrong, by=incoming, at=NOON)
    with pytest.raises(rules.TooManyCodes):
        commands.prove(hand_over_id=opened.pk, code=opened.given_code, by=incoming, at=NOON)


def test_the_desk_acknowledges_for_somebody_absent_with_a_reason(
    opened: Any, both: Any, sari: Any, as_actor: Any, event: Any
) -> None:
    desk, at = as_actor(sari, event), opened.due_at
    with pytest.raises(rules.NeedsAReason):
        commands.stand_for(hand_over_id=opened.pk, side="given", why=" ", by=desk, at=at)
    with pytest.raises(HandOver.DoesNotExist):
        commands.stand_for(hand_over_id=opened.pk, side="given", why="x", by=both[1], at=at)
    commands.stand_for(hand_over_id=opened.pk, side="given", why="in hospital", by=desk, at=at)
    commands.take(hand_over_id=opened.pk, by=both[1], at=at)
    row = HandOver.objects.get()
    assert (row.state, row.given_by) == ("done", "Sari")


def test_the_first_duty_is_given_by_the_desk_and_the_incoming_alone_acknowledges(
    planned: Any, both: Any
) -> None:
    Duty.objects.exclude(pk=planned.pk).delete()
    tick(planned.starts - 30 * MIN)
    row = HandOver.objects.get()
    assert row.giver is None
    commands.take(hand_over_id=row.pk, by=both[1], at=planned.starts)
    planned.refresh_from_db()
    assert planned.state == DutyState.ON


def test_the_duty_is_handed_over_early_and_back_by_a_new_hand_over(
    planned: Any, both: Any, arda: Any, lia_officer: Any, event: Any
) -> None:
    outgoing, incoming = both
    row = commands.hand_over_now(duty_id=planned.pk, by=outgoing, at=NOON)
    assert (row.due_at, row.asked_at) == (NOON, NOON)
    tick(NOON + 10 * MIN)
    assert HandOver.objects.get().raised_at == NOON + 10 * MIN
    commands.give(hand_over_id=row.pk, by=outgoing, at=NOON)
    commands.take(hand_over_id=row.pk, by=incoming, at=NOON)
    again = Duty.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position=LEAD,
        starts=NOON + 2 * HOUR,
        ends=NOON + 3 * HOUR,
    )
    stranger = Actor(person_id=9_999, name="Nobody", event_id=event.pk)
    with pytest.raises(Duty.DoesNotExist):
        commands.hand_over_now(duty_id=again.pk, by=stranger, at=NOON)
    with pytest.raises(AgainstTheRules):  # so early, she would have had no break
        commands.hand_over_now(duty_id=again.pk, by=outgoing, at=NOON)
    at = again.starts - 20 * MIN
    back = commands.hand_over_now(duty_id=again.pk, by=outgoing, at=at)
    commands.give(hand_over_id=back.pk, by=incoming, at=at)
    commands.take(hand_over_id=back.pk, by=outgoing, at=at)
    states = Duty.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["done", "done", "on"]


def test_a_hand_over_to_a_cancelled_duty_is_dropped(opened: Any, planned: Any, both: Any) -> None:
    Duty.objects.filter(pk=planned.pk).update(state=DutyState.CANCELLED)
    with pytest.raises(rules.HandOverIsOver):
        commands.give(hand_over_id=opened.pk, by=both[0], at=NOON)
    tick(NOON + 40 * MIN)
    assert HandOver.objects.get().state == HandOverState.CANCELLED
    assert not rules.stands(opened, "given")


def test_one_leaves_to_the_desk_only_when_nobody_need_be_there(
    planned: Any, both: Any, arda: Any, event: Any
) -> None:
    on = Duty.objects.get(state=DutyState.ON)
    Movement.objects.create(
        event=event,
        party=arda,
        direction="arrival",
        code="M-A",
        planned_at=NOON - timedelta(days=1),
        zone=event.zone,
    )
    Movement.objects.create(
        event=event,
        party=arda,
        direction="departure",
        code="M-D",
        planned_at=NOON + timedelta(days=1),
        zone=event.zone,
    )
    with pytest.raises(rules.StillNeeded, match="ARD"):
        commands.leave_to_desk(duty_id=on.pk, by=both[0], at=NOON)
    night = NOON + 14 * HOUR  # 02.00 WITA
    commands.leave_to_desk(duty_id=on.pk, by=both[0], at=night)
    on.refresh_from_db()
    assert (on.state, on.left_at) == ("done", night)


def test_airborne_ends_the_duty_and_a_slip_lets_it_go_on(
    planned: Any, both: Any, arda: Any, event: Any, house: Any
) -> None:
    departure = Movement.objects.create(
        event=event,
        party=arda,
        direction="departure",
        code="M-D",
        planned_at=NOON,
        zone=event.zone,
    )
    tick(planned.starts - 30 * MIN)
    on = Duty.objects.get(state=DutyState.ON)
    movements.report_status(movement_id=departure.pk, status="airborne", by=house, at=NOON)
    react(at=NOON)
    on.refresh_from_db()
    assert on.state == DutyState.DONE
    assert HandOver.objects.get().state == HandOverState.CANCELLED
    movements.undo_status(movement_id=departure.pk, by=house, at=NOON + MIN)
    react(at=NOON + MIN)
    on.refresh_from_db()
    assert (on.state, on.left_at) == (DutyState.ON, None)
