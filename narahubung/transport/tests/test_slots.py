"""Slots at a door: in order of precedence, adopted, repaired when one is late, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.journal.reading import history
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Party
from narahubung.programme.models import Item
from narahubung.transport import jobs
from narahubung.transport.commands import proposing
from narahubung.transport.models import Proposal
from narahubung.transport.queries.slots import slot_sheet
from narahubung.transport.rules import proposing as rules
from narahubung.transport.tests.conftest import HOUR, drive

MINUTE = timedelta(minutes=1)


@pytest.fixture
def dinner(event: Any, hall: Any, hotel: Any, arda: Any, bree: Any) -> Any:
    """Arda, Bree and Cair come to the hall at the same minute; Arda is the most honoured."""
    item = Item.objects.create(
        event=event, code="I-1", title_en="Dinner", starts_at=NOON + 3 * HOUR, place=hall,
        zone=event.zone,
    )  # fmt: skip
    cair = Party.objects.create(event=event, code="CAI", name_en="Cair")
    for order, party in enumerate((arda, bree, cair), start=1):
        Party.objects.filter(pk=party.pk).update(precedence_group=1, precedence_order=order)
        trip = drive(event, party, hotel, hall, code=f"T-{party.code}", item=item)
        at = NOON + 2 * HOUR + 30 * MINUTE
        Trip.objects.filter(pk=trip.pk).update(departs_at=at - 20 * MINUTE, arrives_at=at)
        item.attending.add(party)
    return item


@pytest.fixture(autouse=True)
def same_process(monkeypatch: Any) -> None:
    """The solver runs here: its child process is tried where the engine is."""
    from narahubung.plans.movements.arriving import plan_arrivals

    monkeypatch.setattr(
        "narahubung.plans.movements.arriving.run_arrivals_in_child",
        lambda problem, **_more: plan_arrivals(problem, effort=2, wall_guard_s=10),
    )


def slots(by: Any, item: Any) -> dict[str, int]:
    """Return the minutes before the item at which each party has its slot."""
    lines = slot_sheet(by=by, item_id=item.pk).lines
    return {line.party.code: line.between_min or 0 for line in lines if line.slot}


def test_the_most_honoured_comes_last_and_the_trips_go_along(
    signed_in: Any, as_actor: Any, sari: Any, event: Any, dinner: Any
) -> None:
    by, names = as_actor(sari, event), {"slug": event.slug, "item_id": dinner.pk}
    client = signed_in(sari)
    said = {"anew": "yes", "minutes": "2", "gap": "1", "seated_min": "10", "order": "precedence"}
    assert client.post(reverse("transport:slots_ask", kwargs=names), said).status_code == 302
    row = Proposal.objects.get()
    jobs.plan_now(row)
    assert slots(by, dinner) == {"CAI": 18, "BRE": 15, "ARD": 12}
    page = client.get(reverse("transport:slots", kwargs=names)).content.decode()
    assert "arrives last of all" in page
    assert "Dinner" in client.get(reverse("transport:doors", args=[event.slug])).content.decode()

    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    trip = Trip.objects.get(code="T-ARD")
    assert trip.arrives_at == dinner.starts_at - 12 * MINUTE
    assert trip.departs_at == dinner.starts_at - 32 * MINUTE
    for language, why in (("en", "Arrival slot."), ("id", "Slot kedatangan.")):
        with translation.override(language):  # each reads it in his own, whoever adopted it
            told = [line.says or "" for line in history(topic=f"trip:{trip.pk}", by=by)]
        assert any(text.endswith(why) for text in told), told

    late = {"party": str(Party.objects.get(code="CAI").pk), "earliest": "14.45"}
    client.post(reverse("transport:slots_ask", kwargs=names), late)
    repair = Proposal.objects.latest("pk")
    jobs.plan_now(repair)
    assert repair.wishes["minutes"] == 2  # as it was asked before
    assert slots(by, dinner) == {"BRE": 18, "CAI": 15, "ARD": 12}  # two change places, one stays
    assert "BRE" in client.get(reverse("transport:slots", kwargs=names)).content.decode()

    proposing.take_back_plan(proposal_id=row.pk, by=by, at=NOON)
    assert set(Trip.objects.values_list("arrives_at", flat=True)) == {NOON + 150 * MINUTE}


def test_a_plan_of_what_changed_since_is_not_adopted(
    as_actor: Any, sari: Any, lia: Any, event: Any, dinner: Any
) -> None:
    by = as_actor(sari, event)
    asked = {"kind": "slots", "day": NOON.date(), "item_id": dinner.pk}
    row = proposing.ask_plan(**asked, by=by, at=NOON)
    jobs.plan_now(row)
    Trip.objects.filter(code="T-BRE").update(arrives_at=NOON + 160 * MINUTE)
    with pytest.raises(rules.OutOfDate):
        proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    with translation.override("en"):
        sheet = slot_sheet(by=as_actor(lia, event), item_id=dinner.pk)
    assert [line.party.code for line in sheet.lines] == ["ARD"]  # an officer: his own alone
    assert sheet.row is None


def test_the_most_honoured_leaves_first_and_it_is_taken_back(
    signed_in: Any, as_actor: Any, sari: Any, event: Any, dinner: Any, hotel: Any, hall: Any
) -> None:
    by, client = as_actor(sari, event), signed_in(sari)
    ends = NOON + 5 * HOUR
    Item.objects.filter(pk=dinner.pk).update(ends_at=ends)
    for party in Party.objects.all():  # a list does not say what the way back is from
        back = drive(event, party, hall, hotel, code=f"B-{party.code}")
        Trip.objects.filter(pk=back.pk).update(departs_at=ends, arrives_at=ends + 20 * MINUTE)
    early = drive(event, Party.objects.get(code="BRE"), hall, hotel, code="E")  # before the end
    Trip.objects.filter(pk=early.pk).update(departs_at=ends - HOUR, arrives_at=ends - 40 * MINUTE)
    names = {"slug": event.slug, "item_id": dinner.pk}
    ask = reverse("transport:slots_ask", kwargs=names)
    told = client.post(ask, {"way": "leaving", "anew": "yes"})
    assert told["Location"].endswith("?way=leaving")
    row = Proposal.objects.get()
    jobs.plan_now(row)
    with translation.override("en"):
        lines = slot_sheet(by=by, item_id=dinner.pk, leaving=True).lines
    assert [(line.party.code, line.between_min) for line in lines] == [
        ("ARD", 5), ("BRE", 8), ("CAI", 11),
    ]  # fmt: skip
    assert "leaves first of all" in lines[0].why
    assert not slot_sheet(by=by, item_id=dinner.pk).row  # its arrivals are another plan
    page = client.get(reverse("transport:slots", kwargs=names) + "?way=leaving").content.decode()
    assert "Slots at a door" in page
    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    assert Trip.objects.get(code="B-CAI").departs_at == ends + 11 * MINUTE
    assert Trip.objects.get(code="B-CAI").arrives_at == ends + 31 * MINUTE
    assert Trip.objects.get(code="T-CAI").arrives_at == NOON + 150 * MINUTE
    proposing.take_back_plan(proposal_id=row.pk, by=by, at=NOON)
    assert Trip.objects.get(code="B-CAI").departs_at == ends


def test_who_drives_to_a_flight_leaves_in_time_for_it(
    as_actor: Any, sari: Any, event: Any, dinner: Any, hotel: Any, hall: Any
) -> None:
    by, ends = as_actor(sari, event), NOON + 5 * HOUR
    Item.objects.filter(pk=dinner.pk).update(ends_at=ends)
    for party in Party.objects.all():
        back = drive(event, party, hall, hotel, code=f"B-{party.code}")
        Trip.objects.filter(pk=back.pk).update(departs_at=ends, arrives_at=ends + 20 * MINUTE)
    Movement.objects.create(
        event=event, code="M", party=Party.objects.get(code="CAI"), direction="departure",
        planned_at=ends + 85 * MINUTE, terminal=hotel, zone=event.zone,
    )  # fmt: skip
    row = proposing.ask_plan(
        kind="leaving", day=NOON.date(), item_id=dinner.pk, anew=True, by=by, at=NOON
    )
    jobs.plan_now(row)
    lines = slot_sheet(by=by, item_id=dinner.pk, leaving=True).lines
    # the least honoured first: five minutes after the end, and an hour before the flight there
    assert [(one.party.code, one.between_min) for one in lines] == [
        ("CAI", 5), ("ARD", 8), ("BRE", 11),
    ]  # fmt: skip


def test_who_is_on_the_way_is_not_moved_and_an_item_may_lose_its_time(
    as_actor: Any, sari: Any, event: Any, dinner: Any
) -> None:
    by = as_actor(sari, event)
    row = proposing.ask_plan(kind="slots", day=NOON.date(), item_id=dinner.pk, by=by, at=NOON)
    jobs.plan_now(row)
    moved = {one for one in Trip.objects.all() if slots(by, dinner)[one.party.code] != 30}
    Trip.objects.filter(pk=moved.pop().pk).update(left_at=NOON)
    with pytest.raises(rules.OutOfDate):
        proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    Trip.objects.update(left_at=None)
    Item.objects.filter(pk=dinner.pk).update(starts_at=None)
    with pytest.raises(rules.OutOfDate):
        proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
