"""What C2 and the replay leave open: corrections, repairs, what cannot go back, who sees what."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.journal.acting import act, command
from narahubung.journal.reacting import parked, react
from narahubung.journal.storing import Change, store
from narahubung.meetings.models import Meeting
from narahubung.movements.commands import (
    divert,
    move_trip,
    report_status,
    tell_delay,
    undo_status,
)
from narahubung.movements.models import Movement, TravelTime, Trip, Vehicle
from narahubung.parties.models import Party, Place
from narahubung.programme.models import Item
from narahubung.relays.models import Recipient, RecipientState
from narahubung.ripple import commands, queries, rules
from narahubung.ripple.models import NoticeState, Shift, Wave

MINUTE = timedelta(minutes=1)


@pytest.fixture
def flight(event: Any, arda: Any, lia: Any, teo: Any) -> Any:
    """Arda lands in an hour, is at its hotel an hour after that, and has a session then."""
    terminal = Place.objects.create(event=event, code="T", name="Terminal", kind="terminal")
    hotel = Place.objects.create(event=event, code="H", name="Hotel", kind="hotel")
    TravelTime.objects.create(
        event=event,
        code="TT",
        from_place=terminal,
        to_place=hotel,
        normal_min=30,
        rush_min=30,
        escorted_min=20,
    )
    row = Movement.objects.create(
        event=event,
        code="M1",
        party=arda,
        travelling="head of delegation",
        direction="arrival",
        planned_at=NOON + 60 * MINUTE,
        expected_at=NOON + 60 * MINUTE,
        zone=event.zone,
        terminal=terminal,
    )
    Trip.objects.create(
        event=event,
        code="T1",
        party=arda,
        purpose="arrival transfer",
        from_place=terminal,
        to_place=hotel,
        departs_at=NOON + 90 * MINUTE,
        arrives_at=NOON + 120 * MINUTE,
        vehicle=Vehicle.objects.create(event=event, code="V1", plate="DK 1 ZZ", party=arda),
        zone=event.zone,
    )
    session = Item.objects.create(
        event=event,
        code="S1",
        title_en="Session",
        starts_at=NOON + 140 * MINUTE,
        ends_at=NOON + 200 * MINUTE,
        zone=event.zone,
        place=hotel,
    )
    session.attending.set([arda])
    return row


@pytest.fixture
def by(sari: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(sari, event)


def settle() -> None:
    for _ in range(4):
        react(at=NOON)
    assert parked() == []


def delay(flight: Any, minutes: int, by: Any) -> Wave:
    tell_delay(movement_id=flight.pk, minutes=minutes, by=by, at=NOON)
    settle()
    return Wave.objects.latest("pk")


def trip() -> Any:
    return Trip.objects.get(code="T1")


def test_newer_word_within_a_minute_takes_the_place_of_the_old(
    flight: Any, teo: Any, by: Any
) -> None:
    first, second = delay(flight, 10, by), delay(flight, 15, by)
    assert first.notices.get(person=teo).state == NoticeState.REPLACED
    copies = Recipient.objects.filter(person=teo).exclude(state=RecipientState.SUPERSEDED)
    copy = copies.select_related("relay").get()
    assert copy.relay_id == second.notices.get(person=teo).relay_id
    # From the time that people know, not from the one they were told a moment ago.
    assert "13.30 WITA \N{RIGHTWARDS ARROW} 13.45 WITA" in copy.relay.text


def test_a_repair_brings_forward_what_it_can_and_is_taken_once(flight: Any, by: Any) -> None:
    wave = delay(flight, 30, by)
    late = wave.shifts.get(kind="session")
    assert (late.state, late.slack_min) == ("broken", -10)
    view = queries.wave(by=by, wave_id=wave.pk)
    number = next(one.number for one in view.repairs if one.minutes == 10 and not one.leaves)
    commands.adopt_repair(wave_id=wave.pk, number=number, by=by, at=NOON)
    settle()
    assert trip().arrives_at == NOON + 140 * MINUTE
    with pytest.raises(rules.TakenAlready):
        commands.adopt_repair(wave_id=wave.pk, number=number, by=by, at=NOON)
    with pytest.raises(rules.NoSuchRepair):
        commands.adopt_repair(wave_id=wave.pk, number=99, by=by, at=NOON)


def test_what_was_changed_since_stays_and_says_so(flight: Any, by: Any) -> None:
    wave = delay(flight, 10, by)
    stands = trip()
    later = {
        "departs_at": stands.departs_at + 5 * MINUTE,
        "arrives_at": stands.arrives_at + 5 * MINUTE,
    }
    move_trip(trip_id=stands.pk, to=later, by=by, at=NOON)
    settle()
    commands.undo_wave(wave_id=wave.pk, by=by, at=NOON)
    settle()
    assert trip().departs_at == later["departs_at"]
    flight.refresh_from_db()
    assert flight.expected_at == flight.planned_at
    view = queries.wave(by=by, wave_id=wave.pk)
    assert len(view.stays) == 1
    assert not view.may_undo
    with pytest.raises(rules.UndoneAlready):
        commands.undo_wave(wave_id=wave.pk, by=by, at=NOON)


def test_a_newer_change_is_taken_back_first(flight: Any, by: Any) -> None:
    first = delay(flight, 10, by)
    delay(flight, 20, by)
    with pytest.raises(rules.ChangedSince):
        commands.undo_wave(wave_id=first.pk, by=by, at=NOON)


def test_a_landing_that_was_a_slip_goes_back_with_what_followed(flight: Any, by: Any) -> None:
    before = trip().departs_at
    landed = flight.planned_at + 25 * MINUTE
    report_status(status="landed", movement_id=flight.pk, by=by, at=landed)
    settle()
    assert trip().departs_at == before + 25 * MINUTE
    with pytest.raises(rules.ItHappened):
        commands.undo_wave(wave_id=Wave.objects.get().pk, by=by, at=NOON)
    undo_status(movement_id=flight.pk, by=by, at=NOON)
    settle()
    assert trip().departs_at == before
    assert Wave.objects.get().undone_at == NOON


def test_the_next_drive_of_the_car_for_another_delegation_is_told_and_not_moved(
    flight: Any, event: Any, bree: Any, by: Any
) -> None:
    other = Trip.objects.create(
        event=event,
        code="T2",
        party=bree,
        purpose="dinner",
        departs_at=NOON + 125 * MINUTE,
        arrives_at=NOON + 150 * MINUTE,
        vehicle=Vehicle.objects.get(code="V1"),
        zone=event.zone,
    )
    wave = delay(flight, 30, by)
    line = wave.shifts.get(thing=f"trip:{other.pk}")
    assert (line.state, line.slack_min) == ("broken", -25)
    other.refresh_from_db()
    assert other.departs_at == NOON + 125 * MINUTE
    assert wave.outcome["untouched"] == Party.objects.filter(event=event).count() - 2


def test_a_line_is_seen_with_the_right_of_its_thing(
    flight: Any, event: Any, bree: Any, person: Any, by: Any
) -> None:
    wave = delay(flight, 30, by)
    stranger = actor_of(person("bo", "officer", event, party=bree), event_id=event.pk, at=NOON)
    with pytest.raises(Wave.DoesNotExist):
        queries.wave(by=stranger, wave_id=wave.pk)
    assert not Shift.objects.visible_to(stranger).exclude(reads="see_event").exists()
    assert queries.waves(by=stranger) == []
    with pytest.raises(Wave.DoesNotExist):
        commands.undo_wave(wave_id=wave.pk, by=stranger, at=NOON)
    line = queries.last_wave(by=by, movement_id=flight.pk)
    assert line is not None
    assert (line.id, line.broken) == (wave.pk, 1)


def test_a_smaller_delay_brings_back_what_the_larger_one_pushed(
    flight: Any, event: Any, arda: Any, by: Any
) -> None:
    """The state after +60, then +20, is that after +20 alone."""
    after = Trip.objects.create(
        event=event,
        code="T2",
        party=arda,
        purpose="dinner",
        from_place=trip().to_place,
        departs_at=NOON + 130 * MINUTE,
        arrives_at=NOON + 160 * MINUTE,
        vehicle=Vehicle.objects.get(code="V1"),
        zone=event.zone,
    )
    delay(flight, 60, by)
    assert leaves(after) == NOON + 180 * MINUTE
    seen = queries.preview(
        by=by, movement_id=flight.pk, expected_at=flight.planned_at + 20 * MINUTE
    )
    assert {line.new for line in seen.moved if line.thing == f"trip:{after.pk}"} == {
        NOON + 140 * MINUTE,
        NOON + 170 * MINUTE,
    }
    wave = delay(flight, 20, by)
    assert (trip().departs_at, leaves(after)) == (NOON + 110 * MINUTE, NOON + 140 * MINUTE)
    commands.undo_wave(wave_id=wave.pk, by=by, at=NOON)
    settle()
    assert leaves(after) == NOON + 180 * MINUTE
    delay(flight, 0, by)
    assert leaves(after) == NOON + 130 * MINUTE
    # What somebody wrote down since is not pushed any more: it stays.
    delay(flight, 60, by)
    to = {"departs_at": NOON + 200 * MINUTE, "arrives_at": NOON + 230 * MINUTE}
    move_trip(trip_id=after.pk, to=to, by=by, at=NOON)
    settle()
    delay(flight, 0, by)
    assert leaves(after) == NOON + 200 * MINUTE


def leaves(row: Any) -> Any:
    row.refresh_from_db()
    return row.departs_at


def test_a_car_that_really_leaves_late_moves_what_follows_and_back(
    flight: Any, event: Any, arda: Any, by: Any
) -> None:
    after = Trip.objects.create(
        event=event,
        code="T2",
        party=arda,
        purpose="dinner",
        from_place=trip().to_place,
        departs_at=NOON + 130 * MINUTE,
        arrives_at=NOON + 160 * MINUTE,
        zone=event.zone,
    )
    for status, at in (("off", 94), ("arrived", 150)):
        report_status(status=status, trip_id=trip().pk, by=by, at=NOON + at * MINUTE)
        settle()
    assert trip().departs_at == NOON + 90 * MINUTE  # the plan stays beside what happened
    wave = Wave.objects.get()  # four minutes are nothing, thirty are
    assert leaves(after) == NOON + 150 * MINUTE
    assert {line.kind for line in wave.shifts.filter(state="moved")} == {"trip", "reaches"}
    assert wave.shifts.get(kind="session").slack_min == -10
    undo_status(trip_id=trip().pk, by=by, at=NOON)
    settle()
    assert leaves(after) == NOON + 130 * MINUTE


def test_another_place_without_a_time_is_told_as_not_known(
    flight: Any, event: Any, teo: Any, by: Any
) -> None:
    other = Place.objects.create(event=event, code="T2", name="Other", kind="terminal")
    divert(movement_id=flight.pk, terminal_id=other.pk, by=by, at=NOON)
    settle()
    wave = Wave.objects.get()
    assert {(line.kind, line.state) for line in wave.shifts.all()} == {
        (kind, "unknown") for kind in ("trip", "reaches", "session")
    }
    assert trip().departs_at == NOON + 90 * MINUTE
    copy = Recipient.objects.select_related("relay").get(person=teo)
    assert "Terminal \N{RIGHTWARDS ARROW} Other" in copy.relay.text
    commands.undo_wave(wave_id=wave.pk, by=by, at=NOON)
    settle()
    flight.refresh_from_db()
    assert flight.terminal.name == "Terminal"
    assert Wave.objects.count() == 1


def test_what_a_list_moves_follows_as_if_by_hand(flight: Any, event: Any, by: Any) -> None:
    session = Item.objects.get(code="S1")
    changes = [
        Change(
            model=model,
            code=row.code,
            pk=row.pk,
            values={name: getattr(row, name) + minutes * MINUTE},
            old={name: getattr(row, name)},
        )
        for model, row, name, minutes in (
            ("programme.Item", session, "starts_at", -15),
            ("movements.Trip", trip(), "arrives_at", 5),
        )
    ]
    take_in_rows(changes=changes, by=by, at=NOON)
    settle()
    first, second = Wave.objects.order_by("pk")
    assert (first.thing, second.thing) == (f"item:{session.pk}", f"trip:{trip().pk}")
    assert (first.old, first.new) == (NOON + 140 * MINUTE, NOON + 125 * MINUTE)
    assert {(line.kind, line.state) for line in first.shifts.all()} >= {("session", "moved")}
    assert second.shifts.filter(kind="session", slack_min=0).exists()


@command
def take_in_rows(*, changes: list[Change], by: Any, at: Any) -> None:
    """Store rows of a list, as the room that takes lists in does."""
    with act(by=by, at=at) as record:
        store(changes, record, event_id=by.here)


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
    after = Trip.objects.create(
        event=event,
        code="T2",
        party=arda,
        purpose="dinner",
        from_place=trip().to_place,
        departs_at=NOON + 150 * MINUTE,
        arrives_at=NOON + 160 * MINUTE,
        zone=event.zone,
    )
    wave = delay(flight, 30, by)
    view = queries.wave(by=by, wave_id=wave.pk)
    number = next(
        index
        for index, repair in enumerate(wave.outcome["repairs"])
        if [step["kind"] for step in repair["steps"]] == ["shift"]
    )
    assert any("BRE" in one for one in view.repairs[number].agree)
    commands.adopt_repair(wave_id=wave.pk, number=number, by=by, at=NOON)
    settle()
    talks.refresh_from_db()
    assert (talks.starts_at, talks.ends_at) == (NOON + 150 * MINUTE, NOON + 170 * MINUTE)
    assert leaves(after) == NOON + 170 * MINUTE
    moved = Wave.objects.latest("pk")
    assert moved.thing == f"meeting:{talks.pk}"
    copies = Recipient.objects.filter(person=teo).exclude(state=RecipientState.SUPERSEDED)
    text = copies.select_related("relay").latest("pk").relay.text
    assert ("BRE" in text, "appointment" in text) == (False, True)


def test_a_repair_that_gives_another_car_tells_who_drives_it(
    flight: Any, event: Any, arda: Any, bree: Any, by: Any
) -> None:
    car = Vehicle.objects.get(code="V1")
    spare = Vehicle.objects.create(event=event, code="V2", plate="DK 2 ZZ")
    wave = delay(flight, 10, by)
    wave.outcome["repairs"] = [
        {
            "says": "another car",
            "agree": [],
            "leaves": [],
            "points": 1,
            "minutes": 0,
            "adopted_at": None,
            "adopted_by": "",
            "steps": [
                {
                    "kind": "swap",
                    "key": f"trip:{trip().pk}",
                    "link": None,
                    "old": f"vehicle:{car.pk}",
                    "new": f"vehicle:{spare.pk}",
                }
            ],
        }
    ]
    wave.save()
    commands.adopt_repair(wave_id=wave.pk, number=0, by=by, at=NOON)
    settle()
    assert trip().vehicle == spare
    line = Wave.objects.latest("pk").shifts.get()
    assert (line.state, line.thing) == ("other", f"trip:{trip().pk}")
    assert "DK 2 ZZ" in line.label
