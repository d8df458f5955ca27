"""Tiles of the organiser's own, floor plans and what is marked on them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.parties.models import Place

_TILES = re.compile(r"https?://[\w.-]+(:\d+)?/[\w./{}?=&%@-]*")


class TilesForm(forms.Form):
    """Where the organiser's own map tiles lie; empty: the map does without."""

    url = forms.CharField(
        label=_("Address of the tiles"),
        required=False,
        max_length=300,
        help_text=_(
            "As https://tiles.example.org/{z}/{x}/{y}.png. Only your browsers ask there; leave it"
            " empty to do without. Mind who may see which part of the map is looked at."
        ),
    )
    credit = forms.CharField(label=_("Whose map it is"), required=False, max_length=120)

    def clean_url(self) -> str:
        """Ask for an address that names column, row and zoom, and nothing else unusual."""
        url = str(self.cleaned_data["url"]).strip()
        parts = ("{z}", "{x}", "{y}")
        if url and not (_TILES.fullmatch(url) and all(part in url for part in parts)):
            raise ValidationError(_("Write an address with {z}, {x} and {y} in it."))
        return url


class PlanForm(forms.Form):
    """A drawing of a venue."""

    place = forms.TypedChoiceField(label=_("Venue"), coerce=int)
    name = forms.CharField(label=_("Name"), max_length=120)
    picture = forms.FileField(
        label=_("Drawing"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, at most 12 MB."),
    )

    def __init__(self, *args: Any, by: Actor) -> None:
        super().__init__(*args)
        field: Any = self.fields["place"]
        rows = Place.objects.visible_to(by).order_by("name")
        field.choices = list(rows.values_list("pk", "name"))


class MarkForm(forms.Form):
    """A mark on a drawing: its name and its point."""

    name = forms.CharField(label=_("Room, door or waiting place"), max_length=120)
    x = forms.FloatField(label=_("Points from the left"), min_value=0)
    y = forms.FloatField(label=_("Points from the top"), min_value=0)
