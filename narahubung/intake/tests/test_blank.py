import io
from datetime import time
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import override

from conftest import NOON
from narahubung.intake.blank import blank_workbook
from narahubung.intake.from_shell import take_in_file
from narahubung.journal.reacting import react
from narahubung.movements.models import Driver, Vehicle
from narahubung.parties.models import Party

Rows = dict[str, list[dict[str, str]]]


def filled(event: Any, rows: Rows, path: Path) -> Path:
    """Write the empty workbook of an event with these rows in it."""
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(event)))
    assert len(book.sheetnames) == 22
    for name, rows_of_it in rows.items():
        header = [cell.value for cell in book[name][1]]
        for row in rows_of_it:
            assert set(row) <= set(header)
            book[name].append([row.get(column, "") for column in header])
    book.save(path)
    return path


def test_an_empty_workbook_filled_in_comes_in(event: Any, tmp_path: Path) -> None:
    shire = {"delegation_id": "SHI", "name_en": "The Shire", "attendance": "in_person"}

    outcome = take_in_file(filled(event, {"Delegations": [shire]}, tmp_path / "filled.xlsx"))

    assert outcome.difference.problems == []
    assert Party.objects.get(event=event, code="SHI").name_en == "The Shire"


def test_drivers_and_the_classes_of_cars_come_in(event: Any, tmp_path: Path) -> None:
    shift = {"shift_from": "18.00", "shift_to": "2.30", "max_hours_day": "7.5"}
    ori = {"driver_id": "DRV-2", "full_name": "Ori", "licence_no": "KT-9", "vetted": "ya"}
    rows: Rows = {
        "Drivers": [{"driver_id": "DRV-1", "full_name": "Gimli", **shift}, ori],
        "Vehicles": [
            {"vehicle_id": "V-1", "plate": "DK 1", "model": "Genesis G80", "driver": "Ori"},
            {"vehicle_id": "V-2", "plate": "DK 2", "class": "Minibus", "model": "Genesis G80",
             "driver_id": "DRV-1", "driver": "Ori", "lift": "yes"},
            {"vehicle_id": "V-3", "plate": "DK 3", "model": "Something new", "driver": "Nobody"},
        ],
    }  # fmt: skip
    bad: Rows = {
        "Drivers": [{**rows["Drivers"][0], "max_hours_day": "30", "shift_to": "late"}],
        "Vehicles": [{**rows["Vehicles"][1], "class": "rocket", "driver_id": "DRV-9"}],
    }
    with override("en"):
        assert take_in_file(filled(event, bad, tmp_path / "bad.xlsx")).problems() == [
            "Drivers J2: “late” is not a time of day. Write it as 18.30.",
            "Drivers K2: “30” is not a number of hours a day. Write a number up to 24.",
            "Vehicles D2: “rocket” is not known here. Known are: sedan, suv, jip, van, mpv, "
            "minibus, bus, truck, truk.",
            "Vehicles N2: DRV-9 stands in no list of drivers. Correct the code or add the row.",
        ]

    assert take_in_file(filled(event, rows, tmp_path / "good.xlsx")).problems() == []
    react(at=NOON)

    cars = Vehicle.objects.order_by("code").values_list("kind", "lift", "usual_driver__full_name")
    assert list(cars) == [
        ("sedan", None, "Ori"),
        ("van", True, "Gimli"),  # his code counts, not the name beside it
        ("", None, "Nobody"),
    ]
    gimli = Driver.objects.get(code="DRV-1")
    assert (gimli.shift_from, gimli.shift_to, gimli.max_hours_day) == (time(18), time(2, 30), 7.5)
    assert Driver.objects.get(code="DRV-2").licence_no == "KT-9"
    assert Driver.objects.count() == 3


def test_the_page_hands_it_out(signed_in: Any, sari: Any, event: Any) -> None:
    answer = signed_in(sari).get("/e/arda-2026/import/blank.xlsx")

    assert answer.status_code == 200
    assert 'filename="arda-2026.xlsx"' in answer["Content-Disposition"]
