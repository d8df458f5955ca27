"""Days as forms and addresses name them."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from narahubung.programme.forms import DayInput

FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)  # near the ends of time sums of days fail


class DayField(forms.DateField):
    """A day on which an event may be."""

    widget = DayInput

    def __init__(self, **more: Any) -> None:
        near = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
        super().__init__(validators=near, **more)


def day_named(text: str) -> date | None:
    """Return the day that an address names, None where it names none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None
