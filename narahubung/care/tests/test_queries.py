"""Care says what to avoid; the medical note is for medical staff; unknown is not none."""

from typing import Any

import pytest

from narahubung.care.models import CareRecord
from narahubung.care.queries import care_of
from narahubung.parties.models import Member


def member(party: Any, code: str, **care: Any) -> Any:
    someone = Member.objects.create(event=party.event, code=code, party=party, full_name=code)
    if care:
        CareRecord.objects.create(member=someone, **care)
    return someone


def test_unknown_is_apart_from_none(lia: Any, as_actor: Any, event: Any, arda: Any) -> None:
    member(arda, "nobody asked")
    member(arda, "asked", none_known=True)
    member(arda, "allergic", allergy="peanuts", diet="halal")
    lines = care_of(by=as_actor(lia, event), party_id=arda.pk)
    assert [(line.name, line.known) for line in lines] == [
        ("allergic", "recorded"),
        ("nobody asked", "unknown"),
        ("asked", "none"),
    ]
    assert lines[0].avoid == "peanuts; halal"


@pytest.mark.parametrize("many", [1, 30])
def test_medical_note_is_for_medical_staff(
    lia: Any,
    person: Any,
    as_actor: Any,
    event: Any,
    arda: Any,
    django_assert_num_queries: Any,
    many: int,
) -> None:
    for n in range(many):
        member(arda, f"M{n}", allergy="peanuts", medical_note="pacemaker")
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        mine = care_of(by=by, party_id=arda.pk)
    assert mine[0].medical_note is None
    doctor = as_actor(person("dewi", "medical", event), event)
    with django_assert_num_queries(1):
        theirs = care_of(by=doctor, party_id=arda.pk)
    assert theirs[0].medical_note == "pacemaker"


def test_care_of_others_is_not_there(
    lia: Any, sari: Any, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    member(bree, "B", allergy="peanuts")
    member(arda, "A", allergy="peanuts")
    assert care_of(by=as_actor(lia, event), party_id=bree.pk) == []
    assert care_of(by=as_actor(sari, event), party_id=arda.pk) == []
