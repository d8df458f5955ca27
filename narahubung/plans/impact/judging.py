"""What is wrong with any impact: looked at stay by stay, in exact numbers, without the engine."""

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from narahubung.plans.impact.shapes import EARTH_KM, Circle, Ring
from narahubung.plans.impact.terms import Impact, ImpactProblem, Stay

NEAR = Fraction(1, 10**8)  # degrees: nearer to an edge than this, both answers are right


def impact_faults(problem: ImpactProblem, found: Impact) -> list[str]:
    """Return a line for each thing that is wrong; none where all is right."""
    looks = (_of_stays, _of_order, _of_places, _of_first)
    return [line for look in looks for line in look(problem, found)]


def _of_stays(problem: ImpactProblem, found: Impact) -> Iterator[str]:
    touched, unknown = list(found.touched), list(found.unknown)
    for stay in problem.stays:
        where = problem.places.get(stay.place)
        in_time = _meets(stay, problem.start, problem.end)
        if _take(unknown, stay) != (in_time and where is None):
            yield f"{stay}: unknown or not"
        should = (_holds(problem, where) if where else False) if in_time else False
        if _take(touched, stay) != should and should is not None:
            yield f"{stay}: {'not touched' if should else 'touched'}"
    for stay in touched + unknown:
        yield f"{stay}: nobody asked of it"


def _of_order(problem: ImpactProblem, found: Impact) -> Iterator[str]:
    for name, listed in (("touched", found.touched), ("unknown", found.unknown)):
        begins = [max(stay.start, problem.start) for stay in listed]
        if begins != sorted(begins):
            yield f"{name}: not by time"


def _of_places(problem: ImpactProblem, found: Impact) -> Iterator[str]:
    if set(found.unplaced) != {stay.place for stay in found.unknown}:
        yield f"unplaced: {found.unplaced}"
    for place, where in problem.places.items():
        should = _holds(problem, where) if where else False
        if should is not None and should != (place in found.places):
            yield f"place {place}: {'not told' if should else 'told'}"


def _of_first(problem: ImpactProblem, found: Impact) -> Iterator[str]:
    right: dict[str, int] = {}
    for stay in found.touched:
        begins = max(stay.start, problem.start)
        right[stay.who] = min(right.get(stay.who, begins), begins)
    if right != dict(found.first):
        yield "first: not the first moments"


def _take(stays: list[Stay], stay: Stay) -> bool:
    if stay in stays:
        stays.remove(stay)
        return True
    return False


def _meets(stay: Stay, start: int, end: int) -> bool:
    return any(start <= moment < end for moment in (stay.start, start) if _is_at(stay, moment))


def _is_at(stay: Stay, moment: int) -> bool:
    return stay.start <= moment < max(stay.end, stay.start + 1)


def _holds(problem: ImpactProblem, where: tuple[float, float]) -> bool | None:
    """Say if any shape holds it; None where it lies so near to an edge that both are right."""
    answers = [_ring_holds(ring, where) for ring in problem.area.rings]
    answers += [_circle_holds(circle, where) for circle in problem.area.circles]
    return True if True in answers else None if None in answers else False


def _circle_holds(circle: Circle, where: tuple[float, float]) -> bool | None:
    """By the chord through the earth, not along its surface."""
    one, two = _in_space(circle.lat, circle.lon), _in_space(*where)
    apart = 2 * math.asin(min(math.dist(one, two) / 2, 1)) * EARTH_KM
    return None if abs(apart - circle.radius_km) < 1e-4 else apart < circle.radius_km


def _in_space(lat: float, lon: float) -> tuple[float, float, float]:
    north, east = math.radians(lat), math.radians(lon)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def _ring_holds(ring: Ring, where: tuple[float, float]) -> bool | None:
    """By sides met on the way to the north, in fractions: the engine looks east, in floats."""
    lat, lon = Fraction(where[0]), Fraction(where[1])
    corners = [(Fraction(a), Fraction(b)) for a, b in ring.corners]
    is_in = False
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise(corners):
        if _is_near(lat_a, lon_a, lat_b, lon_b, lat, lon):
            return None
        if (lon_a > lon) != (lon_b > lon):
            met_at = lat_a + (lon - lon_a) / (lon_b - lon_a) * (lat_b - lat_a)
            is_in ^= lat < met_at
    return is_in


def _is_near(
    lat_a: Fraction,
    lon_a: Fraction,
    lat_b: Fraction,
    lon_b: Fraction,
    lat: Fraction,
    lon: Fraction,
) -> bool:
    high, wide = lat_b - lat_a, lon_b - lon_a
    length = high * high + wide * wide
    along = ((lat - lat_a) * high + (lon - lon_a) * wide) / length if length else Fraction(0)
    along = min(max(along, Fraction(0)), Fraction(1))
    off_lat, off_lon = lat - (lat_a + along * high), lon - (lon_a + along * wide)
    return off_lat * off_lat + off_lon * off_lon < NEAR * NEAR
