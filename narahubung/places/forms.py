"""The shape of a room's numbers, and of what stands in it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.places.models import MarkKind, ShapeCode
from narahubung.places.words import NUMBERS
from narahubung.plans.rooms import SHAPES


class ChooseShape(forms.Form):
    """Which shape: the numbers it needs are asked next."""

    shape = forms.ChoiceField(label=_("Shape"), choices=ShapeCode)


class DrawRoom(forms.Form):
    """The name of a room, its venue, and the numbers that its shape needs."""

    name = forms.CharField(label=_("Room"), max_length=120, help_text=_("As it is called there."))
    place_id = forms.TypedChoiceField(
        label=_("Venue"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self, *args: Any, shape: str, venues: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shape = shape
        self.fields["place_id"].choices = [("", "-"), *venues]  # type: ignore[attr-defined]
        for one in SHAPES[shape].numbers:
            self.fields[one.name] = forms.IntegerField(
                label=NUMBERS[one.name],
                min_value=one.least,
                max_value=one.most,
                initial=one.usual,
            )

    def asked(self) -> dict[str, Any]:
        """Return what the command takes."""
        known = self.cleaned_data
        return {
            "name": known["name"],
            "place_id": known["place_id"],
            "shape": self.shape,
            "numbers": {one.name: known[one.name] for one in SHAPES[self.shape].numbers},
        }


class PutMark(forms.Form):
    """What stands where, in cm from the upper left corner of the drawing as drawn."""

    kind = forms.ChoiceField(label=_("What?"), choices=MarkKind)
    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("As on the door: A, North.")
    )
    x_cm = forms.IntegerField(label=_("From the left, cm"), min_value=0)
    y_cm = forms.IntegerField(label=_("From the top, cm"), min_value=0)
