"""One record on screen: shown as the workbook would, corrected by the same way as a list."""

from typing import Any

import pytest

from narahubung.intake.comparing import compare_row
from narahubung.intake.records.showing import row_of
from narahubung.intake.sheets import SHEETS, Sheet


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_what_is_shown_says_what_is_stored(bali: Any, sheet: Sheet) -> None:
    from narahubung.intake.stored import Stored

    codes = list(Stored(bali.pk).of(sheet.parts[-1 if not sheet.parts[-1].owner else 0]))
    assert codes
    for code in codes[:: max(1, len(codes) // 25)]:
        cells = row_of(sheet, code, bali)
        assert cells is not None
        difference = compare_row(sheet, cells, counts=sheet.columns, event=bali)
        assert not difference.problems, (code, cells, difference.problems)
        assert difference.is_nothing, (code, cells, difference.changes)
