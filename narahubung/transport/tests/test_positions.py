"""Where a car is: who may say so, who may see it, when it is there, and that it is forgotten."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from conftest import NOON
from narahubung.accounts.models import GuestPass
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import the_house
from narahubung.movements.commands import report_status
from narahubung.transport import commands
from narahubung.transport.models import Position
from narahubung.transport.queries.positions import arriving_at, cars_now
from narahubung.transport.reckoning import Trust
from narahubung.transport.rules.positions import NotAPosition, SharingIsOver, SharingTooEarly
from narahubung.transport.timetable import forget_where_cars_were

MINUTE = timedelta(minutes=1)
HALF_WAY = {"latitude": -8.815, "longitude": 115.22, "accuracy_m": 12.0}


@pytest.fixture
def officer(lia: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(lia, event)


def share(ride: Any, by: Any, at: Any = NOON, **more: Any) -> bool:
    asked = {**HALF_WAY, "read_at": at, **more}
    return commands.share_position(trip_id=ride.pk, by=by, at=at, **asked)


def test_half_of_the_way_is_half_of_the_listed_minutes(ride: Any, officer: Any) -> None:
    assert share(ride, officer)

    (car,) = cars_now(by=officer, at=NOON + MINUTE)

    assert (car.party.code, car.plate, car.arrival.by_list) == ("ARD", "DK 12 AR", True)
    assert car.arrival.at is not None
    assert abs(car.arrival.at - (NOON + 10 * MINUTE)) < timedelta(seconds=2)


def test_an_old_or_inaccurate_position_promises_nothing(ride: Any, officer: Any) -> None:
    share(ride, officer)
    (old,) = cars_now(by=officer, at=NOON + 6 * MINUTE)
    share(ride, officer, NOON + 7 * MINUTE, accuracy_m=4000)
    (vague,) = cars_now(by=officer, at=NOON + 7 * MINUTE)

    assert (old.arrival.at, old.arrival.trust) == (None, Trust.OLD)
    assert (vague.arrival.at, vague.arrival.trust) == (None, Trust.INACCURATE)


def test_a_car_that_has_not_left_promises_nothing_either(ride: Any, officer: Any) -> None:
    ride.left_at = None
    ride.save()
    share(ride, officer)
    (car,) = cars_now(by=officer, at=NOON)
    (line,) = arriving_at(by=officer, place_id=ride.to_place_id, at=NOON)
    assert (car.arrival.at, car.arrival.trust) == (None, Trust.WAITS)
    assert (line.minutes, line.live) == (30, False)


def test_only_who_needs_it_sees_where_a_car_is(
    ride: Any, officer: Any, event: Any, transport: Any, apurva: Any, person: Any, as_actor: Any
) -> None:
    share(ride, officer)
    other = person("oki", "officer", event, party=_another(event))
    hotel = _department(event, "HOS")
    sees = {
        name: [car.party.code for car in cars_now(by=as_actor(who, event), at=NOON)]
        for name, who in {
            "coordinator": person("sari", "coordinator", event),
            "transport": person("teo", "desk", event, department=transport),
            "hotel": person("hana", "desk", event, department=hotel),
            "other officer": other,
            "focal point": person("fay", "focal_point", event, party=ride.party),
            "protocol": person("pia", "protocol", event),
        }.items()
    }
    hana = as_actor(person("hana"), event)
    (line,) = arriving_at(by=hana, place_id=apurva.pk, at=NOON)

    assert [name for name, codes in sees.items() if codes] == ["coordinator", "transport"]
    assert (line.party.code, line.minutes, line.live) == ("ARD", 10, True)
    assert not arriving_at(by=as_actor(other, event), place_id=apurva.pk, at=NOON)


def test_only_who_sits_in_the_car_shares_and_only_while_it_drives(
    ride: Any, officer: Any, sari: Any, event: Any, as_actor: Any
) -> None:
    with pytest.raises(ObjectDoesNotExist):
        share(ride, as_actor(sari, event))
    ride.left_at = None
    ride.save()
    with pytest.raises(SharingTooEarly):
        share(ride, officer, NOON - timedelta(hours=4))
    with pytest.raises(NotAPosition):
        share(ride, officer, latitude=0, longitude=0)
    report_status(trip_id=ride.pk, status="arrived", by=officer, at=NOON)
    with pytest.raises(SharingIsOver):
        share(ride, officer)
    assert not Position.objects.exists()


def test_the_trail_is_short_and_the_journal_knows_no_place(ride: Any, officer: Any) -> None:
    for second in range(0, 1800, 15):
        share(ride, officer, NOON + timedelta(seconds=second))
    last = NOON + timedelta(seconds=1785)

    assert not share(ride, officer, last)  # sent twice
    assert not share(ride, officer, last, read_at=NOON)  # kept by the phone for too long
    rows = Position.objects.order_by("at")
    assert rows.count() <= 42
    first, newest = rows.first(), rows.last()
    assert first is not None
    assert newest is not None
    assert (first.at >= last - timedelta(minutes=20, seconds=30), newest.at) == (True, last)
    (entry,) = StoredEntry.objects.filter(kind__startswith="transport.")
    assert "8.8" not in str(entry.facts)


def test_an_hour_after_the_trip_all_is_deleted_and_the_links_end(ride: Any, officer: Any) -> None:
    commands.give_driver_link(
        trip_id=ride.pk, name="Ketut", language="id", by=officer, at=NOON, key=uuid4()
    )
    share(ride, officer)
    report_status(trip_id=ride.pk, status="arrived", by=officer, at=NOON)

    forget_where_cars_were(at=NOON + 59 * MINUTE, key=uuid4())
    assert Position.objects.count() == 1
    forget_where_cars_were(at=NOON + 60 * MINUTE, key=uuid4())

    assert not Position.objects.exists()
    assert GuestPass.objects.get().revoked_at == NOON + 60 * MINUTE


def test_what_nobody_ever_told_is_deleted_too(ride: Any, officer: Any) -> None:
    share(ride, officer)
    forget_where_cars_were(at=ride.arrives_at + timedelta(hours=7), key=uuid4())
    assert not Position.objects.exists()


def test_who_stops_takes_his_position_along(ride: Any, officer: Any) -> None:
    share(ride, officer)
    commands.stop_sharing(trip_id=ride.pk, by=officer, at=NOON)
    assert not Position.objects.exists()
    house = the_house("test", event_id=ride.event_id)
    assert not cars_now(by=house, at=NOON)


def _another(event: Any) -> Any:
    from narahubung.parties.models import Party

    return Party.objects.create(event=event, code="BRE", name_en="Bree")


def _department(event: Any, code: str) -> Any:
    from narahubung.parties.models import Department

    return Department.objects.create(event=event, code=code, name_en=code)
