"""The land around the places of an event, cut from Natural Earth (public domain): no network.

The file is the TopoJSON of `world-atlas`: arcs of whole numbers, each the step from the one before;
a ring is a list of arcs, `~i` one of them backwards.
"""

import gzip
import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import ceil, floor
from pathlib import Path
from typing import Any

LAND = Path(__file__).parent / "land" / "land-10m.json.gz"
AROUND_DEG = 1.5
MOST_POINTS = 20_000
Point = tuple[float, float]  # longitude, latitude, as GeoJSON has them
Box = tuple[float, float, float, float]  # west, south, east, north


def box_around(points: Iterable[Point]) -> Box | None:
    """Return the box of whole degrees around points, with about 150 km to spare."""
    found = list(points)
    if not found:
        return None
    lons, lats = zip(*found, strict=True)
    return (
        max(-180, floor(min(lons) - AROUND_DEG)),
        max(-90, floor(min(lats) - AROUND_DEG)),
        min(180, ceil(max(lons) + AROUND_DEG)),
        min(90, ceil(max(lats) + AROUND_DEG)),
    )


@lru_cache(maxsize=8)
def land_in(box: Box) -> str:
    """Return the land inside a box as GeoJSON text. Half a second the first time, then kept."""
    shapes = [
        cut
        for polygon in _polygons(box)
        if (cut := [ring for whole in polygon if (ring := _clipped(whole, box))])
    ]
    points = sum(len(ring) for polygon in shapes for ring in polygon)
    every = ceil(points / MOST_POINTS) or 1
    coordinates = [[_thinned(ring, every) for ring in polygon] for polygon in shapes]
    return json.dumps({"type": "MultiPolygon", "coordinates": coordinates}, separators=(",", ":"))


def _polygons(box: Box) -> Iterable[list[list[Point]]]:
    atlas = json.loads(gzip.decompress(LAND.read_bytes()))
    (scale_x, scale_y), (shift_x, shift_y) = (
        atlas["transform"]["scale"],
        atlas["transform"]["translate"],
    )
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((round(x * scale_x + shift_x, 4), round(y * scale_y + shift_y, 4)))
        arcs.append(arc)
    for polygon in _of(atlas["objects"]["land"]):
        rings = [_ring(ring, arcs) for ring in polygon]
        if _touches(rings[0], box):
            yield rings


def _of(shape: dict[str, Any]) -> Iterable[list[list[int]]]:
    if shape["type"] == "GeometryCollection":
        for inner in shape["geometries"]:
            yield from _of(inner)
    elif shape["type"] == "MultiPolygon":
        yield from shape["arcs"]
    else:
        yield shape["arcs"]


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    found: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return found


def _touches(ring: list[Point], box: Box) -> bool:
    west, south, east, north = box
    lons, lats = [lon for lon, _lat in ring], [lat for _lon, lat in ring]
    return min(lons) < east and max(lons) > west and min(lats) < north and max(lats) > south


def _clipped(ring: list[Point], box: Box) -> list[Point]:
    """Cut a ring at the four sides of the box, one after another (Sutherland and Hodgman, 1974)."""
    west, south, east, north = box
    sides: list[tuple[int, float, Callable[[float, float], bool]]] = [
        (0, west, float.__ge__),
        (0, east, float.__le__),
        (1, south, float.__ge__),
        (1, north, float.__le__),
    ]
    for axis, edge, is_inside in sides:
        if not ring:
            break
        kept: list[Point] = []
        for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True):
            inside = is_inside(float(point[axis]), float(edge))
            if inside != is_inside(float(before[axis]), float(edge)):
                part = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append(
                    (
                        round(before[0] + part * (point[0] - before[0]), 4),
                        round(before[1] + part * (point[1] - before[1]), 4),
                    )
                )
            if inside:
                kept.append(point)
        ring = kept
    return ring


def _thinned(ring: list[Point], every: int) -> list[Point]:
    return [*ring[:-1:every], ring[-1]] if every > 1 else ring
