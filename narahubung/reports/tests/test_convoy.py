"""A motorcade and a police escort on paper: whole, and for nobody who need not know."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.movements.models import Trip, Vehicle
from narahubung.parties.models import Place
from narahubung.reports.queries import convoy
from narahubung.transport import commands
from narahubung.transport.models import EscortRequest, Motorcade

URL = "https://lo.example.org/e/arda-2026/"


@pytest.fixture
def trip(event: Any, arda: Any) -> Any:
    here = Place.objects.create(event=event, code="H-1", name="Rivendell", kind="hotel")
    there = Place.objects.create(event=event, code="V-1", name="Great Hall", kind="venue")
    return Trip.objects.create(
        event=event,
        code="T-1",
        party=arda,
        purpose="visit to GWK",
        from_place=here,
        to_place=there,
        departs_at=NOON + timedelta(hours=1),
        arrives_at=NOON + timedelta(hours=1, minutes=20),
        zone="Asia/Makassar",
        vehicle=Vehicle.objects.create(event=event, code="V-1", plate="DK 1 ZZ", party=arda),
    )


def test_paper_holds_order_plates_points_and_is_kept_from_others(
    event: Any, trip: Any, lia: Any, as_actor: Any, person: Any, signed_in: Any
) -> None:
    by = as_actor(lia, event)
    made = commands.make_motorcade(trip_id=trip.pk, order="summit", by=by, at=NOON)
    asked = commands.ask_escort(trip_id=trip.pk, call_sign="Garuda 1", by=by, at=NOON)
    common: dict[str, Any] = {"event": event, "at": NOON, "url": URL}
    cars = convoy.motorcade(motorcade_id=made.pk, by=by, **common)
    assert "to GWK, " in cars.about
    assert [row[2] for row in cars.rows] == ["-", "DK 1 ZZ", "-", "-", "-"]
    order = convoy.escort_order(request_id=asked.pk, by=by, **common)
    assert [(row[1], row[2]) for row in order.rows] == [
        ("12.45 WITA", "Rivendell"),
        ("13.00 WITA", "Rivendell"),
        ("13.20 WITA", "Great Hall"),
    ]
    focal = as_actor(person("focal", "focal_point", event, party=trip.party), event)
    with pytest.raises(Motorcade.DoesNotExist):
        convoy.motorcade(motorcade_id=made.pk, by=focal, **common)
    with pytest.raises(EscortRequest.DoesNotExist):
        convoy.escort_order(request_id=asked.pk, by=focal, **common)
    client = signed_in(lia)
    for path in (f"motorcade-{made.pk}", f"escort-{asked.pk}"):
        answer = client.get(f"/e/arda-2026/paper/{path}.pdf")
        assert answer.content[:5] == b"%PDF-"
