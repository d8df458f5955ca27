"""Waves: what one change did to everything else, who was told, and who agrees to a repair."""

from narahubung.ripple.models.waves import (
    OF_MEETING,
    TOLD,
    Consent,
    ConsentState,
    Notice,
    NoticeState,
    Shift,
    ShiftState,
    Wave,
)

__all__ = [
    "OF_MEETING",
    "TOLD",
    "Consent",
    "ConsentState",
    "Notice",
    "NoticeState",
    "Shift",
    "ShiftState",
    "Wave",
]
