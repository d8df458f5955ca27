"""The press: data in, PDF out.

Data reaches typst as JSON and is never parsed as markup. The PDF is PDF/A-2a and PDF/UA-1, hence a
character that no font can show is an error instead of a silent box; the same data gives the same
bytes (the document's date is `printed_at`).
"""

import dataclasses
import functools
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst

from narahubung.reports.paper.data import DutyBook, PocketCard
from narahubung.reports.paper.words import WORDS

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
SHOWN_INSTEAD = "□"

_UNSHOWN = re.compile(
    r'the text `"((?:[^"\\]|\\.)+)"` (?:could not be displayed|is mapped to)'
    r'|(?:disallowed|unassigned) codepoint `"((?:[^"\\]|\\.)+)"`'
)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_NO_SHAPE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class MissingGlyphError(ValueError):
    """Text that no font of the press can show.

    `characters` are the characters, `texts` the whole values of the data that hold them.
    """

    def __init__(self, *, characters: tuple[str, ...], texts: tuple[str, ...]) -> None:
        self.characters = characters
        self.texts = texts
        codes = ", ".join(f"{c} (U+{ord(c):04X})" for c in characters)
        super().__init__(f"no font can print {codes} in: " + "; ".join(repr(t) for t in texts))


def pocket_card(card: PocketCard, *, mark_missing: bool = False, fonts: Path = FONTS) -> bytes:
    """The card as PDF: one A4 sheet, both sides, folded twice to A6 with the cover outside.

    The type is as large as fits (9.5 to 6.5 pt); what still does not fit goes on a second sheet
    and says so. Raises `MissingGlyphError`; with `mark_missing` such characters are printed as "□".
    """
    return _press("pocket_card.typ", card, mark_missing=mark_missing, fonts=fonts)


def duty_book(book: DutyBook, *, mark_missing: bool = False, fonts: Path = FONTS) -> bytes:
    """The book as PDF: A4, cover, contents, one chapter for each part that has rows.

    Raises `MissingGlyphError`; with `mark_missing` such characters are printed as "□".
    """
    return _press("duty_book.typ", book, mark_missing=mark_missing, fonts=fonts)


def _press(
    template: str, sheet: PocketCard | DutyBook, *, mark_missing: bool, fonts: Path
) -> bytes:
    data = _plain(sheet)
    try:
        return _compile(template, data, printed_at=sheet.printed_at, fonts=fonts)
    except MissingGlyphError as missing:
        if not mark_missing:
            raise
        holes = dict.fromkeys(map(ord, missing.characters), SHOWN_INSTEAD)
    data = _each_text(data, lambda text: text.translate(holes))
    return _compile(template, data, printed_at=sheet.printed_at, fonts=fonts)


def _plain(sheet: PocketCard | DutyBook) -> dict[str, Any]:
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


def _compile(template: str, data: dict[str, Any], *, printed_at: datetime, fonts: Path) -> bytes:
    compiler = typst.Compiler(
        HERE / template,
        root=HERE,
        font_paths=_fonts(fonts),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    try:
        pdf = compiler.compile(
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(printed_at.timestamp()),
        )
    except typst.TypstError as error:
        missing = _missing(error.diagnostic, data)
        if missing is None:
            raise
        raise missing from error
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf


@functools.cache
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def _missing(diagnostic: str, data: dict[str, Any]) -> MissingGlyphError | None:
    shown = ["".join(pair) for pair in _UNSHOWN.findall(diagnostic)]
    plain = "".join(_ESCAPE.sub(lambda m: chr(int(m[1], 16)), text) for text in shown)
    characters = tuple(dict.fromkeys(plain))
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
