"""What may be misunderstood is said before it goes out; what is clear is left in peace."""

import pytest

from narahubung.relays.plain_language import doubts_about


def codes(text: str, **known: set[str]) -> list[tuple[str, str]]:
    return [(doubt.code, doubt.found) for doubt in doubts_about(text, **known)]


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("Leave at 15:13 from Gate B", "zone", "15:13"),
        ("Berangkat jam 9 dari lobi", "zone", "09:00"),
        ("15 November atau 16 November di T3", "dates", "15 nov, 16 nov"),
        ("Rombongan berangkat pukul 15.13 WITA", "place", "berangkat"),
        ("Ask the PJR at the gate", "acronym", "PJR"),
        ("Besok kumpul di lobi", "relative", "Besok"),
        ("See you tomorrow", "relative", "tomorrow"),
        ("Lands 7.05 pm WITA", "twelve", "7.05 pm"),
        ("Jam 3 sore WITA", "twelve", "3 sore"),
        ("Bring three cars to Gate B", "words", "three"),
        ("Dua belas mobil di Gerbang B", "words", "Dua belas"),
        ("Berangkat dari {place}, {cars} mobil", "fields", "{place}, {cars}"),
    ],
)
def test_what_may_be_misunderstood_is_found(text: str, code: str, found: str) -> None:
    assert (code, found) in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Motorcade leaves 15:13 WITA from Gate B",
        "Rombongan berangkat pukul 15.13 WITA dari Gerbang B, 3 mobil",
        "Berkumpul di lobi pukul 07.00 WITA, besok 16 November",
        "GA 412 lands at T3, plate DK 1234 AB",
        "TAHAN DI TEMPAT",
        "Terima kasih",
        "",
    ],
)
def test_what_is_clear_is_left_in_peace(text: str) -> None:
    assert codes(text) == []


def test_abbreviations_of_the_event_are_known() -> None:
    assert codes("Tell JPN at the gate", known={"JPN"}) == []
    assert codes("Tell JPN at the gate") == [("acronym", "JPN")]


def test_every_doubt_says_what_to_do() -> None:
    for doubt in doubts_about("Leave tomorrow 3 pm, three cars, PJR, 15 Nov and 16 Nov"):
        assert str(doubt.says).endswith(".")
