"""Cards, plates, the plan and the line-up of a seating: every script, and for nobody else."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member
from narahubung.places import commands, planning
from narahubung.places.models import Seating
from narahubung.programme.models import Item
from narahubung.reports.paper import press
from narahubung.reports.paper.data_places import PlaceKind, PlaceSheet
from narahubung.reports.queries.places import place_sheet

NAMES = [
    ("Mohammed", "محمد بن سلمان", "ar"),
    ("Li Na", "李娜", "zh"),
    ("Kishida Fumio", "岸田 文雄", "ja"),
    ("Somchai", "สมชาย จันทร์", "th"),
    ("Sergey", "Сергей Лавров", "ru"),
    ("Nguyễn Phú Trọng", "", "vi"),
    ("Recep Tayyip Erdoğan", "", "tr"),
]


@pytest.fixture
def planner(person: Any, event: Any, as_actor: Any) -> Actor:
    """Erestor plans places."""
    return as_actor(person("erestor", "protocol", event), event)


@pytest.fixture
def seating(event: Any, bree: Any, planner: Actor) -> Seating:
    """Seven people of as many scripts at one table."""
    room = commands.draw_room(name="Hall", shape="head", numbers={"seats": 7}, by=planner, at=NOON)
    item = Item.objects.create(
        event=event, code="D", title_en="Dinner", zone=event.zone, starts_at=NOON
    )
    item.attending.set([bree])
    row = commands.plan_seating(
        item_id=item.pk, drawing_id=room.pk, name="Table", by=planner, at=NOON
    )
    row.guests.all().delete()
    for number, (name, native, language) in enumerate(NAMES, start=1):
        member = Member.objects.create(
            event=event,
            code=f"M-{number}",
            party=bree,
            full_name=name,
            native_name=native,
            languages=language,
        )
        commands.add_guest(seating_id=row.pk, member_id=member.pk, rank=number, by=planner, at=NOON)
    found = planning.solved(planning.asked_of(row))
    commands.propose_seats(
        seating_id=row.pk,
        sits=found.sits,
        reasons=found.why,
        judged=found.judged,
        by=planner,
        at=NOON,
    )
    return row


def sheet(event: Any, row: Seating, kind: PlaceKind, by: Actor) -> PlaceSheet:
    return place_sheet(
        event=event, seating_id=row.pk, kind=kind, by=by, at=NOON, url="https://lo.example.org/"
    )


@pytest.mark.parametrize(
    "kind", ["place_cards", "name_plates", "table_plan", "floor_marks", "line_up"]
)
def test_each_paper_is_pressed_with_no_letter_missing(
    event: Any, seating: Seating, planner: Actor, kind: PlaceKind
) -> None:
    found = sheet(event, seating, kind, planner)
    assert press.places(found)[:5] == b"%PDF-"
    if kind == "place_cards":
        assert {(one.name.text, one.name.native) for one in found.cards} == {
            (name, native) for name, native, _language in NAMES
        }
    if kind == "table_plan":
        assert sorted(row[0] for row in found.rows) == [str(number) for number in range(1, 8)]
    if kind == "line_up":
        assert (found.rows[0][2], found.rows[-1][2]) == (NAMES[-1][0], NAMES[0][0])


def test_a_letter_that_no_font_has_is_an_error(
    event: Any, seating: Seating, planner: Actor
) -> None:
    Member.objects.filter(full_name="Li Na").update(native_name="ꦗꦮ")
    with pytest.raises(press.MissingGlyphError):
        press.places(sheet(event, seating, "name_plates", planner))


def test_only_who_plans_places_prints_them(
    seating: Seating, lia: Any, person: Any, signed_in: Any
) -> None:
    path = f"/e/arda-2026/paper/seating-{seating.pk}-"
    assert signed_in(lia).get(f"{path}place-cards.pdf").status_code == 404
    desk = signed_in(person("erestor"))
    assert desk.get(f"{path}poem.pdf").status_code == 404
    assert desk.get(f"{path}table-plan.pdf").content[:5] == b"%PDF-"
