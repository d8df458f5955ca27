"""What hangs on a flight or a drive and goes along with it: bookings, escorts, rooms, wake-ups."""

from collections import defaultdict
from itertools import pairwise

from narahubung.accounts.roles import Right
from narahubung.airports.models import Booking
from narahubung.kit.said import in_both
from narahubung.movements.models import Direction, Movement, Trip
from narahubung.ripple.network.laying import ANY, Laying
from narahubung.ripple.network.roads import driver_of, transfers
from narahubung.ripple.network.things import ARRIVES, DEPARTS, ENDS, STARTS, Thing


def lay_hangers(lay: Laying) -> None:
    """Lay bookings, escort requests, motorcades, rooms and the drivers' wake-up calls."""
    for booking in lay.rows.bookings:
        _booking(lay, booking)
    _facilities(lay)
    trips = {trip.pk: trip for trip in lay.rows.trips}
    for request in lay.rows.requests:
        if request.trip_id in trips:
            _request(lay, request.pk, trips[request.trip_id], lay.sec(request.starts_at))
    for trip_id in lay.rows.motorcades:
        if trip_id in trips:
            _motorcade(lay, trips[trip_id])
    for movement, trip in transfers(lay):
        _rooms(lay, movement, trip)
    first: dict[tuple[int, int], Trip] = {}
    for trip in lay.rows.trips:
        if (driver := driver_of(trip)) and trip.departs_at:
            day = lay.at(f"trip:{trip.pk}:{DEPARTS}") // 86_400
            first.setdefault((driver.pk, day), trip)
    for trip in first.values():
        _wake_up(lay, trip)


def _booking(lay: Laying, row: Booking) -> None:
    key, zone_name = f"booking:{row.pk}", lay.event.zone
    desk = lay.desk(lay.times.bookings.get(row.kind, "airport"))
    thing = Thing(
        thing=key,
        kind="booking",
        party_id=row.party_id,
        zone=zone_name,
        says=lambda: in_both(row.label),
        owners=(f"person:{row.owner_id}",) if row.owner_id else desk,
    )
    quiet = Thing(
        thing=key, kind="booking", party_id=row.party_id, zone=zone_name, says=str, quiet=True
    )
    earliest = ANY if row.movement_id else None
    starts = lay.node(f"{key}:{STARTS}", row.starts_at, thing, earliest=earliest)
    ends = lay.node(f"{key}:{ENDS}", row.ends_at, quiet, earliest=ANY)
    lay.tie(starts, ends, "use")
    if f"movement:{row.movement_id}" in lay.nodes:
        lay.tie(f"movement:{row.movement_id}", starts, "booking")


def _facilities(lay: Laying) -> None:
    """Let who has a stand after another wait until it is free."""
    used: dict[int, list[Booking]] = defaultdict(list)
    for row in sorted(lay.rows.bookings, key=lambda one: (one.starts_at, one.pk)):
        if row.facility is not None and row.facility.capacity == 1:
            used[row.facility.pk].append(row)
    for rows in used.values():
        for one, other in pairwise(rows):
            lay.after(f"booking:{one.pk}:{ENDS}", f"booking:{other.pk}:{STARTS}", "facility")


def _request(lay: Laying, pk: int, trip: Trip, starts: int) -> None:
    thing = Thing(
        thing=f"request:{pk}",
        kind="request",
        party_id=trip.party_id,
        zone=trip.zone,
        says=lambda: trip.escort.name if trip.escort else "",
        owners=lay.desk("escort"),
        reads=Right.SEE_ROUTES.value,
    )
    key = lay.node(f"request:{pk}", starts, thing, earliest=ANY)
    lay.tie(f"trip:{trip.pk}:{DEPARTS}", key, "escort_request")


def _motorcade(lay: Laying, trip: Trip) -> None:
    leaves = f"trip:{trip.pk}:{DEPARTS}"
    thing = Thing(
        thing=f"motorcade:{lay.rows.motorcades[trip.pk].pk}",
        kind="line_up",
        party_id=trip.party_id,
        zone=trip.zone,
        says=lay.things[leaves].says,
        owners=lay.desk("transport"),
        reads=Right.SEE_ROUTES.value,
    )
    at = lay.at(leaves) - 60 * lay.times.line_up
    key = lay.node(f"line_up:{trip.pk}", at, thing, earliest=ANY)
    lay.tie(leaves, key, "line_up")


def _rooms(lay: Laying, movement: Movement, trip: Trip) -> None:
    """Let the desk of the hotel know when its guest comes, and by when the room is to be ready."""
    if movement.direction != Direction.ARRIVAL:
        return
    comes = f"trip:{trip.pk}:{ARRIVES}"
    for block in lay.rows.blocks.get(movement.party_id, ()):
        if trip.to_place_id not in {None, block.hotel_id}:
            continue
        for name, kind, at in (
            ("check_in", "check_in", lay.at(comes)),
            ("room", "room", lay.at(comes) - 60 * lay.times.room_ready),
        ):
            thing = Thing(
                thing=f"{name}:{block.pk}",
                kind=kind,
                party_id=movement.party_id,
                zone=trip.zone,
                says=lambda hotel=block.hotel.name: hotel,  # type: ignore[misc]
                owners=lay.desk("stay"),
                reads=Right.SEE_STAY.value,
            )
            lay.tie(comes, lay.node(f"{name}:{block.pk}", at, thing, earliest=ANY), kind)


def _wake_up(lay: Laying, trip: Trip) -> None:
    driver, leaves = driver_of(trip), f"trip:{trip.pk}:{DEPARTS}"
    assert driver  # noqa: S101 -- only such trips come here
    owners = (f"person:{driver.person_id}",) if driver.person_id else lay.desk("transport")
    thing = Thing(
        thing=f"wake:{trip.pk}",
        kind="wake",
        party_id=trip.party_id,
        zone=trip.zone,
        says=lambda: driver.full_name,
        owners=owners,
    )
    at = lay.at(leaves) - 60 * lay.times.wake_before
    lay.tie(leaves, lay.node(f"wake:{trip.pk}", at, thing, earliest=ANY), "wake")
