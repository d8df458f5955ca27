"""Arrivals, departures, trips, vehicles, escort units, travel times, and status chains."""

from narahubung.movements.models.fleet import (
    Driver,
    EscortUnit,
    Vehicle,
    VehicleKind,
    VehiclePermit,
)
from narahubung.movements.models.movements import (
    Direction,
    Mode,
    Movement,
    StatusMark,
    Whereabouts,
)
from narahubung.movements.models.trips import TravelTime, Trip

__all__ = [
    "Direction",
    "Driver",
    "EscortUnit",
    "Mode",
    "Movement",
    "StatusMark",
    "TravelTime",
    "Trip",
    "Vehicle",
    "VehicleKind",
    "VehiclePermit",
    "Whereabouts",
]
