"""What must not be misheard is found, and a read-back that says something else is seen."""

import pytest

from narahubung.relays.reading_back import differences, facts_of, times_without_zone

WORD = "Motorcade leaves 15:13 WITA from Gate B"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WORD, {"times": ["15:13 WITA"], "places": ["gate B"]}),
        (
            "Berangkat pukul 15.13 WITA dari Gerbang B",
            {"times": ["15:13 WITA"], "places": ["gate B"]},
        ),
        ("Siap jam 7 malam di kamar 204", {"times": ["19:00"], "places": ["room 204"]}),
        ("Lands 7.05 pm at T3", {"times": ["19:05"], "places": ["terminal 3"]}),
        ("Pukul 15 WIB di Ruang Garuda", {"times": ["15:00 WIB"], "places": ["hall Garuda"]}),
        ("GA 412, plate DK 1234 AB", {"codes": ["GA412", "DK1234AB"]}),
        ("3 mobil, Rp 1.500.000", {"numbers": ["3", "1500000"]}),
        ("15 November, 16/11 dan 17.11.2022", {"dates": ["15 nov", "16 nov", "17 nov"]}),
        ("Sambut Bapak Joko Widodo", {"names": ["Joko Widodo"]}),
        ("HOLD, then GO", {"orders": ["go", "hold"]}),
        ("Jangan tunggu", {"orders": ["not hold"]}),
        ("Terima kasih", {}),
        ("", {}),
    ],
)
def test_what_must_not_be_misheard_is_found(text: str, found: dict[str, list[str]]) -> None:
    assert facts_of(text) == found


def test_the_sender_may_want_other_words_repeated_too() -> None:
    assert facts_of("Bring the flag", ["flag", " "]) == {"names": ["flag"]}


@pytest.mark.parametrize(
    "said",
    [
        "15:13 gate b",
        "15.13 WITA gerbang B",
        "1513, Gate B",
        "ya, dari gate B jam 15.13",
        "gate B 3.13 pm",
        "15:13 Gate B with 3 cars",
    ],
)
def test_the_same_in_other_words_is_no_difference(said: str) -> None:
    assert differences(facts_of(WORD), said) == []


@pytest.mark.parametrize(
    ("said", "kind", "was", "heard"),
    [
        ("15:30 Gate B", "times", "15:13 WITA", "15:30"),
        ("1530 Gate B", "times", "15:13 WITA", "15:30"),
        ("15:13 WIB Gate B", "times", "15:13 WITA", "15:13 WIB"),
        ("Gate B", "times", "15:13 WITA", ""),
        ("15:13 Gate D", "places", "gate B", "gate D"),
        ("15:13", "places", "gate B", ""),
        ("15:13 and 15:30 Gate B", "times", "", "15:30"),
    ],
)
def test_what_differs_is_told_beside_what_was_said(
    said: str, kind: str, was: str, heard: str
) -> None:
    assert differences(facts_of(WORD), said) == [{"kind": kind, "said": was, "heard": heard}]


def test_names_codes_numbers_and_orders_are_compared() -> None:
    facts = facts_of("HOLD. Ruang Garuda, 3 mobil, GA 412, Bapak Joko Widodo")
    assert differences(facts, "hold, ruang garuda tiga mobil ga412 joko widodo") == []
    missed = differences(facts, "go, ruang garuda dua mobil ga413 joko widodo")
    assert {(one["kind"], one["said"], one["heard"]) for one in missed} >= {
        ("orders", "hold", "go"),
        ("numbers", "3", "2"),
    }
    assert "codes" in {one["kind"] for one in missed}


def test_saying_nothing_leaves_everything_open() -> None:
    assert len(differences(facts_of(WORD), "roger")) == 2


def test_a_time_without_zone_is_known_as_such() -> None:
    assert times_without_zone("15:13 and 16:00 WITA") == ["15:13"]
