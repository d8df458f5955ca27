"""A flight that goes elsewhere: the place is told, the time stays, the cars are named."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.journal.reading import history
from narahubung.movements.commands import divert, tell_delay
from narahubung.movements.models import Movement, Trip
from narahubung.movements.queries import movement_line
from narahubung.parties.models import Place


@pytest.fixture
def terminals(event: Any) -> list[Any]:
    return [
        Place.objects.create(event=event, code=f"V-{name}", name=name, kind="airport")
        for name in ("VVIP", "International")
    ]


@pytest.fixture
def arrival(event: Any, arda: Any, terminals: list[Any]) -> Any:
    return Movement.objects.create(
        event=event,
        code="M-1",
        party=arda,
        travelling="head of delegation",
        direction="arrival",
        planned_at=NOON + timedelta(hours=2),
        zone="Asia/Makassar",
        airport="DPS",
        terminal=terminals[0],
    )


def url(name: str, arrival: Any) -> str:
    return reverse(f"movements:{name}", kwargs={"slug": "arda-2026", "movement": arrival.pk})


def test_another_terminal_is_told(
    signed_in: Any, teo: Any, as_actor: Any, event: Any, arrival: Any, terminals: list[Any]
) -> None:
    body = {"terminal": terminals[1].pk, "told_by": "the tower"}
    assert signed_in(teo).post(url("divert", arrival), body).status_code == 302

    arrival.refresh_from_db()
    assert (arrival.terminal, arrival.airport) == (terminals[1], "DPS")
    assert (arrival.certainty, arrival.expected_at) == ("changed", None)
    with translation.override("en"):
        says = history(topic=f"movement:{arrival.pk}", by=as_actor(teo, event))[0].says
    assert says == "ARD, arrival head of delegation: VVIP → International. Told by the tower."


def test_another_airport_is_told_by_its_code(signed_in: Any, teo: Any, arrival: Any) -> None:
    signed_in(teo).post(url("divert", arrival), {"terminal": "", "airport": "sub"})

    arrival.refresh_from_db()
    assert (arrival.terminal, arrival.airport) == (None, "SUB")


def test_preview_names_the_cars_at_the_old_place(
    signed_in: Any, teo: Any, event: Any, arda: Any, arrival: Any, terminals: list[Any]
) -> None:
    Trip.objects.create(
        event=event,
        code="T-1",
        party=arda,
        purpose="arrival transfer",
        from_place=terminals[0],
        departs_at=NOON + timedelta(hours=3),
        zone="Asia/Makassar",
    )
    asked = {"terminal": terminals[1].pk}
    html = signed_in(teo).get(url("divert_preview", arrival), asked).content.decode()

    assert "International" in html
    assert "arrival transfer" in html
    arrival.refresh_from_db()
    assert arrival.terminal == terminals[0]


@pytest.mark.parametrize("body", [{}, {"terminal": "", "airport": " "}, {"terminal": "999999"}])
def test_a_diversion_to_nowhere_is_refused(
    signed_in: Any, teo: Any, arrival: Any, body: dict[str, str]
) -> None:
    assert signed_in(teo).post(url("divert", arrival), body).status_code == 422


def test_what_stands_is_nothing_new(
    signed_in: Any, teo: Any, arrival: Any, terminals: list[Any]
) -> None:
    answer = signed_in(teo).post(url("divert", arrival), {"terminal": terminals[0].pk})
    assert answer.status_code == 422


def test_who_has_landed_is_not_diverted(
    signed_in: Any, teo: Any, arrival: Any, terminals: list[Any]
) -> None:
    Movement.objects.filter(pk=arrival.pk).update(actual_at=NOON)
    answer = signed_in(teo).post(url("divert", arrival), {"terminal": terminals[1].pk})
    assert answer.status_code == 409


def test_a_diversion_leaves_the_time_open_until_somebody_tells_it(
    teo: Any, event: Any, as_actor: Any, arrival: Any, terminals: list[Any]
) -> None:
    Movement.objects.filter(pk=arrival.pk).update(airport="DPS")
    who: dict[str, Any] = {"movement_id": arrival.pk, "by": as_actor(teo, event), "at": NOON}

    def line() -> Any:
        with translation.override("en"):
            found = movement_line(by=who["by"], movement_id=arrival.pk)
            return found.status_word, found.time_word, found.diverted_from

    divert(terminal_id=terminals[1].pk, **who)  # at the same airport
    assert line() == ("as planned", "", "")
    divert(terminal_id=None, airport="SUB", **who)
    assert line() == ("diverted", "new time not known yet", "DPS")
    divert(terminal_id=None, airport="JOG", **who)
    assert line() == ("diverted", "new time not known yet", "DPS")
    tell_delay(minutes=0, **who)  # as early there
    assert line() == ("diverted", "", "DPS")
    divert(terminal_id=terminals[0].pk, **who)
    assert line() == ("as planned", "", "")
    arrival.refresh_from_db()
    assert arrival.airport == "DPS"
