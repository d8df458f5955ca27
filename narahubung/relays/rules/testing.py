"""When a channel test may begin, and when one is due by itself."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.kit.zones import zone
from narahubung.relays.models import ChannelTest, Delivery, DeliveryState

EVERY = timedelta(days=7)
AT_HOUR = 10  # of the event's own clock: nobody is woken


class TestIsOn(Refusal):
    """One is still going on."""

    says = _("A channel test is still going on.")
    advice = _("Look at its result, or begin another one when it has ended.")
    status = 409
    __test__ = False  # no test case


def check_can_begin(still_on: QuerySet[ChannelTest]) -> None:
    """Raise TestIsOn."""
    if still_on.exists():
        raise TestIsOn


def is_due(last: datetime | None, *, at: datetime, zone_name: str) -> bool:
    """Tell whether a test begins by itself now: a week after the last, at ten in the morning."""
    if at.astimezone(zone(zone_name)).hour != AT_HOUR:
        return False
    return last is None or at - last >= EVERY - timedelta(hours=2)


def did_not_bring_it(asked: Delivery, at: datetime) -> bool:
    """Tell whether this address failed its test: refused, nobody answered, or silent to its end.

    Word that arrived by it since then counts for it.
    """
    test, address = asked.test, asked.address
    if test is None or asked.receipt_at or asked.state == DeliveryState.DROPPED:
        return False
    if address and address.checked_at and address.checked_at >= test.begun_at:
        return False
    refused = asked.state in {DeliveryState.FAILED, DeliveryState.EXPIRED}
    return refused or test.ends_at <= at
