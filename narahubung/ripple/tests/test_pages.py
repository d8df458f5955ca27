"""What a new time would do, what it did, and taking it back, on the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOON
from narahubung.journal.reacting import react
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Place
from narahubung.ripple.models import Consent, Wave


@pytest.fixture
def arrival(event: Any, arda: Any, transport: Any, teo: Any) -> Any:
    """A landing at 14.00 with the drive from it, to which the Transport desk sees."""
    places = [
        Place.objects.create(event=event, code=code, name=code, kind="hotel")
        for code in ("terminal", "hotel")
    ]
    about: dict[str, Any] = {"event": event, "party": arda, "zone": event.zone}
    lands = NOON + timedelta(hours=2)
    Trip.objects.create(
        code="T-1",
        purpose="arrival transfer",
        from_place=places[0],
        to_place=places[1],
        departs_at=lands + timedelta(minutes=45),
        arrives_at=lands + timedelta(minutes=80),
        **about,
    )
    return Movement.objects.create(
        code="M-1",
        travelling="head of delegation",
        direction="arrival",
        planned_at=lands,
        expected_at=lands,
        terminal=places[0],
        **about,
    )


def url(name: str, **more: Any) -> str:
    return reverse(name, kwargs={"slug": "arda-2026", **more})


def test_what_a_delay_does_is_seen_before_and_after_it_is_told(
    signed_in: Any, lia: Any, bree: Any, arrival: Any
) -> None:
    client = signed_in(lia)
    page = url("ripple:preview", movement=arrival.pk)
    seen = client.get(page, {"delay": "+95"}, headers={"HX-Request": "true"}).content.decode()
    assert "16.20" in seen  # the drive, that was to leave at 14.45
    assert "Teo" in seen
    assert "1 other delegation hears nothing." in seen
    assert "This is the time that stands." in client.get(page, {"delay": "+0"}).content.decode()
    assert "Write +95" in client.get(page, {"delay": "soon"}).content.decode()
    assert "more than 7 days" in client.get(page, {"delay": "-99999"}).content.decode()
    assert not Wave.objects.exists()
    Movement.objects.filter(pk=arrival.pk).update(certainty="cancelled")
    assert "is cancelled" in client.get(page, {"delay": "+95"}).content.decode()
    Movement.objects.filter(pk=arrival.pk).update(certainty="confirmed")

    client.post(url("movements:delay"), {"movement": arrival.pk, "delay": "+95"})
    react(at=NOON)
    wave = Wave.objects.get()
    page = url("ripple:wave", wave_id=wave.pk)
    assert page in client.get(url("movements:one", movement=arrival.pk)).content.decode()
    assert page in client.get(url("desks:sheet", code="ARD")).content.decode()
    listed = client.get(url("ripple:waves"), {"party": "ARD"}).content.decode()
    assert page in listed
    assert "0 of 1 know it" in listed
    shown = client.get(page).content.decode()
    assert "sent, no answer yet" in shown
    assert "Take everything back" in shown

    client.post(url("ripple:undo", wave_id=wave.pk))
    assert "taken back" in client.get(page).content.decode()
    assert Trip.objects.get().departs_at == NOON + timedelta(minutes=165)


def test_a_repair_is_taken_only_with_the_word_of_those_who_must_agree(
    signed_in: Any, lia: Any, sari: Any, teo: Any, transport: Any, arrival: Any
) -> None:
    repair = {
        "says": "the drive with an escort",
        "points": 15,
        "minutes": 0,
        "agree": ["officers:1"],
        "leaves": [],
        "adopted_at": None,
        "adopted_by": "",
    }
    repair["agree"] = [f"desk:{transport.pk}"]
    wave = Wave.objects.create(
        event=arrival.event,
        party=arrival.party,
        movement=arrival,
        thing=f"movement:{arrival.pk}",
        cause_id=1,
        cause="late",
        zone=arrival.zone,
        at=NOON,
        by_name="Lia",
        outcome={"repairs": [repair], "untouched": 0},
    )
    page = url("ripple:wave", wave_id=wave.pk)
    client = signed_in(lia)
    assert "Ask them by message" in client.get(page).content.decode()
    assert "They agreed by word" not in client.get(page).content.decode()
    refused = client.post(url("ripple:adopt", wave_id=wave.pk), {"number": 0})
    assert "others must agree" in refused.content.decode()
    assert client.post(url("ripple:adopt", wave_id=wave.pk), {"number": 7}).status_code == 409
    assert "Repair" in client.post(url("ripple:adopt", wave_id=wave.pk), {}).content.decode()
    client.post(url("ripple:ask", wave_id=wave.pk), {"number": 0})
    assert Consent.objects.exists()
    answer = url("ripple:answer", wave_id=wave.pk)
    assert signed_in(sari).post(answer, {"number": 0, "agrees": "yes"}).status_code == 404
    assert "They agreed by word" in signed_in(sari).get(page).content.decode()
