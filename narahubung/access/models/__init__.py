"""Zones and gates, accreditations, badges, passages."""

from narahubung.access.models.badges import Badge, BadgeState, DayUse, DayUseState, KeyEnd
from narahubung.access.models.passages import Check, Passage, PassBack
from narahubung.access.models.people import Accreditation, AccreditationState, Grant, Vetting
from narahubung.access.models.zones import Basis, Category, Gate, Zone

__all__ = [
    "Accreditation",
    "AccreditationState",
    "Badge",
    "BadgeState",
    "Basis",
    "Category",
    "Check",
    "DayUse",
    "DayUseState",
    "Gate",
    "Grant",
    "KeyEnd",
    "PassBack",
    "Passage",
    "Vetting",
    "Zone",
]
