"""The sheets on paper: nothing lost, names in their own script, data never read as markup."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import segno

from narahubung.kit import exercise
from narahubung.reports.paper import press
from narahubung.reports.paper.data import (
    Contact,
    Day,
    Department,
    DutyBook,
    DutyDay,
    HistoryLine,
    Language,
    Line,
    Member,
    Movement,
    Name,
    Officer,
    PocketCard,
    Rule,
    State,
    Stay,
    Step,
    Trip,
)
from narahubung.reports.paper.words import WORDS

WITA = timezone(timedelta(hours=8))
PRINTED_AT = datetime(2022, 11, 13, 18, 11, tzinfo=WITA)
HOSTILE = "#panic(1) $x$ *b* @ref"
NAMES = {
    "ja": Name(text="Jepang", native="日本国 骨直", lang="ja", say="Nihon-koku"),
    "zh": Name(text="Tiongkok", native="中华人民共和国", lang="zh", say="Zhōngguó"),
    "ko": Name(text="Korea", native="대한민국", lang="ko", say="Daehan Minguk"),
    "tr": Name(text="Türkiye", native="Türkiye İğdır ş", lang="tr"),
}
ARABIC = Name(
    text="Arab Saudi",
    native="المملكة العربية السعودية",
    lang="ar",
    say="al-Mamlakah al-ʿArabīyah as-Suʿūdīyah",
    address="Your Royal Highness",
)

poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed: NO text was checked"
)


def a_card(**changes: object) -> PocketCard:
    values: dict[str, object] = {
        "event": "KTT G20",
        "code": "JPN",
        "delegation": NAMES["ja"],
        "zone": "WITA",
        "printed_at": PRINTED_AT,
        "version": "3",
        "url": "https://lo.example.org/e/g20/delegations/jpn/",
        "officers": (Officer(name="Ni Putu Budiarta", duty="LO utama", phone="+62 1", radio="N1"),),
        "departments": (Department(name="Transportasi", phone="+62 2", radio="CH-02"),),
        "days": (Day(label="Senin", lines=(Line(time="09.00", text="Sesi I", place="Balai"),)),),
    }
    return PocketCard(**(values | changes))  # type: ignore[arg-type]


def a_book(**changes: object) -> DutyBook:
    values: dict[str, object] = {
        "event": "KTT G20",
        "code": "SAU",
        "delegation": ARABIC,
        "zone": "WITA",
        "printed_at": PRINTED_AT,
        "version": "3",
        "url": "https://lo.example.org/e/g20/delegations/sau/",
        "head": ARABIC,
        "people": (Member(name=ARABIC, function="Menteri", languages="ar C2"),),
        "programme": (Day(label="Senin", lines=(Line(time="09.00", text="Sesi I"),)),),
        "movements": (Movement(day="Senin", time="TBC", direction="Tiba", party="Pendahulu"),),
        "trips": (
            Trip(day="Senin", depart="18.23", purpose="Makan malam", origin="A", destination="B"),
        ),
        "stays": (Stay(hotel="Hotel Melati", rooms="12"),),
        "duties": (
            DutyDay(
                label="Senin",
                steps=(
                    Step(time="08.00", text="Kartu kursi", checked="Sari 09.12"),
                    Step(time="08.30", text="Hitung orang", critical=True),
                ),
            ),
        ),
        "contacts": (Contact(name="Meja Medis", phone="+62 3"),),
        "rules": (Rule(topic="Akses", text="Hanya kendaraan berstiker"),),
        "history": (HistoryLine(at="13 Nov 17.02", text="18.05 → 18.23", by="Transportasi"),),
    }
    return DutyBook(**(values | changes))  # type: ignore[arg-type]


def a_full_event() -> tuple[Day, ...]:
    """Eight days with 48 lines: the longest delegation of the G20 example has 39."""
    return tuple(
        Day(
            label=f"Hari {day}, {day} November 2022",
            lines=tuple(
                Line(
                    time=f"{8 + nth:02}.05",
                    end=f"{9 + nth:02}.00",
                    text=f"Acara {day}-{nth} dengan nama sepanjang yang biasa ada",
                    place="Rumah Bambu, Ocean Front Lawn · The Apurva Kempinski Bali",
                )
                for nth in range(2 if day % 2 else 10)
            ),
        )
        for day in range(11, 19)
    )


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def told_by(tool: list[str], pdf: bytes, tmp_path: Path) -> str:
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    order = [str(tmp_path / "sheet.pdf") if part == "PDF" else part for part in tool]
    return subprocess.run(order, capture_output=True, check=True).stdout.decode()  # noqa: S603


def text_of(pdf: bytes, tmp_path: Path) -> str:
    return told_by(["pdftotext", "-raw", "PDF", "-"], pdf, tmp_path)


def letters(text: str) -> str:
    """Only what is read: no spaces, line breaks or marks of direction."""
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def test_pocket_card_of_a_full_event_is_one_sheet() -> None:
    assert page_count(press.pocket_card(a_card(days=a_full_event()))) == 2


def test_pocket_card_of_a_short_visit_is_one_side() -> None:
    assert page_count(press.pocket_card(a_card())) == 1


@poppler
def test_pocket_card_loses_no_line_when_it_needs_more_sheets(tmp_path: Path) -> None:
    days = tuple(
        Day(label=f"Hari {d}", lines=[Line(time="09.00", text=f"<{d}:{n}>") for n in range(40)])
        for d in range(8)
    )
    pdf = press.pocket_card(a_card(days=days))
    text = text_of(pdf, tmp_path)
    assert page_count(pdf) > 2
    assert set(re.findall(r"<\d+:\d+>", text)) == {line.text for d in days for line in d.lines}
    assert "berlanjut di panel" in text
    assert "(lanjutan)" in text


@poppler
def test_pocket_card_cuts_a_text_longer_than_a_panel_into_pieces(tmp_path: Path) -> None:
    long = " ".join(f"kata{n}" for n in range(900))
    card = a_card(days=(Day(label="Senin", lines=(Line(time="09.00", text=long),)),))
    assert re.findall(r"kata\d+", text_of(press.pocket_card(card), tmp_path)) == long.split()


@poppler
@pytest.mark.parametrize("lang", NAMES)
def test_name_is_printed_in_its_own_script(lang: str, tmp_path: Path) -> None:
    text = text_of(press.pocket_card(a_card(delegation=NAMES[lang])), tmp_path)
    assert NAMES[lang].native in text


@poppler
@pytest.mark.parametrize("lang", ["ja", "zh", "ko"])
def test_han_is_set_in_the_font_of_its_language(lang: str, tmp_path: Path) -> None:
    name = Name(text="骨", native="骨直", lang=lang)
    fonts = told_by(["pdffonts", "PDF"], press.pocket_card(a_card(delegation=name)), tmp_path)
    used = set(re.findall(r"NotoSans(JP|SC|KR)", fonts))
    assert used == {{"ja": "JP", "zh": "SC", "ko": "KR"}[lang]}


@poppler
def test_words_of_an_arabic_name_are_whole(tmp_path: Path) -> None:
    for pdf in (press.pocket_card(a_card(delegation=ARABIC)), press.duty_book(a_book())):
        # pdftotext gives the words from left to right and wraps them in marks of direction.
        words = {letters(word) for word in text_of(pdf, tmp_path).split()}
        assert set(ARABIC.native.split()) <= words


@poppler
def test_sheet_says_when_it_was_printed_and_that_data_is_synthetic(tmp_path: Path) -> None:
    text = text_of(press.pocket_card(a_card(synthetic=True)), tmp_path)
    assert "dicetak 13 Nov 2022 18.11 WITA" in text
    assert "DATA SINTETIS" in text
    assert "hal. 1 dari 1" in text
    plain = text_of(press.pocket_card(a_card(language="en")), tmp_path)
    assert "SYNTHETIC" not in plain
    assert "page 1 of 1" in plain


@poppler
def test_in_an_exercise_every_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert exercise.MARK not in text_of(press.pocket_card(a_card()), tmp_path)
    monkeypatch.setattr(exercise, "_is_on", True)
    pdf = press.pocket_card(a_card())
    pages = text_of(pdf, tmp_path).split("\f")[: page_count(pdf)]
    assert all(exercise.MARK in page for page in pages)


@poppler
def test_change_shows_old_and_new(tmp_path: Path) -> None:
    line = Line(time="18.23", old_time="18.05", text="Makan malam", place="GWK", state="changed")
    text = text_of(press.pocket_card(a_card(days=(Day(label="Senin", lines=(line,)),))), tmp_path)
    assert {"18.05", "18.23", "berubah"} <= set(text.split())


@poppler
@pytest.mark.parametrize("language", ["id", "en"])
def test_state_is_a_word(language: Language, tmp_path: Path) -> None:
    states: tuple[State, ...] = ("tentative", "confirmed", "changed", "cancelled")
    lines = tuple(Line(time="09.00", text="Sesi", state=state) for state in states)
    days = (Day(label="Hari 1", lines=lines),)
    book = press.duty_book(a_book(programme=days, language=language))
    words = " ".join(WORDS[language][state] for state in states).split()
    assert set(words) <= set(text_of(book, tmp_path).split())
    assert press.pocket_card(a_card(days=days, language=language))


@poppler
def test_data_is_printed_literally(tmp_path: Path) -> None:
    name = Name(text=HOSTILE, native=HOSTILE, lang=HOSTILE, say=HOSTILE, address=HOSTILE)
    days = (Day(label=HOSTILE, lines=(Line(time="1", text=HOSTILE, place=HOSTILE),)),)
    card = a_card(event=HOSTILE, code="#x", version=HOSTILE, delegation=name, head=name, days=days)
    assert text_of(press.pocket_card(card), tmp_path).count("#panic(1)") >= 11
    book = a_book(
        event=HOSTILE,
        rules=(Rule(topic=HOSTILE, text=HOSTILE),),
        people=(Member(name=name),),
    )
    assert letters(HOSTILE) in letters(text_of(press.duty_book(book), tmp_path))


@poppler
def test_book_has_contents_and_a_page_count_on_every_page(tmp_path: Path) -> None:
    people = [Member(name=Name(text=f"Orang {n}")) for n in range(120)]
    pdf = press.duty_book(a_book(people=people))
    pages = text_of(pdf, tmp_path).split("\f")[:-1]
    assert len(pages) == page_count(pdf) > 3
    for nth, page in enumerate(pages, start=1):
        assert f"hal. {nth} dari {len(pages)}" in page
    assert "Daftar isi" in pages[1]
    assert "Anggota delegasi" in pages[1]
    holding = [page for page in pages if re.search(r"Orang \d", page)]
    assert len(holding) > 2
    assert all("Nama Jabatan Bahasa" in page for page in holding)


@poppler
def test_book_keeps_a_text_longer_than_a_page(tmp_path: Path) -> None:
    book = a_book(rules=(Rule(topic="Akses", text="kata " * 3000 + "AKHIR"),))
    assert "AKHIR" in text_of(press.duty_book(book), tmp_path)


@poppler
def test_book_shows_who_checked(tmp_path: Path) -> None:
    text = text_of(press.duty_book(a_book()), tmp_path)
    assert "Sari 09.12" in text
    assert "dua orang" in text


def test_part_without_rows_is_left_out() -> None:
    bare = DutyBook(
        event="E",
        code="X",
        delegation=Name(text="X"),
        zone="UTC",
        printed_at=datetime(2022, 11, 13, tzinfo=UTC),
        version="1",
        url="https://lo.example.org/",
    )
    assert page_count(press.duty_book(bare)) == 2


def test_missing_glyph_is_named_with_its_text() -> None:
    with pytest.raises(press.MissingGlyphError) as caught:
        press.pocket_card(a_card(notes=("Suka kopi 😀", "Biasa saja")))
    assert caught.value.characters == ("😀",)
    assert caught.value.texts == ("Suka kopi 😀",)
    assert "U+1F600" in str(caught.value)


@poppler
def test_missing_glyph_may_be_marked(tmp_path: Path) -> None:
    card = a_card(notes=("Suka kopi 😀",))
    pdf = press.pocket_card(card, mark_missing=True)
    assert "Sukakopi□" in letters(text_of(pdf, tmp_path))


def test_mark_that_no_font_has_leaves_its_letter() -> None:
    card = a_card(notes=("teka\u059d teki", "te\ue1c0ki"))
    with pytest.raises(press.MissingGlyphError) as caught:
        press.pocket_card(card)
    assert "t" not in caught.value.characters
    assert press.pocket_card(card, mark_missing=True)


def test_day_without_a_name_does_not_stop_the_press() -> None:
    days = (Day(label=" ", lines=(Line(time="09.00", text="Sesi I"),)),)
    assert press.pocket_card(a_card(days=days))
    assert press.duty_book(a_book(programme=days))


def test_control_characters_do_not_stop_the_press() -> None:
    assert press.pocket_card(a_card(notes=("dari\x07 sel\x00 tempel\ufeff\r\nbaris dua",)))


@pytest.mark.parametrize(
    "make",
    [lambda: press.pocket_card(a_card()), lambda: press.duty_book(a_book())],
    ids=["card", "book"],
)
def test_same_data_gives_the_same_bytes(make) -> None:
    assert make() == make()


def test_qr_is_one_path_that_draws_the_code_of_the_url() -> None:
    url = "https://lo.example.org/e/g20/delegations/jpn/"
    svg = press.qr_svg(url)
    paths = re.findall(r'<path[^>]* d="([^"]+)"', svg)
    assert len(paths) == 1
    drawn: set[tuple[int, int]] = set()
    x = y = 0.0
    for move, numbers in re.findall(r"([Mmh])([-\d. ]+)", paths[0]):
        steps = [float(n) for n in numbers.split()]
        if move == "h":
            drawn |= {(int(x) + i, int(y)) for i in range(int(steps[0]))}
            x += steps[0]
        else:
            x, y = (steps[0], steps[1]) if move == "M" else (x + steps[0], y + steps[1])
    code = segno.make(url, error="m", micro=False).matrix
    assert drawn == {(c + 2, r + 2) for r, row in enumerate(code) for c, on in enumerate(row) if on}


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["id"].keys() == WORDS["en"].keys()
    assert len(WORDS["id"]["months"].split()) == len(WORDS["en"]["months"].split()) == 12
