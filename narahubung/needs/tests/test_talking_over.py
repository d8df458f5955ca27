"""From a refused wish and from a clash one tap leads to its negotiation sheet, always the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.html import escape

from conftest import NOON
from narahubung.kit.intervals import Span
from narahubung.movements.models import Trip, Vehicle
from narahubung.needs import commands
from narahubung.needs.models import Negotiation, Wish
from narahubung.needs.rules.limits import Asked

TALK = "/e/arda-2026/register/party/ARD/negotiate/"


@pytest.fixture
def refused(arda: Any, transport: Any, lia: Any, teo: Any, as_actor: Any, event: Any) -> Any:
    """A wish for far too many cars, to which Transport said no."""
    asked = Asked(thing="car", quantity=99, span=Span(NOON, NOON + timedelta(hours=2)))
    officer, desk = as_actor(lia, event), as_actor(teo, event)
    pk = commands.record_wish(party_id=arda.pk, asked=asked, by=officer, at=NOON)
    commands.refuse_wish(wish_id=pk, reason="", by=desk, at=NOON)
    return Wish.objects.get(pk=pk)


@pytest.fixture
def clash(arda: Any, bree: Any, event: Any) -> Any:
    """A trip of Arda whose car drives Bree at that time."""
    car = Vehicle.objects.create(event=event, code="V-1", plate="DK 1 ZZ", status="ready")
    shared = {"event": event, "vehicle": car, "zone": event.zone}
    starts, ends = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
    Trip.objects.create(code="T-2", party=bree, departs_at=starts, arrives_at=ends, **shared)
    return Trip.objects.create(
        code="T-1", party=arda, purpose="dinner", departs_at=starts, arrives_at=ends, **shared
    )


def opened(client: Any, about: str, path: str = TALK) -> int:
    """Press the tap; return the number of the sheet it leads to."""
    answer = client.post(path, {"about": about})
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    return int(answer["Location"].rstrip("/").rsplit("/", 1)[1])


def test_a_refused_wish_is_talked_over_on_one_sheet(
    refused: Any, lia: Any, sari: Any, teo: Any, signed_in: Any, arda: Any, event: Any
) -> None:
    page, topic = f"/e/arda-2026/wishes/{refused.pk}/", f"wish:{refused.pk}"
    again = Wish.objects.create(
        event=event,
        party=arda,
        thing="car",
        quantity=99,
        starts_at=refused.starts_at,
        ends_at=refused.ends_at,
        said_at=NOON,
        state="refused",
        first=refused,
    )
    for someone in (lia, sari):
        client = signed_in(someone)
        assert f'value="{topic}"' in client.get(page).content.decode()
        assert f'value="{topic}"' in client.get(f"/e/arda-2026/wishes/{again.pk}/").content.decode()
    assert {opened(client, topic), opened(client, topic)} == {Negotiation.objects.get().pk}
    desk = signed_in(teo)
    assert TALK not in desk.get(page).content.decode()
    assert desk.post(TALK, {"about": topic}).status_code == 404
    assert desk.get(f"/e/arda-2026/negotiation/{Negotiation.objects.get().pk}/").status_code == 404


def test_a_wish_that_waits_is_not_talked_over_yet(refused: Any, lia: Any, signed_in: Any) -> None:
    Wish.objects.update(state="asked", asked_role="desk", answer_by=NOON)
    assert TALK not in signed_in(lia).get(f"/e/arda-2026/wishes/{refused.pk}/").content.decode()


def test_a_car_used_twice_stands_on_its_trip_and_is_talked_over(
    clash: Any, sari: Any, lia: Any, teo: Any, signed_in: Any
) -> None:
    page = f"/e/arda-2026/trips/{clash.pk}/"
    words, about = "DK 1 ZZ is not free then: BRE", f'value="trip:{clash.pk}"'
    client = signed_in(sari)
    seen = client.get(page).content.decode()
    assert words in seen
    assert about in seen
    asked = {
        "on": "2026-11-21",
        "departs": "13:10",
        "arrives": "14:10",
        "vehicle": clash.vehicle_id,
    }
    preview = client.get(
        f"{page}preview/", asked | {"certainty": "confirmed"}, HTTP_HX_REQUEST="true"
    )
    assert f'form="talk-trip:{clash.pk}"' in preview.content.decode()
    assert opened(client, f"trip:{clash.pk}") == opened(client, f"trip:{clash.pk}")
    assert Negotiation.objects.get().title == clash.label()

    # An officer knows of no other delegation's trip; his own he may talk over all the same.
    own = signed_in(lia).get(page).content.decode()
    assert "BRE" not in own
    assert about in own

    desk = signed_in(teo).get(page).content.decode()
    assert words in desk
    assert escape(TALK) not in desk

    Trip.objects.update(reached_at=NOON)
    assert words not in signed_in(sari).get(page).content.decode()
