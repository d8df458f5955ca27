"""The day's list and the three POSTs that a desk, a phone or a sheet sends."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from conftest import NOON
from narahubung.movements.forms import DelayForm
from narahubung.movements.models import Movement, StatusMark


@pytest.fixture
def arrival(event: Any, arda: Any) -> Any:
    return Movement.objects.create(
        event=event,
        code="M-1",
        party=arda,
        travelling="head of delegation",
        direction="arrival",
        planned_at=NOON + timedelta(hours=2),
        expected_at=NOON + timedelta(hours=2),
        zone="Asia/Makassar",
        carrier="AR 1",
    )


def url(name: str, **more: Any) -> str:
    return reverse(f"movements:{name}", kwargs={"slug": "arda-2026", **more})


def test_list_shows_the_day_with_zone(signed_in: Any, sari: Any, arrival: Any) -> None:
    html = signed_in(sari).get(url("list")).content.decode()
    assert "14.00" in html
    assert "WITA" in html
    assert "Saturday, 21 November" in html


def test_list_is_empty_in_words(signed_in: Any, sari: Any, event: Any) -> None:
    assert "They come in with the organiser" in signed_in(sari).get(url("list")).content.decode()


def test_list_of_a_strange_day_does_not_break(signed_in: Any, sari: Any, arrival: Any) -> None:
    assert signed_in(sari).get(url("list"), {"day": "yesterday"}).status_code == 200


def test_report_by_htmx_tells_thing_and_party(
    signed_in: Any, lia: Any, arrival: Any, arda: Any
) -> None:
    answer = signed_in(lia).post(
        url("report"),
        {"movement": arrival.pk, "status": "landed", "key": str(uuid4())},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 204
    assert f"live:movement:{arrival.pk}" in answer.headers["HX-Trigger"]
    assert f"live:party:{arda.pk}" in answer.headers["HX-Trigger"]


def test_report_sent_twice_is_done_once(signed_in: Any, lia: Any, arrival: Any) -> None:
    body = {"movement": arrival.pk, "status": "landed", "key": str(uuid4())}
    client = signed_in(lia)
    assert [client.post(url("report"), body).status_code for _ in range(2)] == [302, 302]
    assert StatusMark.objects.count() == 1


def test_report_goes_back_where_it_was_told(signed_in: Any, lia: Any, arrival: Any) -> None:
    client = signed_in(lia)
    body = {"movement": arrival.pk, "status": "landed", "next": "/e/arda-2026/day/"}
    assert client.post(url("report"), body)["Location"] == "/e/arda-2026/day/"
    body["next"] = "https://elsewhere.example/"
    assert client.post(url("report"), body)["Location"] == url("list")


@pytest.mark.parametrize(
    "body", [{}, {"status": "landed"}, {"movement": "x", "status": "landed"}, {"movement": "1"}]
)
def test_report_that_cannot_be_read_is_refused_in_words(
    signed_in: Any, lia: Any, event: Any, body: dict[str, str]
) -> None:
    assert signed_in(lia).post(url("report"), body).status_code == 422


def test_report_of_another_party_is_not_there(
    signed_in: Any, lia: Any, arrival: Any, bree: Any
) -> None:
    Movement.objects.filter(pk=arrival.pk).update(party=bree)
    body = {"movement": arrival.pk, "status": "landed"}
    assert signed_in(lia).post(url("report"), body).status_code == 404


def test_undo_takes_back(signed_in: Any, lia: Any, arrival: Any) -> None:
    client = signed_in(lia)
    client.post(url("report"), {"movement": arrival.pk, "status": "landed"})
    client.post(url("undo"), {"movement": arrival.pk})
    arrival.refresh_from_db()
    assert arrival.status == ""


@pytest.mark.parametrize(
    ("told", "clock"),
    [
        ("+95", "15.35"),
        ("-10", "13.50"),
        ("+ 95 mnt", "15.35"),
        ("15.40", "15.40"),
        ("9:05", "9.05"),
    ],
)
def test_delay_as_people_say_it(
    signed_in: Any, lia: Any, arrival: Any, told: str, clock: str
) -> None:
    client = signed_in(lia)
    preview = reverse("ripple:preview", kwargs={"slug": "arda-2026", "movement": arrival.pk})
    seen = client.get(preview, {"delay": told}).content.decode()
    assert f"{clock:0>5}" in seen
    client.post(url("delay"), {"movement": arrival.pk, "delay": told, "told_by": "airline"})
    html = client.get(url("one", movement=arrival.pk)).content.decode()
    assert f"{clock:0>5}" in html
    assert "<del>" in html


def test_delay_over_midnight_is_the_next_day(arrival: Any) -> None:
    form = DelayForm({"movement": 1, "delay": "00.20"})
    assert form.is_valid()
    planned = NOON + timedelta(hours=11, minutes=40)  # 23.40 WITA
    assert form.new_time(planned, "Asia/Makassar") == planned + timedelta(minutes=40)


@pytest.mark.parametrize("told", ["95", "soon", "25.00", "12.75", ""])
def test_delay_that_says_no_time_is_refused(
    signed_in: Any, lia: Any, arrival: Any, told: str
) -> None:
    answer = signed_in(lia).post(url("delay"), {"movement": arrival.pk, "delay": told})
    assert answer.status_code == 422


def test_closed_event_takes_no_report(signed_in: Any, lia: Any, event: Any, arrival: Any) -> None:
    event.state = "closed"
    event.save()
    body = {"movement": arrival.pk, "status": "landed"}
    assert signed_in(lia).post(url("report"), body).status_code == 409


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "soon"])
def test_a_day_at_the_end_of_time_is_no_day(
    signed_in: Any, sari: Any, event: Any, day: str
) -> None:
    for name in ("list", "trips"):
        page = reverse(f"movements:{name}", kwargs={"slug": event.slug})
        assert signed_in(sari).get(page, {"day": day}).status_code == 200
