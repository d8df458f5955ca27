"""Arrivals, departures and drives: what follows a flight, and who waits for whom."""

from collections import defaultdict
from itertools import pairwise

from narahubung.kit.said import in_both, said
from narahubung.kit.zones import zone
from narahubung.movements.chains import carries_the_head
from narahubung.movements.models import Direction, Driver, Movement, Trip
from narahubung.plans.ripple import Lag, Pool, Use
from narahubung.plans.ripple.judging import arrives
from narahubung.ripple.network.laying import ANY, Laying, hourly, words
from narahubung.ripple.network.things import ARRIVES, DEPARTS, Thing

VEHICLE, ESCORT, DRIVER = "vehicle", "escort", "driver"


def lay_roads(lay: Laying) -> None:
    """Lay movements and trips, tie transfers to their flights, and each drive to the one before."""
    for movement in lay.rows.movements:
        _movement(lay, movement)
    for trip in lay.rows.trips:
        _trip(lay, trip)
    for movement, trip in transfers(lay):
        _transfer(lay, movement, trip)
    for trips in lay.rows.trips_of().values():
        for one, other in pairwise(trips):
            if one.to_place_id and one.to_place_id == other.from_place_id:
                lay.after(f"trip:{one.pk}:{ARRIVES}", f"trip:{other.pk}:{DEPARTS}", "then")


def transfers(lay: Laying) -> list[tuple[Movement, Trip]]:
    """Return the drive that brings the party itself from its arrival, or to its departure.

    The nearest one at the terminal, or of that purpose, within `times.transfer`; each drive and
    each movement once, in order of time.
    """
    found, taken = [], set[int]()
    trips = lay.rows.trips_of()
    for movement in lay.rows.movements:
        if not carries_the_head(movement.travelling):
            continue
        near = [
            (gap, trip.pk, trip)
            for trip in trips[movement.party_id]
            if trip.pk not in taken and (gap := _gap(lay, movement, trip)) is not None
        ]
        if near:
            trip = min(near)[2]
            taken.add(trip.pk)
            found.append((movement, trip))
    return found


def _gap(lay: Laying, movement: Movement, trip: Trip) -> int | None:
    """Return the seconds between a movement and a drive that may be its transfer, else None."""
    comes = movement.direction == Direction.ARRIVAL
    flies = lay.at(f"movement:{movement.pk}")
    if comes:
        gap, there = lay.at(f"trip:{trip.pk}:{DEPARTS}") - flies, trip.from_place_id
    else:
        gap, there = flies - lay.at(f"trip:{trip.pk}:{ARRIVES}"), trip.to_place_id
    at_terminal = movement.terminal_id is not None and movement.terminal_id == there
    meant = at_terminal or trip.purpose.startswith(movement.direction)
    return gap if meant and 0 <= gap <= lay.times.transfer * 60 else None


def _movement(lay: Laying, row: Movement) -> None:
    key, officers = f"movement:{row.pk}", (f"officers:{row.party_id}",)
    thing = Thing(
        thing=key,
        kind=row.direction,
        party_id=row.party_id,
        zone=row.zone,
        says=lambda: in_both(lambda: words((said(row.travelling), row.carrier))),
        owners=(*officers, *lay.desk("airport")),
    )
    lay.node(key, lay.rows.at[row.pk], thing)
    if row.actual_at is not None:
        lay.happened[key] = lay.at(key)


def _trip(lay: Laying, row: Trip) -> None:
    thing, zone_name = f"trip:{row.pk}", row.zone
    driver = driver_of(row)
    owners = (
        f"officers:{row.party_id}",
        *lay.desk("transport"),
        *((f"person:{driver.person_id}",) if driver and driver.person_id else ()),
    )

    def says() -> str:
        return in_both(lambda: words((said(row.purpose), row.vehicle.plate if row.vehicle else "")))

    def arrives() -> str:
        return in_both(lambda: row.to_place.name if row.to_place else said(row.purpose))

    assert row.departs_at is not None  # noqa: S101 -- only such trips were asked for
    assert row.arrives_at is not None  # noqa: S101
    leaves = lay.node(
        f"{thing}:{DEPARTS}",
        row.departs_at,
        Thing(
            thing=thing,
            kind="trip",
            party_id=row.party_id,
            zone=zone_name,
            says=says,
            owners=owners,
        ),
    )
    comes = lay.node(
        f"{thing}:{ARRIVES}",
        row.arrives_at,
        Thing(
            thing=thing,
            kind="reaches",
            party_id=row.party_id,
            zone=zone_name,
            says=arrives,
            owners=(f"officers:{row.party_id}",),
        ),
        earliest=ANY,
    )
    lag = _lag(lay, row)
    escorted = lay.rows.drive(row.from_place_id, row.to_place_id).escorted
    quicker = None
    if row.escort_id is None and escorted and escorted * 60 < lay.at(comes) - lay.at(leaves):
        quicker = round(escorted * 60)
    lay.drive(leaves, comes, lag, least=quicker, agree=lay.desk("escort"))
    if row.left_at is not None:
        lay.happened[leaves] = lay.sec(row.left_at)
    if row.reached_at is not None:
        lay.happened[comes] = lay.sec(row.reached_at)


