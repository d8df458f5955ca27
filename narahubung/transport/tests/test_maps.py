"""The map: land without network, the organiser's own tiles and no other origin, floor plans."""

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from narahubung.transport.coast import box_around, land_in
from narahubung.transport.models import FloorPlan, PlanMarker

AT = "/e/arda-2026/transport/"
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


def client(person: Any) -> Client:
    found = Client()
    found.force_login(person)
    return found


def drawing() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (80, 40), "white").save(out, "PNG")
    return SimpleUploadedFile("hall.png", out.getvalue(), "image/png")


def test_the_land_is_cut_around_the_places() -> None:
    box = box_around([(115.2, -8.8)])
    assert box == (113, -11, 117, -7)
    points = [p for ring in json.loads(land_in(box))["coordinates"] for p in ring[0]]
    assert 100 < len(points) < 20_000
    assert all(113 <= lon <= 117 and -11 <= lat <= -7 for lon, lat in points)
    assert box_around([]) is None


@pytest.mark.usefixtures("apurva")
def test_only_the_organisers_own_tiles_are_let_in(rini: Any, sari: Any) -> None:
    organiser = client(rini)
    policy = organiser.get(f"{AT}map/").headers["Content-Security-Policy"]
    assert "tiles.example.org" not in policy

    bad = organiser.post(f"{AT}map/tiles/", {"url": "https://tiles.example.org/1.png"})
    assert bad.status_code == 422
    organiser.post(f"{AT}map/tiles/", {"url": TILES, "credit": "Ours"})
    page = client(sari).get(f"{AT}map/")

    assert (
        "img-src 'self' data: blob: https://tiles.example.org"
        in (page.headers["Content-Security-Policy"])
    )
    assert TILES in page.content.decode()
    assert json.loads(client(sari).get(f"{AT}map/land/").content)["coordinates"]
    organiser.post(f"{AT}map/tiles/", {"url": ""})
    assert "tiles.example.org" not in organiser.get(f"{AT}map/").headers["Content-Security-Policy"]


def test_a_drawing_is_put_in_marked_and_taken_out(sari: Any, lia: Any, apurva: Any) -> None:
    coordinator, officer = client(sari), client(lia)
    facts = {"place": apurva.pk, "name": "Ground floor"}
    no_picture = {**facts, "picture": SimpleUploadedFile("x.png", b"no picture")}
    assert coordinator.post(f"{AT}plans/add/", no_picture).status_code == 422
    assert coordinator.post(f"{AT}plans/add/", {**facts, "picture": drawing()}).status_code == 302
    plan = FloorPlan.objects.get()
    at = f"{AT}plans/{plan.pk}/"

    assert (plan.width, plan.height) == (80, 40)
    assert coordinator.post(f"{at}mark/", {"name": "Door", "x": 81, "y": 1}).status_code == 422
    coordinator.post(f"{at}mark/", {"name": "North door", "x": 12, "y": 30})
    assert "North door" in officer.get(at).content.decode()
    picture = officer.get(f"{at}picture/")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert b"".join(picture.streaming_content)
    assert officer.post(f"{at}remove/").status_code == 404
    coordinator.post(f"{at}marks/{PlanMarker.objects.get().pk}/remove/")
    coordinator.post(f"{at}remove/")
    assert "North door" not in officer.get(f"{AT}plans/").content.decode()
    assert not FloorPlan.objects.exists()
