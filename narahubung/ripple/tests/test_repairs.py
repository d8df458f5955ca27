"""Repairs: who must agree is asked, who agreed by word is written down, and what is then done."""

from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.meetings.models import Meeting
from narahubung.movements.models import Driver, Trip, Vehicle
from narahubung.programme.models import Item
from narahubung.relays import commands as relays
from narahubung.relays.models import Recipient, RecipientState
from narahubung.relays.rules.answering import NoReason
from narahubung.ripple import commands, network, queries, rules
from narahubung.ripple.models import Consent, Wave
from narahubung.ripple.tests.doing import MINUTE, delay, drive, leaves, settle, text_to, trip


def with_repair(
    wave: Wave, *steps: dict[str, Any], agree: tuple[str, ...] = (), **more: Any
) -> Wave:
    """Let a wave have one repair, of these steps."""
    wave.outcome["repairs"] = [
        {
            "says": "another way",
            "agree": list(agree),
            "leaves": [],
            "points": 1,
            "minutes": 0,
            "adopted_at": None,
            "adopted_by": "",
            "steps": list(steps),
            **more,
        }
    ]
    wave.save()
    return wave


def swap(old: Vehicle, new: Vehicle) -> dict[str, Any]:
    return {
        "kind": "swap",
        "key": f"trip:{trip().pk}",
        "link": None,
        "old": f"vehicle:{old.pk}",
        "new": f"vehicle:{new.pk}",
    }


def test_a_repair_brings_forward_what_it_can_and_is_taken_once(flight: Any, by: Any) -> None:
    wave = delay(flight, 30, by)
    late = wave.shifts.get(kind="session")
    assert (late.state, late.slack_min) == ("broken", -10)
    view = queries.wave(by=by, wave_id=wave.pk)
    number = next(one.number for one in view.repairs if one.minutes == 10 and not one.leaves)
    commands.adopt_repair(wave_id=wave.pk, number=number, word_of="Tono", by=by, at=NOON)
    settle()
    assert trip().arrives_at == NOON + 140 * MINUTE
    with pytest.raises(rules.TakenAlready):
        commands.adopt_repair(wave_id=wave.pk, number=number, by=by, at=NOON)
    with pytest.raises(rules.NoSuchRepair):
        commands.adopt_repair(wave_id=wave.pk, number=99, by=by, at=NOON)


def test_a_meeting_is_put_later_and_who_may_not_know_of_it_hears_of_an_appointment(
    flight: Any, event: Any, arda: Any, bree: Any, teo: Any, by: Any
) -> None:
    talks = Meeting.objects.create(
        event=event,
        code="B1",
        party_a=arda,
        party_b=bree,
        starts_at=NOON + 130 * MINUTE,
        ends_at=NOON + 150 * MINUTE,
        zone=event.zone,
        place=trip().to_place,
    )
    Item.objects.all().delete()
    after = drive(arda, 150, 160, from_place=trip().to_place)
    wave = delay(flight, 30, by)
    view = queries.wave(by=by, wave_id=wave.pk)
    number = next(
        index
        for index, repair in enumerate(wave.outcome["repairs"])
        if [step["kind"] for step in repair["steps"]] == ["shift"]
    )
    assert any("BRE" in one for one in view.repairs[number].agree)
    commands.adopt_repair(wave_id=wave.pk, number=number, word_of="Bo of BRE", by=by, at=NOON)
    settle()
    talks.refresh_from_db()
    assert (talks.starts_at, talks.ends_at) == (NOON + 150 * MINUTE, NOON + 170 * MINUTE)
    assert leaves(after) == NOON + 170 * MINUTE
    moved = Wave.objects.latest("pk")
    assert moved.thing == f"meeting:{talks.pk}"
    text = text_to(teo)
    assert ("BRE" in text, "appointment" in text) == (False, True)


