"""Photos and voice notes: what is kept of them, what is refused, and to whom they are handed."""

import io
import struct
import zlib
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conftest import NOON
from narahubung.accounts.models import Reach
from narahubung.documents import commands
from narahubung.documents.models import Document
from narahubung.documents.reading import kept, receive
from narahubung.documents.rules import NotAPicture, NotAVoiceNote, TooManyPixels
from narahubung.kit.files import MOST_BYTES, TooBig

HERE = b"8 deg 48 min South"


def photo(kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, kind, **more)
    return out.getvalue()


def with_a_place() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = HERE.decode()  # the model of the phone
    exif.get_ifd(0x8825)[2] = (8.0, 48.0, 3.0)  # GPSLatitude
    return photo(exif=exif)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def png_that_says(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def test_a_photo_is_kept_without_where_it_was_taken() -> None:
    raw = with_a_place()
    assert HERE in raw

    clean = kept(raw).data

    assert HERE not in clean
    assert not dict(Image.open(io.BytesIO(clean)).getexif())


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_whatever_rides_along_in_a_photo_is_gone(kind: str) -> None:
    clean = kept(photo(kind) + b"<script>alert(1)</script>PK\x03\x04").data
    assert b"script" not in clean
    assert b"PK" not in clean
    assert clean.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"PK\x03\x04xlsx",
        b"GIF89a" + bytes(40),
        b"MZ\x90\x00",
        b"ID",
    ],
)
def test_what_is_no_photo_and_no_sound_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(NotAVoiceNote):
        kept(data)


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    with pytest.raises(TooManyPixels):
        kept(png_that_says(30_000, 30_000))
    with pytest.raises(TooBig):
        kept(bytes(MOST_BYTES + 1))
    with pytest.raises(NotAPicture):
        kept(png_that_says(10, 10))
    with pytest.raises(NotAPicture):
        kept(photo()[:200])


def test_a_voice_note_is_kept_without_where_it_was_spoken() -> None:
    sound = box(b"mdat", b"the sound itself")
    told = box(b"udta", box(b"\xa9xyz", HERE)) + box(b"meta", HERE)
    m4a = box(b"ftyp", b"M4A mp42") + box(b"moov", box(b"trak", told) + told) + sound

    clean = kept(m4a).data

    assert HERE not in clean
    assert len(clean) == len(m4a)
    assert clean.endswith(sound)
    mp3 = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(HERE)]) + HERE + b"\xff\xfb\x90\x00sound"
    assert kept(mp3).data == b"\xff\xfb\x90\x00sound"


@pytest.mark.parametrize(
    "broken", [b"", bytes(8), b"\x00\x00\x00\x01udta", b"\xff\xff\xff\xffmoov"]
)
def test_a_broken_sound_is_kept_as_it_came(broken: bytes) -> None:
    data = box(b"ftyp", b"M4A mp42") + broken
    assert kept(data).data == data


@pytest.fixture
def step(event: Any, arda: Any) -> Any:
    return apps.get_model("duties.Step").objects.create(
        event=event,
        party=arda,
        procedure="airport-arrival",
        version="1",
        code="A1",
        anchor_kind="arrival",
        anchor_id=1,
        check_at=NOON,
    )


@pytest.fixture
def attached(lia: Any, event: Any, step: Any, as_actor: Any) -> Any:
    number = commands.attach(
        party_id=step.party_id,
        about=f"step:{step.pk}",
        file=receive(photo()),
        by=as_actor(lia, event),
        at=NOON,
    )
    return Document.objects.get(pk=number)


def test_a_file_is_handed_out_so_that_no_browser_runs_or_keeps_it(
    attached: Any, lia: Any, signed_in: Any
) -> None:
    answer = signed_in(lia).get(f"/e/arda-2026/documents/{attached.pk}/")

    assert b"".join(answer).startswith(b"\xff\xd8\xff")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    address = f"/e/arda-2026/documents/{attached.pk}/"
    part = signed_in(lia).get(address, headers={"range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, b"\xff\xd8")
    assert part["Content-Range"] == f"bytes 0-1/{attached.size}"
    assert signed_in(lia).get(address, headers={"range": "bytes=999999-"}).status_code == 416
    saved = signed_in(lia).get(f"/e/arda-2026/documents/{attached.pk}/?download")
    saved.close()
    assert saved["Content-Disposition"].startswith('attachment; filename="ARD ')


def test_access_is_gone_at_the_minute(
    attached: Any, lia: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = signed_in(lia), f"/e/arda-2026/documents/{attached.pk}/"
    Reach.objects.update(until=NOON + timedelta(minutes=1))
    assert b"".join(client.get(address))

    monkeypatch.setattr("narahubung.kit.clock.now", lambda: NOON + timedelta(minutes=1))
    assert client.get(address).status_code == 404


def test_an_officer_of_another_delegation_and_of_another_event_finds_nothing(
    attached: Any, bree: Any, event: Any, other_event: Any, person: Any, signed_in: Any
) -> None:
    absent = f"/e/arda-2026/documents/{attached.pk + 1}/"
    here = f"/e/arda-2026/documents/{attached.pk}/"
    client = signed_in(person("pippin", "officer", event, party=bree))
    assert client.get(here).status_code == client.get(absent).status_code == 404
    client = signed_in(person("sam", "coordinator", other_event))
    assert client.get(here).status_code == 404
    assert client.get(f"/e/other-2026/documents/{attached.pk}/").status_code == 404


def test_what_the_phone_calls_a_file_names_nothing_here(
    lia: Any, step: Any, signed_in: Any, tmp_path: Any, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "documents"
    file = SimpleUploadedFile("../../../evil.html", with_a_place(), content_type="text/html")

    answer = signed_in(lia).post(f"/e/arda-2026/duties/step/{step.pk}/photo/", {"file": file})

    assert answer.status_code == 302
    (row,) = Document.objects.all()
    assert (row.media_type, row.name.endswith(".jpg")) == ("image/jpeg", True)
    (found,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert found == settings.MEDIA_ROOT / row.digest[:2] / row.digest
    assert found.stat().st_mode & 0o777 == 0o600
    assert HERE not in found.read_bytes()
