"""Occasions: chosen, edited, looked at, taken back; by whom."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.programme import commands as programme
from narahubung.programme.models import Cue, Item
from narahubung.protocol import commands
from narahubung.protocol.models import Occasion, OccasionCheck, OccasionText
from narahubung.protocol.occasion_library import library, scenes
from narahubung.protocol.queries import occasions as queries
from narahubung.protocol.rules import occasions as rules
from narahubung.protocol.rules import rule_sets

HOUR = timedelta(hours=1)


def choose(item: Any, by: Any, occasion: str = "state-dinner") -> Occasion:
    made: Occasion = commands.choose_occasion(item_id=item.pk, occasion=occasion, by=by, at=NOON)
    return made


def sheet(item: Any, by: Any) -> queries.OccasionSheet:
    return queries.occasion_sheet(item_id=item.pk, by=by, at=NOON)


def test_the_library_has_what_a_summit_needs_and_says_what_is_not_certain() -> None:
    names = set(library())

    assert len(names) >= 10
    assert {"airport-arrival", "wreath-laying", "state-dinner", "signing", "farewell"} <= names
    assert library()["state-dinner"].unsure  # the annexes of PP 39/2018 were not seen
    assert not library()["courtesy-call"].unsure
    for one in library().values():
        assert one.steps
        assert one.texts
        assert one.checks
        assert all(code in scenes() for code in one.scenes)
        assert one.order in rule_sets.library()


def test_choosing_brings_steps_texts_and_checks_at_their_times(dinner: Any, protocol: Any) -> None:
    choose(dinner, protocol)
    found = sheet(dinner, protocol)
    kind = library()["state-dinner"]

    cues = list(Cue.objects.filter(item=dinner))
    assert [cue.text for cue in cues] == [
        step.text.en for step in sorted(kind.steps, key=lambda step: step.minutes)
    ]
    assert cues[0].planned_at == dinner.starts_at - 2 * HOUR
    assert len(found.texts) == len(kind.texts)
    assert found.checks[0].due_at == dinner.starts_at - 24 * HOUR
    assert found.shape == "round"
    assert found.unsure


def test_one_item_has_one_occasion(dinner: Any, protocol: Any) -> None:
    choose(dinner, protocol)
    with pytest.raises(rules.OccasionStands):
        choose(dinner, protocol, "signing")


def test_taking_back_spares_what_was_edited(dinner: Any, protocol: Any) -> None:
    choose(dinner, protocol)
    line = Cue.objects.filter(item=dinner).first()
    assert line is not None
    programme.write_cues(
        item_id=dinner.pk,
        lines=[programme.Line(cue_id=line.pk, at=line.planned_at, text="Our own words")],
        by=protocol,
        at=NOON,
    )
    gone, kept = commands.take_back_occasion(item_id=dinner.pk, by=protocol, at=NOON)

    assert kept == 1
    assert gone == len(library()["state-dinner"].steps) - 1
    assert [cue.text for cue in Cue.objects.filter(item=dinner)] == ["Our own words"]
    assert not Occasion.objects.exists()
    assert not OccasionText.objects.exists()
    choose(dinner, protocol, "signing")  # and another one can be chosen


def test_the_checks_go_along_when_the_item_moves(dinner: Any, protocol: Any) -> None:
    choose(dinner, protocol)
    before = sheet(dinner, protocol).checks[-1].due_at
    assert before is not None
    programme.move_item(
        item_id=dinner.pk, to={"starts_at": dinner.starts_at + HOUR}, by=protocol, at=NOON
    )
    assert sheet(dinner, protocol).checks[-1].due_at == before + HOUR


def test_check_and_re_check_are_two_people(dinner: Any, protocol: Any, officer: Any) -> None:
    choose(dinner, protocol)
    row = OccasionCheck.objects.filter(occasion__item=dinner).first()
    assert row is not None
    look = {"occasion_check_id": row.pk, "at": NOON}

    assert commands.look_at_check(**look, by=protocol) == 1
    with pytest.raises(rules.AnotherRechecks):
        commands.look_at_check(**look, by=protocol)
    assert commands.look_at_check(**look, by=officer) == 2
    with pytest.raises(rules.LookedAtTwice):
        commands.look_at_check(**look, by=officer)
    commands.take_back_look(**look, by=officer)
    assert sheet(dinner, protocol).checks[0].looks == 1


def test_an_officer_sees_what_his_delegation_attends_and_plans_nothing(
    dinner: Any, protocol: Any, officer: Any
) -> None:
    choose(dinner, protocol)
    assert sheet(dinner, officer).name == "State dinner"
    assert [one.item.id for one in queries.items_with(by=officer)] == [dinner.pk]
    with pytest.raises(rules.NotYourOccasions):
        commands.take_back_occasion(item_id=dinner.pk, by=officer, at=NOON)
    dinner.attending.clear()
    with pytest.raises(Item.DoesNotExist):
        sheet(dinner, officer)
    assert queries.items_with(by=officer) == []


def test_an_item_without_a_time_cannot_have_one(dinner: Any, protocol: Any) -> None:
    Item.objects.filter(pk=dinner.pk).update(starts_at=None)
    with pytest.raises(rules.ItemCannotHaveIt):
        choose(dinner, protocol)


def test_what_is_written_is_in_both_languages(dinner: Any, protocol: Any) -> None:
    choose(dinner, protocol)
    common = {"item_id": dinner.pk, "kind": "note", "by": protocol, "at": NOON}
    with pytest.raises(rules.NothingWritten):
        commands.write_occasion_text(**common, text_id="teh", text_en=" ")
    commands.write_occasion_text(**common, text_id="teh", text_en="tea")
    assert sheet(dinner, protocol).texts[-1].text == "tea"
