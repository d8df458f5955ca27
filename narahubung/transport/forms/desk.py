"""What the transport desk sends: a drive by hand, a car out of use, a row for a drive."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.movements.forms import LONGEST_DRIVE
from narahubung.movements.models import Driver, Vehicle
from narahubung.parties.models import Party, Place
from narahubung.programme.forms import ClockField
from narahubung.transport.forms.days import DayField


def _row(label: Any, *, required: bool = False) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(coerce=int, empty_value=None, required=required, label=label)


class AddTripForm(forms.Form):
    """A drive by hand. Without an arrival it takes as long as the way is known to take."""

    party = _row(_("Delegation"), required=True)
    purpose = forms.CharField(max_length=120, label=_("Purpose"))
    from_place = _row(_("From"), required=True)
    to_place = _row(_("To"), required=True)
    on = DayField(label=_("Day"))
    departs = ClockField(label=_("Departure"), required=True)
    arrives = ClockField(label=_("Arrival"), required=False)
    vehicle = _row(_("Car"))
    driver = _row(_("Driver"))
    passengers = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=2000,
        label=_("People"),
        help_text=_("0 where only luggage goes"),
    )
    why = forms.CharField(required=False, max_length=200, label=_("Reason"))
    overrule = forms.BooleanField(required=False, label=_("It is to be so all the same"))
    key = forms.UUIDField(required=False)

    def __init__(self, data: Any = None, *, by: Actor, zone_name: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.zone_name = zone_name
        places = list(Place.objects.visible_to(by).order_by("name").values_list("pk", "name"))
        parties = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).order_by("code")
        cars = Vehicle.objects.visible_to(by).order_by("plate")
        drivers = Driver.objects.visible_to(by).order_by("full_name")
        choices = {
            "party": [("", "-"), *((one.pk, f"{one.code} {one.name}") for one in parties)],
            "from_place": [("", "-"), *places],
            "to_place": [("", "-"), *places],
            "vehicle": [("", "-"), *((car.pk, car.label()) for car in cars)],
            "driver": [
                ("", _("who usually drives the car")),
                *((one.pk, one.full_name) for one in drivers),
            ],
        }
        for name, of in choices.items():
            field: Any = self.fields[name]
            field.choices = of

    def clean(self) -> dict[str, Any]:
        """Refuse an arrival on an earlier clock that cannot be one after midnight."""
        given = super().clean() or {}
        told = all(given.get(name) for name in ("on", "departs", "arrives"))
        if told and self._arrives() - self._at("departs") > LONGEST_DRIVE:
            self.add_error("arrives", _("The arrival must be later than the departure."))
        return given

    def to(self) -> dict[str, Any]:
        """Return what `add_trip` takes; an arrival on an earlier clock is on the next day."""
        given = self.cleaned_data
        found = {
            name: given[name]
            for name in ("purpose", "from_place", "to_place", "vehicle", "driver", "passengers")
        }
        found["departs_at"] = self._at("departs")
        if given["arrives"]:
            found["arrives_at"] = self._arrives()
        return found

    def _at(self, name: str) -> datetime:
        given = self.cleaned_data
        return datetime.combine(given["on"], given[name], tzinfo=zone(self.zone_name))

    def _arrives(self) -> datetime:
        arrives = self._at("arrives")
        return arrives if arrives >= self._at("departs") else arrives + timedelta(days=1)


class OutForm(forms.Form):
    """A car is out of use: from now, until a moment or until somebody says that it is back."""

    on = DayField(required=False, label=_("Back on"))
    until = ClockField(required=False, label=_("At"))
    why = forms.CharField(max_length=200, label=_("Reason"))
    key = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the day where a clock time is given, and the other way round."""
        given = super().clean() or {}
        if not self.errors and bool(given.get("on")) != bool(given.get("until")):
            self.add_error("on", _("Give the day and the clock time, or neither."))
        return given

    def moment(self, zone_name: str) -> datetime | None:
        """Return until when; None is until somebody says that it is back."""
        given = self.cleaned_data
        if not given["on"]:
            return None
        return datetime.combine(given["on"], given["until"], tzinfo=zone(zone_name))
