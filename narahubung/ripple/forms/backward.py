"""From which appointment to plan backward, and what is to be done before leaving."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.zones import moment
from narahubung.movements.days import FIRST, LAST
from narahubung.parties.models import Place
from narahubung.programme.forms import ClockField, DayInput

LONGEST_MIN = 240  # longer is a slip of the finger
TYPED = "typed"


def _minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=LONGEST_MIN, label=label)


class BackwardForm(forms.Form):
    """An appointment of the delegation, or a time and a place; and minutes before leaving."""

    target = forms.ChoiceField(label=_("Appointment"))
    on = forms.DateField(
        required=False,
        label=_("Day"),
        widget=DayInput,
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
    )
    clock = ClockField(label=_("Be there at"))
    place = forms.ModelChoiceField(Place.objects.none(), required=False, label=_("Place"))
    start = forms.ModelChoiceField(Place.objects.none(), required=False, label=_("From"))
    dressing = _minutes(_("Dressing, minutes"))
    breakfast = _minutes(_("Breakfast, minutes"))

    def __init__(self, data: Any, *, targets: Iterable[tuple[str, str]], zone: str, by: Actor):
        super().__init__(data)
        self.zone = zone
        field: Any = self.fields["target"]
        field.choices = [*targets, (TYPED, _("a time and a place"))]
        for name in ("place", "start"):
            rows: Any = self.fields[name]
            rows.queryset = Place.objects.visible_to(by).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Ask for day, time and place where no appointment is chosen."""
        given = super().clean() or {}
        if not self.errors and given["target"] == TYPED:
            for name, asks in (
                ("on", _("Choose an appointment, or give the day.")),
                ("clock", _("Choose an appointment, or give the time.")),
                ("place", _("Choose an appointment, or give the place.")),
            ):
                if not given[name]:
                    self.add_error(name, asks)
        return given

    def asked(self) -> dict[str, Any]:
        """Return what `queries.backward` takes."""
        given = self.cleaned_data
        free = given["target"] == TYPED
        return {
            "key": "" if free else given["target"],
            "at": moment(given["on"], given["clock"], self.zone) if free else None,
            "place": given["place"] if free else None,
            "start": given["start"],
            "dressing_min": given["dressing"],
            "breakfast_min": given["breakfast"],
        }
