"""Which line of the table finds the department, and that the event may write its own."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded
from narahubung.needs import commands
from narahubung.needs.models import Need, RoutingRule
from narahubung.needs.rules.routing import RuleSaysNothing, defaults, route, table
from narahubung.parties.models import Department


@pytest.fixture
def medical(event: Any) -> Any:
    return Department.objects.create(event=event, code="MED", name_en="Medical", name_id="Medis")


def _raised(party: Any, by: Any, text: str, **more: Any) -> Any:
    pk = commands.raise_need(party_id=party.pk, text=text, by=by, at=NOON, **more)
    return Need.objects.get(pk=pk)


def test_a_need_finds_its_department_by_words_and_says_by_which(
    event: Any, arda: Any, lia: Any, transport: Any, medical: Any, as_actor: Any
) -> None:
    by = as_actor(lia, event)

    car = _raised(arda, by, "Mobilnya dua unit ke bandara")
    fainted = _raised(arda, by, "Tamu pingsan di lobi", priority="normal")
    water = _raised(arda, by, "Somewhere to look at the stars")

    assert (car.department, fainted.department, water.department) == (transport, medical, None)
    assert (car.priority, fainted.priority) == ("normal", "critical")
    entry = decoded(StoredEntry.objects.filter(kind="needs.raised").order_by("id")[1])
    assert "pingsan" in entry.sentence()


def test_a_department_that_was_chosen_stays(
    event: Any, arda: Any, lia: Any, transport: Any, medical: Any, as_actor: Any
) -> None:
    need = _raised(arda, as_actor(lia, event), "A doctor", department_id=transport.pk)

    assert need.department == transport


def test_a_line_makes_it_more_urgent_never_less(event: Any, transport: Any) -> None:
    RoutingRule.objects.create(
        event=event, order=1, words="car", department=transport, urgency="normal", due_min=7
    )
    lines = table(event.pk)

    asked = {"text": "a car", "category": "", "standing": ""}
    assert route(lines, **asked, priority="low").priority == "normal"
    found = route(lines, **asked, priority="critical")
    assert (found.priority, found.due_min) == ("critical", 7)


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({"categories": "vehicle"}, True),
        ({"categories": "room"}, False),
        ({"standings": "guest, g20_member"}, True),
        ({"standings": "guest"}, False),
        ({"priority": "high"}, True),
        ({"priority": "low"}, False),
        ({"words": "car", "categories": "room"}, False),
        ({"words": "car, bus", "categories": "vehicle"}, True),
        ({"words": "car park"}, False),
    ],
)
def test_all_that_is_filled_in_must_fit(
    event: Any, transport: Any, condition: dict[str, str], fits: bool
) -> None:
    RoutingRule.objects.create(event=event, order=1, department=transport, **condition)

    found = route(
        table(event.pk),
        text="A car, please",
        category="Vehicle",
        standing="g20_member",
        priority="high",
    )
    assert (found.department == transport) is fits


def test_the_event_makes_the_lines_its_own(
    event: Any, sari: Any, transport: Any, medical: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    before = [(line.words, line.department) for line in defaults(event.pk)]

    commands.own_the_routes(by=by, at=NOON)
    assert [(line.words, line.department) for line in table(event.pk)] == before
    pk = commands.write_route(department_id=medical.pk, order=0, words=" car ,", by=by, at=NOON)
    assert table(event.pk)[0].words == ("car",)
    commands.remove_route(rule_id=pk, by=by, at=NOON)
    assert len(table(event.pk)) == len(before)
    with pytest.raises(RuleSaysNothing):
        commands.write_route(department_id=medical.pk, order=1, by=by, at=NOON)


def test_without_a_line_the_coordinator_decides_and_may_send_it_back(
    event: Any, arda: Any, lia: Any, sari: Any, transport: Any, medical: Any, as_actor: Any
) -> None:
    need = _raised(arda, as_actor(lia, event), "Something nice")

    for department in (transport, medical, transport):
        commands.route(
            need_id=need.pk, department_id=department.pk, by=as_actor(sari, event), at=NOON
        )
    need.refresh_from_db()
    assert need.department == transport
    assert need.due_at is not None
