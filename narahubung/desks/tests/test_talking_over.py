"""Two meetings at once stand on the delegation's sheet, and lead to what is talked over."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.meetings.models import Meeting
from narahubung.needs.models import Negotiation

SHEET, TALK = "/e/arda-2026/party/ARD/", "/e/arda-2026/register/party/ARD/negotiate/"


@pytest.fixture
def meetings(event: Any, arda: Any, bree: Any) -> list[Any]:
    return [
        Meeting.objects.create(
            event=event,
            code=f"B{n}",
            party_a=arda,
            party_b=bree,
            on=NOON.date(),
            starts_at=NOON + timedelta(minutes=10 * n),
            ends_at=NOON + timedelta(minutes=10 * n + 30),
            zone=event.zone,
        )
        for n in (1, 2)
    ]


def test_two_meetings_at_once_are_talked_over_on_one_sheet(
    meetings: list[Any], lia: Any, person: Any, event: Any, signed_in: Any
) -> None:
    client = signed_in(lia)
    seen = client.get(SHEET).content.decode()
    assert "Two meetings at the same time" in seen
    assert f'value="meeting:{meetings[1].pk}"' in seen

    asked = {"about": f"meeting:{meetings[1].pk}", "title": "Arda – Bree"}
    pages = {client.post(TALK, asked)["Location"] for _twice in range(2)}
    sheet = Negotiation.objects.get()
    assert pages == {f"/e/arda-2026/negotiation/{sheet.pk}/"}
    assert sheet.title == "Arda – Bree"

    # Protocol sees the meetings, and no negotiation.
    protocol = signed_in(person("petra", "protocol", event))
    seen = protocol.get(SHEET).content.decode()
    assert "Two meetings at the same time" in seen
    assert TALK not in seen
    assert protocol.post(TALK, asked).status_code == 404
