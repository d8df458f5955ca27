"""A hundred desks press at once for one car, driver, escort, stand or place in a lounge: one wins.

Run by `test_contention`, on the database that it has already made.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

MANY = 100


def contend() -> dict[str, dict[str, Any]]:
    """Make the cast and let a hundred press for each; return what became of it, by the thing.

    As `test_contention.contend`; stands: how many have it in the end where one is right.
    """
    from narahubung.accounts.actors import actor_of
    from narahubung.airports.models import Booking, LoungeGuest
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

    starts = at + timedelta(hours=1)
    ground = _ground([trip.party for trip in trips], starts, by=by, at=at)
    found |= {what: press_all(tries) for what, tries in ground.items()}
    held = Booking.objects.filter(starts_at=starts)
    found["stand"]["stands"] = held.filter(kind="stand").count()
    found["lounge"]["stands"] = held.filter(kind="lounge").count() - 1  # one was there before
    found["lounge list"]["stands"] = LoungeGuest.objects.exclude(name="Head").count()
    return found


def _ground(
    parties: list[Any], starts: datetime, *, by: Any, at: datetime
) -> dict[str, list[Callable[[], object]]]:
    """Return who presses for what at the airport, each with room for one more.

    Every second one wants to move there what he has at another hour. The lounge takes two
    delegations at once and has one; its list takes the head and one more, and the head is on it.
    """
    from narahubung.airports import commands

    who: dict[str, Any] = {"by": by, "at": at}
    ends, other = starts + timedelta(hours=1), at + timedelta(days=1)
    later: dict[str, Any] = {"starts_at": other, "ends_at": other + timedelta(hours=1), **who}
    wide = commands.keep_facility(kind="stand", name="Remote", capacity=MANY, **who)
    stand = commands.keep_facility(kind="stand", name="A 1", **who)
    lounge = commands.keep_facility(kind="lounge", name="VIP", capacity=2, with_head=1, **who)

    def take(kind: str, facility_id: int, n: int) -> Callable[[], object]:
        times = dict(facility_id=facility_id, starts_at=starts, ends_at=ends, **who)
        if n % 2:
            return lambda: commands.book(kind=kind, party_id=parties[n].pk, **times)
        # What is moved stands elsewhere, or nowhere in particular, until then.
        elsewhere = wide if kind == "stand" else None
        held = commands.book(kind=kind, party_id=parties[n].pk, facility_id=elsewhere, **later)
        return lambda: commands.move_booking(booking_id=held, **times)

    first = take("lounge", lounge, 1)()
    assert isinstance(first, int)
    commands.list_guest(booking_id=first, name="Head", **who)
    return {
        "stand": [take("stand", stand, n) for n in range(MANY)],
        "lounge": [take("lounge", lounge, n) for n in range(MANY)],
        "lounge list": [_listed(first, n, who) for n in range(MANY)],
    }


def _listed(booking_id: int, n: int, who: dict[str, Any]) -> Callable[[], object]:
    from narahubung.airports import commands

    return lambda: commands.list_guest(booking_id=booking_id, name=f"Guest {n}", **who)


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
