"""The rows of this room: permits, escorts, motorcades, shuttles, positions."""

from narahubung.transport.models.positions import FloorPlan, PlanMarker, Position
from narahubung.transport.models.shuttles import (
    ShuttleLine,
    ShuttlePassenger,
    ShuttleRun,
    ShuttleStop,
)

__all__ = [
    "FloorPlan",
    "PlanMarker",
    "Position",
    "ShuttleLine",
    "ShuttlePassenger",
    "ShuttleRun",
    "ShuttleStop",
]
