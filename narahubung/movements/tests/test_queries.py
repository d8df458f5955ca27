"""Lists cut to the person, whereabouts that never claim a plan as a fact, fixed query counts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.movements import commands, queries
from narahubung.movements.models import Movement, TravelTime, Trip, Vehicle
from narahubung.parties.models import Member, Party, Place
from narahubung.programme.models import Item

WITA = "Asia/Makassar"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def places(event: Any) -> dict[str, Any]:
    kinds = {"V-VVIP": "airport", "H-MUL": "hotel", "V-APU": "summit venue"}
    return {
        code: Place.objects.create(event=event, code=code, name=code, kind=kind)
        for code, kind in kinds.items()
    }


def movement(party: Any, code: str, at: datetime | None, **more: Any) -> Any:
    return Movement.objects.create(
        event=party.event,
        code=code,
        party=party,
        **{"direction": "arrival", "travelling": "head of delegation", **more},
        planned_at=at,
        expected_at=at,
        zone=WITA,
    )


def trip(party: Any, code: str, start: Any, end: Any, at: datetime) -> Any:
    return Trip.objects.create(
        event=party.event,
        code=code,
        party=party,
        purpose="drive",
        from_place=start,
        to_place=end,
        departs_at=at,
        arrives_at=at + timedelta(minutes=20),
        zone=WITA,
    )


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        (-9, "expected"),
        (-5, "airport"),
        (-3.9, "moving"),
        (-3, "hotel"),
        (0.1, "moving"),
        (2, "venue"),
    ],
)
def test_whereabouts_follow_the_plan_and_say_so(
    lia: Any, as_actor: Any, event: Any, arda: Any, places: dict[str, Any], hours: float, state: str
) -> None:
    movement(arda, "M-1", NOON - timedelta(hours=6), terminal=places["V-VVIP"])
    trip(arda, "T-1", places["V-VVIP"], places["H-MUL"], NOON - timedelta(hours=4))
    trip(arda, "T-2", places["H-MUL"], places["V-APU"], NOON)
    at = NOON + timedelta(hours=hours)
    where = queries.whereabouts_of(by=as_actor(lia, event), at=at)[arda.pk]
    assert where.state == state
    assert not where.reported


def test_whereabouts_as_reported_win_and_show_what_the_plan_says_beyond(
    lia: Any, as_actor: Any, event: Any, arda: Any, places: dict[str, Any]
) -> None:
    by = as_actor(lia, event)
    first = trip(arda, "T-1", places["V-VVIP"], places["H-MUL"], NOON - timedelta(hours=4))
    trip(arda, "T-2", places["H-MUL"], places["V-APU"], NOON - timedelta(hours=1))
    told = NOON - timedelta(hours=3)
    commands.report_status(trip_id=first.pk, status="arrived", by=by, at=told)
    where = queries.whereabouts_of(by=by, at=NOON)[arda.pk]
    assert (where.state, where.place, where.by) == ("hotel", "H-MUL", "Lia")
    assert where.reported
    assert "V-APU" in where.plan


def test_nothing_known_is_said_to_be_not_known(
    lia: Any, as_actor: Any, event: Any, arda: Any
) -> None:
    where = queries.whereabouts_of(by=as_actor(lia, event), at=NOON)[arda.pk]
    assert (where.state, where.since) == ("unknown", None)


def test_whereabouts_of_others_are_not_there(
    lia: Any, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    assert set(queries.whereabouts_of(by=as_actor(lia, event), at=NOON)) == {arda.pk}


def test_next_has_slack_after_the_travel_to_its_start(
    lia: Any, as_actor: Any, event: Any, arda: Any, places: dict[str, Any]
) -> None:
    here, there = places["H-MUL"], places["V-APU"]
    TravelTime.objects.create(event=event, code="1", from_place=there, to_place=here, normal_min=25)
    trip(arda, "T-1", places["V-VVIP"], there, NOON - timedelta(hours=4))
    trip(arda, "T-2", here, places["V-VVIP"], NOON + timedelta(minutes=40))
    found = queries.pulse(by=as_actor(lia, event), at=NOON)[arda.pk].next
    assert found is not None
    assert (found.kind, found.need_min, found.slack_min, found.late) == ("trip", 25, 15, False)


def test_next_is_late_when_nobody_started_it(
    lia: Any, as_actor: Any, event: Any, arda: Any, places: dict[str, Any]
) -> None:
    by = as_actor(lia, event)
    late = trip(arda, "T-1", places["H-MUL"], places["V-APU"], NOON - timedelta(minutes=10))
    found = queries.pulse(by=by, at=NOON)[arda.pk].next
    assert found is not None
    assert found.late
    commands.report_status(trip_id=late.pk, status="off", by=by, at=NOON)
    assert queries.pulse(by=by, at=NOON)[arda.pk].next is None


def test_delay_shows_in_next(lia: Any, as_actor: Any, event: Any, arda: Any) -> None:
    by = as_actor(lia, event)
    coming = movement(arda, "M-1", NOON + timedelta(hours=1))
    commands.tell_delay(movement_id=coming.pk, minutes=95, by=by, at=NOON)
    found = queries.pulse(by=by, at=NOON)[arda.pk].next
    assert found is not None
    assert found.moved
    assert found.slack_min == 155


def test_day_is_the_one_on_which_it_is_believed_to_be(
    sari: Any, as_actor: Any, event: Any, arda: Any
) -> None:
    late = movement(arda, "M-1", datetime(2026, 11, 21, 15, 30, tzinfo=UTC))  # 23.30 WITA
    by = as_actor(sari, event)
    commands.tell_delay(movement_id=late.pk, minutes=40, by=by, at=NOON)
    on = [
        [line.code for line in queries.movements_on(by=by, day=day, zone_name=WITA)]
        for day in (date(2026, 11, 21), date(2026, 11, 22))
    ]
    assert on == [[], ["M-1"]]
    assert [day.on for day in queries.days_of(by=by, zone_name=WITA)] == [date(2026, 11, 22)]


@pytest.mark.parametrize("many", [1, 30])
def test_queries_are_as_many_for_one_as_for_thirty(
    sari: Any,
    as_actor: Any,
    event: Any,
    places: dict[str, Any],
    django_assert_num_queries: Any,
    many: int,
) -> None:
    for n in range(many):
        party = Party.objects.create(event=event, code=f"P{n}", name_en=f"Party {n}")
        movement(party, f"M-{n}", NOON + timedelta(minutes=n), terminal=places["V-VVIP"])
        trip(party, f"T-{n}", places["V-VVIP"], places["H-MUL"], NOON + timedelta(hours=1))
        Vehicle.objects.create(event=event, code=f"V{n}", plate=f"DK {n}", party=party)
    by = as_actor(sari, event)
    day = date(2026, 11, 21)
    with django_assert_num_queries(4):
        assert len(queries.pulse(by=by, at=NOON)) == many
    with django_assert_num_queries(3):
        queries.whereabouts_of(by=by, at=NOON)
    with django_assert_num_queries(1):
        assert len(queries.movements_on(by=by, day=day, zone_name=WITA)) == many
    with django_assert_num_queries(1):
        assert len(queries.trips_found(by=by, day=day, zone_name=WITA)) == many
    with django_assert_num_queries(2):
        queries.transport_of(by=by, party_id=party.pk)
    with django_assert_num_queries(8):
        queries.find(by=by, text="party")


def test_find_folds_marks_letters_and_knows_own_scripts(
    sari: Any, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    Member.objects.create(
        event=event, code="M1", party=bree, full_name="Łukasz Sørensen", native_name="小林太郎"
    )
    Vehicle.objects.create(event=event, code="V1", plate="DK 1234 ZZ", party=arda)
    Item.objects.create(event=event, code="I1", title_en="Gala dinner", zone=WITA)
    by = as_actor(sari, event)

    def kinds(text: str) -> list[str]:
        return [one.kind for one in queries.find(by=by, text=text)]

    assert kinds("lukasz sorensen") == ["member"]
    assert kinds("林太") == ["member"]
    assert kinds("dk 1234") == ["vehicle"]
    assert kinds("GALA DIN") == ["item"]
    assert kinds("ard")[0] == "party"
    assert kinds("  ") == []


def test_find_is_cut_to_the_person(
    lia: Any, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    Member.objects.create(event=event, code="M1", party=bree, full_name="Barliman")
    Vehicle.objects.create(event=event, code="V1", plate="DK 1 ZZ", party=bree)
    by = as_actor(lia, event)
    assert queries.find(by=by, text="barliman") == []
    assert queries.find(by=by, text="dk 1") == []
