"""The channel test: everybody is asked by every channel, and says what arrived."""

from datetime import datetime, timedelta
from uuid import UUID

from narahubung.accounts.models import Reach
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.relays.commands.delivering import usable
from narahubung.relays.entries.testing import ChannelTestBegun, ReachedByTest
from narahubung.relays.models import (
    Address,
    Channel,
    ChannelTest,
    Delivery,
    DeliveryState,
    Precedence,
)
from narahubung.relays.resting import who_rests
from narahubung.relays.rules import testing as rules

LASTS = timedelta(hours=24)


@command
def begin_channel_test(*, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Ask everybody on duty by every channel; return the test's number. Raises TestIsOn."""
    with act(by=by, at=at, key=key) as record:
        rules.check_can_begin(ChannelTest.objects.filter(event_id=by.here, ends_at__gt=at))
        ties = Reach.objects.in_force(at).filter(event_id=by.here, person__is_active=True)
        tied = set(ties.values_list("person_id", flat=True))
        rest = who_rests(by.here, tied, at)
        test = ChannelTest.objects.create(
            event_id=by.here, begun_at=at, ends_at=at + LASTS, resting=len(rest)
        )
        people = sorted(tied - rest)
        rows = [_row(test, person_id, Channel.PAGE.value, None) for person_id in people]
        ways = Address.objects.filter(person_id__in=people, works=True)
        ways = ways.filter(channel__in=usable(by.here) - {Channel.PRINT.value})
        rows += [
            _row(test, person_id, channel, pk)
            for person_id, channel, pk in ways.values_list("person_id", "channel", "pk")
        ]
        Delivery.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
        record(ChannelTestBegun(test_id=test.pk, people=len(people)))
    return test.pk


@command
def confirm_reached(*, delivery_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that the test's word arrived by that channel; whoever says so also uses the page.

    Raises Delivery.DoesNotExist for somebody else's.
    """
    with act(by=by, at=at, key=key) as record:
        row = Delivery.objects.select_related("person").get(
            pk=delivery_id, person_id=by.person_id or 0, event_id=by.here, test__isnull=False
        )
        mine = Delivery.objects.filter(test_id=row.test_id, person_id=row.person_id)
        arrived = mine.filter(pk=row.pk) | mine.filter(channel=Channel.PAGE)
        arrived.filter(receipt_at=None).update(
            state=DeliveryState.DELIVERED.value, receipt_at=at, next_try_at=None, answer="reached"
        )
        if row.address_id:
            Address.objects.filter(pk=row.address_id).update(checked_at=at, works=True)
        record(
            ReachedByTest(test_id=row.test_id or 0, person_id=row.person_id, name=str(row.person))
        )


def _row(test: ChannelTest, person_id: int, channel: str, address_id: int | None) -> Delivery:
    on_page = channel == Channel.PAGE
    return Delivery(
        event_id=test.event_id,
        test=test,
        person_id=person_id,
        channel=channel,
        address_id=address_id,
        dedupe=f"test:{test.pk}:{person_id}:{channel}:{address_id or ''}",
        precedence=Precedence.BIASA.value,
        state=(DeliveryState.SENT if on_page else DeliveryState.QUEUED).value,
        queued_at=test.begun_at,
        sent_at=test.begun_at if on_page else None,
        next_try_at=None if on_page else test.begun_at,
        expires_at=test.ends_at,
    )
