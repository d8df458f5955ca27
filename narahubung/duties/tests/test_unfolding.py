"""Steps follow the facts they hang on."""

from datetime import timedelta
from typing import Any

from django.utils.translation import override

from conftest import NOON
from narahubung.duties import commands, queries, reactions
from narahubung.duties.models import Check, Readiness, Step
from narahubung.duties.words import label_word
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react


def move(movement: Any, **by: float) -> None:
    movement.expected_at += timedelta(**by)
    movement.save()


def test_steps_unfold_from_arrival_trips_hotel_session_and_days(unfolded: Any, step: Any) -> None:
    kinds = set(Step.objects.values_list("anchor_kind", flat=True))
    assert kinds == {"arrival", "departure", "trip", "stay", "session", "day", "event"}
    assert step("A6").check_at == NOON + timedelta(hours=2)
    assert step("A6").facts == {
        "luggage": "27",
        "place": "VVIP terminal",
        "time": "2026-11-21T16:00+08:00",
        "vehicle": "DK 1 ZZ",
    }
    assert step("C1").check_at == NOON + timedelta(hours=4, minutes=50) - timedelta(hours=3)
    assert label_word(step("F1").anchor_label) == "Plenary session I"
    with override("id"):
        assert label_word(step("F1").anchor_label) == "Sidang pleno I"
    assert step("A12").state == "asleep"


def test_refolding_twice_changes_and_records_nothing(unfolded: Any, house: Any) -> None:
    entries = StoredEntry.objects.count()
    assert commands.refold(party_ids=[unfolded.pk], by=house, at=NOON + timedelta(hours=30)) == 0
    assert StoredEntry.objects.count() == entries


