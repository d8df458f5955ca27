"""The seating board and the officer's view through their pages."""

from typing import Any

import pytest
from django.test import Client

from narahubung.kit.actor import Actor
from narahubung.places.models import Guest, Seating, SeatRule
from narahubung.places.tests.test_rooms import as_
from narahubung.relays.models import Relay

E = "/e/arda-2026/places/"


@pytest.fixture
def desk(person: Any, planner: Actor) -> Client:
    """The protocol desk, signed in."""
    return as_(person("erestor"))


def text_of(client: Client, path: str) -> str:
    answer = client.get(f"{E}{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def sent(client: Client, path: str, status: int = 302, **given: Any) -> None:
    answer = client.post(f"{E}{path}", given)
    assert answer.status_code == status, (path, answer.content.decode()[-400:])


def test_places_from_the_first_line_to_an_acknowledged_change(  # noqa: PLR0915 -- one story
    desk: Client, dinner: Any, hall: Any, lia: Any, officer: Actor
) -> None:
    sent(desk, "seatings/new/", 422)
    sent(desk, "seatings/new/", name="Head table", item_id=dinner.pk, drawing_id=hall.pk)
    row = Seating.objects.get()
    page = f"seatings/{row.pk}/"
    assert "Propose the places" in text_of(desk, page)
    assert "Head table" in text_of(desk, "")
    sent(desk, f"{page}adopt/", 409)
    sent(desk, f"{page}propose/")
    whole = text_of(desk, f"{page}?view=camera")
    assert "seen by the camera" in whole
    assert whole.count("is-taken") == 6
    assert "shares a number" not in whole  # two do
    assert "share a number" in whole
    arda = Guest.objects.get(party__code="ARD")
    own = f"guests/{arda.pk}/"
    assert "Move to" in text_of(desk, own)
    tried = text_of(desk, f"{own}try/?seat_number=1")
    assert 'data-allowed="yes"' in tried
    assert desk.get(f"{E}{own}try/?seat_number=77").status_code == 404
    assert Guest.objects.get(pk=arda.pk).seat.number == "4"  # only tried
    sent(desk, f"{page}adopt/")
    own_page = text_of(as_(lia), "of/ARD/")
    assert own_page.count("is-lit") == 1
    assert "Barliman" not in own_page
    day = as_(lia).get("/e/arda-2026/day/ARD/").content.decode()
    assert "is-lit" in day
    sent(desk, f"{own}move/", seat_number="1")
    sent(desk, f"{own}pin/")
    sent(desk, f"{own}pin/")
    sent(desk, f"{page}adopt/")
    day = as_(lia).get("/e/arda-2026/day/ARD/").content.decode()
    assert "<del>4</del>" in day
    relay = Relay.objects.get()
    assert f"/relays/{relay.pk}/" in day
    assert "not acknowledged yet" in text_of(desk, page)
    acknowledge = f"/e/arda-2026/relays/{relay.pk}/acknowledge/"
    assert as_(lia).post(acknowledge).status_code == 302
    assert "change acknowledged" in text_of(desk, page)
    assert "Nobody else moves" in text_of(desk, f"{own}absent/")
    assert "would move" in text_of(desk, f"{own}absent/?gaps=close")
    sent(desk, f"{own}absent/", gaps="leave")
    assert "Comes after all" in text_of(desk, page)
    sent(desk, f"{own}absent/", gaps="leave")
    sent(desk, f"{page}undo/")
    sent(desk, f"{page}entry/", entry_at="2026-11-21T13:00:00", seconds=30)
    sent(desk, f"{page}entry/", 422, seconds=0)
    assert "ranks before" in text_of(desk, f"{page}why/")
    walk = text_of(desk, f"{page}calls/")
    assert "The most honoured walks in last" in walk
    assert "stand by" in walk
    sent(desk, f"{page}cancel/", 422)
    sent(desk, f"{page}cancel/", why="It rains")
    assert "It rains" in text_of(as_(lia), "of/ARD/")


def test_the_list_and_its_rules(desk: Client, seating: Seating, dinner: Any) -> None:
    page = f"seatings/{seating.pk}/"
    first, second = Guest.objects.order_by("rank")[:2]
    asked = {"first_id": first.pk, "second_id": second.pk, "rule_kind": "apart_seats"}
    sent(desk, f"{page}rule/", **asked)
    sent(desk, f"{page}rule/", 422, rule_kind="apart_seats")
    sent(desk, f"{page}rule/", 422, **asked | {"second_id": first.pk})
    rule = SeatRule.objects.get()
    assert "never side by side" in text_of(desk, page)
    sent(desk, f"rules/{rule.pk}/")
    sent(desk, f"{page}guest/", name="The interpreter", role="interpreter", of_id=first.pk, rank=1)
    sent(desk, f"{page}guest/", 422, name="Nobody", role="king", rank=1)
    added = Guest.objects.get(name="The interpreter")
    assert (added.of_id, added.party_id) == (first.pk, first.party_id)
    sent(desk, f"guests/{added.pk}/", rank=4, rank_why="asked by the host")
    sent(desk, f"guests/{added.pk}/", 422)
    sent(desk, f"guests/{added.pk}/drop/")
    for number in range(2):
        name = f"Guest {number}"
        sent(desk, f"{page}guest/", name=name, role="principal", rank=9)
    assert desk.post(f"{E}{page}propose/").status_code == 422  # seven chairs
    sent(desk, f"{page}order/", 422)


def test_officers_of_others_and_strangers_find_nothing(
    lia: Any, person: Any, event: Any, seating: Seating, bree: Any
) -> None:
    officer = as_(lia)
    guest = Guest.objects.first()
    for path in (f"seatings/{seating.pk}/", f"guests/{guest.pk}/", "of/BRE/", "seatings/new/"):
        assert officer.get(f"{E}{path}").status_code == 404, path
    assert "No places were given yet" in text_of(officer, "of/ARD/")
    medical = as_(person("elrond", "medical", event))
    assert medical.get(f"{E}of/ARD/").status_code == 404
