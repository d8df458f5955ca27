"""Reads one workbook in a process of its own, under limits. `python -m narahubung.intake.reader`.

The file comes on standard input; JSON lines go out: a head per sheet, its rows, and `end`; or one
`refused` with its reason. Nothing here knows Django, the database, or where the file came from.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

MEGABYTE = 1024 * 1024
MAX_FILE = 10 * MEGABYTE
MAX_UNPACKED = 50 * MEGABYTE
MAX_RATIO = 100
MAX_MEMBERS = 200
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL = 4_000
_MEMORY = 512 * MEGABYTE
_SECONDS = 60

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb"<c\s([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_VALUE = re.compile(rb"<v(?:\s[^>/]*)?(?:/>|>(.*?)</v>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKED = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class Refused(Exception):  # noqa: N818 -- the foreseen no, as everywhere
    """The file is not taken. reason: a word of `wording.FILE`; facts fill its sentence."""

    def __init__(self, reason: str, **facts: object) -> None:
        self.reason, self.facts = reason, facts
        super().__init__(reason)


def main() -> None:
    """Read standard input, print JSON lines, never a traceback."""
    _limit()
    try:
        for line in _lines(sys.stdin.buffer.read(MAX_FILE + 1)):
            _say(line)
        _say({"end": True})
    except Refused as refused:
        _say({"refused": refused.reason, **refused.facts})


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _lines(body: bytes) -> Iterator[dict[str, Any]]:
    members = _looked_at(body)
    if any(name.endswith("vbaProject.bin") for name in members):
        yield {"remark": "macros"}
    if any(name.startswith(("xl/externalLinks/", "xl/embeddings/")) for name in members):
        yield {"remark": "links"}
    bad_cells = _bad_cells(members)
    import python_calamine as calamine  # noqa: PLC0415 -- loaded under the limits

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        for about in book.sheets_metadata:
            yield from _sheet(book.get_sheet_by_name(about.name), about, bad_cells)
    except Refused:
        raise
    except BaseException as problem:  # a panic of the parser is no Exception
        raise Refused("broken") from problem


def _looked_at(body: bytes) -> dict[str, bytes]:
    """Return the members of the package that matter, every one unpacked and counted once."""
    _check_kind(body)
    found: dict[str, bytes] = {}
    unpacked = 0
    try:
        package = zipfile.ZipFile(io.BytesIO(body))
        _check_names(package.namelist())
        for name in package.namelist():
            found[name], unpacked = _unpacked(package, name, unpacked, len(body))
    except Refused:
        raise
    except Exception as problem:  # BadZipFile, zlib.error, struct.error …: damage inside
        raise Refused("broken") from problem
    return found


def _check_names(names: list[str]) -> None:
    if len(names) > MAX_MEMBERS or len(set(names)) < len(names):
        raise Refused("members", count=len(names), most=MAX_MEMBERS)
    if "mimetype" in names or not {"[Content_Types].xml", "xl/workbook.xml"} <= set(names):
        raise Refused("other_kind")


def _check_kind(body: bytes) -> None:
    if not body:
        raise Refused("empty")
    if len(body) > MAX_FILE:
        raise Refused("too_big", most=MAX_FILE // MEGABYTE)
    if body.startswith(_OLE):
        raise Refused("password" if _ENCRYPTED in body else "old_xls")
    if body.lstrip()[:1] == b"<":
        raise Refused("web_page")
    if not body.startswith(b"PK"):
        raise Refused("other_kind")


def _unpacked(package: zipfile.ZipFile, name: str, before: int, packed: int) -> tuple[bytes, int]:
    # The header may lie about sizes: what counts is what comes out.
    parts: list[bytes] = []
    total = before
    with package.open(name) as member:
        while part := member.read(MEGABYTE):
            total += len(part)
            if total > MAX_UNPACKED or total > MAX_RATIO * packed:
                raise Refused("bomb", most=MAX_UNPACKED // MEGABYTE)
            parts.append(part)
    content = b"".join(parts)
    if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content[:4096]:
        raise Refused("doctype")
    return (content if name.startswith(("xl/", "[")) else b""), total


def _bad_cells(members: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """Return, by sheet, cells that hold an error (#REF!) or a formula without its value.

    The parser gives both as empty text; taking that for "nothing" would lose a fact silently.
    """
    found: dict[str, dict[str, str]] = {}
    for sheet, member in _paths(members).items():
        cells: dict[str, str] = {}
        for opening, inside in _CELL.findall(members.get(member, b"")):
            if b't="e"' not in opening and b"<f" not in inside:
                continue
            place = _PLACE.search(opening)
            value = _VALUE.search(inside)
            if place is None:
                continue
            if b't="e"' in opening:
                cells[place[1].decode()] = ((value and value[1]) or b"#").decode()
            elif not _computed(opening, inside, value):
                cells[place[1].decode()] = "formula"
        found[sheet] = cells
    return found


def _computed(opening: bytes, inside: bytes, value: re.Match[bytes] | None) -> bool:
    """Say whether a formula's cell holds what it came to. Only a text may be empty."""
    if value is None:
        return b"<is>" in inside
    return bool(value[1]) or b't="str"' in opening


def _paths(members: dict[str, bytes]) -> dict[str, str]:
    try:
        book = ElementTree.fromstring(members["xl/workbook.xml"])  # noqa: S314 -- no DOCTYPE in it
        links = ElementTree.fromstring(  # noqa: S314
            members.get("xl/_rels/workbook.xml.rels", b"<none/>")
        )
    except ElementTree.ParseError as problem:
        raise Refused("broken") from problem
    targets = {
        link.get("Id"): (link.get("Target") or "").removeprefix("/xl/").removeprefix("xl/")
        for link in links.iter(f"{_PACKED}Relationship")
    }
    return {
        sheet.get("name") or "": f"xl/{targets.get(sheet.get(_LINK), '')}"
        for sheet in book.iter(f"{_MAIN}sheet")
    }


def _sheet(
    sheet: Any, about: Any, bad_cells: dict[str, dict[str, str]]
) -> Iterator[dict[str, Any]]:
    height, width = (last + 1 for last in sheet.end or (-1, -1))
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise Refused(
            "too_many",
            sheet=about.name,
            rows=height,
            columns=width,
            most_rows=MAX_ROWS,
            most_columns=MAX_COLUMNS,
        )
    visible = getattr(about.visible, "name", str(about.visible).rsplit(".", 1)[-1]) == "Visible"
    yield {"sheet": about.name, "visible": visible, "bad": bad_cells.get(about.name, {})}
    waiting = {int(place.lstrip(_LETTERS)) for place in bad_cells.get(about.name, {})}
    rows = sheet.to_python(skip_empty_area=False) if sheet.start else []
    for number, cells in enumerate(rows, start=1):
        if any(cell != "" for cell in cells) or number in waiting:
            waiting.discard(number)
            yield {"row": number, "cells": [_cell(cell) for cell in cells]}
    yield from ({"row": number, "cells": []} for number in sorted(waiting))


def _cell(value: Any) -> Any:
    """Return the value as JSON: dates and times in a list of kind and ISO text."""
    if isinstance(value, datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    if isinstance(value, time):
        return ["clock", value.isoformat()]
    if isinstance(value, timedelta):
        return ["span", value.total_seconds()]
    if isinstance(value, str) and len(value) > MAX_CELL:
        return ["long", len(value)]
    return value


if __name__ == "__main__":
    main()
