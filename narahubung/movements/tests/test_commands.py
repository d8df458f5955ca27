"""A tap is a fact; a delay keeps the plan; what is taken back leaves what stood before."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import history
from narahubung.movements import commands, rules
from narahubung.movements.models import Movement, StatusMark, Trip, Whereabouts
from narahubung.parties.models import Place


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def airport(event: Any) -> Any:
    return Place.objects.create(event=event, code="V-VVIP", name="VVIP Terminal", kind="airport")


@pytest.fixture
def hall(event: Any) -> Any:
    return Place.objects.create(event=event, code="V-APU", name="Apurva", kind="summit venue")


@pytest.fixture
def arrival(event: Any, arda: Any, airport: Any) -> Any:
    return Movement.objects.create(
        event=event,
        code="M-1",
        party=arda,
        travelling="head of delegation",
        direction="arrival",
        planned_at=NOON + timedelta(hours=2),
        expected_at=NOON + timedelta(hours=2),
        zone="Asia/Makassar",
        carrier="AR 1",
        terminal=airport,
    )


@pytest.fixture
def trip(event: Any, arda: Any, airport: Any, hall: Any) -> Any:
    return Trip.objects.create(
        event=event,
        code="T-1",
        party=arda,
        purpose="session I",
        from_place=airport,
        to_place=hall,
        departs_at=NOON + timedelta(hours=1),
        arrives_at=NOON + timedelta(hours=1, minutes=20),
        zone="Asia/Makassar",
    )


def test_report_sets_status_actual_time_and_whereabouts(
    lia: Any, as_actor: Any, event: Any, arda: Any, arrival: Any, airport: Any
) -> None:
    by = as_actor(lia, event)
    commands.report_status(movement_id=arrival.pk, status="landed", by=by, at=NOON)
    arrival.refresh_from_db()
    assert (arrival.status, arrival.actual_at) == ("landed", NOON)
    here = Whereabouts.objects.get(party=arda)
    assert (here.state, here.place, here.by_name) == ("airport", airport, "Lia")
    line = history(topic=f"party:{arda.pk}", by=by)[0]
    assert line.says is not None
    assert "landed" in line.says
    assert "12.00 WITA" in line.says


def test_report_may_skip_links(lia: Any, as_actor: Any, event: Any, arrival: Any) -> None:
    commands.report_status(
        movement_id=arrival.pk, status="at_hotel", by=as_actor(lia, event), at=NOON
    )
    arrival.refresh_from_db()
    assert arrival.status == "at_hotel"


def test_late_tap_is_kept_but_moves_nothing(
    lia: Any, as_actor: Any, event: Any, arda: Any, arrival: Any
) -> None:
    by = as_actor(lia, event)
    earlier = NOON - timedelta(minutes=40)
    commands.report_status(movement_id=arrival.pk, status="left_airport", by=by, at=NOON)
    mark = commands.report_status(movement_id=arrival.pk, status="landed", by=by, at=earlier)
    arrival.refresh_from_db()
    assert mark.late
    assert (arrival.status, arrival.actual_at) == ("left_airport", earlier)
    assert Whereabouts.objects.get(party=arda).state == "moving"


def test_resent_tap_counts_once(lia: Any, as_actor: Any, event: Any, arrival: Any) -> None:
    by, key = as_actor(lia, event), uuid4()
    commands.report_status(movement_id=arrival.pk, status="landed", by=by, at=NOON, key=key)
    with pytest.raises(AlreadyDone):
        commands.report_status(movement_id=arrival.pk, status="landed", by=by, at=NOON, key=key)
    assert StatusMark.objects.count() == 1


def test_advance_team_says_nothing_of_the_party(
    lia: Any, as_actor: Any, event: Any, arda: Any, arrival: Any
) -> None:
    Movement.objects.filter(pk=arrival.pk).update(travelling="advance team")
    commands.report_status(
        movement_id=arrival.pk, status="landed", by=as_actor(lia, event), at=NOON
    )
    assert not Whereabouts.objects.filter(party=arda).exists()


def test_undo_leaves_what_stood_before(
    lia: Any, as_actor: Any, event: Any, arda: Any, arrival: Any
) -> None:
    by = as_actor(lia, event)
    commands.report_status(movement_id=arrival.pk, status="landed", by=by, at=NOON)
    commands.report_status(
        movement_id=arrival.pk, status="left_airport", by=by, at=NOON + timedelta(minutes=30)
    )
    commands.undo_status(movement_id=arrival.pk, by=by, at=NOON + timedelta(minutes=31))
    arrival.refresh_from_db()
    assert arrival.status == "landed"
    assert Whereabouts.objects.get(party=arda).state == "airport"
    commands.undo_status(movement_id=arrival.pk, by=by, at=NOON + timedelta(minutes=32))
    arrival.refresh_from_db()
    assert (arrival.status, arrival.actual_at) == ("", None)
    assert not Whereabouts.objects.filter(party=arda).exists()
    with pytest.raises(rules.NothingToUndo):
        commands.undo_status(movement_id=arrival.pk, by=by, at=NOON + timedelta(minutes=33))


def test_trip_leaves_and_arrives(
    lia: Any, as_actor: Any, event: Any, arda: Any, trip: Any, hall: Any
) -> None:
    by = as_actor(lia, event)
    commands.report_status(trip_id=trip.pk, status="off", by=by, at=NOON)
    assert Whereabouts.objects.get(party=arda).state == "moving"
    there = NOON + timedelta(minutes=18)
    commands.report_status(trip_id=trip.pk, status="arrived", by=by, at=there)
    trip.refresh_from_db()
    assert (trip.left_at, trip.reached_at) == (NOON, there)
    here = Whereabouts.objects.get(party=arda)
    assert (here.state, here.place) == ("venue", hall)


def test_report_refuses_a_word_of_another_chain(
    lia: Any, as_actor: Any, event: Any, trip: Any
) -> None:
    with pytest.raises(rules.NoSuchStatus):
        commands.report_status(trip_id=trip.pk, status="landed", by=as_actor(lia, event), at=NOON)


def test_report_of_another_party_does_not_exist(
    lia: Any, as_actor: Any, event: Any, bree: Any, arrival: Any
) -> None:
    Movement.objects.filter(pk=arrival.pk).update(party=bree)
    with pytest.raises(Movement.DoesNotExist):
        commands.report_status(
            movement_id=arrival.pk, status="landed", by=as_actor(lia, event), at=NOON
        )


def test_delay_counts_from_the_plan_and_keeps_it(
    lia: Any, as_actor: Any, event: Any, arrival: Any
) -> None:
    by, plan = as_actor(lia, event), arrival.planned_at
    commands.tell_delay(movement_id=arrival.pk, minutes=95, told_by="airline", by=by, at=NOON)
    commands.tell_delay(movement_id=arrival.pk, minutes=120, by=by, at=NOON)
    arrival.refresh_from_db()
    assert arrival.planned_at == plan
    assert arrival.expected_at == plan + timedelta(minutes=120)
    assert arrival.certainty == "changed"
    newest, before = history(topic=f"movement:{arrival.pk}", by=by)
    assert "15.35 WITA → 16.00 WITA" in (newest.says or "")
    assert "airline" in (before.says or "")


def test_delay_back_to_the_plan_is_confirmed_again(
    lia: Any, as_actor: Any, event: Any, arrival: Any
) -> None:
    by = as_actor(lia, event)
    commands.tell_delay(movement_id=arrival.pk, minutes=-10, by=by, at=NOON)
    commands.tell_delay(movement_id=arrival.pk, minutes=0, by=by, at=NOON)
    arrival.refresh_from_db()
    assert arrival.certainty == "confirmed"


@pytest.mark.parametrize(
    ("change", "told", "refusal"),
    [
        ({"planned_at": None, "expected_at": None}, {"minutes": 95}, rules.NoTimeYet),
        ({"actual_at": NOON}, {"minutes": 95}, rules.ItHappened),
        ({"certainty": "cancelled"}, {"minutes": 95}, rules.ItIsCancelled),
        ({}, {"minutes": 95000}, rules.TooFar),
        ({}, {"minutes": 0}, rules.NothingNew),
    ],
)
def test_delay_is_refused_in_words(
    lia: Any,
    as_actor: Any,
    event: Any,
    arrival: Any,
    change: dict[str, Any],
    told: dict[str, Any],
    refusal: type[Exception],
) -> None:
    Movement.objects.filter(pk=arrival.pk).update(**change)
    with pytest.raises(refusal):
        commands.tell_delay(movement_id=arrival.pk, **told, by=as_actor(lia, event), at=NOON)


def test_trip_moves_with_old_and_new(
    lia: Any, as_actor: Any, event: Any, trip: Any, airport: Any
) -> None:
    by = as_actor(lia, event)
    commands.move_trip(
        trip_id=trip.pk,
        to={"departs_at": NOON + timedelta(minutes=50), "to_place": airport.pk},
        by=by,
        at=NOON,
    )
    says = history(topic=f"trip:{trip.pk}", by=by)[0].says or ""
    assert "13.00 WITA → 12.50 WITA" in says
    assert "Apurva → VVIP Terminal" in says
    with pytest.raises(rules.NothingNew):
        commands.move_trip(trip_id=trip.pk, to={"to_place": airport.pk}, by=by, at=NOON)
    with pytest.raises(rules.WrongWayRound):
        commands.move_trip(
            trip_id=trip.pk, to={"arrives_at": NOON - timedelta(hours=9)}, by=by, at=NOON
        )
