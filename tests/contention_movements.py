"""A hundred desks at once give one car, driver or escort, each to a trip of its own: one succeeds.

Run by `test_contention`, on the database that it has already made.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

MANY = 100


def contend() -> dict[str, dict[str, Any]]:
    """Make the cast and let a hundred press for each; return what became of it, by the thing.

    As `test_contention.contend`; stands: how many trips have it in the end where one is right.
    """
    from narahubung.accounts.actors import actor_of
    from narahubung.kit import clock
    from narahubung.movements import commands
    from narahubung.movements.models import Driver, EscortUnit, Trip, Vehicle
    from tests.test_contention import press_all

    at = clock.now()
    event, desk, trips = _cast(at)
    by = actor_of(desk, event_id=event.pk, at=at)
    wanted = {
        "vehicle": Vehicle.objects.create(event=event, code="V", plate="DK 1 ZZ"),
        "driver": Driver.objects.create(event=event, code="D", full_name="Gimli"),
        "escort": EscortUnit.objects.create(event=event, code="E", name="Patwal 1"),
    }

    def give(trip: Trip, what: str) -> Callable[[], object]:
        to = {what: wanted[what].pk}
        return lambda: commands.move_trip(trip_id=trip.pk, to=to, by=by, at=at)

    found = {what: press_all([give(trip, what) for trip in trips]) for what in wanted}
    for what, row in wanted.items():
        found[what]["stands"] = Trip.objects.filter(**{what: row}).count()
    return found


def _cast(at: datetime) -> tuple[Any, Any, list[Any]]:
    """Make a coordinator and a hundred trips of a hundred delegations at the same hour."""
    from narahubung.accounts.models import Event, Person, Reach
    from narahubung.movements.models import Trip
    from narahubung.parties.models import Party

    event = Event.objects.create(
        slug="roads-2026", name_en="Roads", zone="Asia/Makassar", state="live"
    )
    desk = Person.objects.create(username="desk")
    Reach.objects.create(
        person=desk, event=event, role="coordinator", kind="event", since=at - timedelta(days=1)
    )
    trips = [
        Trip.objects.create(
            event=event,
            code=f"T-{n}",
            party=Party.objects.create(event=event, code=f"P{n}", name_en="P"),
            departs_at=at + timedelta(hours=1),
            arrives_at=at + timedelta(hours=2),
            zone=event.zone,
        )
        for n in range(MANY)
    ]
    return event, desk, trips
