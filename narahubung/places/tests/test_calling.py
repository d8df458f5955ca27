"""Who is called to the photo, and how places follow the order that is kept for their item."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOON
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.places import commands
from narahubung.places.models import Seating
from narahubung.places.queries.calling import call_sheet
from narahubung.places.queries.own import own_places
from narahubung.places.tests.conftest import MINUTE
from narahubung.places.tests.test_seatings import guest, proposed
from narahubung.programme.models import Item
from narahubung.protocol import commands as protocol


@pytest.fixture
def photo(dinner: Item, planner: Actor) -> Seating:
    """Six on the steps: three before, three behind."""
    steps = commands.draw_room(
        name="Steps",
        shape="stairs",
        numbers={"rows": 2, "front": 3, "more": 0},
        by=planner,
        at=NOON,
    )
    row = commands.plan_seating(
        item_id=dinner.pk, drawing_id=steps.pk, name="Photo", by=planner, at=NOON
    )
    proposed(row, planner)
    return row


def test_a_photo_is_called_from_the_back_and_nobody_crosses(photo: Seating, planner: Actor) -> None:
    sheet = call_sheet(seating_id=photo.pk, by=planner)
    assert (sheet.is_photo, sheet.seconds, len(sheet.calls)) == (True, 40, 6)
    assert [(row.row, row.is_back, len(row.calls)) for row in sheet.rows] == [
        (2, True, 3),
        (1, False, 2),
        (1, False, 1),
    ]
    last = sheet.calls[-1]
    assert (last.party, last.side, last.after) == ("ARD", "front", "0:33")
    # In each row who stands in the middle comes before those at the ends.
    assert sheet.calls[0].seat == "2-2"
    assert {call.side for call in sheet.rows[1].calls} == {"left", "right"}
    assert sheet.room is not None
    labels = {seat.number: seat.label for seat in sheet.room.seats}
    assert labels[last.seat] == "6"
    commands.time_entry(
        seating_id=photo.pk, entry_at=NOON + 10 * MINUTE, seconds=6, by=planner, at=NOON
    )
    sheet = call_sheet(seating_id=photo.pk, by=planner)
    assert (sheet.seconds, sheet.calls[-1].at) == (30, NOON + 10.5 * MINUTE)


def test_spouses_walk_in_with_their_partners(seating: Seating, planner: Actor) -> None:
    bree = guest(seating, "BRE")
    given = {"seating_id": seating.pk, "by": planner, "at": NOON}
    commands.add_guest(name="Consort", role="spouse", of_id=bree.pk, **given)
    proposed(seating, planner)
    commands.time_entry(entry_at=NOON + 10 * MINUTE, seconds=30, **given)
    walk = call_sheet(seating_id=seating.pk, by=planner).calls
    assert len(walk) == 6
    (turn,) = [call for call in walk if call.party == "BRE"]
    assert turn.others == ("Consort",)
    assert seating.guests.get(name="Consort").enters_at == turn.at


def test_places_follow_the_order_that_is_kept_for_the_item(
    dinner: Item, hall: Any, planner: Actor, bree: Any
) -> None:
    order = protocol.make_order(
        title_id="Makan malam",
        title_en="Dinner",
        item_id=dinner.pk,
        chain=["alphabet-en"],
        by=planner,
        at=NOON,
    )
    away = order.takings.get(party=bree)
    protocol.note_absent(ranked_id=away.pk, why="flew home", by=planner, at=NOON)
    host = Party.objects.get(code="ARD")
    one = {"item_id": dinner.pk, "drawing_id": hall.pk, "by": planner, "at": NOON}
    row = commands.plan_seating(name="Table", **one)
    ranks = dict(row.guests.filter(is_absent=False).values_list("party__code", "rank"))
    assert ranks == {"ARD": 1, "DAL": 2, "GON": 3, "ROH": 4, "SHI": 5}
    assert guest(row, "BRE").is_absent
    assert "Dinner" in row.order_by
    assert guest(row, "DAL").rank_why
    late = Party.objects.create(
        event=host.event, code="LOS", name_en="Lossarnach", head_name="Forlong"
    )
    dinner.attending.add(late)
    again = commands.plan_seating(name="Again", **one)
    unnamed = guest(again, "LOS")
    assert (unnamed.rank, unnamed.is_absent) == (6, False)
    assert "not named" in unnamed.rank_why


def test_own_places_ask_the_database_the_same_however_many(
    dinner: Item, hall: Any, planner: Actor, officer: Actor, arda: Any
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            own_places(party_id=arda.pk, by=officer)
        return len(seen)

    assert asked() == 1
    counts = []
    for number in range(3):
        row = commands.plan_seating(
            item_id=dinner.pk, drawing_id=hall.pk, name=f"Table {number}", by=planner, at=NOON
        )
        proposed(row, planner)
        commands.adopt_seating(seating_id=row.pk, by=planner, at=NOON)
        counts.append(asked())
    assert counts == [5, 5, 5]
    assert len(own_places(party_id=arda.pk, by=officer)) == 3
