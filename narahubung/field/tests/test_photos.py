"""Photos come in parts, go on where the line was cut, and reach their form as a whole."""

import hashlib
import io
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from narahubung.documents.models import Document
from narahubung.field.models import Photo, PhotoPart
from narahubung.field.tests.phones import VirtualPhone

PART = 2000


@pytest.fixture
def phone(lia: Any, signed_in: Any) -> VirtualPhone:
    return VirtualPhone(signed_in(lia), lia.pk)


@pytest.fixture
def picture() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((120, 120), 90).convert("RGB").save(made, "JPEG")
    return made.getvalue()


def send_part(phone: VirtualPhone, number: str, data: bytes, start: int, **more: Any) -> Any:
    asked = {
        "id": number,
        "from": start,
        "size": len(data),
        "hash": hashlib.sha256(data).hexdigest(),
        **more,
    }
    where = "&".join(f"{name}={value}" for name, value in asked.items())
    return phone.client.post(
        f"/field/photo/?{where}",
        data[start : start + PART],
        content_type="application/octet-stream",
    )


def upload(phone: VirtualPhone, data: bytes, *, until: int | None = None) -> str:
    number, have = str(uuid4()), 0
    while have < (until or len(data)):
        have = send_part(phone, number, data, have).json()["have"]
    return number


def note(phone: VirtualPhone, number: str) -> dict[str, Any]:
    return phone.write(
        "duties:note_in_log",
        "/e/arda-2026/duties/ARD/log/note/",
        ("text", ""),
        ("photo", f"photo:{number}:0:image/jpeg:lobby.jpg"),
        lane="media",
    )


def test_a_photo_comes_in_parts_and_reaches_its_form(phone: VirtualPhone, picture: bytes) -> None:
    note(phone, upload(phone, picture))

    assert phone.send("media")[0]["status"] == "applied"

    assert Document.objects.get().media_type == "image/jpeg"
    assert not PhotoPart.objects.exists()
    assert not Photo.objects.exists()


def test_a_form_waits_until_its_photo_is_whole(phone: VirtualPhone, picture: bytes) -> None:
    number = upload(phone, picture, until=PART)
    note(phone, number)
    (waits,) = phone.send("media")
    assert (waits["status"], waits["code"]) == ("wait", "photo")

    have = phone.client.get(f"/field/photo/?id={number}").json()["have"]
    assert have == PART
    while have < len(picture):
        have = send_part(phone, number, picture, have).json()["have"]
    assert phone.send("media")[0]["status"] == "applied"


def test_a_part_that_comes_twice_or_too_early_changes_nothing(
    phone: VirtualPhone, picture: bytes
) -> None:
    number = upload(phone, picture, until=PART)
    assert send_part(phone, number, picture, 0).json()["have"] == PART
    assert send_part(phone, number, picture, 2 * PART).json()["have"] == PART


def test_a_photo_that_is_not_what_was_announced_begins_again(
    phone: VirtualPhone, picture: bytes
) -> None:
    number, false = str(uuid4()), {"hash": "0" * 64}
    have = 0
    for start in range(0, len(picture), PART):
        have = send_part(phone, number, picture, start, **false).json()["have"]
    assert have == 0


def test_what_is_too_large_or_somebody_elses_is_refused(
    phone: VirtualPhone, picture: bytes, sari: Any, signed_in: Any
) -> None:
    assert send_part(phone, str(uuid4()), picture, 0, size=9_000_000).status_code == 400
    assert send_part(phone, str(uuid4()), picture, 0, size=100).status_code == 400
    number = upload(phone, picture, until=PART)
    signed_in(sari)
    assert send_part(phone, number, picture, PART).status_code == 400
    assert phone.client.get(f"/field/photo/?id={number}").json()["have"] == 0
