"""What a party waits for, by the clock that runs out first."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.needs.models import Need
from narahubung.needs.queries import NeedCount, counts_by_party, needs_of, open_needs_of


def need(party: Any, code: str, *, due_min: int | None, state: str = "new") -> Any:
    return Need.objects.create(
        event=party.event,
        code=code,
        party=party,
        text=code,
        state=state,
        raised_at=NOON - timedelta(hours=1),
        due_at=None if due_min is None else NOON + timedelta(minutes=due_min),
    )


def test_open_needs_stand_by_the_clock(lia: Any, as_actor: Any, event: Any, arda: Any) -> None:
    need(arda, "some day", due_min=None)
    need(arda, "soon", due_min=10)
    need(arda, "late", due_min=-10)
    need(arda, "over", due_min=-10, state="done")
    by = as_actor(lia, event)
    lines = open_needs_of(by=by, at=NOON, party_id=arda.pk)
    assert [(one.text, one.overdue) for one in lines] == [
        ("late", True),
        ("soon", False),
        ("some day", False),
    ]
    assert counts_by_party(by=by, at=NOON) == {arda.pk: NeedCount(open=3, overdue=1)}


@pytest.mark.parametrize("many", [1, 30])
def test_needs_are_one_query(
    lia: Any,
    as_actor: Any,
    event: Any,
    arda: Any,
    bree: Any,
    django_assert_num_queries: Any,
    many: int,
) -> None:
    for n in range(many):
        need(arda, f"N{n}", due_min=n)
    need(bree, "other", due_min=1)
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        assert len(needs_of(by=by, at=NOON, party_id=arda.pk)) == many
    with django_assert_num_queries(1):
        assert set(counts_by_party(by=by, at=NOON)) == {arda.pk}
    assert needs_of(by=by, at=NOON, party_id=bree.pk) == []


def test_a_desk_answers_without_the_name_of_the_guest(
    lia: Any, teo: Any, as_actor: Any, event: Any, arda: Any, transport: Any
) -> None:
    from narahubung.parties.models import Member

    galadriel = Member.objects.create(event=event, code="M1", party=arda, full_name="Galadriel")
    need(arda, "a cane", due_min=10)
    Need.objects.update(member=galadriel, department=transport)

    (known,) = open_needs_of(by=as_actor(lia, event), at=NOON, party_id=arda.pk)
    (bare,) = open_needs_of(by=as_actor(teo, event), at=NOON, party_id=arda.pk)
    assert (known.member, bare.member) == ("Galadriel", "")
