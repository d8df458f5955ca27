"""Lists of warnings and of quakes, as the service writes them and as they should not be."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from narahubung.alerts.cap import NotReadable
from narahubung.alerts.feeds import items, quakes

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Nowcast</title>
<lastBuildDate>Sat, 21 Nov 2026 04:00:00 GMT</lastBuildDate>
<item><title>Hujan Lebat dan Petir di Bali</title>
<link>https://warnings.example/id/CBA20261121001_alert.xml</link>
<description>Bali &amp; sekitarnya</description><author>cuaca.ekstrem@bmkg.go.id</author>
<pubDate>Sat, 21 Nov 2026 12:00:00 +0800</pubDate>
<guid>2.49.0.1.360.0.2026.11.21.04.51.001</guid></item>
<item><title>No address</title><guid>x</guid></item>
<item><title>No zone</title><link>https://warnings.example/2</link>
<pubDate>Sat, 21 Nov 2026 12:00:00</pubDate><guid>y</guid></item>
</channel></rss>"""
QUAKE = {
    "Tanggal": "21 Nov 2026",
    "Jam": "10:41:07 WIB",
    "DateTime": "2026-11-21T03:41:07+00:00",
    "Coordinates": "-8.96,116.84",
    "Lintang": "8.96 LS",
    "Bujur": "116.84 BT",
    "Magnitude": "6.1",
    "Kedalaman": "10 km",
    "Wilayah": "Pusat gempa berada di laut 42 km Tenggara Lombok",
    "Potensi": "Tidak berpotensi TSUNAMI",
    "Dirasakan": "IV Denpasar, III Kuta",
    "Shakemap": "20261121104107.mmi.jpg",
}


def told(**changed: Any) -> bytes:
    return json.dumps({"Infogempa": {"gempa": QUAKE | changed}}).encode()


def test_the_list_of_warnings_is_read() -> None:
    first, second = items(LIST.encode())
    assert first.guid == "2.49.0.1.360.0.2026.11.21.04.51.001"
    assert first.description == "Bali & sekitarnya"
    assert first.told_at == datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
    assert second.told_at is None


def test_a_quake_is_read() -> None:
    (quake,) = quakes(told())
    assert quake.at == datetime(2026, 11, 21, 3, 41, 7, tzinfo=UTC)
    assert (quake.lat, quake.lon, quake.magnitude, quake.depth_km) == (-8.96, 116.84, 6.1, 10.0)
    assert quake.may_bring_tsunami is False


def test_what_it_says_of_a_tsunami_is_not_taken_for_its_opposite() -> None:
    (wet,) = quakes(told(Potensi="Berpotensi TSUNAMI untuk diteruskan pada masyarakat"))
    assert wet.may_bring_tsunami is True
    (silent,) = quakes(told(Potensi="Gempa ini dirasakan untuk diteruskan pada masyarakat"))
    assert silent.may_bring_tsunami is None


def test_many_are_read_and_those_without_place_or_moment_left_out() -> None:
    rows = [QUAKE, QUAKE | {"Coordinates": "8.96,116.84"}, QUAKE | {"DateTime": "soon"}, 7]
    found = quakes(json.dumps({"Infogempa": {"gempa": rows}}).encode())
    assert len(found) == 1
    (bare,) = quakes(told(Magnitude="kuat", Kedalaman=None))
    assert (bare.magnitude, bare.depth_km) == (None, None)


@pytest.mark.parametrize(
    "letter", [b"", b"{}", b"[1]", b"\xff", b'{"Infogempa": 7}', b"[" * 100_000]
)
def test_what_is_no_list_of_quakes_is_refused(letter: bytes) -> None:
    with pytest.raises(NotReadable):
        quakes(letter)


def test_what_is_no_list_of_warnings_is_refused() -> None:
    for letter in (b"<html/>", b"<!DOCTYPE rss><rss/>", b""):
        with pytest.raises(NotReadable):
            items(letter)
