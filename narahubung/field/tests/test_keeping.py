"""What a phone keeps: its own delegations, for a while, and no word of what must not lie about."""

import re
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.accounts.models import Reach
from narahubung.field.catalogue import KINDS, NEVER, patterns
from narahubung.field.tests.phones import later


def kept(client: Any) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/field/keep/").json()
    return told


def test_the_pages_of_ones_own_delegations_are_kept(lia: Any, bree: Any, signed_in: Any) -> None:
    told = kept(signed_in(lia))

    assert told["person"] == lia.pk
    assert told["pages"][0] == "/e/arda-2026/day/ARD/"
    assert not [page for page in told["pages"] if "BRE" in page]
    for page in told["pages"]:
        answer = signed_in(lia).get(page)
        assert answer.status_code == 200, page
        assert answer.headers["Narahubung-Person"] == str(lia.pk)


def test_who_serves_nobody_keeps_nothing(sari: Any, lia: Any, signed_in: Any) -> None:
    assert kept(signed_in(sari))["pages"] == []
    Reach.objects.filter(person=lia).update(until=NOON - timedelta(seconds=1))
    told = kept(signed_in(lia))
    assert (told["pages"], told["forms"]) == ([], [])


def test_what_ends_earlier_goes_earlier(
    person: Any, event: Any, arda: Any, bree: Any, signed_in: Any
) -> None:
    someone = person("tom", "officer", event, party=arda, until=later(60))
    person("tom", "officer", event, party=bree, until=later(120))

    told = kept(signed_in(someone))

    assert told["until"] == "2026-11-21T06:00:00.000Z"
    assert told["ends"]["/e/arda-2026/day/ARD/"] == "2026-11-21T05:00:00.000Z"
    assert "/e/arda-2026/day/BRE/" not in told["ends"]
    assert "/e/arda-2026/relays/" not in told["ends"]  # it is of both


def test_without_a_session_nothing_is_told(client: Any, db: None) -> None:
    answer = client.get("/field/keep/")
    assert (answer.status_code, answer.json()) == (401, {"proto": 1, "sign_in": True})


def test_every_kind_of_the_catalogue_is_a_form_with_an_address(lia: Any, signed_in: Any) -> None:
    assert set(patterns()) == set(KINDS)
    forms = {form["kind"]: form for form in kept(signed_in(lia))["forms"]}
    assert re.search(forms["desks:day_tell"]["path"], "/e/arda-2026/day/ARD/tell/")
    assert not re.search(forms["desks:day_tell"]["path"], "/e/arda-2026/day/ARD/telling/")
    assert not set(KINDS) & set(NEVER)


@pytest.mark.parametrize("hours", [72, 500])
def test_an_event_may_choose_to_keep_longer(
    event: Any, lia: Any, signed_in: Any, hours: int
) -> None:
    event.policy = {"keep_ahead_h": hours}
    event.save()
    told = kept(signed_in(lia))
    assert told["hours"] == {"back": 6, "ahead": 72}
    assert told["until"] == "2026-11-24T04:00:00.000Z"
