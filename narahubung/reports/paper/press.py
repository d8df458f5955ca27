"""The press: data in, PDF out.

A child process sets each sheet. Data reaches typst as JSON and is never parsed as markup. The PDF
is PDF/A-2a and PDF/UA-1, hence a character that no font can show is an error instead of a silent
box; the same data gives the same bytes (the document's date is `printed_at`).
"""

import dataclasses
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import segno

from narahubung.kit import exercise
from narahubung.reports.paper.compile import REFUSED
from narahubung.reports.paper.data import (
    Bulletin,
    ConvoySheet,
    CoverageReport,
    DutyBook,
    LetterSheet,
    PocketCard,
)
from narahubung.reports.paper.data_badges import BadgeSheet
from narahubung.reports.paper.data_gift import GiftReport
from narahubung.reports.paper.data_ics import FormSheet
from narahubung.reports.paper.data_places import PlaceSheet
from narahubung.reports.paper.words import WORDS

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
SHOWN_INSTEAD = "□"
TIMEOUT_S = 60
Sheet = (
    PocketCard
    | DutyBook
    | Bulletin
    | CoverageReport
    | ConvoySheet
    | LetterSheet
    | FormSheet
    | BadgeSheet
    | PlaceSheet
    | GiftReport
)
MARKING_ROUNDS = 4  # a mark may hide behind another one in the same cluster

