"""In an exercise what leaves, and what is stored to be told, begins with LATIHAN/EXERCISE."""

import io
from pathlib import Path

import openpyxl
import pytest

from conftest import NOON
from narahubung.kit import exercise
from narahubung.kit.fields import ToldChar, ToldText
from narahubung.kit.tables import Table, workbook_of
from narahubung.media.models import Sentence

PACKAGE = Path(exercise.__file__).parent.parent


def test_a_text_is_marked_once_on_its_way_into_a_row(drill: None) -> None:
    row = Sentence(text_id="Ya", text_en="LATIHAN/EXERCISE Yes")
    for name in ("text_id", "text_en"):
        Sentence._meta.get_field(name).pre_save(row, add=True)
    assert (row.text_id, row.text_en) == ("LATIHAN/EXERCISE Ya", "LATIHAN/EXERCISE Yes")
    row.text_en = "x" * 1000
    kept = Sentence._meta.get_field("text_en").pre_save(row, add=False)
    assert (len(kept), kept[:17]) == (1000, "LATIHAN/EXERCISE ")


@pytest.mark.parametrize("kind", [ToldChar, ToldText])
def test_a_migration_knows_no_difference(kind: type) -> None:
    assert kind().deconstruct()[1] == f"django.db.models.{kind.plain}"  # type: ignore[attr-defined]


def test_in_real_life_nothing_is_marked() -> None:
    row = Sentence(text_id="Ya")
    Sentence._meta.get_field("text_id").pre_save(row, add=True)
    assert row.text_id == "Ya"


def test_a_workbook_says_so_first(drill: None) -> None:
    table = Table(title="Guests", columns=["Name"], rows=[["Galadriel"]], zone_name="Asia/Makassar")
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(table, at=NOON)))
    assert book.active["A1"].value == "LATIHAN/EXERCISE Guests"


def test_every_page_that_stands_by_itself_says_so() -> None:
    roots = [path for path in PACKAGE.rglob("*.html") if "<html" in path.read_text()]
    assert len(roots) >= 3
    for path in roots:
        assert "{{ exercise }}" in path.read_text(), path
