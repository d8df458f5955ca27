"""Which free car, driver or escort could do it, and what speaks against one: hours, permits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
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
from narahubung.movements.models import (
    Driver,
    EscortUnit,
    Trip,
    Vehicle,
    VehicleKind,
    VehiclePermit,
)
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


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What binds cars, drivers and escorts around some hours, and where cars are let in.

    Read once, then asked about many. standing: by what and id. zones: by place, where a permit is
    asked for: zones for which anybody has one. permits: by car.
    """

    event: Event
    standing: Mapping[tuple[str, int], Sequence[Use]]
    ways: Ways
    zones: Mapping[int, str]
    permits: Mapping[int, Sequence[VehiclePermit]]

    def is_free(self, use: Use) -> bool:
        """Tell whether nothing else binds the car, driver or escort of a use."""
        beside = self.standing.get((use.what, use.row_id), ())
        return not any(clashes([use, bound], self.ways) for bound in beside)

    def no_permit(self, car_id: int, use: Use) -> list[str]:
        """Return the zones it goes to for which the car has no permit that holds then."""
        held = {one.zone for one in self.permits.get(car_id, ()) if one.holds(use.span)}
        asked = {self.zones[pk] for pk in (use.from_id, use.to_id) if pk and pk in self.zones}
        return sorted(asked - held)

    def hours(
        self, driver_id: int, on: date, *, also: Use | None = None, until: datetime | None = None
    ) -> float:
        """Return a driver's hours at the wheel on a day, with the ways between.

        also: a drive as it would be; until: only what begins by then.
        """
        day, found = day_span(on, self.event.zone), {}
        for use in (*self.standing.get((DRIVER, driver_id), ()), *((also,) if also else ())):
            if use.span.overlaps(day) and (until is None or use.span.start <= until):
                found[use.trip_id or use.thing] = use  # the one asked about is as it would be
        return at_the_wheel(found.values(), self.ways) / 60

    def suits(self, row: Any, use: Use, *, with_driver: bool = True) -> bool:
        """Tell whether nothing speaks against the row, nor against the driver of a car."""
        asked = [(row, replace(use, row_id=row.pk))]
        if with_driver and isinstance(row, Vehicle) and row.usual_driver:
            driver = row.usual_driver
            asked.append((driver, replace(use, what=DRIVER, row_id=driver.pk)))
        return all(self.is_free(one) and not any(self.against(it, one)) for it, one in asked)

    def against(self, row: Any, use: Use) -> Iterator[str]:
        """Say what speaks against giving it, though nothing forbids it: permit, hours, shift."""
        if isinstance(row, Vehicle):
            if zones := self.no_permit(row.pk, use):
                yield _("{car} has no permit for {zones}.").format(
                    car=row.plate, zones=", ".join(zones)
                )
        elif isinstance(row, Driver):
            yield from self._of_driver(row, use)

    def _of_driver(self, driver: Driver, use: Use) -> Iterator[str]:
        here = zone(self.event.zone)
        starts, ends = use.span.start.astimezone(here), use.span.end.astimezone(here)
        if driver.licence_until and driver.licence_until < starts.date():
            yield _("The licence of {driver} has expired.").format(driver=driver.full_name)
        if not on_shift(driver, starts.time(), ends.time()):
            yield _("{driver} is on duty from {start} to {end}.").format(
                driver=driver.full_name,
                start=f"{driver.shift_from:%H.%M}",
                end=f"{driver.shift_to:%H.%M} {zone_label(self.event.zone, use.span.start)}",
            )
        limit, hours = (
            hours_limit(driver, self.event),
            self.hours(driver.pk, starts.date(), also=use),
        )
        if hours > limit + 0.01:
            yield over_hours(driver, hours, limit)


def ground_of(event_id: int, *, since: datetime, until: datetime) -> Ground:
    """Read the ground of all that happens between two moments. Six queries."""
    standing: dict[tuple[str, int], list[Use]] = {}
    for use in standing_uses(event_id, wanted={}, since=since, until=until):
        standing.setdefault((use.what, use.row_id), []).append(use)
    permits: dict[int, list[VehiclePermit]] = {}
    for permit in VehiclePermit.objects.filter(event_id=event_id).exclude(zone=""):
        permits.setdefault(permit.vehicle_id, []).append(permit)
    asking = {one.zone for held in permits.values() for one in held}
    places = Place.objects.filter(event_id=event_id, area__in=asking) if asking else ()
    return Ground(
        event=Event.objects.get(pk=event_id),
        standing=standing,
        ways=ways_of(event_id),
        zones={place.pk: place.area for place in places},
        permits=permits,
    )


