"""A letter that came packed, since the phone's line is narrow: the same letter, and never more."""

import gzip
import json
import zlib
from typing import Any

import pytest

from narahubung.field import envelope
from narahubung.field.envelope import MOST_BYTES, NotOurs
from narahubung.field.models import Carried
from narahubung.field.tests.phones import VirtualPhone

JOT = "/e/arda-2026/day/ARD/log/"


@pytest.fixture
def phone(lia: Any, signed_in: Any) -> VirtualPhone:
    return VirtualPhone(signed_in(lia), lia.pk)


def post(phone: VirtualPhone, body: bytes, encoding: str = "gzip") -> Any:
    told: Any = {"content_type": "application/json", "HTTP_CONTENT_ENCODING": encoding}
    return phone.client.post("/field/outbox/", body, **told)


def letter(phone: VirtualPhone) -> bytes:
    made = phone.write("desks:day_jot", JOT, ("text", "Hujan deras, 大雨"))
    return json.dumps(phone.letter("normal", [made])).encode()


def test_a_packed_letter_is_taken_as_the_same_letter(phone: VirtualPhone) -> None:
    assert phone.client.get("/field/proto/").json()["gzip"] is True
    plain = letter(phone)

    assert post(phone, gzip.compress(plain)).json()["results"][0]["status"] == "applied"
    again = phone.client.post("/field/outbox/", plain, content_type="application/json")
    assert again.json()["results"][0]["status"] == "applied"
    assert Carried.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"\x1f\x8b" + bytes(30),
        zlib.compress(b"{}"),
        gzip.compress(b"\xff\xfe"),
        gzip.compress(b"[" * 100_000),
        gzip.compress(gzip.compress(b"{}")),
    ],
    ids=["nothing", "plain", "zeros", "zlib", "no JSON", "too deep", "twice"],
)
def test_what_is_no_packed_letter_is_no_letter(phone: VirtualPhone, body: bytes) -> None:
    answer = post(phone, body)
    assert answer.status_code == 400
    assert answer.json()["bad"]


def test_a_letter_cut_anywhere_is_none(phone: VirtualPhone) -> None:
    whole = gzip.compress(letter(phone))
    for end in range(0, len(whole), 7):
        assert post(phone, whole[:end]).status_code == 400
    assert not Carried.objects.exists()


def test_what_unpacks_to_too_much_is_not_unpacked(phone: VirtualPhone) -> None:
    bomb = gzip.compress(bytes(50 * 1024 * 1024))
    assert len(bomb) < MOST_BYTES
    assert "more bytes" in post(phone, bomb).json()["bad"]
    assert len(envelope.unpacked(gzip.compress(bytes(MOST_BYTES)))) == MOST_BYTES
    with pytest.raises(NotOurs):
        envelope.unpacked(gzip.compress(bytes(MOST_BYTES + 1)))


def test_what_is_packed_in_another_way_is_no_letter(phone: VirtualPhone) -> None:
    for encoding in ("br", "gzip, gzip", "identity;q=1"):
        assert post(phone, letter(phone), encoding).status_code == 400