def test_a_repair_that_gives_another_car_tells_who_drives_it(
    flight: Any, event: Any, arda: Any, bree: Any, by: Any
) -> None:
    car = Vehicle.objects.get(code="V1")
    spare = Vehicle.objects.create(event=event, code="V2", plate="DK 2 ZZ")
    wave = with_repair(delay(flight, 10, by), swap(car, spare))
    commands.adopt_repair(wave_id=wave.pk, number=0, by=by, at=NOON)
    settle()
    assert trip().vehicle == spare
    line = Wave.objects.latest("pk").shifts.get()
    assert (line.state, line.thing) == ("other", f"trip:{trip().pk}")
    assert "DK 2 ZZ" in line.label


@pytest.fixture
def asked(flight: Any, transport: Any, event: Any, by: Any) -> Wave:
    """A wave to whose repair the Transport desk must agree: Teo."""
    car = Vehicle.objects.get(code="V1")
    spare = Vehicle.objects.create(event=event, code="V2", plate="DK 2 ZZ")
    return with_repair(delay(flight, 10, by), swap(car, spare), agree=(f"desk:{transport.pk}",))


def as_of(person: Any, event: Any) -> Any:
    return actor_of(person, event_id=event.pk, at=NOON)


def test_who_must_agree_is_asked_and_says_no_then_yes(
    asked: Wave, event: Any, teo: Any, by: Any
) -> None:
    mine = as_of(teo, event)
    with pytest.raises(rules.NotAgreed):
        commands.adopt_repair(wave_id=asked.pk, number=0, by=by, at=NOON)
    assert commands.ask_for_repair(wave_id=asked.pk, number=0, by=by, at=NOON) == 1
    assert "another way" in text_to(teo)
    with pytest.raises(rules.NobodyToAsk):
        commands.ask_for_repair(wave_id=asked.pk, number=0, by=by, at=NOON)
    assert queries.wave(by=mine, wave_id=asked.pk).repairs[0].may_answer
    with pytest.raises(NoReason):
        commands.answer_repair(wave_id=asked.pk, number=0, agrees=False, by=mine, at=NOON)
    commands.answer_repair(
        wave_id=asked.pk, number=0, agrees=False, why="too far", by=mine, at=NOON
    )
    settle()
    shown = queries.wave(by=by, wave_id=asked.pk).repairs[0]
    assert [(one.state, one.why) for one in shown.sides[0].asked] == [("refused", "too far")]
    assert not shown.may_adopt
    with pytest.raises(rules.NotAgreed):
        commands.adopt_repair(wave_id=asked.pk, number=0, by=by, at=NOON)
    commands.answer_repair(wave_id=asked.pk, number=0, agrees=True, by=mine, at=NOON)
    copy = Recipient.objects.get(relay_id=Consent.objects.get().relay_id)
    assert copy.state == RecipientState.ACKNOWLEDGED
    assert queries.wave(by=by, wave_id=asked.pk).repairs[0].may_adopt
    commands.adopt_repair(wave_id=asked.pk, number=0, by=by, at=NOON)
    settle()
    assert trip().vehicle.code == "V2"
    with pytest.raises(rules.TakenAlready):
        commands.answer_repair(wave_id=asked.pk, number=0, agrees=True, by=mine, at=NOON)


def test_only_who_was_asked_answers_and_who_refuses_the_message_does_not_agree(
    asked: Wave, event: Any, teo: Any, arda: Any, person: Any, by: Any
) -> None:
    other = as_of(person("bo", "officer", event, party=arda), event)
    commands.ask_for_repair(wave_id=asked.pk, number=0, by=by, at=NOON)
    with pytest.raises(Consent.DoesNotExist):
        commands.answer_repair(wave_id=asked.pk, number=0, agrees=True, by=other, at=NOON)
    relays.refuse(
        relay_id=Consent.objects.get().relay_id, why="no fuel", by=as_of(teo, event), at=NOON
    )
    settle()
    consent = Consent.objects.get()
    assert (consent.state, consent.why) == ("refused", "no fuel")


