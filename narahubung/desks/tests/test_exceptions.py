"""What does not go by itself stands on one page; what an officer has open on another."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.desks.queries import exceptions as queries
from narahubung.needs import commands as needs
from narahubung.relays import commands as relays

ZONE = "Asia/Makassar"


@pytest.fixture
def board(sari: Any, as_actor: Any, event: Any) -> Any:
    """Return the groups of the coordinator's page by name, at a moment."""

    def at(moment: Any) -> dict[str, queries.Group]:
        found = queries.exceptions(
            by=as_actor(sari, event), at=moment, slug=event.slug, zone_name=ZONE
        )
        return {group.name: group for group in found.groups}

    return at


def asked(arda: Any, lia: Any, as_actor: Any, event: Any, department_id: Any = None) -> int:
    return needs.raise_need(
        party_id=arda.pk,
        text="Tiga payung di lobi",
        department_id=department_id,
        by=as_actor(lia, event),
        at=NOON,
    )


def test_all_is_well_until_a_clock_runs_out(
    arda: Any, lia: Any, transport: Any, as_actor: Any, event: Any, board: Any
) -> None:
    asked(arda, lia, as_actor, event, transport.pk)
    assert {name for name, group in board(NOON).items() if group.total} == {"ladders"}

    late = board(NOON + timedelta(days=1))["late"]
    assert (late.total, late.is_alarm, late.items[0].party_code) == (1, True, "ARD")


def test_a_desk_with_nobody_to_ask_is_an_exception_until_somebody_stands_behind_it(
    transport: Any, teo: Any, rini: Any, as_actor: Any, event: Any, board: Any
) -> None:
    alone = board(NOON)["ladders"]
    assert (alone.total, alone.items[0].code) == (1, "TRN")

    by = as_actor(rini, event)
    needs.stand_behind(department_id=transport.pk, deputy_id=None, chief_id=rini.pk, by=by, at=NOON)
    assert board(NOON)["ladders"].total == 0


def test_a_message_read_back_otherwise_is_an_exception(
    lia: Any, sari: Any, as_actor: Any, event: Any, board: Any
) -> None:
    by = as_actor(sari, event)
    relay = relays.send(
        text="Berangkat pukul 15.13 WITA dari Gerbang B",
        audience=[f"person:{lia.pk}"],
        precedence="segera",
        by=by,
        at=NOON,
    )
    assert board(NOON)["messages"].total == 0

    relays.read_back(relay_id=relay, text="15.30 gerbang B", by=as_actor(lia, event), at=NOON)

    wrong = board(NOON)["messages"]
    assert wrong.total == 1
    assert "diulang berbeda" in wrong.items[0].why


def test_whose_turn_it_is(
    arda: Any, lia: Any, teo: Any, transport: Any, as_actor: Any, event: Any
) -> None:
    need = asked(arda, lia, as_actor, event, transport.pk)

    def turns() -> dict[str, int]:
        groups = queries.open_items(
            by=as_actor(lia, event), at=NOON, slug=event.slug, party_id=arda.pk
        )
        return {group.name: group.total for group in groups}

    assert turns() == {"owed": 0, "mine": 0, "theirs": 1}
    needs.accept(need_id=need, by=as_actor(teo, event), at=NOON)
    needs.ask_back(need_id=need, question="Warna apa", by=as_actor(teo, event), at=NOON)
    assert turns() == {"owed": 0, "mine": 1, "theirs": 0}


def test_the_pages_open(lia: Any, sari: Any, arda: Any, event: Any, signed_in: Any) -> None:
    assert signed_in(sari).get(f"/e/{event.slug}/exceptions/").status_code == 200
    phone = signed_in(lia)
    assert phone.get(f"/e/{event.slug}/day/{arda.code}/open/").status_code == 200
    assert phone.get(f"/e/{event.slug}/exceptions/").status_code == 404
