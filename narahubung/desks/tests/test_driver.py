"""A driver's page: what it shows of one trip, what may be said there, and how its link ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import NOON
from narahubung.accounts.models import GuestPass
from narahubung.movements.models import Trip, Vehicle
from narahubung.parties.models import Place
from narahubung.transport import commands
from narahubung.transport.models import Motorcade, Position

READING = {"latitude": "-8.815", "longitude": "115.22", "accuracy": "9", "read_at": "1"}
NOW_MS = str(int(NOON.timestamp() * 1000))


@pytest.fixture
def drive(event: Any, arda: Any) -> Any:
    place = Place.objects.create(event=event, code="V", name="Apurva", kind="venue")
    return Trip.objects.create(
        event=event,
        code="TR",
        party=arda,
        purpose="secret supper",
        to_place=place,
        departs_at=NOON,
        arrives_at=NOON + timedelta(minutes=30),
        zone="Asia/Makassar",
    )


@pytest.fixture
def link(drive: Any, lia: Any, event: Any, as_actor: Any) -> str:
    token = commands.give_driver_link(
        trip_id=drive.pk, name="Ketut", language="id", by=as_actor(lia, event), at=NOON
    )
    return f"/d/{token}/"


def test_it_shows_the_way_and_a_code_and_nobody_who_rides(
    link: str, arda: Any, lia_officer: Any
) -> None:
    page = Client().get(link).content.decode()
    for shown in ("ARD", "Apurva", "12.00", "WITA", "Kendaraan siap", "Bagikan posisi saya"):
        assert shown in page
    for hidden in (arda.head_name, "secret supper", lia_officer.full_name):
        assert hidden not in page
    assert arda.name_en not in page.replace("ARD", "")


def test_he_reads_his_own_number_in_the_motorcade(link: str, drive: Any) -> None:
    car = Vehicle.objects.create(event=drive.event, code="C", plate="DK 7 ZZ")
    Trip.objects.filter(pk=drive.pk).update(vehicle=car)
    row = Motorcade.objects.create(event=drive.event, code="M", trip=drive, party=drive.party)
    for order, role in enumerate(("lead", "vvip"), 1):
        row.cars.create(
            event=drive.event, order=order, role=role, vehicle=car if order == 2 else None
        )
    assert "kendaraan 2 dari 2" in Client().get(link).content.decode()


def test_three_taps_are_the_chain_of_the_trip_and_the_last_can_be_taken_back(
    link: str, drive: Any
) -> None:
    driver = Client()
    for status in ("ready", "off", "arrived"):
        assert driver.post(f"{link}tell/", {"status": status}).status_code == 302
    drive.refresh_from_db()
    assert (drive.status, drive.reached_at) == ("arrived", NOON)
    assert [mark.by_name for mark in drive.marks.all()] == ["Ketut"] * 3

    driver.post(f"{link}take-back/")
    drive.refresh_from_db()
    assert (drive.status, drive.reached_at) == ("off", None)
    assert driver.post(f"{link}tell/", {"status": "principal_in"}).status_code == 422


def test_what_another_told_is_not_his_to_take_back(
    link: str, drive: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    from narahubung.movements.commands import report_status

    report_status(trip_id=drive.pk, status="off", by=as_actor(lia, event), at=NOON)
    assert Client().post(f"{link}take-back/").status_code != 302
    drive.refresh_from_db()
    assert drive.status == "off"


def test_his_phone_shares_until_the_trip_has_arrived(link: str, drive: Any) -> None:
    driver = Client()
    reading = {**READING, "read_at": NOW_MS}
    assert driver.post(f"{link}position/", reading).status_code == 204
    assert Position.objects.get().source == "driver"
    assert driver.post(f"{link}position/", {**reading, "latitude": "95"}).status_code == 422
    assert driver.post(f"{link}position/stop/").status_code == 204
    assert not Position.objects.exists()
    driver.post(f"{link}tell/", {"status": "arrived"})
    assert driver.post(f"{link}position/", reading).status_code == 410


def test_the_link_opens_one_trip_for_its_time(link: str, drive: Any, event: Any, bree: Any) -> None:
    driver = Client()
    assert driver.get(link.replace("/d/", "/t/")).status_code == 404
    assert driver.get("/d/nobody-has-this/").status_code == 404

    found = GuestPass.objects.get()
    other = Trip.objects.create(event=event, code="X", party=bree, zone="Asia/Makassar")
    driver.post(f"{link}tell/", {"status": "ready", "trip": other.pk, "trip_id": other.pk})
    other.refresh_from_db()
    assert other.status == ""

    drive.reached_at = NOON - timedelta(minutes=61)
    drive.save()
    assert driver.get(link).status_code == 410
    assert driver.post(f"{link}tell/", {"status": "off"}).status_code == 410
    drive.reached_at = None
    drive.save()
    GuestPass.objects.filter(pk=found.pk).update(expires_at=NOON)
    assert driver.get(link).status_code == 410
    GuestPass.objects.filter(pk=found.pk).update(
        expires_at=NOON + timedelta(hours=1), revoked_at=NOON
    )
    assert driver.post(f"{link}position/", {**READING, "read_at": NOW_MS}).status_code == 410


def test_a_cancelled_trip_says_so_and_takes_no_tap(link: str, drive: Any) -> None:
    Trip.objects.filter(pk=drive.pk).update(certainty="cancelled")
    page = Client().get(link).content.decode()
    assert "dibatalkan" in page
    assert "Kendaraan siap" not in page


def test_the_call_leads_to_the_officer_on_duty(
    link: str, event: Any, arda: Any, lia_officer: Any
) -> None:
    from narahubung.assignments.models import Attachment

    Attachment.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position="lead",
        since=NOON,
        until=NOON + timedelta(days=1),
    )
    answer = Client().get(f"{link}call")
    assert (answer.status_code, answer["Location"]) == (302, "tel:+447700900320")
