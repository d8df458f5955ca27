"""What can happen to occasions, the detail book and the seats a party asks for."""

from narahubung.protocol.entries.details import DeadlinePassed, DetailWritten
from narahubung.protocol.entries.occasions import (
    OccasionChosen,
    OccasionLookedAt,
    OccasionTakenBack,
    OccasionWritten,
)
from narahubung.protocol.entries.seats import SeatsAsked

__all__ = [
    "DeadlinePassed",
    "DetailWritten",
    "OccasionChosen",
    "OccasionLookedAt",
    "OccasionTakenBack",
    "OccasionWritten",
    "SeatsAsked",
]
