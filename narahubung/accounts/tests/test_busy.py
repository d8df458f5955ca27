"""When the database is not to be had, people are told so in words, and when to come again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection

from narahubung.accounts.models import Event
from narahubung.journal import acting

CHANGED = {
    "name_id": "KTT Arda",
    "name_en": "Summit of Arda",
    "zone": "WITA",
    "starts_on": "2026-11-20",
    "ends_on": "2026-11-29",
}


@pytest.fixture
def somebody_writes_on_and_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has a single writer")
    monkeypatch.setattr(acting, "WAIT_S", 0.01)
    with acting._WRITERS:
        yield


@pytest.mark.usefixtures("somebody_writes_on_and_on")
def test_who_waited_in_vain_to_write_is_told_to_try_again(
    rini: Any, event: Any, signed_in: Any
) -> None:
    page = signed_in(rini).post(f"/e/{event.slug}/event/", CHANGED)

    assert page.status_code == 503
    assert page["Retry-After"] == "5"
    assert b"too busy at this moment. Nothing was changed." in page.content
    assert Event.objects.get(pk=event.pk).ends_on == event.ends_on


@pytest.mark.usefixtures("somebody_writes_on_and_on")
def test_a_swap_gets_the_sentence_alone(rini: Any, event: Any, signed_in: Any) -> None:
    page = signed_in(rini).post(f"/e/{event.slug}/event/", CHANGED, headers={"HX-Request": "true"})

    assert page.status_code == 503
    assert b"data-refusal" in page.content  # nh-app.js shows it in #nh-refusal
    assert b"<html" not in page.content


def test_a_lost_database_is_no_crash_even_outside_a_page(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise OperationalError("the connection is closed")

    monkeypatch.setattr("narahubung.accounts.preferences.PreferencesMiddleware.__call__", lost)
    client.raise_request_exception = False

    page = client.get("/")

    assert page.status_code == 503
    assert page["Retry-After"] == "5"


def test_a_bug_stays_a_bug(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("narahubung.accounts.preferences.PreferencesMiddleware.__call__", wrong)
    client.raise_request_exception = False

    assert client.get("/").status_code == 500
