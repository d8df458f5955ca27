"""Looks twice a minute whose answer is overdue, and which message's own time is over."""

from datetime import datetime, timedelta
from math import ceil
from uuid import UUID, uuid5

from django.db.models import Count, Exists, OuterRef, Subquery

from narahubung.accounts.models import Event, EventState
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.relays import commands
from narahubung.relays.commands.chasing import TOGETHER
from narahubung.relays.commands.testing import begin_channel_test
from narahubung.relays.models import ChannelTest, Recipient, Relay
from narahubung.relays.rules import testing
from narahubung.relays.rules.quieting import held_relays
from narahubung.relays.rules.states import EXPIRES, owing


@every(timedelta(seconds=30))
def answers(*, at: datetime, key: UUID) -> None:
    """Chase what is overdue, some people an act; keys made from message and due moment."""
    late = Recipient.objects.filter(owing(), answer_due_at__lte=at)
    late = late.filter(relay__event__state=EventState.LIVE, relay__struck_at=None)
    late = late.exclude(held_relays()).exclude(relay__expires_at__lte=at).order_by()
    messages = late.values_list("relay_id", "relay__event_id").annotate(people=Count("pk"))
    for pk, event_id, people in messages:
        house = the_house("timetable", event_id=event_id)
        for turn in range(ceil(people / TOGETHER)):
            own = uuid5(key, f"chase {pk} {turn}")
            commands.chase(relay_id=pk, by=house, at=at, key=own)


@every(timedelta(seconds=30))
def over(*, at: datetime, key: UUID) -> None:
    """Close what nobody can act on any more."""
    waits = Recipient.objects.filter(owing(), relay=OuterRef("pk"), state__in=EXPIRES)
    rows = Relay.objects.filter(Exists(waits), expires_at__lte=at, struck_at=None)
    for pk, event_id in rows.values_list("pk", "event_id"):
        house = the_house("timetable", event_id=event_id)
        commands.expire(relay_id=pk, by=house, at=at, key=uuid5(key, f"expire {pk}"))


@every(timedelta(hours=1))
def weekly_channel_test(*, at: datetime, key: UUID) -> None:
    """Ask everybody of a living event by every channel once a week."""
    tests = ChannelTest.objects.filter(event=OuterRef("pk")).order_by("-begun_at")
    last = Subquery(tests.values("begun_at")[:1])
    for event in Event.objects.filter(state=EventState.LIVE).annotate(tested_at=last):
        if testing.is_due(event.tested_at, at=at, zone_name=event.zone):
            house = the_house("timetable", event_id=event.pk)
            begin_channel_test(by=house, at=at, key=uuid5(key, f"test {event.pk}"))
