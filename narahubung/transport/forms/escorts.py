"""The shape of a request for a police escort, and of its answer."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.movements.forms import nearest
from narahubung.movements.queries import TripLine
from narahubung.parties.models import Place
from narahubung.programme.forms import ClockField
from narahubung.transport.models import Grade
from narahubung.transport.orders import escort_terms
from narahubung.transport.queries.escorts import RequestLine

MOST_VIA = 3


def _units(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=40, required=False)


class EscortForm(forms.Form):
    """What is asked of the police for one trip. Units left empty are what the grade usually has."""

    grade = forms.ChoiceField(choices=Grade.choices, label=_("Grade"))
    motorcycles = _units(_("Motorcycles"))
    lead_cars = _units(_("Cars in front"))
    rear_cars = _units(_("Cars at the rear"))
    call_sign = forms.CharField(max_length=40, required=False, label=_("Call sign"))
    note = forms.CharField(max_length=300, required=False, label=_("Note for the police"))

    def __init__(self, data: Any = None, *, trip: TripLine, by: Actor) -> None:
        super().__init__(data)
        ends = [place for place in (trip.from_place_id, trip.to_place_id) if place is not None]
        places = Place.objects.visible_to(by).exclude(pk__in=ends).order_by("name")
        choices = [("", "-"), *places.values_list("pk", "name")]
        for number in range(1, MOST_VIA + 1):
            self.fields[f"via_{number}"] = forms.TypedChoiceField(
                coerce=int,
                empty_value=None,
                required=False,
                choices=choices,
                label=_("By way of") if number == 1 else _("then"),
            )

    def asked(self) -> dict[str, Any]:
        """Return what `ask_escort` takes."""
        given = self.cleaned_data
        usual = escort_terms().units[given["grade"]]
        via = [given[f"via_{number}"] for number in range(1, MOST_VIA + 1)]
        return {
            "grade": given["grade"],
            "units": {
                name: many if given[name] is None else given[name] for name, many in usual.items()
            },
            "call_sign": given["call_sign"],
            "via": [place for place in via if place],
            "note": given["note"],
        }


class ApproveForm(forms.Form):
    """Who comes, and the number of the order."""

    escort_id = forms.TypedChoiceField(coerce=int, label=_("Unit"))
    number = forms.CharField(max_length=60, required=False, label=_("Number of the order"))
    note = forms.CharField(max_length=300, required=False, label=_("Note"))

    def __init__(self, data: Any = None, *, units: list[tuple[int, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["escort_id"]
        field.choices = units


class RefuseForm(forms.Form):
    """Why not."""

    note = forms.CharField(max_length=300, label=_("Reason"))


class WithdrawForm(forms.Form):
    """Why it is not wanted any more."""

    why = forms.CharField(max_length=200, required=False, label=_("Reason"))


class MoveForm(forms.Form):
    """When it starts instead: the clock time nearest to the old one."""

    starts = ClockField(label=_("New start"), required=True)
    why = forms.CharField(max_length=200, required=False, label=_("Reason"))

    def starts_at(self, line: RequestLine) -> datetime:
        """Return the moment that is meant."""
        old = line.starts_at.astimezone(zone(line.zone))
        return nearest(self.cleaned_data["starts"], old)
