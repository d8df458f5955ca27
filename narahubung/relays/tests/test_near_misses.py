"""The picks of a read-back: the right one once, plausible wrong ones, none that says the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.relays.near_misses import LEAST, MOST, picks
from narahubung.relays.reading_back import agree, facts_of

_clock = st.builds("{:02d}{}{:02d}".format, st.integers(0, 23), st.sampled_from(".:"),
                   st.integers(0, 59))  # fmt: skip
_letter = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_word = st.builds(str.title, st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12))
_sentences = st.one_of(
    st.builds("{} {}".format, _clock, st.sampled_from(["", "WIB", "WITA", "WIT", "UTC", "pm"])),
    st.builds("{} {}".format, st.integers(1, 31), st.sampled_from(["Mei", "Nov", "December"])),
    st.builds("Gate {}{}".format, _letter, st.sampled_from(["", "7", "12"])),
    st.builds("kamar {}".format, st.integers(1, 9999)),
    st.builds("Ruang {}".format, _word),
    st.sampled_from(["lounge VIP", "lounge VVIP", "T3", "Lantai 2", "GO", "HOLD", "BATAL"]),
    st.sampled_from(["jangan tunggu", "do not go", "tidak dibatalkan"]),
    st.builds("{}{} {}".format, _letter, _letter, st.integers(10, 9999)),
    st.builds("Bapak {} {}".format, _word, _word),
    st.builds("{} mobil".format, st.integers(0, 2_000_000)),
)


@settings(max_examples=40, deadline=None)
@given(text=st.lists(_sentences, min_size=1, max_size=4).map("; ".join), seed=st.text(max_size=9))
def test_the_right_one_is_offered_once_and_no_two_say_the_same(text: str, seed: str) -> None:
    for kind, facts in facts_of(text).items():
        for fact in facts:
            found = picks(kind, fact, others=[one for one in facts if one != fact], seed=seed)
            assert LEAST <= len(found) <= MOST, (kind, fact)
            assert [one for one in found if agree(kind, fact, one)] == [fact]
            for one in found:
                assert agree(kind, one, one)
                assert not any(agree(kind, one, other) for other in found if other is not one)
            assert found == picks(
                kind, fact, others=[one for one in facts if one != fact], seed=seed
            )


@pytest.mark.parametrize(
    ("kind", "fact", "misheard"),
    [
        ("times", "15:30 WITA", {"15:13 WITA", "13:50 WITA", "15:30 WIB"}),
        ("places", "terminal 3", {"terminal 2", "terminal 4", "gate 3"}),
        ("places", "gate B7", {"gate D7", "gate B8"}),
        ("places", "lounge VIP", {"lounge VVIP"}),
        ("orders", "go", {"hold", "cancel", "not go"}),
        ("numbers", "13", {"30", "12", "14"}),
        ("numbers", "1500000", {"150000", "15000000"}),
        ("dates", "15 jun", {"16 jun", "15 jul"}),
        ("codes", "GA412", {"GA421", "GA413"}),
        ("names", "Widodo", {"Widodu", "Vidodo"}),
    ],
)
def test_what_is_offered_could_have_been_misheard(kind: str, fact: str, misheard: set[str]) -> None:
    offered = {one for n in range(80) for one in picks(kind, fact, seed=str(n))}
    assert misheard <= offered


def test_the_right_one_stands_anywhere_and_is_not_the_one_all_others_resemble() -> None:
    found = [picks("times", "15:13 WITA", seed=f"7:{person}") for person in range(60)]
    assert {one.index("15:13 WITA") for one in found} == {0, 1, 2, 3}
    assert any("13:50 WITA" in one for one in found)  # a near miss of 15:30, not of 15:13


def test_another_fact_of_the_message_is_offered_first() -> None:
    assert "18:05 WITA" in picks("times", "15:13 WITA", others=["18:05 WITA"], seed="1")


def test_what_cannot_be_misheard_by_rule_is_typed() -> None:
    assert picks("names", "\N{CJK UNIFIED IDEOGRAPH-5C71}", seed="1") == []
    assert picks("dates", "5 14", seed="1") == []
