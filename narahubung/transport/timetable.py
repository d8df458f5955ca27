"""What happens on the road because time passes: positions are forgotten, manifests close."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.movements.models import Trip
from narahubung.transport.commands.positions import forget_positions
from narahubung.transport.rules.positions import forgotten_after


@every(timedelta(minutes=1))
def forget_where_cars_were(*, at: datetime, key: UUID) -> None:
    """Delete the positions of every trip that ended an hour ago."""
    for trip in Trip.objects.filter(positions__isnull=False).distinct():
        gone = forgotten_after(trip)
        if gone is not None and gone <= at:
            house = the_house("clock", event_id=trip.event_id)
            forget_positions(trip_id=trip.pk, by=house, at=at, key=uuid5(key, str(trip.pk)))
