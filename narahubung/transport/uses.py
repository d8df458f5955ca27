"""The cars and drivers of motorcades are bound as long as their trip lasts."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.movements.uses import (
    DRIVER,
    FARTHEST_DRIVE,
    UNKNOWN_DRIVE,
    VEHICLE,
    Use,
    Wanted,
    uses_from,
)
from narahubung.transport.models import MotorcadeCar


def uses_of_car(car: MotorcadeCar) -> list[Use]:
    """Return what one place in a motorcade binds: its car, and who drives it."""
    trip = car.motorcade.trip
    if trip.certainty == Certainty.CANCELLED or trip.departs_at is None:
        return []
    ends = trip.reached_at or trip.arrives_at or trip.departs_at + UNKNOWN_DRIVE
    driver = car.driver_id or (car.vehicle.usual_driver_id if car.vehicle else None)
    return [
        Use(
            what=what,
            row_id=row_id,
            span=Span(trip.departs_at, max(ends, trip.departs_at)),
            from_id=trip.from_place_id,
            to_id=trip.to_place_id,
            thing=f"motorcade_car:{car.pk}",
            trip_id=trip.pk,
            label=trip.purpose,
            party=trip.party.code,
            party_id=trip.party_id,
        )
        for what, row_id in ((VEHICLE, car.vehicle_id), (DRIVER, driver))
        if row_id is not None
    ]


@uses_from
def _motorcades(
    event_id: int, *, wanted: Wanted, since: datetime, until: datetime
) -> Iterator[Use]:
    rows = MotorcadeCar.objects.filter(
        event_id=event_id,
        motorcade__trip__departs_at__lt=until,
        motorcade__trip__departs_at__gt=since - FARTHEST_DRIVE,
    )
    if wanted:
        drivers = wanted.get(DRIVER, ())
        rows = rows.filter(
            Q(vehicle__in=wanted.get(VEHICLE, ()))
            | Q(driver__in=drivers)
            | Q(vehicle__usual_driver__in=drivers)
        )
    for car in rows.select_related("motorcade__trip__party", "vehicle").order_by("pk"):
        yield from uses_of_car(car)
