"""While a crisis is on, ordinary messages wait; what is of the crisis does not."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Switch
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.journal.models import Cursor
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.relays.commands import carrying, channels
from narahubung.relays.models import Channel, Delivery, Gateway, Quiet

MINUTE = timedelta(minutes=1)


@pytest.fixture
def mail(event: Any, lead: Actor, house: Actor) -> Gateway:
    channels.set_address(
        person_id=lead.person_id or 0, channel="mail", value="e@example.org", by=house, at=NOON
    )
    return Gateway.objects.create(event=event, channel=Channel.MAIL, shape="smtp")


def test_it_is_quiet_from_the_switch_to_the_end(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    switched(row, lead, liaison)
    assert Quiet.objects.get().lifted_at is None
    commands.end_crisis(incident_id=row.pk, why="over", by=lead, at=NOON + MINUTE)
    react(at=NOON + MINUTE)
    assert Quiet.objects.get().lifted_at == NOON + MINUTE


def test_what_was_taken_back_ends_it(lead: Actor, liaison: Actor) -> None:
    switched(quake(lead), lead, liaison)
    later = NOON + timedelta(seconds=20)
    commands.take_crisis_back(switch_id=Switch.objects.get().pk, why="slip", by=lead, at=later)
    react(at=later)
    assert not Quiet.objects.filter(lifted_at=None).exists()


def test_notices_of_the_crisis_wait_for_nothing(lead: Actor, liaison: Actor, mail: Gateway) -> None:
    row = quake(lead)
    switched(row, lead, liaison)
    commands.tell_overdue_report(incident_id=row.pk, by=lead, at=NOON + MINUTE)
    react(at=NOON + MINUTE)
    notices = Delivery.objects.filter(relay=None, person_id=lead.person_id)
    assert set(notices.values_list("precedence", flat=True)) == {"segera"}
    sent = carrying.hold(mail, limit=50, at=NOON + 2 * MINUTE)
    assert {one.pk for one in notices} <= {one.pk for one in sent}


def test_what_was_taken_back_before_anybody_came_to_it_leaves_no_trouble(
    lead: Actor, liaison: Actor
) -> None:
    row = quake(lead)
    switch = commands.ask_for_crisis(incident_id=row.pk, why="x", by=lead, at=NOON)
    commands.confirm_crisis(switch_id=switch.pk, by=liaison, at=NOON)
    commands.take_crisis_back(switch_id=switch.pk, why="slip", by=lead, at=NOON)
    react(at=NOON)
    assert Cursor.objects.exclude(trouble="").count() == 0
    assert not Quiet.objects.exists()
