"""What people type about bookings, lists of lounges, bags, aircraft and their papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.airports.models import (
    AircraftKind,
    BagPoint,
    BagState,
    BookingKind,
    BookingState,
    ClearanceKind,
    ClearanceState,
    Facility,
    GuestState,
)
from narahubung.kit.refusals import Refusal
from narahubung.movements.queries import MovementLine


class Unclear(Refusal):
    """A form that cannot be read."""

    says = "{fault}"


def checked(form: forms.Form) -> dict[str, Any]:
    """Return what was typed. Raises Unclear, naming the fields."""
    if form.is_valid():
        return form.cleaned_data
    faults = []
    for name, texts in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        faults += [f"{label}: {text}" if label else str(text) for text in texts]
    raise Unclear(fault=" ".join(faults))


def _moment(label: Any, *, required: bool = True) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def _words(label: Any, longest: int, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, **more)


def _number(label: Any, most: int = 9999) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False)


def _facilities(rows: list[Facility]) -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        groups.setdefault(str(row.get_kind_display()), []).append((row.pk, row.name))
    return [("", _("nothing scarce")), *groups.items()]


class BookForm(forms.Form):
    """What is to be booked. A facility says its own kind."""

    facility = forms.TypedChoiceField(
        label=_("Which"), coerce=int, empty_value=None, required=False
    )
    kind = forms.ChoiceField(
        label=_("What, if none of these"),
        required=False,
        choices=[("", "-"), *BookingKind.choices],
    )
    what = _words(_("In words"), 200)
    starts_at = _moment(_("From"))
    ends_at = _moment(_("Until"))
    owner_name = _words(_("Who sees to it"), 120)
    owner_phone = _words(_("Phone"), 40)

    def __init__(self, *args: Any, rows: list[Facility], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["facility"]
        field.choices = _facilities(rows)
        self._kinds = {row.pk: row.kind for row in rows}

    def clean(self) -> dict[str, Any]:
        """Take the kind from the facility, or ask for one."""
        given = super().clean() or {}
        given["kind"] = self._kinds.get(given.get("facility") or 0) or given.get("kind", "")
        if not given["kind"]:
            raise forms.ValidationError(_("Choose what is to be booked."))
        return given


class MoveForm(forms.Form):
    """Another time or another facility of the same kind."""

    starts_at = _moment(_("From"))
    ends_at = _moment(_("Until"))
    facility = forms.TypedChoiceField(
        label=_("Which"), coerce=int, empty_value=None, required=False
    )
    why = _words(_("Why"), 200)

    def __init__(self, *args: Any, rows: list[Facility], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["facility"]
        field.choices = [("", "-"), *((row.pk, row.name) for row in rows)]


class AnswerForm(forms.Form):
    """How a booking stands."""

    state = forms.ChoiceField(label=_("State"), choices=BookingState.choices)
    reason = _words(_("Why"), 200)
    seen = forms.ChoiceField(choices=BookingState.choices, required=False)


class GuestForm(forms.Form):
    """Somebody for the list of a lounge: a member, or a name."""

    member = forms.IntegerField(label=_("Member of the delegation"), required=False)
    name = _words(_("Another name"), 200)
    function = _words(_("Function"), 120)
    granted = _words(_("Over the limit, because"), 200)


class GuestAnswerForm(forms.Form):
    """Whether the lounge takes somebody."""

    state = forms.ChoiceField(label=_("State"), choices=GuestState.choices)
    reason = _words(_("Why"), 200)


class PointForm(forms.Form):
    """A point on the way of the bags."""

    at_point = forms.ChoiceField(label=_("Where"), choices=BagPoint.choices)


class CountForm(PointForm):
    """How many bags there are."""

    count = forms.IntegerField(
        label=_("Bags"),
        min_value=0,
        max_value=9999,
        error_messages={"required": _("Write how many bags you count.")},
    )


class BagForm(forms.Form):
    """A bag that did not come along."""

    description = _words(_("Kind, colour, what is on it"), 200, required=True)
    tag = _words(_("Number of the tag"), 40)
    airline_ref = _words(_("Number of the airline's report"), 40)
    deliver_to = _words(_("Deliver to"), 120)


class FollowForm(forms.Form):
    """What became of a missing bag."""

    state = forms.ChoiceField(label=_("State"), choices=BagState.choices)
    airline_ref = _words(_("Number of the airline's report"), 40)
    note = _words(_("Note"), 200)


class PaperForm(forms.Form):
    """How a paper of an aircraft stands."""

    kind = forms.ChoiceField(label=_("Paper"), choices=ClearanceKind.choices)
    state = forms.ChoiceField(label=_("State"), choices=ClearanceState.choices)
    number = _words(_("Number"), 60)
    valid_from = _moment(_("Valid from"), required=False)
    valid_until = _moment(_("Valid until"), required=False)


class AircraftForm(forms.Form):
    """The facts of an aircraft."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AircraftKind.choices)
    registration = _words(_("Registration"), 20)
    registration_alt = _words(_("Second registration"), 20)
    call_sign = _words(_("Call sign"), 20)
    aircraft_type = _words(_("Type"), 60)
    operator = _words(_("Operator"), 120)
    mtow_kg = _number(_("Greatest take-off mass in kg"), 700_000)
    seats = _number(_("Seats"))
    souls = _number(_("Persons on board"))
    weapons = _words(_("Weapons on board"), 400)
    dangerous_goods = _words(_("Dangerous goods"), 200)
    crew_contact = _words(_("Contact of the crew"), 120)
    crew_hotel = _words(_("Hotel of the crew"), 120)
    ferry_to = _words(_("Waits at another airport"), 60)
    note = _words(_("Note"), 500)

    def __init__(self, *args: Any, sees_weapons: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_weapons:
            del self.fields["weapons"]


class FacilityForm(forms.Form):
    """A stand, slot, lounge or ramp car of the event."""

    kind = forms.ChoiceField(label=_("Kind"), choices=BookingKind.choices)
    name = _words(_("Name"), 120, required=True)
    capacity = forms.IntegerField(label=_("Bookings at once"), min_value=1, max_value=99, initial=1)
    with_head = _number(_("Lounge: people besides the head"), 99)
    limits = _words(_("Other limits"), 200)


def end_of(line: MovementLine) -> str:
    """Return which end of an aircraft's stay a movement is, as `keep_aircraft` names it."""
    return "arrival_id" if line.direction == "arrival" else "departure_id"
