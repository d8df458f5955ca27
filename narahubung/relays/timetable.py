"""Looks twice a minute whose answer is overdue, and which message's own time is over."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef

from narahubung.accounts.models import EventState
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.relays import commands
from narahubung.relays.models import Recipient, Relay
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
