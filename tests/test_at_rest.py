"""The example event on the disk: no health note, passport or gift's value can be read there.

Read as an intruder would who carries the folder or a backup away without the keys.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.servers import ROOT, Server, narahubung

WORKBOOK = ROOT / "examples" / "g20-bali-2022.xlsx"
SECRET = {
    "Delegates": ("diet", "allergy", "medical_note", "accessibility", "passport_no"),
    "Gifts": ("estimated_value_idr",),
}
# Words that other, open columns hold, too: briefings and requests speak of food.
COMMON = {"none", "halal", "vegetarian", "halal, vegetarian", "no beef"}


def secrets() -> set[str]:
    """Return what the workbook holds in its secret columns."""
    book, found = CalamineWorkbook.from_path(WORKBOOK), set()
    for sheet, columns in SECRET.items():
        rows = book.get_sheet_by_name(sheet).to_python()
        head = next(number for number, row in enumerate(rows) if columns[0] in row)
        for row in rows[head + 1 :]:
            cells = dict(zip(rows[head], row, strict=True))
            for name in columns:
                value = cells[name]
                found.add(str(int(value)) if isinstance(value, float) else str(value).strip())
    return found - COMMON - {""}


def read(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but the pages' own pictures and scripts."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "static" not in path.parts
    }


def standing(data: bytes, words: set[str]) -> list[str]:
    """Return which words stand in it, large or small."""
    small = data.lower()
    return [
        word
        for word in sorted(words)
        if word.encode().lower() in small  # hundreds of words: a pattern for all takes a minute
        and (not word.isdigit() or any(map(stands_alone, around(data, word))))
    ]


def around(data: bytes, number: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield what stands before and behind a number, wherever it does."""
    for found in re.finditer(number.encode(), data):
        start, end = found.span()
        yield data[max(start - 64, 0) : start], data[end : end + 64]


def stands_alone(sides: tuple[bytes, bytes]) -> bool:
    """Say whether a number is one: not the end of a phone, nor six digits of a hash or a key."""
    before, behind = sides
    digits = re.search(rb"\d ?$", before) or re.match(rb"\d", behind)
    left, right = re.search(rb"[0-9a-f-]*$", before), re.match(rb"[0-9a-f-]*", behind)
    assert left
    assert right
    return not digits and len(left[0]) + len(right[0]) < 24


def told(folder: Path, words: set[str]) -> list[str]:
    """Return where a word can be read; a number only where it stands alone (no end of a phone)."""
    found = []
    for name, data in read(folder).items():
        found += [f"{word} in {name}" for word in standing(data, words)]
        found += [f"{word} is the name {name}" for word in standing(name.encode(), words)]
    return found


@pytest.fixture(scope="module")
def imported(_migrated_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example taken in, served once so that there is a log, and backed up."""
    import shutil

    home = tmp_path_factory.mktemp("rest") / "home"
    shutil.copytree(_migrated_home, home)
    done = narahubung(home, "import", str(WORKBOOK))
    assert done.returncode == 0, done.stderr
    Server(home).start().stop()
    done = narahubung(home, "backup", str(home.parent / "backup"))
    assert done.returncode == 0, done.stderr
    return home.parent


def test_nothing_secret_can_be_read_in_the_folder_or_a_backup(imported: Path) -> None:
    words = secrets()
    assert len(words) > 400
    assert any(name.endswith(".sqlite3") for name in read(imported / "backup"))
    assert not told(imported, words)


def test_what_is_open_is_found(imported: Path) -> None:
    """The control: else the search above would be silent because it cannot find anything."""
    assert told(imported, {"Joko Widodo"})
    assert standing(b'{"value": 150000}', {"150000"})
    assert not standing(b"5f3e9c0b150000d7418a62c4e9f1a0b3", {"150000"})


def test_the_folder_is_for_its_owner_alone(imported: Path) -> None:
    readable = [
        str(path.relative_to(imported))
        for path in (imported / "home").rglob("*")
        if path.is_file() and "static" not in path.parts and path.stat().st_mode & 0o077
    ]
    assert not [name for name in readable if "serve-" not in name], readable  # the test's own log
