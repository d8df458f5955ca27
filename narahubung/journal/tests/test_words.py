"""How records and their facts are told, in the reader's language."""

from typing import Any

import pytest
from django.utils import timezone, translation

from narahubung.journal.entries import Corrected, Recorded
from narahubung.kit.said import both_languages


def about(**facts: Any) -> dict[str, Any]:
    return {"thing_id": 1, "reads": "see_event", "party_id": None, **facts}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "id",
            "Sidang pleno (PRG-1) berubah. waktu rencana: Rab 16 Nov 22.40 WITA → "
            "Rab 16 Nov 23.09 WITA; busana: jas lengkap → -",
        ),
        (
            "en",
            "Plenary (PRG-1) changed. planned time: Wed 16 Nov 22.40 WITA → "
            "Wed 16 Nov 23.09 WITA; dress: lounge suit → -",
        ),
    ],
)
def test_correction_tells_old_and_new_on_the_clock_of_the_event(language: str, says: str) -> None:
    label = both_languages("Plenary", "Sidang pleno")
    changes = {
        "planned_at": ["2022-11-16 14:40:00+00:00", "2022-11-16 15:09:00+00:00"],
        "dress": ["lounge suit", ""],
    }
    entry = Corrected(**about(thing="programme.item", code="PRG-1", label=label), changes=changes)

    with translation.override(language), timezone.override("Asia/Makassar"):
        assert entry.sentence() == says


def test_code_is_told_once_and_movements_are_said() -> None:
    block = Recorded(**about(thing="stays.roomblock", code="RB-IOC", label="RB-IOC"))
    trip = Recorded(**about(thing="movements.trip", code="TR-1", label="return to hotel"))

    with translation.override("id"):
        assert block.sentence() == "RB-IOC dicatat."
        assert trip.sentence() == "kembali ke hotel (TR-1) dicatat."
