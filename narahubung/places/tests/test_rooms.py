"""Rooms are drawn, drawn anew, get doors; who has no business there finds nothing."""

from typing import Any

import pytest
from django.test import Client

from conftest import NOON
from narahubung.kit.actor import Actor
from narahubung.places import commands
from narahubung.places.models import DrawnSeat, RoomPlan
from narahubung.places.queries import drawing as queries
from narahubung.places.rules import rooms as rules

E = "/e/arda-2026/places/"


def as_(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_room_is_drawn_anew_and_its_doors_go_along(planner: Actor, hall: RoomPlan) -> None:
    assert [mark.kind for mark in hall.marks.order_by("pk")] == ["door", "camera", "waiting"]
    one = {"drawing_id": hall.pk, "by": planner, "at": NOON}
    commands.put_mark(kind="lift", name="East", x_cm=hall.width_cm // 2, y_cm=70, **one)
    with pytest.raises(rules.OutsideTheRoom):
        commands.put_mark(kind="door", x_cm=hall.width_cm + 1, y_cm=0, **one)
    wide = commands.redraw_room(name="Hall", shape="head", numbers={"seats": 9}, **one)
    lift = wide.marks.get(kind="lift")
    assert (wide.version, wide.number, lift.x_cm) == (2, hall.number, wide.width_cm // 2)
    with pytest.raises(rules.IsOld):
        commands.put_mark(kind="door", x_cm=1, y_cm=1, **one)
    other = commands.redraw_room(
        drawing_id=wide.pk, name="Hall", shape="u", numbers={}, by=planner, at=NOON
    )
    assert not other.marks.filter(kind="lift").exists()
    (line,) = queries.room_plans(by=planner)
    assert (line.id, line.version, line.seats) == (other.pk, 3, 21)


def test_what_no_room_is_is_refused(planner: Actor) -> None:
    given = {"by": planner, "at": NOON}
    with pytest.raises(rules.NoName):
        commands.draw_room(name=" ", shape="u", numbers={}, **given)
    with pytest.raises(rules.NoSuchShape):
        commands.draw_room(name="x", shape="igloo", numbers={}, **given)
    with pytest.raises(rules.NotSoMany, match="50"):
        commands.draw_room(name="x", shape="head", numbers={"seats": 99}, **given)


def test_a_room_through_its_pages(
    person: Any, event: Any, lia: Any, planner: Actor, hall: RoomPlan
) -> None:
    client = as_(person("erestor"))
    assert "Draw a room" in client.get(E).content.decode()
    assert 'name="witnesses"' in client.get(f"{E}rooms/new/?shape=signing").content.decode()
    asked = {"shape": "photo", "name": "Steps", "rows": 3, "front": 5, "more": 1}
    assert client.post(f"{E}rooms/new/", asked | {"rows": 99}).status_code == 422
    assert client.post(f"{E}rooms/new/", asked).status_code == 302
    plan = RoomPlan.objects.get(name="Steps")
    for view in ("", "door", "seated", "camera"):
        assert (
            client.get(f"{E}rooms/{plan.pk}/?view={view}").content.decode().count("data-seat")
            == 5 + 6 + 7
        )
    page = f"{E}rooms/{hall.pk}/"
    assert client.post(f"{page}mark/", {"kind": "door", "x_cm": 5, "y_cm": 5}).status_code == 302
    assert client.post(f"{page}mark/", {"kind": "moon"}).status_code == 422
    assert client.post(f"{page}mark/", {"kind": "door", "x_cm": 9999, "y_cm": 5}).status_code == 422
    mark = hall.marks.get(kind="camera")
    assert client.post(f"{E}marks/{mark.pk}/").status_code == 302
    assert not hall.marks.filter(kind="camera").exists()
    for is_open in (False, True):
        assert client.post(f"{page}seat/", {"number": "3"}).status_code == 302
        assert DrawnSeat.objects.get(plan=hall, number="3").is_open is is_open
    assert client.get(f"{page}draw/").status_code == 200
    again = {"shape": "head", "name": "Hall", "seats": 5}
    assert client.post(f"{page}draw/", again).status_code == 302
    assert "older drawing" in client.get(page).content.decode()
    officer = as_(lia)
    for path in (E, page):
        assert officer.get(path).status_code == 404
