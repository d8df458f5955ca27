"""The detail book: plan B, gaps, who owes them, the reminder, and what officers see."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from conftest import NOON
from narahubung.duties.queries import readiness
from narahubung.duties.queries.brief import brief_readiness
from narahubung.journal.models import StoredEntry
from narahubung.parties.models import Party
from narahubung.programme.models import Item
from narahubung.protocol import commands, timetable
from narahubung.protocol.models import Detail
from narahubung.protocol.queries import details as queries
from narahubung.protocol.rules.details import NotYourBook, PlanBMissing, TwoOwners

FULL = {
    "logistics": "two lorries",
    "staffing": "twelve waiters",
    "materials": "flags",
    "contacts": "the caterer, +62 800 1",
    "plan_b": "the hall next door",
    "owner_name": "Caterer",
    "due_at": NOON + timedelta(hours=1),
}


def write(item: Any, by: Any, **more: Any) -> Detail:
    made: Detail = commands.write_detail(item_id=item.pk, by=by, at=NOON, **{**FULL, **more})
    return made


def test_an_item_of_vips_is_not_stored_without_plan_b(dinner: Any, protocol: Any) -> None:
    with pytest.raises(PlanBMissing):
        write(dinner, protocol, plan_b="  ")
    assert not Detail.objects.exists()
    write(dinner, protocol, plan_b="", vip="no")  # somebody said that it is none
    with pytest.raises(PlanBMissing):
        write(dinner, protocol, plan_b="", vip="yes")


def test_an_item_without_heads_needs_no_plan_b(dinner: Any, protocol: Any) -> None:
    Item.objects.filter(pk=dinner.pk).update(kind="press")
    write(dinner, protocol, plan_b="")
    assert queries.sheet(item_id=dinner.pk, by=protocol, at=NOON).gaps == ()


def test_gaps_stand_on_one_page_with_who_owes_them(dinner: Any, protocol: Any) -> None:
    before = queries.book(by=protocol, at=NOON)
    assert [one.item.id for one in before.owing] == [dinner.pk]  # nobody opened it, and VIPs come
    assert before.gaps == 7

    write(dinner, protocol, materials="", staffing="")
    after = queries.book(by=protocol, at=NOON)
    assert [word for _name, word in after.owing[0].gaps] == ["staffing", "materials"]
    assert after.owing[0].owner == "Caterer"
    assert not after.late
    assert queries.book(by=protocol, at=NOON + timedelta(hours=2)).late == 1
    assert not queries.book(by=protocol, at=NOON + timedelta(hours=4)).owing  # it is over


def test_gaps_count_in_readiness_once_the_book_is_in_use(
    dinner: Any, protocol: Any, arda: Any
) -> None:
    assert not readiness(by=protocol, at=NOON)
    write(dinner, protocol, materials="")
    mark = readiness(by=protocol, at=NOON)[arda.pk].marks[0]
    assert (mark.ok, mark.missing) == (False, "Detail book: 1 item with gaps")
    assert brief_readiness(by=protocol, at=NOON)[arda.pk].done == 0
    write(dinner, protocol)
    assert readiness(by=protocol, at=NOON)[arda.pk].marks[0].ok
    assert brief_readiness(by=protocol, at=NOON)[arda.pk].done == 1


def test_gaps_of_other_delegations_are_not_counted_for_an_officer(
    dinner: Any, protocol: Any, officer: Any, arda: Any
) -> None:
    other = Party.objects.create(event=arda.event, code="BRE", name_en="Breland")
    dinner.attending.set([arda, other])
    write(dinner, protocol, materials="")
    assert set(readiness(by=protocol, at=NOON)) == {arda.pk, other.pk}
    assert set(readiness(by=officer, at=NOON)) == {arda.pk}
    assert set(brief_readiness(by=officer, at=NOON)) == {arda.pk}


def test_the_owner_is_reminded_once_at_the_deadline(dinner: Any, protocol: Any, lia: Any) -> None:
    write(dinner, protocol, materials="", owner_name="", owner_id=lia.pk)
    due = NOON + timedelta(hours=1)
    told = StoredEntry.objects.filter(kind="protocol.detail_due")

    timetable.remind_owners(at=NOON, key=UUID(int=1))
    assert not told.exists()
    for number in (2, 3):
        timetable.remind_owners(at=due + number * timedelta(minutes=5), key=UUID(int=number))
    assert told.count() == 1
    write(dinner, protocol, owner_name="", owner_id=lia.pk, due_at=due + timedelta(hours=1))
    timetable.remind_owners(at=due + timedelta(hours=1), key=UUID(int=4))
    assert told.count() == 1  # nothing is missing any more


def test_an_officer_reads_what_concerns_his_delegation_without_contacts(
    dinner: Any, protocol: Any, officer: Any
) -> None:
    write(dinner, protocol)
    found = queries.sheet(item_id=dinner.pk, by=officer, at=NOON)
    assert found.plan_b == "the hall next door"
    assert found.contacts == ""
    assert found.has_contacts
    with pytest.raises(NotYourBook):
        write(dinner, officer)
    dinner.attending.clear()
    with pytest.raises(Item.DoesNotExist):
        queries.sheet(item_id=dinner.pk, by=officer, at=NOON)
    assert queries.book(by=officer, at=NOON).sheets == ()


def test_one_owes_it_not_two(dinner: Any, protocol: Any, lia: Any) -> None:
    with pytest.raises(TwoOwners):
        write(dinner, protocol, owner_id=lia.pk)
