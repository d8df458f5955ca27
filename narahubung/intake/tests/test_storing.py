"""Records of a list: made and corrected in one act, told in entries, never over newer facts."""

import json
from typing import Any

import pytest

from conftest import NOON
from narahubung.care.models import CareRecord
from narahubung.journal.commands import take_in
from narahubung.journal.models import Act, StoredEntry
from narahubung.journal.storing import Change, ListIsStale, Ref, Rows
from narahubung.movements.models import Movement
from narahubung.parties.models import Member, Party
from narahubung.training.models import LanguageSkill

ELROND = Change(
    model="parties.Member",
    code="P-1",
    values={"party": Ref("parties.Party", "ARD"), "full_name": "Elrond Peredhel"},
)


def store(*changes: Change, by: Any) -> None:
    take_in(changes=list(changes), source="list.xlsx", by=by, at=NOON)


def entries(kind: str) -> list[dict[str, Any]]:
    rows = StoredEntry.objects.filter(kind=kind).order_by("id")
    return [json.loads(row.facts) for row in rows]


def test_a_record_and_what_hangs_on_it_come_in_one_act(arda: Any, house: Any) -> None:
    care = {"member": Ref("parties.Member", "P-1"), "diet": "no nightshade"}
    store(ELROND, Change(model="care.CareRecord", code="P-1", values=care), by=house)
    assert CareRecord.objects.get(member__code="P-1").diet == "no nightshade"
    assert Act.objects.count() == 1
    told = entries("journal.recorded")
    assert [one["label"] for one in told] == ["Elrond Peredhel", "Elrond Peredhel"]
    assert {one["party_id"] for one in told} == {arda.pk}
    assert told[1]["reads"] == "see_care"
    assert "nightshade" not in json.dumps(told)


def test_lists_of_others_are_set_from_either_side(arda: Any, house: Any) -> None:
    made = {"party": Ref("parties.Party", "ARD"), "direction": "arrival", "zone": "Asia/Makassar"}
    values = {**ELROND.values, "movements": [Ref("movements.Movement", "MV-1")]}
    store(
        Change(model="movements.Movement", code="MV-1", values=made),
        Change(model="parties.Member", code="P-1", values=values),
        by=house,
    )
    member = Member.objects.get(code="P-1")
    assert [m.code for m in Movement.objects.get(code="MV-1").passengers.all()] == ["P-1"]
    store(
        Change(model="parties.Member", code="P-1", pk=member.pk, values={"movements": []}), by=house
    )
    assert not member.movements.exists()


def test_small_rows_are_replaced_as_a_whole(lia_officer: Any, house: Any) -> None:
    def said(*levels: tuple[str, str]) -> Rows:
        return Rows(
            model="training.LanguageSkill",
            owner="officer",
            of=Ref("parties.Officer", "LO-001"),
            rows=tuple({"language": name, "level": level} for name, level in levels),
            says=("language", "level"),
        )

    made = {"officer": Ref("parties.Officer", "LO-001"), "languages": said(("id", "C2"))}
    store(Change(model="training.ServiceRecord", code="LO-001", values=made), by=house)
    record = lia_officer.service
    store(
        Change(
            model="training.ServiceRecord",
            code="LO-001",
            pk=record.pk,
            values={"languages": said(("en", "B2"), ("id", "C2"))},
            old={"languages": said(("id", "C2"))},
        ),
        by=house,
    )
    levels = LanguageSkill.objects.filter(officer=lia_officer).order_by("language")
    assert [str(one) for one in levels] == ["en B2", "id C2"]
    assert entries("journal.corrected")[0]["changes"] == {"languages": ["id:C2", "en:B2; id:C2"]}


def test_a_sealed_value_is_only_said_to_have_changed(arda: Any, house: Any) -> None:
    care = {"member": Ref("parties.Member", "P-1"), "diet": "halal"}
    store(ELROND, Change(model="care.CareRecord", code="P-1", values=care), by=house)
    pk = Member.objects.get(code="P-1").pk
    store(
        Change(
            model="care.CareRecord",
            code="P-1",
            pk=pk,
            values={"diet": "vegan"},
            old={"diet": "halal"},
        ),
        by=house,
    )
    assert entries("journal.corrected")[0]["changes"] == {"diet": ["•••", "•••"]}


def test_newer_facts_are_not_overwritten(arda: Any, house: Any) -> None:
    change = Change(
        model="parties.Party",
        code="ARD",
        pk=arda.pk,
        values={"head_office": "Queen"},
        old={"head_office": "Steward"},
    )
    with pytest.raises(ListIsStale):
        store(change, by=house)
    assert Party.objects.get(pk=arda.pk).head_office == "President"
    assert not Act.objects.exists()


def test_what_exists_already_is_not_made_twice(arda: Any, house: Any) -> None:
    store(ELROND, by=house)
    with pytest.raises(ListIsStale):
        store(ELROND, by=house)
    assert Member.objects.count() == 1


def test_a_reference_to_nothing_stores_nothing(arda: Any, house: Any) -> None:
    lost = {"party": Ref("parties.Party", "XXX"), "full_name": "Nobody"}
    with pytest.raises(KeyError):
        store(ELROND, Change(model="parties.Member", code="P-2", values=lost), by=house)
    assert not Member.objects.exists()
