"""Rings and circles on the map, as warnings bring them: what cannot be meant is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from narahubung.plans.arrays import Bools, Floats, np

EARTH_KM = 6371.0088  # mean radius (IUGG)
MOST_KM = 2000.0  # a larger circle is half a hemisphere: a slip, or malice
EDGE = 1e-9  # degrees: a tenth of a millimetre; what lies on the edge is inside
TOGETHER = 512  # sides looked at in one go


class Wrong(StrEnum):
    """Why a shape cannot be used."""

    OPEN = "open"  # the last corner is not the first
    FEW = "few"  # fewer than three corners
    FLAT = "flat"  # it encloses nothing
    CROSSES = "crosses"  # two of its sides cross: what it encloses cannot be known
    SWAPPED = "swapped"  # latitude and longitude stand the wrong way round
    NOWHERE = "nowhere"  # no such position on earth
    DATE_LINE = "date_line"  # it goes around the other side of the earth
    RADIUS = "radius"  # nothing, or half the world


class BadShape(ValueError):  # noqa: N818 -- says what it is
    """A shape that cannot be used. place: number of its corner or side, from 0, if it is one."""

    def __init__(self, wrong: Wrong, place: int | None = None) -> None:
        super().__init__(wrong if place is None else f"{wrong} at {place}")
        self.wrong, self.place = wrong, place


@dataclass(frozen=True)
class Ring:
    """A polygon: its corners (latitude, longitude), the first one once more at the end.

    Raises BadShape. Touching itself is allowed: so a ring with a hole is drawn.
    """

    corners: Sequence[tuple[float, float]]
    _points: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        points = np.array(self.corners, dtype=float).reshape(-1, 2)
        if len(points) < 4:  # a triangle, closed
            raise BadShape(Wrong.FEW)
        for number, (lat, lon) in enumerate(points):
            _check_position(float(lat), float(lon), number)
        if not np.array_equal(points[0], points[-1]):
            raise BadShape(Wrong.OPEN)
        steps = np.abs(np.diff(points[:, 1]))
        if steps.max() > 180:  # half around the earth
            raise BadShape(Wrong.DATE_LINE, int(steps.argmax()))
        kept = np.r_[True, np.any(np.diff(points, axis=0) != 0, axis=1)]
        points = points[kept]
        if (side := _crossing(points)) is not None:
            raise BadShape(Wrong.CROSSES, side)
        if len(points) < 4 or not _twice_its_size(points):
            raise BadShape(Wrong.FLAT)
        object.__setattr__(self, "_points", points)

    def holds(self, lat: Floats, lon: Floats) -> Bools:
        """Say of each position if it lies within or on the edge."""
        low, high = self._points.min(axis=0) - EDGE, self._points.max(axis=0) + EDGE
        near = (lat >= low[0]) & (lat <= high[0]) & (lon >= low[1]) & (lon <= high[1])
        inside = np.zeros(len(lat), dtype=bool)
        if near.any():
            inside[near] = _within(self._points, lat[near], lon[near])
        return inside


@dataclass(frozen=True)
class Circle:
    """All that is no farther than radius_km (great circle) from a point. Raises BadShape."""

    lat: float
    lon: float
    radius_km: float

    def __post_init__(self) -> None:
        _check_position(self.lat, self.lon, None)
        if not 0 < self.radius_km <= MOST_KM:
            raise BadShape(Wrong.RADIUS)

    def holds(self, lat: Floats, lon: Floats) -> Bools:
        """Say of each position if it lies within or on the edge."""
        here, there = np.radians(self.lat), np.radians(lat)
        apart = np.radians(lon - self.lon)
        half = (
            np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(apart / 2) ** 2
        )
        far = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
        return np.asarray(far <= self.radius_km + 1e-7, dtype=bool)


@dataclass(frozen=True)
class Area:
    """Rings and circles together."""

    rings: Sequence[Ring] = ()
    circles: Sequence[Circle] = ()

    def holds(self, lat: Floats, lon: Floats) -> Bools:
        """Say of each position if any of them holds it."""
        inside = np.zeros(len(lat), dtype=bool)
        shapes: list[Ring | Circle] = [*self.rings, *self.circles]
        for shape in shapes:
            inside |= shape.holds(lat, lon)
        return inside


def _check_position(lat: float, lon: float, place: int | None) -> None:
    if not (abs(lat) <= 90 and abs(lon) <= 180):  # also what is no number
        swapped = abs(lon) <= 90 and 90 < abs(lat) <= 180
        raise BadShape(Wrong.SWAPPED if swapped else Wrong.NOWHERE, place)


def _twice_its_size(points: Floats) -> float:
    moved = points - points[0]  # near nothing: small shapes far from zero keep their digits
    lat, lon = moved[:, 0], moved[:, 1]
    return float(np.sum(lon[:-1] * lat[1:] - lon[1:] * lat[:-1]))


def _side_of(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return on which side of a-b each c lies: positive, negative, nothing."""
    across = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1])
    along = (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    return np.asarray(across - along, dtype=float)


def _crossing(points: Floats) -> int | None:
    """Return a side that another one crosses (not: touches), if any."""
    starts, ends = points[:-1], points[1:]
    for number in range(len(starts) - 2):
        others = slice(number + 2, None)
        a, b, c, d = starts[number], ends[number], starts[others], ends[others]
        one = _side_of(a, b, c) * _side_of(a, b, d)
        two = _side_of(c, d, a) * _side_of(c, d, b)
        if bool(np.any((one < 0) & (two < 0))):
            return number
    return None


def _within(points: Floats, lat: Floats, lon: Floats) -> Bools:
    """Count for each position how many sides a ray to the east meets; look for the edge besides."""
    meets, on_edge = np.zeros(len(lat), dtype=int), np.zeros(len(lat), dtype=bool)
    for first in range(0, len(points) - 1, TOGETHER):
        sides = points[first : first + TOGETHER + 1]
        start, end = sides[:-1, :, None], sides[1:, :, None]
        lat_a, lon_a, lat_b, lon_b = start[:, 0], start[:, 1], end[:, 0], end[:, 1]
        reached = (lat_a > lat) != (lat_b > lat)
        high = np.where(lat_b == lat_a, 1.0, lat_b - lat_a)  # a level side is reached by no ray
        crossed_at = lon_a + (lat - lat_a) / high * (lon_b - lon_a)
        meets += np.sum(reached & (lon < crossed_at), axis=0)
        on_edge |= np.any(_is_on(lat_a, lon_a, lat_b, lon_b, lat, lon), axis=0)
    return np.asarray((meets % 2 == 1) | on_edge, dtype=bool)


def _is_on(
    lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats, lat: Floats, lon: Floats
) -> Bools:
    high, wide = lat_b - lat_a, lon_b - lon_a
    along = ((lat - lat_a) * high + (lon - lon_a) * wide) / (high * high + wide * wide)
    along = np.clip(along, 0, 1)
    far = np.hypot(lat - (lat_a + along * high), lon - (lon_a + along * wide))
    return np.asarray(far <= EDGE, dtype=bool)
