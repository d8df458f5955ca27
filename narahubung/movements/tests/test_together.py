"""Parties on one carriage are told a delay in one act; a party can be split and joined again."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.movements import chains, commands, queries
from narahubung.movements.models import Movement
from narahubung.movements.rules import ItHappened, NothingNew, TooFar
from narahubung.movements.rules import together as rules
from narahubung.parties.models import Member

H = timedelta(hours=1)


@pytest.fixture
def flights(event: Any, arda: Any, bree: Any) -> list[Any]:
    return [
        Movement.objects.create(
            event=event,
            code=f"M-{party.code}",
            party=party,
            travelling="head of delegation",
            direction="arrival",
            planned_at=NOON + 2 * H,
            zone="Asia/Makassar",
            carrier="GA881",
            pax=8,
            bags=20,
        )
        for party in (arda, bree)
    ]


def test_a_delay_of_one_is_told_for_all_on_the_carriage(
    event: Any, sari: Any, lia: Any, as_actor: Any, signed_in: Any, flights: list[Any]
) -> None:
    boss, first, second = as_actor(sari, event), *flights
    assert [one.id for one in queries.companions_of(by=boss, movement_id=first.pk)] == [second.pk]
    commands.tell_delay(movement_id=first.pk, minutes=95, by=boss, at=NOON)
    with pytest.raises(rules.NobodyElse):  # an officer tells it for his own delegation only
        commands.tell_companions(movement_id=first.pk, by=as_actor(lia, event), at=NOON)
    url = reverse("movements:companions", kwargs={"slug": event.slug, "movement": first.pk})
    signed_in(sari).post(url)
    second.refresh_from_db()
    assert second.expected_at == NOON + timedelta(minutes=215)
    with pytest.raises(rules.NobodyElse):
        commands.tell_companions(movement_id=first.pk, by=boss, at=NOON)
    commands.say_carriage(movement_id=first.pk, mode="charter", group="FOOD", by=boss, at=NOON)
    assert queries.companions_of(by=boss, movement_id=first.pk) == []


def test_people_and_bags_are_divided_and_joined_again(
    event: Any, arda: Any, lia: Any, as_actor: Any, flights: list[Any]
) -> None:
    by, movement = as_actor(lia, event), flights[0]
    aide = Member.objects.create(event=event, code="D-2", party=arda, full_name="Haldir")
    movement.passengers.add(aide)
    asked = {"movement_id": movement.pk, "carrier": "SQ938", "planned_at": NOON + 5 * H}
    with pytest.raises(rules.TooMany):
        commands.split_movement(people=8, by=by, at=NOON, **asked)
    with pytest.raises(TooFar):  # a slip of the finger in the year
        commands.split_movement(
            people=2, by=by, at=NOON, **asked | {"planned_at": NOON + 900 * timedelta(days=1)}
        )
    other = commands.split_movement(people=2, bags=5, member_ids=[aide.pk], by=by, at=NOON, **asked)
    movement.refresh_from_db()
    new = Movement.objects.get(pk=other)
    assert (movement.pax, movement.bags, new.pax, new.bags) == (6, 15, 2, 5)
    assert [*new.passengers.all()] == [aide]
    assert not chains.carries_the_head(new.travelling)
    commands.rejoin(movement_id=other, by=by, at=NOON)
    movement.refresh_from_db()
    assert (movement.pax, movement.bags, [*movement.passengers.all()]) == (8, 20, [aide])
    with pytest.raises(rules.WasNotSplit):
        commands.rejoin(movement_id=other, by=by, at=NOON)
    commands.report_status(movement_id=movement.pk, status="landed", by=by, at=NOON)
    with pytest.raises(ItHappened):  # who is here does not come on another flight
        commands.split_movement(people=2, by=by, at=NOON, **asked)


def test_a_train_has_a_station_and_a_state_aircraft_a_door(
    event: Any, sari: Any, as_actor: Any, flights: list[Any]
) -> None:
    boss, movement = as_actor(sari, event), flights[0]
    nine = [one.code for one in chains.next_statuses("arrival", "landed", "scheduled")][:-1]
    assert (len(nine), nine[0], nine[-1]) == (9, "door_open", "left_airport")
    assert chains.next_statuses("arrival", "landed", "state")[0].code == "on_block"
    commands.say_carriage(movement_id=movement.pk, mode="train", by=boss, at=NOON)
    commands.report_status(movement_id=movement.pk, status="landed", by=boss, at=NOON)
    with translation.override("en"):
        line = queries.movement_line(by=boss, movement_id=movement.pk)
    assert line.status_word == "arrived at the station"
    assert "door_open" not in [one.code for one in line.next]
    movement.refresh_from_db()
    assert movement.actual_at == NOON


def test_a_group_has_a_lead_whom_only_those_name_who_know_the_members(
    event: Any, arda: Any, bree: Any, sari: Any, teo: Any, as_actor: Any, signed_in: Any
) -> None:
    group = Movement.objects.create(
        event=event,
        party=arda,
        code="G",
        direction="arrival",
        planned_at=NOON,
        zone="Asia/Makassar",
    )
    lead, other = (
        Member.objects.create(event=event, party=party, code=f"L-{party.code}", full_name=name)
        for party, name in ((arda, "Elanor Gardner"), (bree, "Barliman"))
    )
    desk, to = signed_in(sari), f"/e/{event.slug}/movements/{group.pk}/lead/"
    assert desk.post(to, {"member": lead.pk}).status_code == 302
    assert desk.post(to, {"member": other.pk}).status_code == 422
    ground = f"/e/{event.slug}/airports/movements/{group.pk}/"
    assert "<bdi>Elanor Gardner</bdi>" in desk.get(ground).content.decode()
    transport = signed_in(teo)  # sees movements, not members
    assert "Elanor" not in transport.get(ground).content.decode()
    assert transport.post(to, {"member": lead.pk}).status_code == 422
    with pytest.raises(NothingNew):
        commands.name_lead(
            movement_id=group.pk, member_id=lead.pk, by=as_actor(sari, event), at=NOON
        )
    assert signed_in(sari).post(to, {"member": ""}).status_code == 302
    group.refresh_from_db()
    assert group.lead is None
