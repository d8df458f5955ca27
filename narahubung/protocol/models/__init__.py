"""Occasions of items, their texts and checks; the detail book; what a party's security asks."""

from narahubung.protocol.models.details import Detail, Vip
from narahubung.protocol.models.occasions import (
    Occasion,
    OccasionCheck,
    OccasionText,
    TextKind,
)
from narahubung.protocol.models.seats import SeatAsk

__all__ = ["Detail", "Occasion", "OccasionCheck", "OccasionText", "SeatAsk", "TextKind", "Vip"]
