"""What the officer of a guest sees of an order of precedence: only what protocol shows."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.programme.models import Item
from narahubung.protocol import commands
from narahubung.protocol.models import RankOrder
from narahubung.protocol.queries.near import near_orders, number_shown, shown_order
from narahubung.protocol.rules.orders import Removed
from narahubung.protocol.tests.conftest import make
from narahubung.protocol.tests.test_order_pages import as_

pytestmark = pytest.mark.django_db
E = "/e/arda-2026/precedence/"


@pytest.fixture
def sam(person: Any, event: Any, as_actor: Any, summit: dict[str, Party]) -> Actor:
    """Serves France, who is second."""
    return as_actor(person("sam", "officer", event, party=summit["FRA"]), event)


def test_an_order_is_a_draft_until_protocol_shows_it(
    protocol: Actor, sam: Actor, order: RankOrder, summit: dict[str, Party], dinner: Any
) -> None:
    france = summit["FRA"].pk
    RankOrder.objects.update(item=dinner)
    assert near_orders(party_id=france, by=sam) == ()
    commands.show_order(order_id=order.pk, by=protocol, at=NOON)
    (seen,) = near_orders(party_id=france, by=sam)
    assert [(near.row.code, near.own) for near in seen.rows] == [
        ("IDN", False),
        ("FRA", True),
        ("JPN", False),
        ("DEU", False),
    ]
    assert seen.people == 6
    guest = seen.rows[1].row
    assert guest.to_next
    assert guest.to_next.says == "Heads of state, before heads of government"
    assert guest.to_next.article == "international practice"
    assert seen.rows[-1].row.to_next is None  # who comes after Germany is not shown
    items = Item.objects.annotate(order_id=shown_order(party_id=france, by=sam))
    assert items.get(pk=dinner.pk).order_id == order.pk
    assert number_shown(party_id=france, by=sam) == 1
    commands.hide_order(order_id=order.pk, by=protocol, at=NOON)
    assert near_orders(party_id=france, by=sam) == ()
    assert number_shown(party_id=france, by=sam) == 0
    commands.show_order(order_id=order.pk, by=protocol, at=NOON)
    commands.remove_order(order_id=order.pk, by=protocol, at=NOON)
    assert near_orders(party_id=france, by=sam) == ()
    with pytest.raises(Removed):
        commands.show_order(order_id=order.pk, by=protocol, at=NOON)


def test_what_protocol_wrote_by_hand_stays_with_protocol(
    protocol: Actor, sam: Actor, order: RankOrder, summit: dict[str, Party]
) -> None:
    rows = {row.party.code: row.pk for row in order.takings.select_related("party") if row.party}
    move = {"ranked_id": rows["FJI"], "anchor_id": rows["FRA"], "after": True}
    commands.move_guest(**move, why="a secret of the palace", by=protocol, at=NOON)
    commands.note_absent(ranked_id=rows["IDN"], why="is ill", by=protocol, at=NOON)
    commands.show_order(order_id=order.pk, by=protocol, at=NOON)
    (seen,) = near_orders(party_id=summit["FRA"].pk, by=sam)
    assert [near.row.code for near in seen.rows] == ["FRA", "FJI", "JPN"]
    assert [near.row.to_next.says for near in seen.rows if near.row.to_next] == [
        "Heads of state, before ministers and special envoys",  # as the rules have it anyway
        "Placed by protocol.",
    ]
    assert "secret" not in repr(seen)
    assert "is ill" not in repr(seen)


def test_an_absent_guest_keeps_an_empty_place_and_the_officer_knows(
    protocol: Actor, sam: Actor, order: RankOrder, summit: dict[str, Party]
) -> None:
    row = order.takings.get(party=summit["FRA"])
    commands.note_absent(ranked_id=row.pk, by=protocol, at=NOON)
    commands.show_order(order_id=order.pk, by=protocol, at=NOON)
    (seen,) = near_orders(party_id=summit["FRA"].pk, by=sam)
    assert seen.rows == ()
    assert seen.away == (("Head of France", ""),)


def test_gaps_stand_where_places_are_left_out(
    protocol: Actor, person: Any, event: Any, as_actor: Any, summit: dict[str, Party]
) -> None:
    order = make(protocol, "level", "date-of-office")
    commands.show_order(order_id=order.pk, by=protocol, at=NOON)
    fia = as_actor(person("fia", "officer", event, party=summit["FJI"]), event)
    (seen,) = near_orders(party_id=summit["FJI"].pk, by=fia)
    assert [near.row.rank for near in seen.rows] == [4, 5, 6]
    assert [near.gap for near in seen.rows] == [True, False, False]
    with pytest.raises(Party.DoesNotExist):
        near_orders(party_id=summit["FRA"].pk, by=fia)


def test_the_page_shows_the_officer_his_guest_and_no_other(
    protocol: Actor, person: Any, event: Any, order: RankOrder, summit: dict[str, Party]
) -> None:
    sam = as_(person("sam", "officer", event, party=summit["FRA"]))
    empty = sam.get(f"{E}of/FRA/").content.decode()
    assert "Protocol decides which orders officers see" in empty
    assert "Before and after your guest" not in sam.get("/e/arda-2026/party/FRA/").content.decode()
    pia = as_(person("pia", "protocol", event))
    assert "A draft: no officer sees it." in pia.get(f"{E}{order.pk}/").content.decode()
    assert sam.post(f"{E}{order.pk}/show/").status_code == 404
    assert pia.post(f"{E}{order.pk}/show/").status_code == 302
    assert "shown to officers" in pia.get(E).content.decode()
    page = sam.get(f"{E}of/FRA/").content.decode()
    assert "your guest" in page
    assert page.index("Head of Indonesia") < page.index("Head of France") < page.index("Japan")
    assert "Head of Fiji" not in page
    assert "Before and after your guest" in sam.get("/e/arda-2026/party/FRA/").content.decode()
    assert sam.get(f"{E}of/JPN/").status_code == 404
    assert pia.post(f"{E}{order.pk}/hide/").status_code == 302
    kept = StoredEntry.objects.filter(kind="protocol.order_shown").order_by("pk")
    assert ['"hidden":true' in one.facts.replace(" ", "") for one in kept] == [False, True]
