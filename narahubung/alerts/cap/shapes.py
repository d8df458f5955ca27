"""Polygons and circles as they are written, made usable; what cannot be meant keeps its text."""

from dataclasses import dataclass

from narahubung.alerts.cap.terms import CapArea
from narahubung.plans.impact import Area, BadShape, Circle, Ring, Wrong

MOST_CORNERS = 20_000


@dataclass(frozen=True, kw_only=True)
class Shaped:
    """What can be matched; of the rest its text, and why not ("" where these are no numbers)."""

    area: Area
    refused: tuple[tuple[str, Wrong | str], ...]


def area_of(*areas: CapArea) -> Shaped:
    """Return all the shapes of these areas together."""
    rings, circles, refused = list[Ring](), list[Circle](), list[tuple[str, Wrong | str]]()
    for area in areas:
        for text in area.polygons:
            try:
                rings.append(Ring(_corners(text)))
            except ValueError as problem:
                refused.append((text, _why(problem)))
        for text in area.circles:
            try:
                circles.append(_circle(text))
            except ValueError as problem:
                refused.append((text, _why(problem)))
    return Shaped(area=Area(rings, circles), refused=tuple(refused))


def _why(problem: ValueError) -> Wrong | str:
    return problem.wrong if isinstance(problem, BadShape) else ""


def _corners(text: str) -> tuple[tuple[float, float], ...]:
    words = text.split()
    if len(words) > MOST_CORNERS:
        raise ValueError(len(words))
    return tuple(_position(word) for word in words)


def _circle(text: str) -> Circle:
    middle, radius = text.split()
    return Circle(*_position(middle), float(radius))


def _position(word: str) -> tuple[float, float]:
    lat, lon = word.split(",")
    return float(lat), float(lon)
