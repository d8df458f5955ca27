"""Looks twice a minute whose answer is overdue, and which message's own time is over."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef, Subquery

from narahubung.accounts.models import Event, EventState
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.relays import commands
from narahubung.relays.commands.testing import begin_channel_test
from narahubung.relays.models import ChannelTest, Recipient, Relay
from narahubung.relays.rules import testing
from narahubung.relays.rules.states import EXPIRES, owing


@every(timedelta(seconds=30))
def answers(*, at: datetime, key: UUID) -> None:
    """Chase what is overdue: one act for each message, its key made from message and due moment."""
    rows = Relay.objects.filter(
        Exists(Recipient.objects.filter(owing(), relay=OuterRef("pk"), answer_due_at__lte=at)),
        event__state=EventState.LIVE,
        struck_at=None,
    )
    for pk, event_id in rows.exclude(expires_at__lte=at).values_list("pk", "event_id"):
        house = the_house("timetable", event_id=event_id)
        commands.chase(relay_id=pk, by=house, at=at, key=uuid5(key, f"chase {pk}"))


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
