"""Two gates without a network do not know of each other: found when their phones are back."""

from datetime import datetime
from typing import Any

import pytest

from conftest import NOON
from narahubung.access import commands
from narahubung.access.models import Badge, Category, Gate, PassBack, Zone
from narahubung.access.queries.gates import code_of
from narahubung.access.queries.pass_backs import open_pass_backs, pass_backs
from narahubung.access.rules.people import NeedsAReason, NotYours
from narahubung.access.tests.conftest import HOUR, MINUTE, asked, handed_out
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def side_door(lounge: Zone, desk: Actor) -> Gate:
    """Another door of the lounge."""
    both = {"name_en": "Side door", "checks": ["entry", "exit"]}
    return commands.keep_gate(gate_code="VIP-2", zone_id=lounge.pk, **both, by=desk, at=NOON)


@pytest.fixture
def badge(member: Member, delegate: Category, desk: Actor, colleague: Actor) -> Badge:
    return handed_out(asked(member, delegate, colleague), desk)


@pytest.fixture
def scan(badge: Badge, keeper: Actor) -> Any:
    code = code_of(badge)

    def scanned(gate: Gate, at: datetime, check: str = "entry", **more: Any) -> Any:
        told = {"scanned": code, "check": check, "admitted": True} | more
        return commands.pass_gate(gate_id=gate.pk, **told, by=keeper, at=at)

    return scanned


@pytest.mark.parametrize("late_first", [True, False])
def test_two_entries_at_two_gates_are_a_case_in_whatever_order_the_phones_come_back(
    scan: Any, gate: Gate, side_door: Gate, desk: Actor, badge: Badge, late_first: bool
) -> None:
    scans = [(gate, NOON + MINUTE), (side_door, NOON + 5 * MINUTE)]
    rows = [scan(*one) for one in (reversed(scans) if late_first else scans)]
    (case,) = pass_backs(by=desk)
    assert (case.first_gate, case.second_gate) == ("Lounge door", "Side door")
    assert (case.first_at, case.second_at) == (NOON + MINUTE, NOON + 5 * MINUTE)
    assert case.serial == badge.serial
    assert open_pass_backs(by=desk) == 1
    assert StoredEntry.objects.filter(kind="access.pass_back_found").count() == 1
    # told in their turn, the second was refused by the server's knowledge; the other way it was not
    assert ("red:pass_back" in {row.judged for row in rows}) != late_first


def test_who_came_out_between_went_in_twice_rightly(
    scan: Any, gate: Gate, side_door: Gate, desk: Actor
) -> None:
    scan(gate, NOON + MINUTE)
    scan(gate, NOON + 3 * MINUTE, check="exit")
    scan(side_door, NOON + 5 * MINUTE)
    assert not pass_backs(by=desk)


def test_an_exit_that_is_told_last_explains_the_case(
    scan: Any, gate: Gate, side_door: Gate, desk: Actor
) -> None:
    scan(side_door, NOON + 5 * MINUTE)
    scan(gate, NOON + MINUTE)
    scan(gate, NOON + 3 * MINUTE, check="exit")
    (case,) = pass_backs(by=desk)
    assert case.explained
    assert open_pass_backs(by=desk) == 0


def test_turned_away_let_in_by_a_supervisor_or_a_day_later_is_no_case(
    scan: Any, gate: Gate, side_door: Gate, desk: Actor
) -> None:
    scan(gate, NOON + MINUTE)
    scan(side_door, NOON + 5 * MINUTE, admitted=False)
    scan(side_door, NOON + 6 * MINUTE, supervisor="Faramir", why="exit was closed")
    scan(side_door, NOON + 31 * HOUR)
    assert not pass_backs(by=desk)


def test_a_supervisor_settles_it_and_may_correct_the_words(
    scan: Any, gate: Gate, side_door: Gate, desk: Actor, keeper: Actor
) -> None:
    scan(gate, NOON + MINUTE)
    scan(side_door, NOON + 5 * MINUTE)
    case = PassBack.objects.get()
    told = {"pass_back_id": case.pk, "at": NOON + HOUR}
    with pytest.raises(NeedsAReason):
        commands.settle_pass_back(note=" ", by=desk, **told)
    with pytest.raises(NotYours):
        commands.settle_pass_back(note="nothing", by=keeper, **told)
    commands.settle_pass_back(note="left by the terrace", by=desk, **told)
    commands.settle_pass_back(note="left by the garden door", by=desk, **told)
    (line,) = pass_backs(by=desk)
    assert (line.note, line.settled_by, line.explained) == (
        "left by the garden door",
        desk.name,
        False,
    )
    assert not pass_backs(by=keeper)


def test_the_desk_is_told_on_its_pages_and_settles_there(
    scan: Any, gate: Gate, side_door: Gate, person: Any, event: Any, client: Any
) -> None:
    e, english = f"/e/{event.slug}/access/", {"headers": {"accept-language": "en"}}
    client.force_login(person("rosie", "accreditation", event))
    assert "went in twice" not in client.get(e, **english).content.decode()
    scan(gate, NOON + MINUTE)
    scan(side_door, NOON + 5 * MINUTE)
    for path in (e, f"{e}gates/"):
        assert "1 badge went in twice" in client.get(path, **english).content.decode()
    case = PassBack.objects.get()
    page = client.get(f"{e}twice/", **english).content.decode()
    assert page.index("Lounge door") < page.index("Side door")
    assert client.post(f"{e}twice/{case.pk}/settle/", {}).status_code == 422
    note = {f"case{case.pk}-note": "left by the terrace"}
    assert client.post(f"{e}twice/{case.pk}/settle/", note).status_code == 302
    assert "left by the terrace" in client.get(f"{e}twice/", **english).content.decode()
    client.force_login(person("gil", "gate", event))
    assert client.get(f"{e}twice/").status_code == 404
    assert "went in twice" not in client.get(f"{e}gates/", **english).content.decode()
