"""A file to sheets of cells, read by a child process under limits. No database here."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, ClassVar

from django.utils.functional import Promise

from narahubung.intake.wording import FILE
from narahubung.kit.refusals import Refusal

_WAIT_S = 90
_KINDS = {"moment": datetime.fromisoformat, "day": date.fromisoformat, "clock": time.fromisoformat}


class FileRefused(Refusal):
    """The file cannot be read; `reason` is a word of `wording.FILE`."""

    says: ClassVar[str | Promise] = FILE["broken"]

    def __init__(self, reason: str, **facts: object) -> None:
        self.reason = reason
        super().__init__(**facts)

    def __str__(self) -> str:
        return str(FILE[self.reason]).format(**self.facts)


@dataclass(frozen=True, kw_only=True)
class TooLong:
    """Stands for a cell that holds more characters than a cell may."""

    characters: int


@dataclass(frozen=True, kw_only=True)
class ErrorCell:
    """Stands for a cell that shows an error (`#REF!`), or a formula that was never computed."""

    text: str


@dataclass(kw_only=True)
class RawSheet:
    """One sheet: its rows by number as the program shows them (1 is the first)."""

    name: str
    visible: bool = True
    rows: dict[int, list[Any]] = field(default_factory=dict)


@dataclass(kw_only=True)
class Book:
    """What a file holds. remarks: words of `wording.REMARKS` about the file as a whole."""

    sheets: list[RawSheet] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_book(body: bytes) -> Book:
    """Return the sheets of a workbook given as bytes. Raises FileRefused with one clear reason."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", "narahubung.intake.reader"],
            input=body,
            capture_output=True,
            timeout=_WAIT_S,
            cwd=Path(__file__).resolve().parents[2],
            env={"PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise FileRefused("too_slow", seconds=_WAIT_S) from problem
    lines = [json.loads(line) for line in child.stdout.splitlines()] if child.stdout else []
    if lines and (reason := lines[-1].pop("refused", None)):
        raise FileRefused(reason, **lines[-1])
    if child.returncode or not lines or "end" not in lines[-1]:
        raise FileRefused("too_heavy")
    return _book(lines)


def _book(lines: list[dict[str, Any]]) -> Book:
    book, bad = Book(), {}
    for line in lines:
        if "remark" in line:
            book.remarks.append(line["remark"])
        elif "sheet" in line:
            book.sheets.append(RawSheet(name=line["sheet"], visible=line["visible"]))
            bad = _by_place(line["bad"])
        elif "row" in line:
            number = line["row"]
            cells = [_value(cell) for cell in line["cells"]]
            for index, text in bad.get(number, {}).items():
                cells += [""] * (index + 1 - len(cells))
                cells[index] = ErrorCell(text=text)
            if any(cell != "" for cell in cells):
                book.sheets[-1].rows[number] = cells
    return book


def _by_place(bad: Mapping[str, str]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for place, text in bad.items():
        letters = place.rstrip("0123456789")
        found.setdefault(int(place[len(letters) :]), {})[column_index(letters)] = text
    return found


def _value(cell: Any) -> Any:
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    if kind == "long":
        return TooLong(characters=text)
    if kind == "span":
        return float(text) / 86400
    return _KINDS[kind](text)


def column_index(letters: str) -> int:
    """Return the number of a column, A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(index: int) -> str:
    """Return the letters of a column, 0 is A."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
