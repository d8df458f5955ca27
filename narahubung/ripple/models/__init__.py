"""Waves: what one change did to everything else, line by line, and who was told."""

from narahubung.ripple.models.waves import Notice, NoticeState, Shift, ShiftState, Wave

__all__ = ["Notice", "NoticeState", "Shift", "ShiftState", "Wave"]
