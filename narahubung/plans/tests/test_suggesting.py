"""What is proposed from a sentence: department, urgency and time, and what it was seen in."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from narahubung.plans.suggesting import Asked, Lexicon, Suggester, time_in

ZONE = ZoneInfo("Asia/Makassar")
NOW = datetime(2022, 11, 15, 14, 0, tzinfo=ZONE)  # a Tuesday
LEXICON = Lexicon(
    departments={
        "TRN": ["mobil sopir car driver vehicle", "bus antar jemput shuttle"],
        "MED": ["dokter sakit demam doctor fever", "ambulans ambulance hospital"],
        "HOS": ["kamar hotel room", "makan halal lunch dinner menu"],
    },
    urgency={"critical": ["sekarang pingsan now fainted"], "low": ["payung umbrella souvenir"]},
)


@pytest.fixture
def suggester() -> Suggester:
    return Suggester(asked=[], lexicon=LEXICON, hidden=["Arda", "Grand Hotel"])


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("Mohon mobil dan sopir tambahan", "TRN"),
        ("Need 2 mobil besok pagi, driver must speak English", "TRN"),
        ("The minister has a fever, doctor please", "MED"),
        ("Makanan halal untuk tiga orang", "HOS"),
        ("Penyopiran", "TRN"),  # built of `sopir`: they share their pieces
        ("xyzzy", ""),
        ("", ""),
    ],
)
def test_the_department_is_proposed_in_either_language_or_mixed(
    suggester: Suggester, text: str, department: str
) -> None:
    assert suggester.propose(text, at=NOW).department == department


def test_it_says_what_it_saw(suggester: Suggester) -> None:
    proposal = suggester.propose("Mobil dan sopir untuk Arda besok pagi", at=NOW)

    assert set(proposal.saw) == {"mobil", "sopir", "besok", "pagi"}
    assert proposal.due_at == datetime(2022, 11, 16, 8, 0, tzinfo=ZONE)


def test_whom_it_is_about_says_nothing_of_what_is_asked(suggester: Suggester) -> None:
    suggester.learn([Asked(text="Mobil untuk Arda", department="TRN", urgency="normal")] * 20)

    assert suggester.propose("Arda", at=NOW).department == ""
    assert suggester.propose("dokter sakit demam untuk Arda", at=NOW).department == "MED"


def test_an_event_teaches_its_own_habits_and_what_was_learned_can_be_taken_out(
    suggester: Suggester,
) -> None:
    habit = [Asked(text="kue ulang tahun", department="HOS", urgency="low")] * 4
    before = suggester.propose("kue ulang tahun", at=NOW)
    assert before.department != "HOS"
    suggester.learn(habit)
    taught = suggester.propose("kue ulang tahun menteri", at=NOW)
    assert (taught.department, taught.urgency) == ("HOS", "low")
    suggester.unlearn(habit)
    assert suggester.propose("kue ulang tahun", at=NOW) == before


def test_how_urgent_is_seen_in_its_own_words(suggester: Suggester) -> None:
    critical = suggester.propose("pingsan, sekarang", at=NOW)
    assert critical.urgency == "critical"
    assert set(critical.saw) == {"pingsan", "sekarang"}
    assert suggester.propose("payung dan souvenir", at=NOW).urgency == "low"


@pytest.mark.parametrize(
    ("text", "day", "clock", "saw"),
    [
        ("mobil jam 16.30", 15, "16.30", "jam 16.30"),
        ("a car at 16:30 please", 15, "16.30", "16:30"),
        ("lunch box besok jam 05.15", 16, "05.15", "besok"),
        ("warm supper at 11 pm", 15, "23.00", "at 11 pm"),
        ("bangunkan jam 7 malam", 15, "19.00", "jam 7"),
        ("mobil jam 4", 15, "16.00", "jam 4"),
        ("berangkat setengah tujuh malam", 15, "18.30", "setengah tujuh"),
        ("besok pagi", 16, "08.00", "besok"),
        ("nanti malam", 15, "19.00", "nanti malam"),
        ("lusa sore", 17, "16.00", "lusa"),
        ("kursi roda tanggal 16 jam 9 pagi", 16, "09.00", "tanggal 16"),
        ("wheelchair on the 17th at 10:00", 17, "10.00", "the 17th"),
        ("Thursday 09:00", 17, "09.00", "thursday"),
        ("20 menit lagi", 15, "14.20", "20 menit lagi"),
        ("in 2 hours", 15, "16.00", "in 2 hours"),
        ("tiba 15.00, mohon siap sebelum 14.40", 15, "14.40", "14.40"),
        ("besok jam 06.00 WIB", 16, "07.00", "06.00 wib"),
        ("tomorrow 7am Jakarta time", 16, "08.00", "7am jakarta time"),
        ("besok pukul 6 pagi waktu Jakarta", 16, "07.00", "waktu jakarta"),
        ("besok 06.00 di Jakarta", 16, "06.00", "06.00"),  # a place, and no zone
        ("kamar untuk 2 malam mulai besok pagi", 16, "08.00", "besok"),
        ("sarapan jam 05.15", 16, "05.15", "jam 05.15"),  # gone since nine hours: tomorrow's
    ],
)
def test_the_time_that_a_sentence_names(text: str, day: int, clock: str, saw: str) -> None:
    found = time_in(text, at=NOW)

    assert found is not None
    assert (found.at.day, f"{found.at:%H.%M}", found.at.tzinfo) == (day, clock, ZONE)
    assert any(saw in words or words in saw for words in found.saw)


@pytest.mark.parametrize(
    "text",
    [
        "mobil belum datang padahal jadwal 12.43",  # told of what is gone
        "jam 13.30 siang ini",  # nor the noon that nobody spoke of
        "kamar 1 malam",
        "tambah dua malam di hotel",
        "waiting in the lobby since 15:52",
        "mual setelah makan malam",
        "Selamat pagi tim transport",
        "demam 38.9",
        "Radio CH-04",
        "baterai 12%",
        "konvoi 20 menit lebih awal",
        "no time at all",
    ],
)
def test_what_is_no_time_to_be_kept(text: str) -> None:
    assert time_in(text, at=NOW) is None


def test_the_example_of_the_summit_is_learned_well_enough() -> None:
    from benchmarks.suggest import run

    found = run(None, None)
    assert found["n"] == 120
    assert found["accuracy"] >= 0.85
    assert found["grouped_accuracy"] >= 0.85
    assert found["urgency_accuracy"] > found["urgency_most_common"]


def test_no_sentence_breaks_it(suggester: Suggester) -> None:
    for text in ["jam 99.99", "pukul", "tanggal 99", "\x00", "🙂" * 500, "1" * 2000, "a " * 900]:
        proposal = suggester.propose(text, at=NOW)
        assert proposal.due_at is None or proposal.due_at - NOW < timedelta(days=63)