def around(span: Span, zone_name: str) -> dict[str, datetime]:
    """Return the moments of `near`, and besides the whole day on which the span begins."""
    day = day_span(span.start.astimezone(zone(zone_name)).date(), zone_name)
    close = near(span)
    return {"since": min(day.start, close["since"]), "until": max(day.end, close["until"])}


def day_span(on: date, zone_name: str) -> Span:
    """Return a day of that zone's clock."""
    start = datetime.combine(on, time(), tzinfo=zone(zone_name))
    return Span(start, datetime.combine(on + timedelta(days=1), time(), tzinfo=zone(zone_name)))


def rows_for(what: str, *, by: Actor) -> list[Any]:
    """Return the cars, drivers or escorts this person may see. One query."""
    rows = MODELS[what].objects.visible_to(by).exclude(certainty=Certainty.CANCELLED)
    return list(rows.select_related("usual_driver") if what == VEHICLE else rows)


def free_for(use: Use, *, by: Actor, like: Any = None, limit: int = 3) -> list[Any]:
    """Return the cars, drivers or escorts that could do it, the nearest first. Seven queries.

    Those of its delegation and those of nobody; `like` is what it would be instead of. Only what
    this person may see.
    """
    ground = ground_of(by.here, **near(use.span))
    return offers(ground, use, rows_for(use.what, by=by), like=like)[:limit]


def offers(ground: Ground, use: Use, rows: Iterable[Any], *, like: Any = None) -> list[Any]:
    """Return which of the rows could do it, the nearest first; see `free_for`."""
    found = [
        row
        for row in rows
        if row.pk != use.row_id
        and row.party_id in {None, use.party_id}
        and ground.is_free(replace(use, row_id=row.pk))
    ]
    if use.what != VEHICLE:
        return sorted(found, key=lambda row: (row.party_id is None, row.code))
    found = [row for row in found if not is_out(row, use.span) and row.status in {"", "ready"}]
    if like is None or like.kind != VehicleKind.TRUCK:
        found = [row for row in found if row.carries_guests]
    let_in = {row.pk for row in found if not ground.no_permit(row.pk, use)}
    return sorted(
        found, key=lambda row: (row.pk not in let_in, *_distance(row, use, like, ground.ways))
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
                other=told_use(clash, other, by=by, zone_name=_zone_name(by)),
                free=_free(mine, row, by=by),
            )


def _mine_first(clash: Clash, keys: set[tuple[str, str, int]]) -> tuple[Use | None, Use]:
    for mine, other in ((clash.then, clash.first), (clash.first, clash.then)):
        if (mine.thing, mine.what, mine.row_id) in keys:
            return mine, other
    return None, clash.first


def _zone_name(by: Actor) -> str:
    return Event.objects.values_list("zone", flat=True).get(pk=by.here)


def _free(use: Use, row: object, *, by: Actor) -> str:
    found = free_for(use, by=by, like=row)
    if not found:
        return ""
    return _("Free then: {names}.").format(names=", ".join(one.label() for one in found))


def told_use(clash: Clash, other: Use, *, by: Actor, zone_name: str) -> str:
    """Say what it does then: for whom only to those who may know."""
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


def warnings(trip: Trip, asked: Sequence[Use]) -> Iterator[str]:
    """Say what speaks against what the trip is given, though nothing forbids it."""
    told = [use for use in asked if use.what in {VEHICLE, DRIVER}]
    if not told:
        return
    spans = [around(use.span, trip.zone) for use in told]
    ground = ground_of(
        trip.event_id,
        since=min(span["since"] for span in spans),
        until=max(span["until"] for span in spans),
    )
    car = trip.vehicle if (VEHICLE, trip.vehicle_id) in {(u.what, u.row_id) for u in told} else None
    if car and not car.carries_guests and trip.passengers != 0:  # 0: only luggage goes
        yield _("{car} is a truck: it carries luggage, not guests.").format(car=car.plate)
    for use in told:
        yield from ground.against(MODELS[use.what].objects.get(pk=use.row_id), use)


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


def over_hours(driver: Driver, hours: float, limit: float) -> str:
    """Say that it is too much for one day."""
    return _("{driver} would drive {hours} hours that day; the limit is {limit}.").format(
        driver=driver.full_name, hours=f"{hours:.1f}", limit=f"{limit:g}"
    )


def at_the_wheel(uses: Iterable[Use], ways: Ways) -> float:
    """Return the minutes of these drives of one person, with the ways between them."""
    minutes, before = 0.0, None
    for use in sorted(uses, key=lambda use: use.span):
        start = use.span.start
        if before is not None:
            if start >= before.span.end:
                minutes += ways.minutes(before.to_id, use.from_id)
            start = max(start, before.span.end)  # what is driven together counts once
        minutes += max(0.0, (use.span.end - start).total_seconds() / 60)
        before = use if before is None or use.span.end > before.span.end else before
    return minutes