def test_a_moved_flight_moves_steps_and_asks_to_check_again(
    unfolded: Any, arrival: Any, step: Any, house: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    by = as_actor(lia, event)
    commands.check(step_id=step("A6").pk, by=by, at=NOON)
    commands.check(step_id=step("A9").pk, by=by, at=NOON)
    move(arrival, minutes=40)
    commands.refold(party_ids=[unfolded.pk], by=house, at=NOON)

    bad, good, untouched = step("A6"), step("A9"), step("A8")
    assert bad.state == "again"
    assert bad.changed == [
        {"fact": "time", "old": "2026-11-21T16:00+08:00", "new": "2026-11-21T16:40+08:00"}
    ]
    assert bad.check_at == NOON + timedelta(hours=2, minutes=40)
    assert Check.objects.get(step=bad).stale
    assert good.state == "checked"  # bags counted do not go bad because the aircraft was late
    assert untouched.check_at == NOON + timedelta(hours=4, minutes=25)
    line = queries.step_line(step_id=bad.pk, by=by, at=NOON)
    assert [(c.word, c.old, c.new) for c in line.changes] == [("time", "Sat 21 Nov 16.00", "16.40")]
    assert set(StoredEntry.objects.order_by("-id").values_list("kind", flat=True)[:2]) == {
        "duties.reopened",
        "duties.moved",
    }


def test_a_fact_that_goes_back_gives_the_tick_back(
    unfolded: Any, arrival: Any, step: Any, house: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    commands.check(step_id=step("A6").pk, by=as_actor(lia, event), at=NOON)
    for minutes in (40, -40):
        move(arrival, minutes=minutes)
        commands.refold(party_ids=[unfolded.pk], by=house, at=NOON)
    assert step("A6").state == "checked"
    assert not Check.objects.get(step=step("A6")).stale


def test_a_second_change_keeps_what_was_true_when_somebody_looked(
    unfolded: Any, arrival: Any, step: Any, house: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    commands.check(step_id=step("A6").pk, by=as_actor(lia, event), at=NOON)
    for minutes in (40, 20):
        move(arrival, minutes=minutes)
        commands.refold(party_ids=[unfolded.pk], by=house, at=NOON)
    change = step("A6").changed[0]
    assert (change["old"][11:16], change["new"][11:16]) == ("16:00", "17:00")


def test_a_cancelled_trip_drops_its_steps_and_a_revived_one_brings_them_back(
    unfolded: Any, step: Any, house: Any
) -> None:
    from narahubung.movements.models import Trip

    trip = Trip.objects.get(code="TR-2")
    for certainty, state in (("cancelled", "gone"), ("confirmed", "open")):
        Trip.objects.filter(pk=trip.pk).update(certainty=certainty)
        commands.refold(party_ids=[unfolded.pk], by=house, at=NOON)
        assert Step.objects.get(code="D1", anchor_id=trip.pk).state == state
    assert commands.refold(party_ids=[unfolded.pk], by=house, at=NOON) == 0


def test_a_party_that_does_not_come_has_no_steps(unfolded: Any, house: Any) -> None:
    unfolded.attendance = "virtual"
    unfolded.save()
    commands.refold(party_ids=[unfolded.pk], by=house, at=NOON)
    assert set(Step.objects.values_list("state", flat=True)) == {"gone"}
    assert not Readiness.objects.exists()


def test_what_was_over_when_it_became_known_is_not_owed(stay: Any, arda: Any, house: Any) -> None:
    commands.refold(party_ids=[arda.pk], by=house, at=NOON + timedelta(days=10))
    assert Step.objects.get(code="A6").counts is False


def test_the_reaction_follows_what_a_list_brings(
    stay: Any, arda: Any, arrival: Any, house: Any
) -> None:
    from narahubung.journal.commands import take_in
    from narahubung.journal.storing import Change

    change = Change(
        model="movements.Movement",
        code="MV-1",
        pk=arrival.pk,
        values={"pax": 9},
        old={"pax": 8},
    )
    take_in(changes=[change], source="test", by=house, at=NOON)
    react(at=NOON)
    assert Step.objects.get(code="A9").facts["persons"] == "9"


def test_a_delay_told_moves_steps_once_the_reaction_ran(
    unfolded: Any, arrival: Any, step: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    from narahubung.movements.commands import tell_delay

    by = as_actor(lia, event)
    commands.check(step_id=step("A6").pk, by=by, at=NOON)
    tell_delay(movement_id=arrival.pk, minutes=95, told_by="airline", by=by, at=NOON)
    assert step("A6").state == "checked"
    react(at=NOON)
    assert step("A6").state == "again"
    assert step("A8").check_at == NOON + timedelta(hours=4, minutes=95 - 15)


def test_a_moved_session_moves_its_steps_and_one_not_attended_drops_them(
    unfolded: Any, stay: Any, step: Any, sari: Any, event: Any, as_actor: Any
) -> None:
    from narahubung.programme import commands as programme

    by, before = as_actor(sari, event), step("F4").check_at
    later = stay.starts_at + timedelta(hours=1)
    programme.move_item(item_id=stay.pk, to={"starts_at": later}, by=by, at=NOON)
    react(at=NOON)
    assert step("F4").check_at >= before
    assert step("F4").facts["time"].startswith("2026-11-22T10:00")
    programme.set_attendance(item_id=stay.pk, party_ids=[], by=by, at=NOON)
    react(at=NOON)
    assert step("F4").state == "gone"


def test_the_whole_event_comes_up_to_date_in_portions(stay: Any, event: Any, bree: Any) -> None:
    assert reactions.bring_up_to_date(event_id=event.pk, at=NOON) > 50
    assert reactions.bring_up_to_date(event_id=event.pk, at=NOON) == 0


def test_anchors_ask_as_much_for_ten_parties_as_for_one(
    stay: Any, event: Any, arda: Any, django_assert_num_queries: Any
) -> None:
    from narahubung.duties.anchors import anchors
    from narahubung.parties.models import Party

    more = [Party.objects.create(event=event, code=f"P{n}", name_en=f"P{n}").pk for n in range(10)]
    with django_assert_num_queries(8):
        anchors(event, [arda.pk])
    with django_assert_num_queries(8):
        anchors(event, [arda.pk, *more])