def test_the_coordinator_says_who_agreed_by_word_and_nobody_else(
    asked: Wave, event: Any, teo: Any, by: Any
) -> None:
    commands.ask_for_repair(wave_id=asked.pk, number=0, by=by, at=NOON)
    said: dict[str, Any] = {"wave_id": asked.pk, "number": 0, "word_of": "Tono"}
    with pytest.raises(rules.NotYourWord):
        commands.adopt_repair(**said, by=as_of(teo, event), at=NOON)
    assert trip().vehicle.code == "V1"
    commands.adopt_repair(**said, word_at=NOON - MINUTE, by=by, at=NOON)
    settle()
    shown = queries.wave(by=by, wave_id=asked.pk).repairs[0]
    assert (shown.word_of, shown.word_at) == ("Tono", NOON - MINUTE)
    # Nobody need answer any more: the question is struck.
    copy = Recipient.objects.get(relay_id=Consent.objects.get().relay_id)
    assert copy.state == RecipientState.SUPERSEDED


def test_a_repair_of_what_was_changed_again_is_not_taken(asked: Wave, flight: Any, by: Any) -> None:
    delay(flight, 20, by)
    with pytest.raises(rules.NoSuchRepair):
        commands.adopt_repair(wave_id=asked.pk, number=0, word_of="Tono", by=by, at=NOON)
    assert not queries.wave(by=by, wave_id=asked.pk).repairs[0].may_ask


def test_taking_back_what_followed_a_repair_gives_the_old_car_and_driver_back(
    asked: Wave, event: Any, by: Any
) -> None:
    first, second = (
        Driver.objects.create(event=event, code=name, full_name=name) for name in ("D1", "D2")
    )
    Vehicle.objects.filter(code="V2").update(usual_driver=second)
    Trip.objects.filter(code="T1").update(driver=first)
    commands.adopt_repair(wave_id=asked.pk, number=0, word_of="Tono", by=by, at=NOON)
    settle()
    assert (trip().vehicle.code, trip().driver) == ("V2", None)
    followed = Wave.objects.latest("pk")
    commands.undo_wave(wave_id=followed.pk, by=by, at=NOON)
    settle()
    assert (trip().vehicle.code, trip().driver) == ("V1", first)
    # It may be taken again.
    assert queries.wave(by=by, wave_id=asked.pk).repairs[0].adopted_at is None


def test_a_repair_that_is_refused_halfway_leaves_the_network_as_it_was(
    asked: Wave, event: Any, by: Any
) -> None:
    steps = asked.outcome["repairs"][0]["steps"]
    gone = {"kind": "shorten", "key": "", "link": ["a", "b", "drive"], "old": 9, "new": 3}
    with_repair(asked, *steps, gone)
    network.forget()
    with pytest.raises(rules.NoSuchRepair):
        commands.adopt_repair(wave_id=asked.pk, number=0, by=by, at=NOON)
    label = network.of_event(event.pk).things[f"trip:{trip().pk}:departs"].says()
    assert "DK 1 ZZ" in label


def test_a_repair_that_names_a_meeting_is_not_shown_to_who_may_not_know_of_it(
    asked: Wave, event: Any, arda: Any, bree: Any, transport: Any, person: Any, by: Any
) -> None:
    repair = asked.outcome["repairs"][0]
    reads = [["see_meetings", arda.pk]]
    with_repair(asked, *repair["steps"], says="ARD-BRE later", reads=reads)
    desk = as_of(person("transport", "desk", event, department=transport), event)
    assert queries.wave(by=desk, wave_id=asked.pk).repairs == ()
    assert len(queries.wave(by=by, wave_id=asked.pk).repairs) == 1
    commands.adopt_repair(wave_id=asked.pk, number=0, by=by, at=NOON)
    settle()
    followed = Wave.objects.latest("pk")
    assert "ARD-BRE" in followed.cause
    with override("en"):
        assert followed.cause_for(desk) == "A repair was taken."
