"""Waves: what one change did to everything else, line by line, and who was told."""

from narahubung.ripple.models.waves import (
    OF_MEETING,
    TOLD,
    Notice,
    NoticeState,
    Shift,
    ShiftState,
    Wave,
)

__all__ = ["OF_MEETING", "TOLD", "Notice", "NoticeState", "Shift", "ShiftState", "Wave"]