_UNSHOWN = re.compile(r'(?:the text|codepoint) `"((?:[^"\\]|\\.)+)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_NO_SHAPE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class PressError(RuntimeError):
    """The press itself is at fault: a template, the fonts or time; the text is what typst said."""


class MissingGlyphError(ValueError):
    """Text that no font of the press can show.

    `characters` are the characters, `texts` the whole values of the data that hold them.
    """

    def __init__(self, *, characters: tuple[str, ...], texts: tuple[str, ...]) -> None:
        self.characters = characters
        self.texts = texts
        codes = ", ".join(f"{c} (U+{ord(c):04X})" for c in characters)
        super().__init__(f"no font can print {codes} in: " + "; ".join(repr(t) for t in texts))


def pocket_card(card: PocketCard, *, mark_missing: bool = False) -> bytes:
    """The card as PDF: one A4 sheet, both sides, folded twice to A6 with the cover outside.

    The type is as large as fits (9.5 to 6.5 pt); what still does not fit goes on a second sheet
    and says so.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("pocket_card.typ", card, mark_missing=mark_missing)


def duty_book(book: DutyBook, *, mark_missing: bool = False) -> bytes:
    """The book as PDF: A4, cover, contents, one chapter for each part that has rows.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("duty_book.typ", book, mark_missing=mark_missing)


def bulletin(sheet: Bulletin, *, mark_missing: bool = False) -> bytes:
    """The bulletin as PDF: A4, the newest message first, with the QR code of the messages' page.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("bulletin.typ", sheet, mark_missing=mark_missing)


def coverage(report: CoverageReport, *, mark_missing: bool = False) -> bytes:
    """The coverage report as PDF: A4, what is proved, then the tables that have rows.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("coverage.typ", report, mark_missing=mark_missing)


def convoy(order: ConvoySheet, *, mark_missing: bool = False) -> bytes:
    """The motorcade or the order of a police escort as PDF: A4, facts, then one table.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("convoy.typ", order, mark_missing=mark_missing)


def letter(sheet: LetterSheet, *, mark_missing: bool = False) -> bytes:
    """The letter as PDF: A4, to whom, about what, the text, room to sign.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("letter.typ", sheet, mark_missing=mark_missing)


def places(sheet: PlaceSheet, *, mark_missing: bool = False) -> bytes:
    """The paper of a seating as PDF: A6 tents, A4 plates to fold, the plan, floor marks, line-up.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("places.typ", sheet, mark_missing=mark_missing)


def ics_form(form: FormSheet, *, mark_missing: bool = False) -> bytes:
    """An ICS form as PDF: A4, its blocks in the standard's order, then the QR code of its page.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("ics_form.typ", form, mark_missing=mark_missing)


def gift_report(report: GiftReport, *, mark_missing: bool = False) -> bytes:
    """The draft of a report to the KPK as PDF: A4, the fields of its form, blanks, room to sign.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("gift_report.typ", report, mark_missing=mark_missing)


def badges(sheet: BadgeSheet, *, mark_missing: bool = False) -> bytes:
    """Badges as PDF: A4, four of A6 a page with marks to cut, each with its signed code.

    Raises `PressError` and `MissingGlyphError`; with `mark_missing` characters that no font has
    are printed as "□".
    """
    return _press("badges.typ", sheet, mark_missing=mark_missing)


def _press(template: str, sheet: Sheet, *, mark_missing: bool) -> bytes:
    data = _plain(sheet)
    for _ in range(MARKING_ROUNDS if mark_missing else 0):
        try:
            return _compile(template, data, printed_at=sheet.printed_at)
        except MissingGlyphError as missing:
            data = _marked(data, missing)
    return _compile(template, data, printed_at=sheet.printed_at)


def _marked(data: dict[str, Any], missing: MissingGlyphError) -> dict[str, Any]:
    holes = dict.fromkeys(map(ord, missing.characters), SHOWN_INSTEAD)
    marked: dict[str, Any] = _each_text(data, lambda text: text.translate(holes))
    return marked


def _plain(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON values, with the words of its language and the QR code of its page."""
    words = WORDS[sheet.language]
    data: dict[str, Any] = dataclasses.asdict(sheet)
    data["printed"] = _moment(sheet.printed_at, months=words["months"].split(), zone=sheet.zone)
    del data["printed_at"]
    # Control characters come from pasted cells and have no shape on paper.
    data = _each_text(data, lambda text: _NO_SHAPE.sub("", text))
    return data | {"words": words, "qr": qr_svg(sheet.url)}


def _moment(at: datetime, *, months: list[str], zone: str) -> str:
    return f"{at.day} {months[at.month - 1]} {at.year} {at:%H.%M} {zone}"


def qr_svg(url: str) -> str:
    """The QR code of `url` as SVG with one path (a thousand squares would cost 600 MB in typst)."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def code_svg(text: str) -> str:
    """Return the code as an SVG of one path: typst would be slow with a square for each point.

    The mask is not searched for (it would take eight times as long): a signature is as good as
    random, so no mask makes patterns that a camera would stumble over.
    """
    out = io.BytesIO()
    made = segno.make(text, error="m", mode="alphanumeric", mask=0, boost_error=False, micro=False)
    made.save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def _compile(template: str, data: dict[str, Any], *, printed_at: datetime) -> bytes:
    order = {
        "template": template,
        "root": str(HERE),
        "fonts": str(FONTS),
        "timestamp": int(printed_at.timestamp()),
        "data": data,
        "mark": exercise.MARK if exercise.is_on() else "",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own file, the data goes by standard input
            [sys.executable, "-I", str(HERE / "compile.py")],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise PressError(f"the sheet took longer than {TIMEOUT_S} s") from late
    if done.returncode:
        why = done.stderr.decode()
        missing = _missing(why, data) if done.returncode == REFUSED else None
        raise missing or PressError(why)
    return done.stdout


def _missing(diagnostic: str, data: dict[str, Any]) -> MissingGlyphError | None:
    unshown = "".join(_UNSHOWN.findall(diagnostic))
    plain = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), unshown)
    # ASCII is always there: it is named when a mark that no font has stands on it.
    characters = tuple(dict.fromkeys(c for c in plain if not c.isascii()))
    if not characters:
        return None
    texts: dict[str, None] = {}

    def note(text: str) -> str:
        if not set(text).isdisjoint(characters):
            texts[text] = None
        return text

    _each_text(data, note)
    return MissingGlyphError(characters=characters, texts=tuple(texts))


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same JSON value with `change` applied to every text in it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value
