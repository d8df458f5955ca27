"""The shape of what planners of the programme send."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.parties.models import Party, Place
from narahubung.programme.queries import ItemLine


class ReleaseForm(forms.Form):
    """A note to the version: what the reader should look at."""

    note = forms.CharField(required=False, max_length=200, label=_("Note for the readers"))
    key = forms.UUIDField(required=False)


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(required=False, max_length=200, label=_("Reason"))
    key = forms.UUIDField(required=False)


class ClockField(forms.TimeField):
    """A clock time as this house writes it: 18.11. A browser's own field may ask for AM and PM."""

    def __init__(self, *, label: Any, required: bool = False) -> None:
        super().__init__(
            required=required,
            label=label,
            input_formats=["%H.%M", "%H:%M"],
            widget=forms.TimeInput(
                format="%H.%M",
                attrs={"inputmode": "decimal", "placeholder": "18.11", "autocomplete": "off"},
            ),
            error_messages={"invalid": _("Write a clock time such as 19.46.")},
        )


class DayInput(forms.DateInput):
    """A day as the browser asks for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ItemForm(WhyForm):
    """Time, place and state of an item, on the clock of the item's zone."""

    on = forms.DateField(required=False, label=_("Day"), widget=DayInput)
    start = ClockField(label=_("Start"))
    ends_on = forms.DateField(
        required=False,
        label=_("Day of the end"),
        widget=DayInput,
        help_text=_("Only where it ends on another day"),
    )
    end = ClockField(label=_("End"))
    place = forms.ModelChoiceField(Place.objects.none(), required=False, label=_("Place"))
    room = forms.CharField(required=False, max_length=120, label=_("Room"))
    dress = forms.CharField(required=False, max_length=200, label=_("Dress"))
    certainty = forms.ChoiceField(choices=Certainty.choices, label=_("State"))

    field_order = ("on", "start", "end", "ends_on", "place", "room", "dress", "certainty", "why")

    def __init__(self, data: Any = None, *, item: ItemLine, by: Actor) -> None:
        self.item = item
        here = zone(item.zone)
        starts = item.starts_at.astimezone(here) if item.starts_at else None
        ends = item.ends_at.astimezone(here) if item.ends_at else None
        super().__init__(
            data,
            initial={
                "on": starts.date() if starts else None,
                "start": starts.time() if starts else None,
                "end": ends.time() if ends else None,
                "ends_on": ends.date()
                if starts and ends and ends.date() != starts.date()
                else None,
                "place": item.place_id,
                "room": item.room,
                "dress": item.dress,
                "certainty": item.certainty,
            },
        )
        places: Any = self.fields["place"]
        places.queryset = Place.objects.visible_to(by).order_by("name")
        places.label_from_instance = lambda place: place.name

    def clean(self) -> dict[str, Any]:
        """Ask for the day where a clock time is given."""
        given = super().clean() or {}
        if (given.get("start") or given.get("end")) and not given.get("on"):
            self.add_error("on", _("A clock time needs its day."))
        return given

    def to(self) -> dict[str, Any]:
        """Return what `move_item` takes: only what differs from the item."""
        given = self.cleaned_data
        told = {
            "starts_at": self._moment(given["on"], given["start"]),
            "ends_at": self._moment(given["ends_on"] or given["on"], given["end"]),
            "place": given["place"].pk if given["place"] else None,
            "room": given["room"],
            "dress": given["dress"],
            "certainty": given["certainty"],
        }
        stands = {name: getattr(self.item, name) for name in told if name != "place"}
        stands["place"] = self.item.place_id
        return {name: value for name, value in told.items() if value != stands[name]}

    def shown(self) -> list[tuple[str, Any, Any]]:
        """Return (field, old, new) of what would change, for the preview."""
        told = self.to()
        words = dict(Certainty.choices)
        found: list[tuple[str, Any, Any]] = []
        for name, new in told.items():
            old = getattr(self.item, name)
            if name == "place":
                place = self.cleaned_data["place"]
                old, new = self.item.place, place.name if place else ""
            if name == "certainty":
                old, new = words[old], words[new]
            found.append((name, old, new))
        return found

    def _moment(self, on: Any, clock: Any) -> datetime | None:
        if not on or clock is None:
            return None
        return datetime.combine(on, clock, tzinfo=zone(self.item.zone))


class AttendanceForm(forms.Form):
    """Which parties attend."""

    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Who attends"),
    )
    key = forms.UUIDField(required=False)

    def __init__(self, data: Any = None, *, item: ItemLine, by: Actor) -> None:
        super().__init__(data, initial={"parties": [party.id for party in item.parties]})
        parties: Any = self.fields["parties"]
        parties.queryset = Party.objects.visible_to(by).order_by("code")
        parties.label_from_instance = lambda party: f"{party.code} {party.name}"
