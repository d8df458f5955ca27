"""The run of show: each reads his own lines, and a slip moves what follows."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import history
from narahubung.parties.models import Department
from narahubung.programme import commands, queries, rules
from narahubung.programme.models import Cue
from narahubung.programme.tests.conftest import later


def minutes(dinner: Any) -> list[int]:
    return [int((cue.planned_at - NOON).total_seconds() // 60) for cue in dinner.cues.all()]


def slips() -> list[str]:
    rows = StoredEntry.objects.filter(kind="programme.cues_slipped").order_by("pk")
    return [row.tell for row in rows]


def test_a_late_cue_moves_what_follows_and_tells_its_owner(
    show: list[Any], dinner: Any, planner: Any, lia: Any
) -> None:
    pushed = commands.give_cue(cue_id=show[0].pk, by=planner, at=later(7))

    assert pushed == 7
    assert minutes(dinner) == [0, 17, 30, 47]  # the broadcast stands at its clock time
    assert slips() == [str(lia.pk)]
    told = history(topic=f"item:{dinner.pk}", by=planner)[0].says or ""
    assert "2 lines from 12.10 WITA on are 7 minutes later" in told
    assert "Guests" not in told

    commands.take_back_cue(cue_id=show[0].pk, by=planner, at=later(8))
    assert minutes(dinner) == [0, 10, 30, 40]
    assert slips() == [str(lia.pk)] * 2
    with pytest.raises(rules.CueIsNotGiven):
        commands.take_back_cue(cue_id=show[0].pk, by=planner, at=later(9))


def test_a_slip_from_a_line_leaves_what_stood_before_it(
    show: list[Any], dinner: Any, planner: Any
) -> None:
    assert commands.slip_from(cue_id=show[1].pk, minutes=-3, by=planner, at=later(1)) == 2
    assert minutes(dinner) == [0, 7, 30, 37]
    assert [
        line.moved for line in queries.run_of_show(item_id=dinner.pk, by=planner, at=NOON).lines
    ] == [
        False,
        True,
        False,
        True,
    ]
    with pytest.raises(rules.NothingMoves):
        commands.slip_from(cue_id=show[2].pk, minutes=0, by=planner, at=NOON)
    with pytest.raises(rules.TooFarASlip):
        commands.slip_from(cue_id=show[1].pk, minutes=1000, by=planner, at=NOON)


def test_the_lines_go_along_when_the_item_moves(show: list[Any], dinner: Any, planner: Any) -> None:
    to = {"starts_at": later(30), "ends_at": later(210)}
    commands.move_item(item_id=dinner.pk, to=to, by=planner, at=NOON)
    assert minutes(dinner) == [30, 30, 40, 70]  # in their new order: the fixed one stayed at 30


def test_each_reads_and_gives_his_own_lines(
    show: list[Any], dinner: Any, officer: Any, person: Any, event: Any, as_actor: Any
) -> None:
    media = as_actor(person("merry", "media", event), event)
    gate = as_actor(person("gimli", "gate", event), event)
    texts = [c.text for c in Cue.objects.visible_to(media)]
    assert texts == ["Broadcast begins"]
    assert [c.text for c in Cue.objects.visible_to(gate)] == ["Doors open"]

    found = queries.run_of_show(item_id=dinner.pk, by=officer, at=NOON)
    assert len(found.lines) == 4
    assert [line.text for line in found.lines if line.is_mine] == ["Guests to table"]
    with pytest.raises(rules.NotYourCue):
        commands.give_cue(cue_id=show[0].pk, by=officer, at=NOON)
    commands.give_cue(cue_id=show[1].pk, by=officer, at=NOON)
    with pytest.raises(rules.CueIsGiven):
        commands.give_cue(cue_id=show[1].pk, by=officer, at=NOON)
    with pytest.raises(Cue.DoesNotExist):
        commands.give_cue(cue_id=show[0].pk, by=media, at=NOON)


def test_a_desk_has_the_lines_of_its_own_department(
    show: list[Any], dinner: Any, planner: Any, person: Any, event: Any, as_actor: Any
) -> None:
    def mine(code: str) -> list[str]:
        desk = Department.objects.create(event=event, code=code, name_en=code)
        by = as_actor(person(code.lower(), "desk", event, department=desk), event)
        found = queries.run_of_show(item_id=dinner.pk, by=by, at=NOON, mine=True)
        for line in queries.run_of_show(item_id=dinner.pk, by=by, at=NOON).lines:
            assert line.may_give == line.is_mine
            if not line.is_mine:
                with pytest.raises(rules.NotYourCue):
                    commands.slip_from(cue_id=line.id, minutes=1, by=by, at=NOON)
        return [line.text for line in found.lines]

    assert mine("TRN") == []
    assert mine("SEC") == ["Doors open"]
    assert mine("HOS") == ["Serve dessert"]
    event.policy = {"cue_desks": {"kitchen": ["CAT"]}}
    event.save()
    assert mine("CAT") == ["Serve dessert"]
    protocol = as_actor(person("elrond", "protocol", event), event)
    assert not queries.run_of_show(item_id=dinner.pk, by=protocol, at=NOON, mine=True).lines
    assert queries.run_of_show(item_id=dinner.pk, by=protocol, at=NOON).lines[0].may_give


def test_lines_are_written_changed_copied_and_swapped(
    show: list[Any], dinner: Any, planner: Any, officer: Any, event: Any
) -> None:
    with pytest.raises(rules.NotYourProgramme):
        commands.write_cues(item_id=dinner.pk, lines=[], removed=[], by=officer, at=NOON)
    doors = commands.Line(cue_id=show[0].pk, at=later(-5), text="Doors", role="security")
    commands.write_cues(item_id=dinner.pk, lines=[doors], removed=[show[3].pk], by=planner, at=NOON)
    assert [cue.text for cue in dinner.cues.all()] == [
        "Doors",
        "Guests to table",
        "Broadcast begins",
    ]
    with pytest.raises(rules.NothingNew):
        commands.write_cues(item_id=dinner.pk, lines=[doors], by=planner, at=NOON)

    commands.swap_cues(cue_id=show[0].pk, down=True, by=planner, at=NOON)
    assert [cue.text for cue in dinner.cues.all()][:2] == ["Guests to table", "Doors"]
    with pytest.raises(rules.NothingMoves):
        commands.swap_cues(cue_id=show[1].pk, down=False, by=planner, at=NOON)

    lunch = type(dinner).objects.create(
        event=event, code="L", title_en="Lunch", zone=dinner.zone, starts_at=later(60)
    )
    assert commands.copy_cues(item_id=lunch.pk, from_item_id=dinner.pk, by=planner, at=NOON) == 3
    assert minutes(lunch) == [55, 70, 90]


def test_the_journal_keeps_no_line(show: list[Any], planner: Any) -> None:
    commands.give_cue(cue_id=show[0].pk, by=planner, at=later(9))
    kept = " ".join(str(row.facts) for row in StoredEntry.objects.all())
    assert "Guests to table" not in kept
