"""The shape of a motorcade: its order, a car in it, a seat in a car, the way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.parties.models import Place
from narahubung.transport.models import CarRole, Grade, Seat, SeatRole
from narahubung.transport.orders import orders
from narahubung.transport.queries.motorcades import MotorcadeSheet


def _row(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=label)


class MakeForm(forms.Form):
    """In which order the cars drive."""

    order = forms.ChoiceField(label=_("Order of cars"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["order"]
        field.choices = [(order.id, f"{order.name} ({order.said_by})") for order in orders()]


class OrderForm(forms.Form):
    """The cars, front to rear: their numbers with commas between."""

    cars = forms.RegexField(r"^\d{1,18}(,\d{1,18}){0,60}$", label=_("Order of cars"))

    def asked(self) -> list[int]:
        """Return the cars' numbers in order."""
        return [int(one) for one in self.cleaned_data["cars"].split(",")]


class CarForm(forms.Form):
    """One place in the order."""

    role = forms.ChoiceField(choices=CarRole.choices, label=_("What it does"))
    vehicle_id = _row(_("Car"))
    driver_id = _row(_("Driver"))
    call_sign = forms.CharField(max_length=40, required=False, label=_("Call sign"))

    def __init__(
        self, data: Any = None, *, choices: dict[str, list[tuple[int, str]]], **more: Any
    ) -> None:
        super().__init__(data, **more)
        for name, rows, empty in (
            ("vehicle_id", "cars", "-"),
            ("driver_id", "drivers", _("who usually drives the car")),
        ):
            field: Any = self.fields[name]
            field.choices = [("", empty), *choices[rows]]


class SeatForm(forms.Form):
    """Who sits where in one car: a member, or a name."""

    seat = forms.ChoiceField(choices=Seat.choices, label=_("Seat"))
    member_id = _row(_("Member"))
    name = forms.CharField(max_length=200, required=False, label=_("or a name"))
    role = forms.ChoiceField(
        choices=SeatRole.choices, label=_("As"), required=False, initial=SeatRole.GUEST.value
    )

    def __init__(
        self, data: Any = None, *, choices: dict[str, list[tuple[int, str]]], **more: Any
    ) -> None:
        super().__init__(data, **more)
        field: Any = self.fields["member_id"]
        field.choices = [("", "-"), *choices["members"]]

    def clean_role(self) -> str:
        """Return the role; a guest where none is said."""
        return str(self.cleaned_data["role"] or SeatRole.GUEST.value)


class RouteForm(forms.Form):
    """The way and what belongs to it."""

    grade = forms.ChoiceField(choices=Grade.choices, label=_("Grade"))
    route_main = forms.CharField(max_length=300, required=False, label=_("Main way"))
    route_alternate = forms.CharField(max_length=300, required=False, label=_("Alternate way"))
    distance_km = forms.FloatField(
        min_value=0, max_value=2000, required=False, label=_("Distance (km)")
    )
    hospital = _row(_("Hospital on the way"))
    radio = forms.CharField(max_length=40, required=False, label=_("Radio channel"))
    advance_min = forms.IntegerField(
        min_value=0, max_value=240, required=False, label=_("Advance car, minutes before")
    )
    note = forms.CharField(max_length=1000, required=False, label=_("Note"))

    def __init__(self, data: Any = None, *, sheet: MotorcadeSheet, by: Actor) -> None:
        names = ("grade", "route_main", "route_alternate", "distance_km", "radio", "advance_min")
        start = {name: getattr(sheet, name) for name in (*names, "note")}
        super().__init__(data, initial={**start, "hospital": sheet.hospital_id})
        places = list(Place.objects.visible_to(by).order_by("name"))
        places.sort(key=lambda place: "hospital" not in place.kind.casefold())
        field: Any = self.fields["hospital"]
        field.choices = [("", "-"), *((place.pk, place.name) for place in places)]
