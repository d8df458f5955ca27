"""Which free car, driver or escort could do it, and what speaks against one: hours, permits."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.kit.said import said
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.movements import rules
from narahubung.movements.models import Driver, EscortUnit, Trip, Vehicle, VehiclePermit
from narahubung.movements.uses import (
    DRIVER,
    ESCORT,
    FARTHEST_DRIVE,
    VEHICLE,
    Clash,
    Use,
    Ways,
    clashes,
    standing_uses,
    ways_of,
)
from narahubung.parties.models import Place

MODELS: dict[str, Any] = {DRIVER: Driver, ESCORT: EscortUnit, VEHICLE: Vehicle}
HOURS_DAY = 10.0  # at the wheel, where neither the driver nor the event says otherwise


def near(span: Span) -> dict[str, datetime]:
    """Return the moments between which another use can stand in the way of this one."""
    return {"since": span.start - FARTHEST_DRIVE, "until": span.end + FARTHEST_DRIVE}


def free_for(use: Use, *, by: Actor, like: Any = None, limit: int = 3) -> list[Any]:
    """Return the cars, drivers or escorts that could do it, the nearest first. Five queries.

    Those of its delegation and those of nobody; `like` is what it would be instead of. Only what
    this person may see.
    """
    rows = MODELS[use.what].objects.visible_to(by).exclude(certainty=Certainty.CANCELLED)
    rows = rows.exclude(pk=use.row_id)
    rows = [row for row in rows if row.party_id in {None, use.party_id}]
    ways = ways_of(by.here)
    standing = standing_uses(by.here, wanted={use.what: {row.pk for row in rows}}, **near(use.span))
    busy = {
        bound.row_id for bound in standing if clashes([_instead(use, bound.row_id), bound], ways)
    }
    rows = [row for row in rows if row.pk not in busy]
    if use.what == VEHICLE:
        let_in = _let_in(by.here, use, rows)
        rows = [row for row in rows if not is_out(row, use.span) and row.status in {"", "ready"}]
        rows.sort(key=lambda row: (row.pk not in let_in, *_distance(row, use, like, ways)))
    else:
        rows.sort(key=lambda row: (row.party_id is None, row.code))
    return rows[:limit]


def _instead(use: Use, row_id: int) -> Use:
    return Use(
        what=use.what,
        row_id=row_id,
        span=use.span,
        from_id=use.from_id,
        to_id=use.to_id,
        thing=use.thing,
        trip_id=use.trip_id,
    )


def _distance(row: Vehicle, use: Use, like: Vehicle | None, ways: Ways) -> tuple[Any, ...]:
    """Return how far a car is from what is wanted: class, seats, whose it is, the way to come."""
    kind, seats = (like.kind, like.seats or 0) if like else ("", 0)
    short = max(0, seats - (row.seats or 0))
    return (
        bool(kind) and row.kind != kind,
        short,
        row.party_id is None,
        abs((row.seats or 0) - seats),
        ways.minutes(row.base_id, use.from_id),
        row.plate,
    )


def is_out(car: Vehicle, span: Span) -> bool:
    """Tell whether the car is out of use at some moment of the span."""
    if car.out_from is None:
        return False
    return car.out_from < span.end and (car.out_until is None or car.out_until > span.start)


def _zones(event_id: int, use: Use) -> set[str]:
    """Return the zones it goes to that ask for a permit: those for which anybody has one."""
    ends = [pk for pk in (use.from_id, use.to_id) if pk is not None]
    places = Place.objects.filter(pk__in=ends)
    permits = VehiclePermit.objects.filter(event_id=event_id, zone__in=places.values("area"))
    return set(permits.exclude(zone="").values_list("zone", flat=True))


def _let_in(event_id: int, use: Use, rows: Collection[Vehicle]) -> set[int]:
    """Return which of these cars are let into all zones it goes to."""
    zones = _zones(event_id, use)
    missing = {row.pk: set(zones) for row in rows}
    if zones:
        for permit in VehiclePermit.objects.filter(vehicle__in=missing):
            if _holds(permit, use.span):
                missing[permit.vehicle_id].discard(permit.zone)
    return {pk for pk, left in missing.items() if not left}


def _holds(permit: VehiclePermit, span: Span) -> bool:
    return (permit.valid_from is None or permit.valid_from <= span.start) and (
        permit.valid_until is None or permit.valid_until >= span.end
    )


def check_free(asked: Sequence[Use], rows: Mapping[tuple[str, int], Any], *, by: Actor) -> None:
    """Raise InUse or OutOfUse, saying what could do it instead.

    rows: the car, driver or escort of each use, by what it is and its id.
    """
    for use in asked:
        row = rows[use.what, use.row_id]
        if isinstance(row, Vehicle) and is_out(row, use.span):
            raise rules.OutOfUse(what=row.plate, why=row.out_why or _("no reason given"))
    keys = {(use.thing, use.what, use.row_id) for use in asked}
    wanted: dict[str, set[int]] = {}
    for what, pk in rows:
        wanted.setdefault(what, set()).add(pk)
    spans = [near(use.span) for use in asked]
    standing = standing_uses(
        by.here,
        wanted=wanted,
        since=min(span["since"] for span in spans),
        until=max(span["until"] for span in spans),
    )
    others = [use for use in standing if (use.thing, use.what, use.row_id) not in keys]
    for clash in clashes([*asked, *others], ways_of(by.here)):
        mine, other = _mine_first(clash, keys)
        if mine is not None:
            row = rows[mine.what, mine.row_id]
            raise rules.InUse(
                what=row.label(),
                other=told_use(clash, other, by=by),
                free=_free(mine, row, by=by),
            )


def _mine_first(clash: Clash, keys: set[tuple[str, str, int]]) -> tuple[Use | None, Use]:
    for mine, other in ((clash.then, clash.first), (clash.first, clash.then)):
        if (mine.thing, mine.what, mine.row_id) in keys:
            return mine, other
    return None, clash.first


def _free(use: Use, row: object, *, by: Actor) -> str:
    found = free_for(use, by=by, like=row)
    if not found:
        return ""
    return _("Free then: {names}.").format(names=", ".join(one.label() for one in found))


def told_use(clash: Clash, other: Use, *, by: Actor) -> str:
    """Say what it does then: for whom only to those who may know."""
    zone_name = Event.objects.values_list("zone", flat=True).get(pk=by.here)
    times = _("{start} to {end}").format(
        start=clock_text(other.span.start, zone_name),
        end=f"{clock_text(other.span.end, zone_name)} {zone_label(zone_name, other.span.end)}",
    )
    may_know = other.party_id is not None and by.may_for(Right.SEE_MOVEMENTS, other.party_id)
    whose = f"{other.party}, {said(other.label)}" if may_know else _("another trip")
    if clash.first.span.overlaps(clash.then.span):
        return f"{whose}, {times}"
    return _("{trip}, {times}; the way between needs {minutes} min more").format(
        trip=whose, times=times, minutes=clash.missing_min
    )


def warnings(trip: Trip, asked: Iterable[Use]) -> Iterator[str]:
    """Say what speaks against what the trip is given, though nothing forbids it."""
    for use in asked:
        if use.what == VEHICLE:
            car = Vehicle.objects.get(pk=use.row_id)
            if car.pk not in _let_in(trip.event_id, use, [car]):
                zones = ", ".join(sorted(_zones(trip.event_id, use)))
                yield _("{car} has no permit for {zones}.").format(car=car.plate, zones=zones)
        elif use.what == DRIVER:
            yield from _of_driver(Driver.objects.get(pk=use.row_id), use, trip)


def _of_driver(driver: Driver, use: Use, trip: Trip) -> Iterator[str]:
    here = zone(trip.zone)
    starts, ends = use.span.start.astimezone(here), use.span.end.astimezone(here)
    if driver.licence_until and driver.licence_until < starts.date():
        yield _("The licence of {driver} has expired.").format(driver=driver.full_name)
    if not on_shift(driver, starts.time(), ends.time()):
        yield _("{driver} is on duty from {start} to {end}.").format(
            driver=driver.full_name,
            start=f"{driver.shift_from:%H.%M}",
            end=f"{driver.shift_to:%H.%M}",
        )
    limit = hours_limit(driver, trip.event)
    hours = hours_driven(driver.pk, use, zone_name=trip.zone)
    if hours > limit + 0.01:
        yield _("{driver} would drive {hours} hours that day; the limit is {limit}.").format(
            driver=driver.full_name, hours=f"{hours:.1f}", limit=f"{limit:g}"
        )


def on_shift(driver: Driver, starts: time, ends: time) -> bool:
    """Tell whether he is on duty from one clock time to the other; also over midnight."""
    first, last = driver.shift_from, driver.shift_to
    if first is None or last is None or first == last:
        return True

    def on(clock: time) -> bool:
        return first <= clock <= last if first < last else clock >= first or clock <= last

    return on(starts) and on(ends)


def hours_limit(driver: Driver, event: Event) -> float:
    """Return how many hours a day he may be at the wheel."""
    return driver.max_hours_day or float(event.policy.get("driver_hours_day", HOURS_DAY))


def hours_driven(driver_id: int, use: Use, *, zone_name: str) -> float:
    """Return the hours at the wheel on the day of `use`, with it and the ways between. Two queries.

    The day is that of the clock of that zone.
    """
    day = use.span.start.astimezone(zone(zone_name)).date()
    start = datetime.combine(day, time(), tzinfo=zone(zone_name))
    event_id = Driver.objects.values_list("event_id", flat=True).get(pk=driver_id)
    uses = standing_uses(
        event_id,
        wanted={DRIVER: {driver_id}},
        since=start,
        until=start + timedelta(days=1),
    )
    rows = sorted([*(one for one in uses if one.thing != use.thing), use], key=lambda one: one.span)
    ways = ways_of(event_id)
    minutes = sum(one.span.length.total_seconds() / 60 for one in rows)
    for first, then in pairwise(rows):
        minutes += ways.minutes(first.to_id, then.from_id)
    return minutes / 60
