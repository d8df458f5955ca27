"""The queue, one need in full, its moves, the ledger, the table of lines, as people press them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from conftest import NOON
from narahubung.needs import commands
from narahubung.needs.models import Need, NeedCost, NeedPart, RoutingRule
from narahubung.needs.queries import queue

HERE = "/e/arda-2026/needs/"
MIN = timedelta(minutes=1)
LATER = "2026-11-21T12:40"


@pytest.fixture
def desk(signed_in: Any, teo: Any) -> Any:
    return signed_in(teo)


def test_one_tap_in_the_queue_accepts_and_promises(desk: Any, cars: Any) -> None:
    need = cars(text="A car")
    page = desk.get(HERE).content.decode()
    assert f"{HERE}{need.pk}/accept/" in page

    answer = desk.post(f"{HERE}{need.pk}/accept/", {"to": "queue", "until": LATER})
    assert answer["Location"] == HERE
    need.refresh_from_db()
    assert (need.state, need.assigned_to) == ("accepted", "Teo")
    assert need.promised_at == NOON + 40 * MIN


def test_a_tap_within_the_page_says_what_was_done_and_what_changed(desk: Any, cars: Any) -> None:
    need = cars()
    answer = desk.post(f"{HERE}{need.pk}/accept/", {}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert f"live:need:{need.pk}" in answer["HX-Trigger"]


@pytest.mark.parametrize(
    ("move", "sent", "says"),
    [
        ("accept", {"until": "soon"}, "Promised by: Write day and time"),
        ("accept", {"until": "2026-11-21T15:00"}, "Say why"),
        ("accept", {"until": "2026-11-21T11:00"}, "over already"),
        ("ask-back", {}, "In words: "),
        ("pass-on", {"department": "99999"}, "Department: "),
        ("parts", {"quantity": "0", "supplier": "A"}, "How many: "),
        ("parts", {"quantity": "9", "supplier": "A"}, "Only 5 are left"),
        ("costs", {"what": "car", "amount": "x", "currency": "IDR", "payer": "party"}, "Amount: "),
        ("prove", {}, "Add a place"),
        ("confirm", {}, "Only who asked"),
    ],
)
def test_what_cannot_be_read_is_said_by_the_name_of_the_field(
    desk: Any, cars: Any, move: str, sent: dict[str, str], says: str
) -> None:
    need = cars(quantity=5)
    before = Need.objects.values().get()

    answer = desk.post(f"{HERE}{need.pk}/{move}/", sent)

    assert says in answer.content.decode()
    assert 400 <= answer.status_code < 500
    assert Need.objects.values().get() == before


def test_the_officer_confirms_from_her_own_page(
    signed_in: Any, lia: Any, teo: Any, cars: Any, as_actor: Any, event: Any
) -> None:
    need = cars()
    commands.fulfil(need_id=need.pk, words="Here", by=as_actor(teo, event), at=NOON)
    her = signed_in(lia)

    assert f"{HERE}{need.pk}/confirm/" in her.get(f"{HERE}{need.pk}/").content.decode()
    her.post(f"{HERE}{need.pk}/confirm/")
    need.refresh_from_db()
    assert need.closed_at == NOON


def test_a_need_of_others_does_not_exist(
    signed_in: Any, hana: Any, cars: Any, person: Any, event: Any, bree: Any
) -> None:
    need = cars()
    for somebody in (hana, person("bo", "officer", event, party=bree)):
        theirs = signed_in(somebody)
        assert theirs.get(f"{HERE}{need.pk}/").status_code == 404
        assert theirs.post(f"{HERE}{need.pk}/accept/").status_code == 404
        assert need.text not in theirs.get(HERE).content.decode()


def test_parts_from_the_page(desk: Any, cars: Any) -> None:
    need = cars(quantity=5)
    desk.post(f"{HERE}{need.pk}/parts/", {"quantity": "3", "supplier": "A", "what": "van"})
    part = NeedPart.objects.get()
    desk.post(f"{HERE}{need.pk}/parts/{part.pk}/promise/", {"until": LATER})
    desk.post(f"{HERE}{need.pk}/parts/{part.pk}/deliver/")
    part.refresh_from_db()
    need.refresh_from_db()
    assert (part.state, need.state) == ("done", "part")
    page = desk.get(f"{HERE}{need.pk}/").content.decode()
    assert "3 of 5 there" in page


def test_the_ledger_is_signed_and_handed_out(
    signed_in: Any, lia: Any, teo: Any, cars: Any, as_actor: Any, event: Any
) -> None:
    need, her = cars(), signed_in(lia)
    sent = {"what": "A car", "amount": "1500000", "currency": "idr", "payer": "party"}
    her.post(f"{HERE}{need.pk}/costs/", sent)
    assert NeedCost.objects.get().amount == Decimal("1500000")

    ledger = f"{HERE}charges/ARD/"
    assert "1500000" in her.get(ledger).content.decode().replace(",", "").replace(".00", "")
    her.post(f"{ledger}sign/", {"name": "The aide"})
    assert NeedCost.objects.get().signed_by == "The aide"
    assert her.get(f"{ledger}?as=xlsx").content[:2] == b"PK"
    assert signed_in(teo).get(ledger).status_code == 404


def test_the_table_of_lines_is_tried_and_changed(
    signed_in: Any, sari: Any, transport: Any, event: Any
) -> None:
    hers = signed_in(sari)
    assert "hiace" in hers.get(f"{HERE}routes/").content.decode()
    tried = hers.post(f"{HERE}routes/try/", {"text": "a hiace"}, headers={"HX-Request": "true"})
    assert "Transport" in tried.content.decode()

    hers.post(f"{HERE}routes/own/")
    number = RoutingRule.objects.count()
    line = {"order": "1", "department": transport.pk, "words": "stars"}
    hers.post(f"{HERE}routes/write/", line)
    assert RoutingRule.objects.count() == number + 1
    row = RoutingRule.objects.get(words="stars")
    assert "stars" in hers.get(f"{HERE}routes/?line={row.pk}").content.decode()
    hers.post(f"{HERE}routes/write/", line | {"rule": row.pk, "words": "moon"})
    hers.post(f"{HERE}routes/{row.pk}/remove/")
    assert RoutingRule.objects.count() == number


def test_the_queue_counts_loads_and_filters(cars: Any, teo: Any, as_actor: Any, event: Any) -> None:
    by = as_actor(teo, event)
    taken, late, waiting, done, _new = (cars() for _ in range(5))
    commands.accept(need_id=taken.pk, until=NOON + 30 * MIN, by=by, at=NOON)
    Need.objects.filter(pk=late.pk).update(due_at=NOON - MIN)
    commands.ask_back(need_id=waiting.pk, question="?", by=by, at=NOON)
    commands.fulfil(need_id=done.pk, by=by, at=NOON)

    def seen(**how: Any) -> Any:
        return queue(by=by, at=NOON, zone_name=event.zone, **how)

    all_ = seen()
    assert [one.need.id for one in all_.lines][:2] == [late.pk, taken.pk]
    assert [one.stands for one in all_.lines] == ["late", "ahead", "ahead", "waiting", "confirm"]
    assert all_.counts == {
        "all": 5,
        "new": 2,
        "mine": 2,
        "late": 1,
        "promised": 1,
        "waiting": 1,
        "confirm": 1,
    }
    assert [(load.name, load.open, load.late) for load in all_.loads] == [("Teo", 2, 0)]
    assert (all_.done_today, [(one.code, one.open) for one in all_.desks]) == (1, [("TRN", 4)])
    assert [one.need.id for one in seen(show="late").lines] == [late.pk]
    assert seen(desk="").lines == ()


@pytest.mark.parametrize("many", [1, 30])
def test_the_queue_asks_the_database_as_often_for_one_as_for_thirty(
    cars: Any, teo: Any, as_actor: Any, event: Any, django_assert_num_queries: Any, many: int
) -> None:
    by = as_actor(teo, event)
    for _ in range(many):
        cars()
    with django_assert_num_queries(4):
        assert len(queue(by=by, at=NOON, zone_name=event.zone).lines) == many
