"""What happens on the road because time passes: positions are forgotten, manifests close."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.accounts.models import EventState
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.movements.models import Trip
from narahubung.transport.commands.positions import forget_positions
from narahubung.transport.commands.shuttles import let_leave
from narahubung.transport.models import ShuttleRun
from narahubung.transport.rules.positions import forgotten_after
from narahubung.transport.rules.shuttles import WAITS


@every(timedelta(minutes=1))
def forget_where_cars_were(*, at: datetime, key: UUID) -> None:
    """Delete the positions of every trip that ended an hour ago."""
    for trip in Trip.objects.filter(positions__isnull=False).distinct():
        gone = forgotten_after(trip)
        if gone is not None and gone <= at:
            house = the_house("clock", event_id=trip.event_id)
            forget_positions(trip_id=trip.pk, by=house, at=at, key=uuid5(key, str(trip.pk)))


@every(timedelta(minutes=1))
def let_buses_leave(*, at: datetime, key: UUID) -> None:
    """Close the list of every bus of which nobody told that it left; the last closes the day's."""
    over = [EventState.CLOSED, EventState.ARCHIVED]
    waiting = ShuttleRun.objects.filter(left_at=None, cancelled=False)
    due = waiting.exclude(event__state__in=over).filter(departs_at__lte=at - WAITS)
    for pk, event_id in due.order_by("departs_at", "pk").values_list("pk", "event_id"):
        house = the_house("clock", event_id=event_id)
        let_leave(run_id=pk, by=house, at=at, key=uuid5(key, f"run {pk}"))
