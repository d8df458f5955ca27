"""A delegation that is announced during the event: one form, then who can be with it."""

from typing import Any

from conftest import NOON
from narahubung.assignments.cover import cover_of
from narahubung.movements.models import Movement
from narahubung.parties.models import Party

GOOD = {
    "code": "tls",
    "name_en": "Timor-Leste",
    "name_id": "Timor-Leste",
    "head": "The President",
    "rank": "head_of_state",
    "languages": "pt, en",
    "arrives_on": "2026-11-22",
    "arrives_at": "9.30",
    "leaves_on": "2026-11-23",
    "leaves_at": "18.00",
}


def test_a_new_delegation_is_there_with_its_stay_and_is_seen_as_uncovered(
    signed_in: Any, sari: Any, event: Any, arda: Party
) -> None:
    client = signed_in(sari)
    here = f"/e/{event.slug}/records/new-delegation/"
    assert client.get(here).status_code == 200
    for wrong in (
        {"code": "ARD"},
        {"code": "T"},
        {"name_en": ""},
        {"languages": "portuguese"},
        {"arrives_at": "half past nine"},
        {"leaves_on": "2026-11-21"},
        {"arrives_on": "2026-11-10", "leaves_on": "2026-11-11"},
    ):
        answer = client.post(here, {**GOOD, **wrong})
        assert answer.status_code == 422
        assert 'class="errorlist' in answer.content.decode()
    assert not Party.objects.filter(code="TLS").exists()

    answer = client.post(here, {**GOOD, "of": arda.pk, "languages": ""})
    assert answer.status_code == 302
    assert answer.url.endswith("/roster/mend/TLS/")
    made = Party.objects.get(code="TLS")
    assert (made.head_name, made.head_category) == ("The President", "head_of_state")
    assert made.preferred_languages == arda.preferred_languages
    assert made.represents == arda.name_en
    assert [row.direction for row in Movement.objects.filter(party=made)] == [
        "arrival",
        "departure",
    ]
    assert cover_of(event)[made.pk][0].start > NOON
    assert client.post(here, GOOD).status_code == 422
    assert client.get(answer.url).status_code == 200
