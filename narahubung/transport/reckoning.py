"""How far it is, and when a car is there: plain reckoning, no rows and no clock.

The drive from the list is the measure: who has a third of the way through the air before him has a
third of its minutes before him. Where no list knows the drive, roads are taken to be 1.3 times as
long as the way through the air, at 30 km/h, as measured in towns.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
ROADS_LONGER = 1.3
TOWN_KMH = 30.0
OLD = timedelta(minutes=5)
INACCURATE_M = 1000.0

Point = tuple[float, float]  # latitude, longitude in degrees


class Trust(StrEnum):
    """Whether the reckoned arrival may be told, and if not, why."""

    GOOD = "good"
    OLD = "old"
    INACCURATE = "inaccurate"
    UNKNOWN = "unknown"
    WAITS = "waits"  # the car has not left: nobody knows how long it stands


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """When a car is there. at: None unless it can be trusted; by_list: a listed drive measured."""

    at: datetime | None
    trust: Trust
    left_km: float | None = None
    by_list: bool = False


def air_km(a: Point, b: Point) -> float:
    """Return the way through the air between two points, in km."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, point)) for point in (a, b))
    across = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(across))


def town_min(a: Point, b: Point) -> float:
    """Return the minutes of a drive that no list knows."""
    return air_km(a, b) * ROADS_LONGER / TOWN_KMH * 60


def arrival(
    *,
    here: Point,
    read_at: datetime,
    accuracy_m: float,
    start: Point | None,
    to: Point | None,
    minutes: float | None,
    under_way: bool,
    at: datetime,
) -> Arrival:
    """Return when a car that is under way is at `to`.

    read_at: of the position. start, minutes: of the listed drive, None where no list knows it.
    """
    if to is None:
        return Arrival(at=None, trust=Trust.UNKNOWN)
    left = air_km(here, to)
    if not under_way:
        return Arrival(at=None, trust=Trust.WAITS, left_km=left)
    if at - read_at > OLD:
        return Arrival(at=None, trust=Trust.OLD, left_km=left)
    if accuracy_m > INACCURATE_M:
        return Arrival(at=None, trust=Trust.INACCURATE, left_km=left)
    whole = air_km(start, to) if start else 0.0
    by_list = bool(minutes and whole)
    needs = minutes * left / whole if minutes and whole else town_min(here, to)
    return Arrival(
        at=max(at, read_at + timedelta(minutes=needs)),
        trust=Trust.GOOD,
        left_km=left,
        by_list=by_list,
    )
