"""What a driver sees of the one trip whose link he holds: a code, not the guest."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.models import GuestPass
from narahubung.accounts.rules import LinkHasEnded
from narahubung.kit.records import Certainty
from narahubung.movements.chains import TRIP, Status, next_statuses
from narahubung.movements.models import Trip
from narahubung.transport.models import Position
from narahubung.transport.queries.motorcades import OwnPlace, car_of_trip
from narahubung.transport.rules.driving import TELLS, told_last
from narahubung.transport.rules.positions import DRIVER, forgotten_after, is_over


@dataclass(frozen=True, kw_only=True)
class DriverTrip:
    """When, from where, to where, which car, and the code on its windscreen.

    place: in the motorcade, None where there is none. next: what the driver may tell, the likeliest
    first. undo: his own last tap, in words.
    """

    trip_id: int
    party_id: int
    code: str
    from_place: str
    to_place: str
    departs_at: datetime | None
    arrives_at: datetime | None
    zone: str
    plate: str
    model: str
    passengers: int | None
    has_escort: bool
    place: OwnPlace | None
    status_word: str
    next: tuple[Status, ...]
    undo: str
    shares: bool
    cancelled: bool
    over: bool


def driver_trip(found: GuestPass, *, at: datetime) -> DriverTrip:
    """Return the trip that a pass opens. Seven queries. Raises LinkHasEnded once it is over."""
    rows = Trip.objects.select_related("party", "from_place", "to_place", "vehicle")
    trip = rows.filter(pk=found.object_id, event_id=found.event_id).first()
    gone = forgotten_after(trip) if trip else None
    if trip is None or (gone is not None and at > gone):
        raise LinkHasEnded
    own = Position.objects.filter(trip=trip, source=DRIVER, by_name=found.name)
    link = TRIP.get(trip.status)
    cancelled = trip.certainty == Certainty.CANCELLED
    told = next_statuses("trip", trip.status)
    return DriverTrip(
        trip_id=trip.pk,
        party_id=trip.party_id,
        code=trip.party.code,
        from_place=trip.from_place.name if trip.from_place else "",
        to_place=trip.to_place.name if trip.to_place else "",
        departs_at=trip.departs_at,
        arrives_at=trip.arrives_at,
        zone=trip.zone,
        plate=trip.vehicle.plate if trip.vehicle else "",
        model=trip.vehicle.model if trip.vehicle else "",
        passengers=trip.passengers,
        has_escort=trip.escort_id is not None,
        place=car_of_trip(trip_id=trip.pk),
        status_word=str(link.word) if link else "",
        next=() if cancelled else tuple(status for status in told if status.code in TELLS),
        undo=str(link.word) if link and told_last(trip, found.name) else "",
        shares=own.exists(),
        cancelled=cancelled,
        over=is_over(trip, at),
    )
