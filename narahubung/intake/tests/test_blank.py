import io
from pathlib import Path
from typing import Any

import openpyxl

from narahubung.intake.blank import blank_workbook
from narahubung.intake.from_shell import take_in_file
from narahubung.parties.models import Party


def test_an_empty_workbook_filled_in_comes_in(event: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(event)))
    assert len(book.sheetnames) == 21
    page = book["Delegations"]
    header = [cell.value for cell in page[1]]
    row = {"delegation_id": "SHI", "name_en": "The Shire", "attendance": "in_person"}
    page.append([row.get(name, "") for name in header])
    book.save(tmp_path / "filled.xlsx")

    outcome = take_in_file(tmp_path / "filled.xlsx")

    assert outcome.difference.problems == []
    assert Party.objects.get(event=event, code="SHI").name_en == "The Shire"


def test_the_page_hands_it_out(signed_in: Any, sari: Any, event: Any) -> None:
    answer = signed_in(sari).get("/e/arda-2026/import/blank.xlsx")

    assert answer.status_code == 200
    assert 'filename="arda-2026.xlsx"' in answer["Content-Disposition"]
