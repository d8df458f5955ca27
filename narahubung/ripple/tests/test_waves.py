"""What C2 and the replay leave open: corrections, what cannot go back, who sees what."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.journal.acting import act, command
from narahubung.journal.storing import Change, store
from narahubung.movements.commands import divert, move_trip, report_status, tell_delay, undo_status
from narahubung.parties.models import Party, Place
from narahubung.programme.commands import move_item
from narahubung.programme.models import Item
from narahubung.relays import commands as relays
from narahubung.relays.models import Recipient, RecipientState
from narahubung.ripple import commands, finding, network, queries, rules
from narahubung.ripple.models import NoticeState, Shift, Wave
from narahubung.ripple.tests.doing import MINUTE, delay, drive, leaves, settle, text_to, trip


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
    other = drive(bree, 125, 150, car=True)
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
    after = drive(arda, 130, 160, car=True, from_place=trip().to_place)
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


def test_a_car_that_really_leaves_late_moves_what_follows_and_back(
    flight: Any, event: Any, arda: Any, by: Any
) -> None:
    after = drive(arda, 130, 160, from_place=trip().to_place)
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


def test_a_word_replaced_twice_still_counts_from_what_people_know(
    flight: Any, teo: Any, by: Any
) -> None:
    for minutes in (30, 35, 10):
        delay(flight, minutes, by)
    text = text_to(teo)
    assert "13.30 WITA \N{RIGHTWARDS ARROW} 13.40 WITA" in text
    assert "14.0" not in text  # neither of the two times that were struck


def test_who_was_told_of_a_diversion_hears_that_the_old_time_stands(
    flight: Any, event: Any, teo: Any, by: Any
) -> None:
    other = Place.objects.create(event=event, code="T2", name="Other", kind="terminal")
    divert(movement_id=flight.pk, terminal_id=other.pk, airport="SUB", by=by, at=NOON)
    settle()
    first = Wave.objects.get()
    tell_delay(movement_id=flight.pk, expected_at=flight.expected_at, by=by, at=NOON + 5 * MINUTE)
    settle()
    wave = Wave.objects.latest("pk")
    assert {(line.kind, line.state) for line in wave.shifts.all()} == {
        (line.kind, "stays") for line in first.shifts.all()
    }
    assert set(wave.notices.values_list("person", flat=True)) == set(
        first.notices.values_list("person", flat=True)
    )
    with override("en"):
        assert not queries.wave(by=by, wave_id=wave.pk).may_undo
        assert "stays at 13.30 WITA" in text_to(teo)
    with pytest.raises(rules.OnlyConfirmed):
        commands.undo_wave(wave_id=wave.pk, by=by, at=NOON)


def test_a_new_time_after_a_diversion_also_says_what_stays(
    flight: Any, event: Any, by: Any
) -> None:
    divert(movement_id=flight.pk, terminal_id=None, airport="SUB", by=by, at=NOON)
    settle()
    wave = delay(flight, 5, by)
    assert wave.shifts.get(kind="trip").state == "moved"
    assert wave.shifts.get(kind="session", state="stays")
    assert not delay(flight, 10, by).shifts.filter(state="stays").exists()


def test_a_desk_reads_whose_drive_it_is(
    flight: Any, event: Any, arda: Any, bree: Any, teo: Any, by: Any
) -> None:
    session = Item.objects.get(code="S1")
    Item.objects.filter(pk=session.pk).update(title_en="Plenary")
    drive(bree, 100, 130, item=session)
    move_item(
        item_id=session.pk,
        to={"starts_at": session.starts_at + 30 * MINUTE, "ends_at": session.ends_at},
        by=by,
        at=NOON,
    )
    settle()
    wave = Wave.objects.get(thing=f"item:{session.pk}")
    assert wave.party is None
    moved = [line for line in text_to(teo).splitlines() if "14.10" in line]
    assert moved
    assert all(line.startswith("BRE, ") for line in moved)


def test_taking_back_goes_on_where_somebody_corrected_the_message_by_hand(
    flight: Any, teo: Any, by: Any
) -> None:
    wave = delay(flight, 10, by)
    relay_id = wave.notices.get(person=teo).relay_id
    relays.correct(relay_id=relay_id, text="Wait for me.", by=by, at=NOON)
    commands.undo_wave(wave_id=wave.pk, by=by, at=NOON)
    assert trip().departs_at == NOON + 90 * MINUTE
    assert wave.notices.get(person=teo).back_id


def test_lines_are_kept_with_as_many_queries_for_one_as_for_many(
    flight: Any, arda: Any, by: Any
) -> None:
    """Whom lines concern is asked once, not once a line."""
    delay(flight, 10, by)
    with CaptureQueriesContext(connection) as few:
        delay(flight, 20, by)
    for number in range(8):
        drive(arda, 142 + 2 * number, 143 + 2 * number, car=True, code=f"T{number + 2}")
    network.forget()  # no entry tells of them
    with CaptureQueriesContext(connection) as many:
        delay(flight, 30, by)
    assert Wave.objects.latest("pk").shifts.count() > 10
    assert _of_people(many) <= _of_people(few)


def _of_people(queries_: CaptureQueriesContext) -> int:
    return sum('FROM "accounts_person" WHERE' in one["sql"] for one in queries_.captured_queries)


def test_another_process_hears_of_a_change_by_the_journal(
    flight: Any, event: Any, by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes share the database and nothing else: each keeps networks of its own."""
    ours: dict[int, Any] = {}
    theirs: dict[int, Any] = {}
    monkeypatch.setattr(network, "_kept", ours)
    key = f"movement:{flight.pk}"
    known = network.of_event(event.pk)
    assert network.of_event(event.pk) is known
    monkeypatch.setattr(network, "_kept", theirs)
    network.of_event(event.pk)
    delay(flight, 10, by)
    monkeypatch.setattr(network, "_kept", ours)
    now = network.of_event(event.pk)
    assert now.when(now.network.moment(key)) == flight.planned_at + 10 * MINUTE


def test_a_spread_that_fails_leaves_the_network_as_it_was(
    flight: Any, event: Any, by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept for everybody: what one question does to it must be gone, also when it fails."""
    drive(flight.party, 130, 160, car=True, from_place=trip().to_place)
    delay(flight, 60, by)  # what it pushed is let back for the next question
    net = network.of_event(event.pk)
    before = list(net.network.graph.plan)

    def fails(*_args: Any, **_more: Any) -> None:
        raise RuntimeError

    for name in ("_slacks", "_mending"):
        with monkeypatch.context() as patch:
            patch.setattr(finding, name, fails)
            with pytest.raises(RuntimeError):
                queries.preview(
                    by=by, movement_id=flight.pk, expected_at=flight.planned_at + 20 * MINUTE
                )
        assert list(net.network.graph.plan) == before
