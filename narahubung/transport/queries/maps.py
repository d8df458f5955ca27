"""What stands on the map beside the cars: places, land, the organiser's own tiles, floor plans."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.files import path_of
from narahubung.parties.models import Place
from narahubung.transport.coast import box_around, land_in
from narahubung.transport.models import FloorPlan

TILES = "map_tiles"  # in the event's policy: {"url": …, "credit": …}
_NOTHING = '{"type":"MultiPolygon","coordinates":[]}'


@dataclass(frozen=True, kw_only=True)
class PlaceMark:
    """A place with its point."""

    id: int
    name: str
    kind: str
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Tiles:
    """The organiser's own tiles: address with {z}, {x}, {y}; credit: whose map it is.

    origin: the one place from which the browser may then fetch pictures.
    """

    url: str
    credit: str

    @property
    def origin(self) -> str:
        """Return scheme and host, for the content security policy."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, kw_only=True)
class PlanSheet:
    """A floor plan with what stands on it. markers: (id, name, x, y)."""

    id: int
    name: str
    place: str
    place_id: int
    width: int
    height: int
    markers: tuple[tuple[int, str, float, float], ...]


def places_on_map(*, by: Actor) -> list[PlaceMark]:
    """Return the places whose point is known, by name. One query."""
    rows = Place.objects.visible_to(by).exclude(latitude=None).exclude(longitude=None)
    return [
        PlaceMark(
            id=row.pk,
            name=row.name,
            kind=row.kind,
            latitude=row.latitude or 0.0,
            longitude=row.longitude or 0.0,
        )
        for row in rows.order_by("name")
    ]


def land(*, by: Actor) -> str:
    """Return the land around the event's places as GeoJSON text. One query."""
    box = box_around((place.longitude, place.latitude) for place in places_on_map(by=by))
    return land_in(box) if box else _NOTHING


def tiles_of(event: Event) -> Tiles | None:
    """Return the organiser's tiles, None where there are none (which is how it begins)."""
    told: dict[str, Any] = event.policy.get(TILES) or {}
    return Tiles(url=told["url"], credit=told.get("credit", "")) if told.get("url") else None


def floor_plans(*, by: Actor) -> list[PlanSheet]:
    """Return the floor plans of the event with their markers, by place. Two queries."""
    rows = FloorPlan.objects.visible_to(by).select_related("place").prefetch_related("markers")
    return [_sheet(row) for row in rows.order_by("place__name", "name")]


def floor_plan(*, by: Actor, plan_id: int) -> PlanSheet:
    """Return one floor plan. Two queries. Raises FloorPlan.DoesNotExist."""
    return _sheet(FloorPlan.objects.visible_to(by).select_related("place").get(pk=plan_id))


def picture_of(*, by: Actor, plan_id: int) -> tuple[Any, str, str]:
    """Return (path, media type, name) of a plan's picture. Raises FloorPlan.DoesNotExist."""
    row = FloorPlan.objects.visible_to(by).get(pk=plan_id)
    path = path_of(row.digest)
    if not path.exists():
        raise FloorPlan.DoesNotExist
    return path, row.media_type, row.name


def _sheet(row: FloorPlan) -> PlanSheet:
    markers = sorted(row.markers.all(), key=lambda marker: (marker.name, marker.pk))
    return PlanSheet(
        id=row.pk,
        name=row.name,
        place=row.place.name,
        place_id=row.place_id,
        width=row.width,
        height=row.height,
        markers=tuple((one.pk, one.name, one.x, one.y) for one in markers),
    )
