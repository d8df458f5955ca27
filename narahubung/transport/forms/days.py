"""A day as the forms of this room ask for it."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from narahubung.movements.days import FIRST, LAST
from narahubung.programme.forms import DayInput


class DayField(forms.DateField):
    """A day on which an event may be."""

    widget = DayInput

    def __init__(self, **more: Any) -> None:
        near = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
        super().__init__(validators=near, **more)
