"""The shape of what planners of the programme send."""

from narahubung.programme.forms.items import (
    AttendanceForm,
    ClockField,
    DayInput,
    ItemForm,
    ReleaseForm,
    WhyForm,
)

__all__ = [
    "AttendanceForm",
    "ClockField",
    "DayInput",
    "ItemForm",
    "ReleaseForm",
    "WhyForm",
]
