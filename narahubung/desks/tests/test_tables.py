"""What the screen lists, Excel opens: cut to what the asker may see."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from conftest import NOON
from narahubung.movements.commands import tell_delay
from narahubung.movements.models import Movement
from narahubung.programme.models import Item


def rows_of(client: Any, name: str, query: dict[str, str] | None = None, **more: Any) -> list[Any]:
    """Return the lines below the headings; fails where moments stand without their zone."""
    answer = client.get(
        reverse(name, kwargs={"slug": "arda-2026", **more}), {"as": "xlsx", **(query or {})}
    )
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert "WITA" in sheet["A2"].value
    return list(sheet.iter_rows(min_row=5, values_only=True))


@pytest.fixture
def told(event: Any, arda: Any, bree: Any, sari: Any, as_actor: Any) -> None:
    for party in (arda, bree):
        arrival = Movement.objects.create(
            event=event,
            code=f"M-{party.code}",
            party=party,
            direction="arrival",
            planned_at=NOON,
            zone="Asia/Makassar",
        )
        by = as_actor(sari, event)
        tell_delay(movement_id=arrival.pk, minutes=20, told_by="=1+1", by=by, at=NOON)


@pytest.mark.usefixtures("told")
def test_the_journal_as_it_is_filtered(signed_in: Any, sari: Any) -> None:
    client = signed_in(sari)

    assert len(rows_of(client, "desks:journal")) == 2
    assert len(rows_of(client, "desks:journal", {"room": "needs"})) == 0
    (line,) = rows_of(client, "desks:journal", {"room": "movements", "party": "BRE"})
    assert line[3:5] == ("Sari", "BRE")
    assert "12.20 WITA" in line[6]


@pytest.mark.usefixtures("told")
def test_the_auditor_reads_that_something_happened_not_what(
    signed_in: Any, person: Any, event: Any
) -> None:
    lines = rows_of(signed_in(person("ana", "auditor", event)), "desks:journal")

    assert len(lines) == 2
    assert all("12.20" not in str(line) for line in lines)


def test_the_programme_of_one_delegation(
    signed_in: Any, sari: Any, event: Any, arda: Any, bree: Any
) -> None:
    for code, party in (("I-1", arda), ("I-2", bree)):
        item = Item.objects.create(
            event=event,
            code=code,
            title_en=f"=Session {code}",
            starts_at=NOON + timedelta(hours=1),
            zone="Asia/Jakarta",
        )
        item.attending.add(party)
    client = signed_in(sari)

    assert len(rows_of(client, "programme:list")) == 2
    (line,) = rows_of(client, "programme:list", {"party": "ARD"})
    assert line[3] == "=Session I-1"
    assert line[1].strftime("%H.%M") == "13.00"
    assert line[7] == "ARD"


def test_the_duties_of_a_delegation_of_ones_own(
    signed_in: Any, lia: Any, arda: Any, bree: Any
) -> None:
    client = signed_in(lia)

    assert rows_of(client, "duties:table", code="ARD") == []
    of_others = reverse("duties:table", kwargs={"slug": "arda-2026", "code": "BRE"})
    assert client.get(of_others).status_code == 404
