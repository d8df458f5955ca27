"""The private programme: known to who serves the party; the others see that it is busy."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.reading import history
from narahubung.parties.models import Member, Party
from narahubung.programme import commands, queries, rules
from narahubung.programme.models import Item, PrivateItem
from narahubung.programme.tests.conftest import later


@pytest.fixture
def tour(arda: Any, officer: Any) -> int:
    facts = {
        "kind": "tour",
        "title": "Temple at dawn",
        "starts_at": later(60),
        "ends_at": later(120),
        "room": "Uluwatu",
    }
    return commands.plan_private(party_id=arda.pk, facts=facts, by=officer, at=NOON)


def titles(by: Any) -> list[str]:
    return [line.title for line in queries.programme_of(by=by)]


def test_others_see_busy_and_strangers_nothing(
    tour: int, officer: Any, planner: Any, person: Any, event: Any, bree: Any, as_actor: Any
) -> None:
    desk = as_actor(person("desk", "protocol", event), event)
    media = as_actor(person("merry", "media", event), event)
    other = as_actor(person("pippin", "officer", event, party=bree), event)

    assert titles(officer) == titles(planner) == ["Temple at dawn"]
    (line,) = queries.programme_of(by=desk)
    assert (line.title, line.where, line.starts_at) == ("Busy", "Uluwatu", later(60))
    assert titles(media) == titles(other) == []
    told = [line.says for line in history(topic=f"item:{tour}", by=desk)]
    assert "ARD is busy 13.00-14.00 WITA, Uluwatu." in told
    assert not any("Temple" in (says or "") for says in told)
    assert any("Temple" in (line.says or "") for line in history(topic=f"item:{tour}", by=officer))
    with pytest.raises(PrivateItem.DoesNotExist):
        queries.private_line(item_id=tour, by=desk)


def test_it_is_in_no_release_and_no_planner_of_the_programme_moves_it(
    tour: int, dinner: Any, person: Any, event: Any, as_actor: Any
) -> None:
    desk = as_actor(person("desk", "protocol", event), event)
    assert list(commands.release(by=desk, at=NOON).items) == ["PRG-9"]
    with pytest.raises(Item.DoesNotExist):
        commands.move_item(item_id=tour, to={"room": "B"}, by=desk, at=NOON)
    with pytest.raises(PrivateItem.DoesNotExist):
        commands.cancel_private(private_id=tour, by=desk, at=NOON)


def test_an_outing_begins_with_two_words(
    arda: Any, bree: Any, officer: Any, lia_officer: Any
) -> None:
    begin = {"until": later(90), "by": officer, "at": NOON}
    number = commands.begin_outing(party_id=arda.pk, where="Ubud market", **begin)
    line = queries.private_line(item_id=number, by=officer)
    assert (line.officer, line.item.where, line.is_on) == ("Lia", "Ubud market", True)
    with pytest.raises(Party.DoesNotExist):
        commands.begin_outing(party_id=bree.pk, where="Ubud", **begin)
    with pytest.raises(rules.WhereTo):
        commands.begin_outing(party_id=arda.pk, where=" ", **begin)
    with pytest.raises(rules.EndsInThePast):
        commands.begin_outing(party_id=arda.pk, where="Ubud", until=NOON, by=officer, at=NOON)

    commands.end_private(private_id=number, by=officer, at=later(70))
    assert not queries.private_line(item_id=number, by=officer).is_on
    with pytest.raises(rules.PrivateIsOver):
        commands.cancel_private(private_id=number, by=officer, at=later(71))
    commands.put_back_private(private_id=number, by=officer, at=later(72))
    commands.cancel_private(private_id=number, by=officer, at=later(73))
    assert queries.private_line(item_id=number, by=officer).item.certainty == "cancelled"


def test_clashes_are_named_on_both_sides(
    tour: int, dinner: Any, arda: Any, officer: Any, event: Any
) -> None:
    spouse = Member.objects.create(event=event, code="M1", party=arda, full_name="Celeborn")
    facts = {
        "kind": "spouse",
        "title": "Batik",
        "starts_at": later(30),
        "ends_at": later(50),
        "member": spouse.pk,
    }
    commands.plan_private(party_id=arda.pk, facts=facts, by=officer, at=NOON)

    both = queries.both_of(party_id=arda.pk, by=officer, zone_name=event.zone)

    (day,) = both.days
    assert [line.clashes for line in day.official] == [("Temple at dawn",)]
    assert {line.item.title: line.clashes for line in day.private} == {
        "Batik": (),  # the spouse's own; the dinner is the head's
        "Temple at dawn": ("Gala dinner",),
    }
    commands.change_private(
        private_id=tour, to={"starts_at": later(200), "ends_at": later(260)}, by=officer, at=NOON
    )
    assert queries.both_of(party_id=arda.pk, by=officer, zone_name=event.zone).clashes == 0


def test_a_span_has_its_bounds() -> None:
    with pytest.raises(rules.TooLong):
        rules.check_private_span(NOON, NOON + timedelta(hours=19))
