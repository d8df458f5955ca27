"""The board, the desk, the sheet of one movement: what is typed there stands."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from conftest import NOON
from narahubung.airports.commands import keep_aircraft, note_clearance
from narahubung.airports.models import Aircraft, BagCount, Booking, LoungeGuest, MissingBag
from narahubung.movements.commands import tell_delay

H = timedelta(hours=1)
SLUG = {"slug": "arda-2026"}


def url(name: str, **names: Any) -> str:
    return reverse(f"airports:{name}", kwargs={**SLUG, **names})


def test_an_officer_books_counts_and_reports_on_the_sheet(
    signed_in: Any, lia: Any, arrival: Any, stand: int, at_lounge: int
) -> None:
    client = signed_in(lia)
    sheet = url("ground", movement_id=arrival.pk)
    day = {"starts_at": "2026-11-21T14:00", "ends_at": "2026-11-21T16:00"}
    done = client.post(url("book", movement_id=arrival.pk), {"facility": stand, **day})
    assert done.headers["Location"] == sheet
    booking = Booking.objects.get(kind="stand")
    assert (booking.starts_at, booking.state) == (NOON + 2 * H, "asked")  # 14.00 WITA
    client.post(url("answer", booking_id=booking.pk), {"state": "confirmed"})
    later = {"starts_at": "2026-11-21T15:00", "ends_at": "2026-11-21T17:00"}
    client.post(url("move", booking_id=booking.pk), later)
    client.post(url("list_guest", booking_id=at_lounge), {"name": "Celeborn"})
    client.post(url("count", movement_id=arrival.pk), {"at_point": "plane", "count": "20"})
    client.post(url("count", movement_id=arrival.pk), {"at_point": "van", "count": "19"})
    client.post(url("miss", movement_id=arrival.pk), {"description": "grey case", "tag": "GA 1"})
    page = client.get(sheet).content.decode()
    for words in ("confirm again", "Celeborn", "1 bag fewer than before", "grey case", "Room for"):
        assert words in page, words
    bag = MissingBag.objects.get()
    client.post(url("follow", bag_id=bag.pk), {"state": "delivered"})
    client.post(url("uncount", movement_id=arrival.pk), {"at_point": "van"})
    guest = LoungeGuest.objects.get()
    assert "Celeborn" in client.get(url("lounge", booking_id=at_lounge)).content.decode()
    client.post(url("answer_guest", guest_id=guest.pk), {"state": "accepted"})
    client.post(url("strike_guest", guest_id=guest.pk))
    bag.refresh_from_db()
    assert (bag.state, BagCount.objects.filter(undone=True).count()) == ("delivered", 1)
    assert not LoungeGuest.objects.exists()

    bad = client.post(url("count", movement_id=arrival.pk), {"at_point": "van", "count": ""})
    assert (bad.status_code, "Write how many bags" in bad.content.decode()) == (422, True)


def test_papers_are_typed_and_a_delay_that_outlives_them_is_at_the_desk(
    signed_in: Any, lia: Any, boss: Any, sari: Any, arda: Any, arrival: Any
) -> None:
    client = signed_in(lia)
    facts = {"kind": "state", "registration": "F-RARF", "weapons": "four pistols"}
    client.post(url("new_aircraft", movement_id=arrival.pk), facts)
    plane = Aircraft.objects.get()
    client.post(url("change_aircraft", aircraft_id=plane.pk), {**facts, "souls": "31"})
    paper = {
        "kind": "diplomatic",
        "state": "given",
        "number": "KN-1",
        "valid_from": "2026-11-21T08:00",
        "valid_until": "2026-11-21T15:00",
    }
    client.post(url("paper", aircraft_id=plane.pk), paper)
    page = client.get(url("ground", movement_id=arrival.pk)).content.decode()
    assert all(words in page for words in ("F-RARF", "four pistols", "KN-1", "31"))

    client = signed_in(sari)
    assert "does not hold" not in client.get(url("desk")).content.decode()
    tell_delay(movement_id=arrival.pk, minutes=95, by=boss, at=NOON)
    page = client.get(url("desk")).content.decode()
    assert "diplomatic clearance: does not hold for the time now expected" in page
    assert "no parking stand" in page
    facility = {"kind": "stand", "name": "Stand B 7", "capacity": "1"}
    client.post(url("keep_facility"), facility)
    assert "Stand B 7" in client.get(url("desk")).content.decode()


def test_the_board_tells_old_and_new_time_stand_and_officer(
    signed_in: Any, sari: Any, lia: Any, boss: Any, arrival: Any, at_lounge: int, bree: Any
) -> None:
    tell_delay(movement_id=arrival.pk, minutes=95, by=boss, at=NOON)
    client = signed_in(sari)
    page = client.get(url("board")).content.decode()
    assert all(words in page for words in ("95 min late", "14.00", "15.35", "VIP lounge", "Lia"))
    assert "95 min" not in client.get(url("board"), {"party": "BRE"}).content.decode()
    wall = client.get(url("board"), {"wall": "1"}).content.decode()
    assert 'data-bs-theme="dark"' in wall
    assert "95 min late" in wall


def test_who_may_not_read_routes_reads_no_weapons(
    signed_in: Any, teo: Any, boss: Any, arda: Any, arrival: Any
) -> None:
    facts = {"kind": "state", "registration": "F-RARF", "weapons": "four pistols"}
    plane = keep_aircraft(party_id=arda.pk, facts=facts, arrival_id=arrival.pk, by=boss, at=NOON)
    note_clearance(aircraft_id=plane, kind="security", state="asked", by=boss, at=NOON)
    page = signed_in(teo).get(url("ground", movement_id=arrival.pk)).content.decode()
    assert "F-RARF" in page
    assert "pistols" not in page
    signed_in(teo).post(url("change_aircraft", aircraft_id=plane), {"kind": "state", "seats": "9"})
    assert Aircraft.objects.get().weapons == "four pistols"  # kept by who could not see it
