"""Bad files: one clear sentence each, nothing stored, no crash, no surprise."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from narahubung.intake import reader
from narahubung.intake.reading import (
    ErrorCell,
    FileRefused,
    TooLong,
    column_index,
    column_letters,
    read_book,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def book_of(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def packed(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


def with_member(name: str, content: bytes) -> bytes:
    kept = io.BytesIO(book_of(["a"], [1]))
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return kept.getvalue()


BAD = {
    "empty": b"",
    "too_big": b"PK" + b"x" * reader.MAX_FILE,
    "old_xls": OLE,
    "password": OLE + "EncryptedPackage".encode("utf-16-le"),
    "web_page": b" <html><table><tr><td>1</td></tr></table></html>",
    "other_kind": b"%PDF-1.7 not a workbook",
    "broken": book_of(["a"], [1])[:-900],
    "doctype": with_member(
        "xl/worksheets/sheet9.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    ),
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_file_is_refused_with_its_reason(reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_book(BAD[reason])
    assert refused.value.reason == reason
    assert "{" not in str(refused.value)
    assert "Traceback" not in str(refused.value)


def test_an_open_document_and_a_plain_zip_are_other_kinds() -> None:
    for body in (
        packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        packed(readme=b"hello"),
    ):
        with pytest.raises(FileRefused) as refused:
            read_book(body)
        assert refused.value.reason == "other_kind"


def test_a_bomb_is_stopped_while_it_is_unpacked() -> None:
    body = with_member("xl/media/image1.png", b"\0" * (60 * reader.MEGABYTE))
    assert len(body) < reader.MEGABYTE
    with pytest.raises(FileRefused) as refused:
        read_book(body)
    assert refused.value.reason == "bomb"


def test_members_that_climb_out_write_nothing(tmp_path: Path) -> None:
    body = with_member("../../climbed.txt", b"x")
    assert read_book(body).sheets[0].rows
    assert not list(Path.cwd().glob("**/climbed.txt"))


def test_macros_are_left_out_and_said() -> None:
    book = read_book(with_member("xl/vbaProject.bin", b"Sub AutoOpen()"))
    assert book.remarks == ["macros"]
    assert book.sheets[0].rows[2] == [1.0]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (b'<c r="A2"><f>1/0</f></c>', ErrorCell(text="formula")),
        (b'<c r="A2"><f>1/0</f><v/></c>', ErrorCell(text="formula")),
        (b'<c r="A2"><f>1/0</f><v></v></c>', ErrorCell(text="formula")),
        (b'<c r="A2"><f>1+1</f><v>2</v></c>', 2.0),
        (b'<c r="A2" t="str"><f>B9&amp;""</f><v></v></c>', ""),  # came to nothing, rightly
        (b'<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorCell(text="#DIV/0!")),
        (b'<c r="A2" t="e"><v></v></c>', ErrorCell(text="#")),
    ],
)
def test_errors_and_formulas_without_value_are_told_apart_from_nothing(
    cell: bytes, read: Any
) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(book_of(["a", "b"], ["=1/0", "x"]))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[sheet] = re.sub(rb'<c r="A2".*?</c>', lambda _: cell, members[sheet])
    assert cell in members[sheet]
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    assert read_book(kept.getvalue()).sheets[0].rows[2] == [read, "x"]


def test_an_error_cell_keeps_its_name() -> None:
    book = openpyxl.Workbook()
    cell = book.active["B2"]
    cell.value, cell.data_type = "#REF!", "e"
    kept = io.BytesIO()
    book.save(kept)
    assert read_book(kept.getvalue()).sheets[0].rows[2][1] == ErrorCell(text="#REF!")


def test_a_huge_cell_is_marked_not_carried() -> None:
    assert read_book(book_of(["a"], ["x" * 5000])).sheets[0].rows[2] == [TooLong(characters=5000)]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = openpyxl.Workbook()
    book.active["A1"].value = "=HYPERLINK(1)"
    book.active["A1"].data_type = "s"
    kept = io.BytesIO()
    book.save(kept)
    assert read_book(kept.getvalue()).sheets[0].rows[1] == ["=HYPERLINK(1)"]


def test_too_many_columns_are_counted_out() -> None:
    with pytest.raises(FileRefused) as refused:
        read_book(book_of(["x"] * 201))
    assert "201" in str(refused.value)


def test_columns_have_letters_both_ways() -> None:
    for index in (0, 25, 26, 51, 701, 702):
        assert column_index(column_letters(index)) == index
    assert column_letters(27) == "AB"
