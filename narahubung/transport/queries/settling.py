"""What the transport desk must settle on a day, each with what could be given instead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.said import said
from narahubung.kit.zones import zone
from narahubung.movements.models import Driver, Trip, Vehicle
from narahubung.movements.suiting import (
    Ground,
    hours_limit,
    is_out,
    offers,
    over_hours,
    rows_for,
)
from narahubung.movements.uses import DRIVER, UNKNOWN_DRIVE, VEHICLE, Use, uses_of_trip

OFFERED = 3
WITH_OFFERS = 8  # matters of a day for which somebody else is looked for; the plan does the rest


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A car or driver that could do it."""

    pk: int
    name: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One trip that cannot go as it stands. field: of the trip, that one of the offers fills."""

    trip: Trip
    field: str
    icon: str
    text: str
    offers: tuple[Offer, ...] = ()


def matters(
    trips: Iterable[Trip], ground: Ground, *, by: Actor, at: datetime, offered: bool
) -> list[Matter]:
    """Return what is to be settled of trips that have not begun, in order of time. Two queries.

    A car out of use, no car yet, no permit, a driver over his hours, out of his shift or without a
    licence. offered: with cars and drivers that could be given, for the first of them.
    """
    ahead = [trip for trip in trips if _is_ahead(trip, at)]
    if not ahead:
        return []
    rows = {what: rows_for(what, by=by) for what in (VEHICLE, DRIVER)}
    drivers = {driver.pk: driver for driver in rows[DRIVER]}
    found = [one for trip in ahead for one in _of_trip(trip, ground, drivers)]
    found.sort(key=lambda one: (one[0].trip.departs_at, one[0].trip.pk))
    return [
        replace(matter, offers=_offers(matter, use, ground, rows))
        if offered and number < WITH_OFFERS
        else matter
        for number, (matter, use) in enumerate(found)
    ]


def _is_ahead(trip: Trip, at: datetime) -> bool:
    ends = trip.arrives_at or trip.departs_at
    return not trip.left_at and not trip.reached_at and ends is not None and ends > at


def _of_trip(
    trip: Trip, ground: Ground, drivers: Mapping[int, Driver]
) -> Iterator[tuple[Matter, Use]]:
    for field, car in (("vehicle", trip.vehicle), ("support_vehicle", trip.support_vehicle)):
        use = use_of(trip, VEHICLE, car.pk if car else 0)
        text = _against_car(car, use, ground) if car else ""
        if car is None and field == "vehicle":
            text = _("No car yet.")
        if text:
            yield Matter(trip=trip, field=field, icon="car", text=text), use
    usual = trip.vehicle.usual_driver_id if trip.vehicle else None
    driver = drivers.get(trip.driver_id or usual or 0)
    if driver is not None:
        use = use_of(trip, DRIVER, driver.pk)
        text = " ".join(_against_driver(driver, use, ground))
        if text:
            yield Matter(trip=trip, field="driver", icon="users", text=text), use


def use_of(trip: Trip, what: str, row_id: int) -> Use:
    """Return what the trip would bind of a car or driver."""
    if trip.departs_at is None:
        raise ValueError("a trip ahead has a time")
    ends = trip.arrives_at or trip.departs_at + UNKNOWN_DRIVE
    return Use(
        what=what,
        row_id=row_id,
        span=Span(trip.departs_at, max(ends, trip.departs_at)),
        from_id=trip.from_place_id,
        to_id=trip.to_place_id,
        thing=next((use.thing for use in uses_of_trip(trip)), f"trip:{trip.pk}"),
        trip_id=trip.pk,
        party_id=trip.party_id,
    )


def _against_car(car: Vehicle, use: Use, ground: Ground) -> str:
    if is_out(car, use.span):
        return _("{car} is out of use: {why}.").format(
            car=car.plate, why=car.out_why or _("no reason given")
        )
    if car.status not in {"", "ready"}:
        return _("{car} is listed as: {state}.").format(car=car.plate, state=said(car.status))
    return " ".join(ground.against(car, use))


def _against_driver(driver: Driver, use: Use, ground: Ground) -> Iterator[str]:
    """Say what speaks against the driver; too many hours only of the trips that are too much."""
    on = use.span.start.astimezone(zone(ground.event.zone)).date()
    limit = hours_limit(driver, ground.event)
    hours = ground.hours(driver.pk, on)
    over = over_hours(driver, hours, limit) if hours > limit else ""
    for text in ground.against(driver, use):
        if text != over or ground.hours(driver.pk, on, until=use.span.start) > limit:
            yield text


def _offers(
    matter: Matter, use: Use, ground: Ground, rows: Mapping[str, Iterable[Any]]
) -> tuple[Offer, ...]:
    """Return what could be given against which nothing speaks, the nearest first."""
    trip, like = matter.trip, getattr(matter.trip, matter.field) if use.row_id else None
    found = []
    for row in offers(ground, use, rows[use.what], like=like):
        if row.pk in {trip.vehicle_id, trip.support_vehicle_id} and use.what == VEHICLE:
            continue
        if like is None and use.what == VEHICLE and (row.seats or 0) < (trip.passengers or 0):
            continue
        own_driver = matter.field != "vehicle" or not trip.driver_id
        if ground.suits(row, use, with_driver=own_driver):
            found.append(Offer(pk=row.pk, name=_name(row), detail=_detail(row)))
        if len(found) == OFFERED:
            break
    return tuple(found)


def _name(row: Any) -> str:
    return row.plate if isinstance(row, Vehicle) else str(row.full_name)


def _detail(row: Any) -> str:
    if not isinstance(row, Vehicle):
        return ""
    parts = [str(row.get_kind_display()) if row.kind else row.model]
    if row.seats:
        parts.append(ngettext("{n} seat", "{n} seats", row.seats).format(n=row.seats))
    return ", ".join(part for part in parts if part)
