"""Lines, buses and passengers of shuttles."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.zones import moment
from narahubung.movements.models import Vehicle
from narahubung.parties.models import Place
from narahubung.programme.forms import ClockField
from narahubung.transport.forms.days import DayField
from narahubung.transport.queries.shuttles import StopLine, who_may_ride

MOST_STOPS = 6


def _choice(label: Any, choices: list[tuple[int, str]], *, required: bool = True) -> Any:
    """Return a field of rows; "" becomes None."""
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        required=required,
        choices=[("", "-"), *choices],
    )


class LineForm(forms.Form):
    """A line: its code, its names and up to six stops with minutes after the first."""

    code = forms.CharField(label=_("Code"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    name_id = forms.CharField(label=_("Name in Indonesian"), max_length=120, required=False)

    def __init__(self, data: Any = None, *, by: Actor) -> None:
        super().__init__(data)
        rows = Place.objects.visible_to(by).order_by("name")
        places = list(rows.values_list("pk", "name"))
        for number in range(1, MOST_STOPS + 1):
            words = {"number": number}
            self.fields[f"place{number}"] = _choice(
                _("Stop {number}").format(**words), places, required=number <= 2
            )
            self.fields[f"minutes{number}"] = forms.IntegerField(
                label=_("Minutes after the first stop, at stop {number}").format(**words),
                min_value=0,
                max_value=600,
                required=number <= 2,
                initial=0 if number == 1 else None,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the minutes of each stop that is named."""
        given = super().clean() or {}
        for number in range(3, MOST_STOPS + 1):
            if given.get(f"place{number}") and given.get(f"minutes{number}") is None:
                self.add_error(
                    f"minutes{number}", _("Say after how many minutes the bus is there.")
                )
        return given

    def stops(self) -> list[tuple[int, int]]:
        """Return (place, minutes) of each stop that is named."""
        given = self.cleaned_data
        return [
            (given[f"place{number}"], given[f"minutes{number}"])
            for number in range(1, MOST_STOPS + 1)
            if given[f"place{number}"]
        ]


class RunsForm(forms.Form):
    """Buses of a line on one day: the first, the last and how often between them."""

    line = forms.TypedChoiceField(label=_("Line"), coerce=int)
    on = DayField(label=_("Day"))
    first = ClockField(label=_("First bus"), required=True)
    last = ClockField(label=_("Last bus (empty: only the first)"))
    every = forms.IntegerField(
        label=_("Every how many minutes"), min_value=5, max_value=720, initial=30
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=200, initial=30)
    accessible = forms.BooleanField(label=_("Takes a wheelchair"), required=False)

    def __init__(self, data: Any = None, *, by: Actor, lines: list[tuple[int, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["line"]
        field.choices = lines
        rows = Vehicle.objects.visible_to(by).order_by("plate")
        cars = [car for car in rows if car.carries_guests]
        self.fields["vehicle"] = _choice(
            _("Car"), [(car.pk, car.label()) for car in cars], required=False
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a last bus that is not before the first."""
        given = super().clean() or {}
        if given.get("last") and given.get("first") and given["last"] < given["first"]:
            self.add_error("last", _("The last bus must not be before the first one."))
        return given

    def starts(self, zone_name: str) -> list[datetime]:
        """Return the departures from the first stop."""
        given = self.cleaned_data
        minutes = _minutes(given["first"])
        until = _minutes(given["last"]) if given["last"] else minutes
        found = range(minutes, until + 1, given["every"])
        clocks = [given["first"].replace(hour=one // 60, minute=one % 60) for one in found]
        return [moment(given["on"], clock, zone_name) for clock in clocks]


class SignUpForm(forms.Form):
    """A seat for a member, or for somebody of a party who stands on no list."""

    name = forms.CharField(
        label=_("Or a name"), max_length=200, required=False, help_text=_("With the delegation.")
    )
    wheelchair = forms.BooleanField(label=_("Comes in a wheelchair"), required=False)

    def __init__(self, data: Any = None, *, by: Actor, stops: tuple[StopLine, ...]) -> None:
        super().__init__(data)
        parties, members = who_may_ride(by=by)
        self.fields["member"] = _choice(_("Who"), members, required=False)
        self.fields["party"] = _choice(_("Delegation"), parties)
        if len(parties) == 1:
            self.fields["party"].initial = parties[0][0]
        self.fields["boards"] = _choice(
            _("Gets on at"), [(stop.id, stop.place) for stop in stops[:-1]]
        )
        self.fields["boards"].initial = stops[0].id if stops else None
        self.order_fields(["party", "member", "name", "boards", "wheelchair"])


def _minutes(clock: Any) -> int:
    return int(clock.hour * 60 + clock.minute)
