"""Check, re-check, undo: who, when, how often."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.accounts.models import Reach
from narahubung.duties import commands, queries, rules
from narahubung.duties.models import Check, Readiness, Step
from narahubung.journal.acting import AlreadyDone, KeyTaken
from narahubung.journal.models import StoredEntry

LATER = NOON + timedelta(minutes=30)


@pytest.fixture
def officer(lia: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(lia, event)


@pytest.fixture
def coordinator(sari: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(sari, event)


def test_the_same_person_may_recheck_at_a_second_time(step: Any, officer: Any) -> None:
    commands.check(step_id=step("A6").pk, note="all there", by=officer, at=NOON)
    assert (step("A6").state, step("A6").due_at) == ("checked", step("A6").recheck_at)
    with pytest.raises(rules.TooSoon):
        commands.recheck(step_id=step("A6").pk, by=officer, at=NOON)
    commands.recheck(step_id=step("A6").pk, by=officer, at=LATER)
    assert (step("A6").state, step("A6").due_at) == ("rechecked", None)


def test_a_step_with_three_rechecks_is_done_after_the_third(step: Any, officer: Any) -> None:
    commands.check(step_id=step("A1").pk, by=officer, at=NOON - timedelta(hours=12))
    for minutes in (60, 180, 225):
        assert step("A1").state == "checked"
        commands.recheck(step_id=step("A1").pk, by=officer, at=NOON + timedelta(minutes=minutes))
    assert step("A1").state == "rechecked"


def test_one_late_look_answers_the_rechecks_that_passed_but_never_the_last(
    step: Any, officer: Any
) -> None:
    late = NOON + timedelta(hours=5)  # after the arrival
    commands.check(step_id=step("A1").pk, by=officer, at=late)
    assert step("A1").done == 3
    commands.recheck(step_id=step("A1").pk, by=officer, at=late + timedelta(minutes=5))
    assert step("A1").state == "rechecked"


def test_a_critical_step_needs_two_people(step: Any, officer: Any, coordinator: Any) -> None:
    assert step("A3").critical
    commands.check(step_id=step("A3").pk, by=officer, at=NOON)
    with pytest.raises(rules.AnotherPerson) as no:
        commands.recheck(step_id=step("A3").pk, by=officer, at=LATER)
    assert "Lia" in str(no.value)
    commands.recheck(step_id=step("A3").pk, by=coordinator, at=LATER)
    assert step("A3").state == "rechecked"


def test_a_recheck_before_a_check_and_a_second_check_are_refused(
    step: Any, officer: Any, coordinator: Any
) -> None:
    with pytest.raises(rules.NotCheckedYet):
        commands.recheck(step_id=step("A6").pk, by=officer, at=NOON)
    commands.check(step_id=step("A6").pk, by=officer, at=NOON)
    with pytest.raises(rules.AlreadyChecked) as no:
        commands.check(step_id=step("A6").pk, by=coordinator, at=LATER)
    assert "12.00" in str(no.value)


def test_a_double_tap_counts_once_and_a_copied_key_is_refused(step: Any, officer: Any) -> None:
    key = uuid4()
    commands.check(step_id=step("A6").pk, by=officer, at=NOON, key=key)
    with pytest.raises(AlreadyDone):
        commands.check(step_id=step("A6").pk, by=officer, at=LATER, key=key)
    with pytest.raises(KeyTaken):
        commands.check(step_id=step("A7").pk, by=officer, at=LATER, key=key)
    assert Check.objects.count() == 1


def test_a_slip_is_taken_back_within_ten_minutes_later_by_the_coordinator(
    step: Any, officer: Any, coordinator: Any
) -> None:
    commands.check(step_id=step("A6").pk, by=officer, at=NOON)
    commands.undo_check(step_id=step("A6").pk, by=officer, at=NOON + timedelta(minutes=9))
    assert step("A6").state == "open"
    assert Check.objects.get().undone
    commands.check(step_id=step("A6").pk, by=officer, at=NOON)
    with pytest.raises(rules.TooLateToUndo):
        commands.undo_check(step_id=step("A6").pk, by=officer, at=LATER)
    commands.undo_check(step_id=step("A6").pk, by=coordinator, at=LATER)
    with pytest.raises(rules.NothingToUndo):
        commands.undo_check(step_id=step("A6").pk, by=coordinator, at=LATER)


def test_a_check_that_no_longer_counts_is_history_not_a_slip(
    step: Any, officer: Any, arrival: Any, event: Any
) -> None:
    from narahubung.duties import reactions

    commands.check(step_id=step("A6").pk, by=officer, at=NOON)
    arrival.expected_at += timedelta(minutes=40)
    arrival.save()
    reactions.bring_up_to_date(event_id=event.pk, at=NOON)
    with pytest.raises(rules.NothingToUndo):
        commands.undo_check(step_id=step("A6").pk, by=officer, at=NOON)
    assert step("A6").state == "again"


def test_undoing_a_recheck_leaves_the_check(step: Any, officer: Any) -> None:
    commands.check(step_id=step("A6").pk, by=officer, at=NOON)
    commands.recheck(step_id=step("A6").pk, by=officer, at=LATER)
    commands.undo_check(step_id=step("A6").pk, by=officer, at=LATER)
    assert step("A6").state == "checked"


def test_a_step_of_others_does_not_exist(
    step: Any, person: Any, event: Any, other_event: Any, bree: Any, as_actor: Any
) -> None:
    strangers = [
        as_actor(person("ben", "officer", event, party=bree), event),
        as_actor(person("eva", "coordinator", other_event), other_event),
    ]
    for stranger in strangers:
        with pytest.raises(Step.DoesNotExist):
            commands.check(step_id=step("A6").pk, by=stranger, at=NOON)
        with pytest.raises(Step.DoesNotExist):
            queries.step_sheet(step_id=step("A6").pk, by=stranger, at=NOON)


def test_who_was_attached_yesterday_sees_nothing_today(
    step: Any, lia: Any, event: Any, as_actor: Any, arda: Any
) -> None:
    Reach.objects.filter(person=lia).update(until=NOON - timedelta(days=1))
    by = as_actor(lia, event)
    assert queries.steps_of(party_id=arda.pk, by=by, at=NOON) == []
    assert queries.now_list(by=by, at=NOON) == []


def test_a_desk_sees_steps_but_does_not_tick(
    step: Any, teo: Any, event: Any, as_actor: Any
) -> None:
    by = as_actor(teo, event)
    assert queries.step_line(step_id=step("A6").pk, by=by, at=NOON).look == ""
    with pytest.raises(rules.NotYours):
        commands.check(step_id=step("A6").pk, by=by, at=NOON)


def test_a_special_step_sleeps_until_it_is_opened(step: Any, officer: Any) -> None:
    with pytest.raises(rules.StepSleeps):
        commands.check(step_id=step("A12").pk, by=officer, at=NOON)
    commands.open_when_needed(step_id=step("A12").pk, by=officer, at=NOON)
    assert (step("A12").state, step("A12").due_at) == ("open", NOON)
    assert "A12" in [line.code for line in queries.now_list(by=officer, at=NOON)]
    with pytest.raises(rules.StepIsOpen):
        commands.open_when_needed(step_id=step("A12").pk, by=officer, at=NOON)


def test_notes_and_observations_are_sealed_in_the_journal(
    step: Any, officer: Any, arda: Any
) -> None:
    commands.note(step_id=step("A6").pk, text="CANARY one", by=officer, at=NOON)
    commands.note_in_log(party_id=arda.pk, text="CANARY two", by=officer, at=NOON)
    commands.observe(party_id=arda.pk, text="CANARY three", kind="mood", by=officer, at=NOON)
    assert not [row for row in StoredEntry.objects.all() if "CANARY" in row.facts]
    log = [line.says for line in queries.log_of(party_id=arda.pk, by=officer)]
    assert log[-3:] == ["A6: CANARY one", "CANARY two", "Noticed: CANARY three"]
    with pytest.raises(rules.NothingSaid):
        commands.note(step_id=step("A6").pk, text="  ", by=officer, at=NOON)


def test_an_observation_ends_is_removed_or_becomes_a_request(arda: Any, officer: Any) -> None:
    first = commands.observe(party_id=arda.pk, text="tired", kind="mood", by=officer, at=NOON)
    other = commands.observe(party_id=arda.pk, text="ginger tea", kind="taste", by=officer, at=NOON)

    def seen(at: Any) -> list[str]:
        return [o.text for o in queries.observations_of(party_id=arda.pk, by=officer, at=at)]

    assert seen(LATER) == ["ginger tea", "tired"]
    assert seen(NOON + timedelta(hours=13)) == ["ginger tea"]
    commands.mark_became_need(observation_id=other, need_id=7, by=officer, at=NOON)
    commands.remove_observation(observation_id=first, by=officer, at=NOON)
    assert seen(LATER) == ["ginger tea"]


def test_an_unattached_officer_sees_no_observation(
    arda: Any, officer: Any, person: Any, event: Any, bree: Any, as_actor: Any
) -> None:
    commands.observe(party_id=arda.pk, text="tired", by=officer, at=NOON)
    stranger = as_actor(person("ben", "officer", event, party=bree), event)
    assert queries.observations_of(party_id=arda.pk, by=stranger, at=NOON) == []


def test_readiness_names_what_is_missing_and_what_is_late(
    step: Any, officer: Any, unfolded: Any
) -> None:
    at = NOON + timedelta(hours=2, minutes=1)
    for row in Step.objects.filter(due_at__lte=at, state="open").exclude(code="A6"):
        Step.objects.filter(pk=row.pk).update(state="elsewhere", due_at=None)
    commands.note(step_id=step("A6").pk, text="x", by=officer, at=NOON)
    from narahubung.duties.counting import recount

    recount(unfolded.event_id, [unfolded.pk])
    ready = queries.readiness(by=officer, at=at)[unfolded.pk]
    assert ready.done == ready.of - 1
    assert [text[:14] for text in ready.missing] == ["A6 Check car, "]
    assert not ready.late
    assert queries.readiness(by=officer, at=at + timedelta(minutes=15))[unfolded.pk].late
    assert [m.code for m in queries.missing_of(party_id=unfolded.pk, by=officer, at=at)] == ["A6"]
    commands.check(step_id=step("A6").pk, by=officer, at=at)
    assert queries.readiness(by=officer, at=at)[unfolded.pk].missing == ()


def test_the_counters_kept_by_ticks_are_those_counted_anew(
    step: Any, officer: Any, unfolded: Any
) -> None:
    from narahubung.duties.counting import recount

    for code in ("A6", "A7", "A8"):
        commands.check(step_id=step(code).pk, by=officer, at=NOON)
    commands.recheck(step_id=step("A6").pk, by=officer, at=LATER)
    commands.undo_check(step_id=step("A7").pk, by=officer, at=NOON)
    kept = list(Readiness.objects.order_by("procedure").values())
    recount(unfolded.event_id, [unfolded.pk])
    assert list(Readiness.objects.order_by("procedure").values()) == kept


def test_readiness_of_all_parties_is_one_query(
    unfolded: Any, coordinator: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        queries.readiness(by=coordinator, at=NOON)


def test_the_now_list_counts_back_from_the_way_there(
    step: Any, officer: Any, event: Any, arda: Any, places: Any
) -> None:
    from narahubung.movements.models import TravelTime, Whereabouts

    at = NOON + timedelta(hours=1, minutes=20)  # A6 at the terminal is due in 40 minutes
    Step.objects.exclude(code__in=["A6", "C3"]).update(state="gone")
    Step.objects.filter(code="C3").update(due_at=at + timedelta(minutes=30))
    assert [line.code for line in queries.now_list(by=officer, at=at)] == ["C3", "A6"]
    Whereabouts.objects.create(
        event=event, party=arda, state="hotel", place=places["H-SEA"], since=NOON
    )
    TravelTime.objects.create(
        event=event,
        code="T1",
        from_place=places["V-VVIP"],
        to_place=places["H-SEA"],
        normal_min=35,
    )
    found = queries.now_list(by=officer, at=at)
    assert [(line.code, line.set_off_in) for line in found] == [
        ("A6", timedelta(minutes=5)),
        ("C3", timedelta(minutes=30)),
    ]


def test_the_now_list_of_an_officer_ends_with_the_attachment(
    step: Any, officer: Any, event: Any, arda: Any, lia_officer: Any
) -> None:
    from narahubung.assignments.models import Attachment

    Attachment.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position="lead",
        since=NOON - timedelta(days=1),
        until=NOON + timedelta(minutes=90),
    )
    codes = [line.code for line in queries.now_list(by=officer, at=NOON + timedelta(minutes=70))]
    assert "A6" not in codes  # due after the hand-over
    sheet = queries.step_sheet(step_id=step("A6").pk, by=officer, at=NOON)
    assert sheet.whose == "liaison officer"
    early = queries.step_sheet(step_id=step("C1").pk, by=officer, at=NOON)
    assert early.line.at > NOON + timedelta(minutes=90) or early.whose == "Lia"


def test_what_was_done_before_the_system_came_is_no_longer_owed(
    step: Any, coordinator: Any, unfolded: Any
) -> None:
    before = NOON + timedelta(hours=3)
    done = commands.take_as_done(party_ids=[unfolded.pk], before=before, by=coordinator, at=NOON)
    assert done > 10
    assert step("A6").state == "elsewhere"
    with pytest.raises(rules.AllDone):
        commands.check(step_id=step("A6").pk, by=coordinator, at=NOON)
    assert queries.late_count(by=coordinator, at=before) == 0
