from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.assignments import commands as assignments
from narahubung.desks.queries import board as queries
from narahubung.duties.models import Readiness
from narahubung.movements import commands as movements
from narahubung.movements.models import Trip
from narahubung.parties.models import Party, Place

ZONE = "Asia/Makassar"


@pytest.fixture
def drive(arda: Any) -> Trip:
    """Arda drives to the hall in ten minutes."""
    places = [
        Place.objects.create(event=arda.event, code=code, name=name, kind=kind)
        for code, name, kind in (("H", "Grand Hotel", "hotel"), ("V", "The Hall", "summit venue"))
    ]
    return Trip.objects.create(
        event=arda.event,
        party=arda,
        code="TR-1",
        purpose="dinner",
        from_place=places[0],
        to_place=places[1],
        departs_at=NOON + timedelta(minutes=10),
        arrives_at=NOON + timedelta(minutes=30),
        zone=ZONE,
    )


def row_of(by: Any, party: Any, at: Any = NOON) -> queries.Row:
    return queries.board_row(by=by, at=at, zone_name=ZONE, party_id=party.pk)


def test_the_next_movement_and_its_slack(
    drive: Trip, arda: Any, sari: Any, as_actor: Any, event: Any
) -> None:
    by = as_actor(sari, event)
    assert (row_of(by, arda).next_to, row_of(by, arda).slack_min) == ("The Hall", 10)

    late = row_of(by, arda, NOON + timedelta(minutes=14))
    assert (late.is_late, late.late_min) == (True, 4)


def test_a_report_is_on_the_board_at_once(
    drive: Trip, arda: Any, sari: Any, lia: Any, as_actor: Any, event: Any
) -> None:
    by = as_actor(sari, event)
    assert row_of(by, arda).where_state != "moving"

    movements.report_status(trip_id=drive.pk, status="off", by=as_actor(lia, event), at=NOON)

    assert row_of(by, arda).where_state == "moving"
    assert queries.board(by=by, at=NOON, zone_name=ZONE).moving == 1
    assert [r.code for r in queries.board(by=by, at=NOON, zone_name=ZONE, shown="moving").rows] == [
        "ARD"
    ]


def test_who_is_with_them_is_on_the_board(
    drive: Trip, arda: Any, sari: Any, lia_officer: Any, as_actor: Any, event: Any
) -> None:
    by = as_actor(sari, event)
    assert row_of(by, arda).officer == ""

    assignments.attach(party_id=arda.pk, officer_id=lia_officer.pk, position="lead", by=by, at=NOON)

    assert row_of(by, arda).officer == "Lia"


def test_what_is_kept_for_one_class_of_readers_is_not_shown_to_another(
    drive: Trip, arda: Any, sari: Any, teo: Any, person: Any, as_actor: Any, event: Any
) -> None:
    from narahubung.needs.models import Need

    Need.objects.create(event=event, code="RQ-1", party=arda, text="Water", raised_at=NOON)
    coordinator = as_actor(sari, event)
    lead = as_actor(person("cora", "crisis_lead", event), event)

    assert row_of(coordinator, arda).needs == 1
    assert row_of(as_actor(teo, event), arda).needs == 0  # not routed to his desk
    assert row_of(lead, arda).needs is None
    assert row_of(lead, arda).ready_all is None


@pytest.mark.parametrize("parties", [1, 30])
def test_the_board_costs_the_same_however_long_it_is(
    event: Any, sari: Any, as_actor: Any, django_assert_max_num_queries: Any, parties: int
) -> None:
    for number in range(parties):
        party = Party.objects.create(event=event, code=f"P{number}", name_en=f"Party {number}")
        Readiness.objects.create(event=event, party=party, procedure="arrival", weight=3)
    by = as_actor(sari, event)
    with django_assert_max_num_queries(18):  # eight for what is missing, one for what followed
        board = queries.board(by=by, at=NOON + timedelta(days=parties), zone_name=ZONE)
    assert board.parties == parties
    with django_assert_max_num_queries(1):
        queries.board(by=by, at=NOON + timedelta(days=parties), zone_name=ZONE)


def test_what_nobody_answered_stands_on_the_board_of_who_may_see_it(
    signed_in: Any, sari: Any, teo: Any, lia: Any, drive: Trip, as_actor: Any, event: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from narahubung.needs import commands as needs

    def seen(someone: Any, path: str = "board/", status: int = 200) -> str:
        answer = signed_in(someone).get(f"/e/arda-2026/{path}")
        assert answer.status_code == status
        return str(answer.content.decode())

    assert "Nothing is without an answer" in seen(sari)  # good news, in words
    asked = {"party_id": drive.party_id, "by": as_actor(lia, event)}
    need = needs.raise_need(text="Water", at=NOON, **asked)
    needs.note_expectation(side="ours", text="The list of gifts", at=NOON, **asked)

    board = seen(sari)
    assert "2 without an answer" in board
    assert "they asked us: 1" in board
    assert "we asked them: 1" in board
    assert f'href="/e/arda-2026/needs/{need}/"' in board
    assert 'topics="board,needs,wishes,register,party' in board  # it stays alive
    assert seen(sari, "register/meter/").count("<li>") >= 2

    # Others neither see it nor wait for it.
    with CaptureQueriesContext(
        connection,
    ) as asked_for:
        assert "without an answer</b>" not in seen(teo)
    assert not any("needs_expectation" in one["sql"] for one in asked_for.captured_queries)
    seen(teo, "register/meter/", 404)


def test_the_list_on_screen_comes_as_a_workbook(signed_in: Any, sari: Any, drive: Trip) -> None:
    answer = signed_in(sari).get("/e/arda-2026/board/?as=xlsx")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert answer.content[:2] == b"PK"


def test_an_unknown_event_and_an_unseen_board_do_not_exist(
    signed_in: Any, lia: Any, drive: Trip
) -> None:
    client = signed_in(lia)
    assert client.get("/e/arda-2026/board/").status_code == 404
    assert client.get("/e/nowhere/board/").status_code == 404