def driver_of(row: Trip) -> Driver | None:
    """Return who drives: named for this drive, or who usually drives the car."""
    return row.driver or (row.vehicle.usual_driver if row.vehicle else None)


def _lag(lay: Laying, row: Trip) -> Lag:
    """Return what the drive takes: as planned; by the hour where no escort clears the road."""
    leaves, comes = lay.at(f"trip:{row.pk}:{DEPARTS}"), lay.at(f"trip:{row.pk}:{ARRIVES}")
    known = lay.rows.drive(row.from_place_id, row.to_place_id)
    if row.escort_id or not known.usual or not known.rush or known.usual == known.rush:
        return comes - leaves
    assert row.departs_at  # noqa: S101
    here = row.departs_at.astimezone(zone(lay.event.zone))
    minute = here.hour * 60 + here.minute
    lag = hourly(known.usual, known.rush, (comes - leaves) / 60, minute, lay.times)
    # Who leaves just before the road clears is told to arrive as if he had waited for it.
    return lag if arrives(lag, leaves) == comes else comes - leaves


def _transfer(lay: Laying, movement: Movement, trip: Trip) -> None:
    """Tie a drive to its flight; what is to be ready before the doors close is a limit."""
    flies, leaves = f"movement:{movement.pk}", f"trip:{trip.pk}:{DEPARTS}"
    lay.both_ways(leaves)
    gap = lay.at(leaves) - lay.at(flies)
    if movement.direction == Direction.ARRIVAL:
        least = round(gap * lay.times.quickest / 60) * 60
        lay.tie(flies, leaves, "processing", least=least, agree=lay.desk("airport"))
        return
    lay.tie(flies, leaves, "processing")
    comes = f"trip:{trip.pk}:{ARRIVES}"
    wanted = 60 * lay.times.processing(movement.direction, movement.mode, head=True)
    closes = lay.node(
        f"{flies}:closes",
        lay.at(flies) - min(wanted, lay.at(flies) - lay.at(comes)),
        Thing(
            thing=flies,
            kind="closes",
            party_id=movement.party_id,
            zone=movement.zone,
            says=lay.things[flies].says,
            owners=lay.things[flies].owners,
        ),
        fixed=True,
    )
    lay.after(comes, closes, "processing")


def lay_uses(lay: Laying) -> dict[int, tuple[Pool, ...]]:
    """Lay what it means that a car, a driver or an escort is used only once at a time.

    Return for each party what may stand in for what it has: its own cars and escorts, and those
    that are nobody's.
    """
    used = _used(lay)
    for (kind, _), trips in used.items():
        for one, other in pairwise(trips):
            if one.ride and one.ride == other.ride:
                continue  # driven together
            between = lay.rows.drive(one.to_place_id, other.from_place_id)
            minutes = (between.escorted if kind == ESCORT else between.usual) or 0
            source, target = f"trip:{one.pk}:{ARRIVES}", f"trip:{other.pk}:{DEPARTS}"
            lay.after(source, target, kind, minutes)
    usual = {
        (str(start), str(end)): round(drive.usual * 60)
        for (start, end), drive in lay.rows.drives.items()
        if drive.usual
    }
    found: dict[int, tuple[Pool, ...]] = {}
    uses = {name: tuple(map(_use, trips)) for name, trips in used.items()}
    lent = _lent(used)
    for party_id in {trip.party_id for trip in lay.rows.trips}:
        found[party_id] = tuple(
            Pool(
                key=kind,
                lines={
                    f"{kind}:{row.pk}": uses.get((kind, row.pk), ())
                    for row in rows
                    if row.party_id in {None, party_id} or (kind, row.pk, party_id) in lent
                },
                between=usual,
                agree=lay.desk(desk),
            )
            for kind, desk, rows in (
                (VEHICLE, "transport", lay.rows.vehicles),
                (ESCORT, "escort", lay.rows.escorts),
            )
        )
    return found


def _used(lay: Laying) -> dict[tuple[str, int], list[Trip]]:
    used: dict[tuple[str, int], list[Trip]] = defaultdict(list)
    for trip in lay.rows.trips:
        driver = driver_of(trip)
        for car in {row.pk for row in (trip.vehicle, trip.support_vehicle) if row}:
            used[VEHICLE, car].append(trip)
        if trip.escort_id:
            used[ESCORT, trip.escort_id].append(trip)
        if driver is not None:
            used[DRIVER, driver.pk].append(trip)
    return used


def _lent(used: dict[tuple[str, int], list[Trip]]) -> set[tuple[str, int, int]]:
    """Return which party drives with what, though it may be another's."""
    return {(kind, pk, trip.party_id) for (kind, pk), trips in used.items() for trip in trips}


def _use(trip: Trip) -> Use:
    return Use(
        key=f"trip:{trip.pk}",
        begins=f"trip:{trip.pk}:{DEPARTS}",
        ends=f"trip:{trip.pk}:{ARRIVES}",
        start=str(trip.from_place_id or ""),
        end=str(trip.to_place_id or ""),
    )
