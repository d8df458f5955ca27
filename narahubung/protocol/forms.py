"""The shape of an occasion's parts, of a sheet of the detail book, of what is asked in the car."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.plans.carseats import KINDS
from narahubung.programme.models import CueRole
from narahubung.protocol.models import TextKind, Vip
from narahubung.protocol.rules.rule_sets import library, title_of
from narahubung.protocol.words import BESIDE, FRONTS, SEATS, SHAPES, VEHICLES

_BOTH = _("Write it in both languages.")


def _area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def _long(label: Any, help_text: Any) -> forms.CharField:
    """Return a field for some lines that may stay empty."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=2000, required=False, widget=_area(3)
    )


class ChooseOccasion(forms.Form):
    """Which occasion."""

    code = forms.SlugField(max_length=40)


class Frame(forms.Form):
    """Room shape, order, and who sits where."""

    shape = forms.ChoiceField(label=_("Shape of the room"), choices=list(SHAPES.items()))
    order = forms.ChoiceField(label=_("Order of precedence"), required=False)
    seats = forms.CharField(
        label=_("Who sits or stands where"), max_length=400, required=False, widget=_area(3)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].choices = [  # type: ignore[attr-defined]
            ("", "-"),
            *((code, title_of(code)) for code in library()),
        ]


class _InBoth(forms.Form):
    text_id = forms.CharField(
        label=_("In Indonesian"),
        max_length=400,
        widget=_area(2, lang="id"),
        error_messages={"required": _BOTH},
    )
    text_en = forms.CharField(
        label=_("In English"),
        max_length=400,
        widget=_area(2, lang="en"),
        error_messages={"required": _BOTH},
    )


class TextForm(_InBoth):
    """Words that are said."""

    kind = forms.ChoiceField(label=_("What for?"), choices=TextKind.choices)
    unsure = forms.BooleanField(label=_("To be confirmed"), required=False)
    field_order = ("kind", "text_id", "text_en", "unsure")


class CheckForm(_InBoth):
    """Something to be looked at twice."""

    minutes = forms.IntegerField(
        label=_("Minutes from the start (before it: with a minus)"),
        min_value=-10080,
        max_value=1440,
        initial=-60,
        error_messages={"required": _("Write the minutes, such as -60.")},
    )
    role = forms.ChoiceField(
        label=_("Whose check?"), choices=CueRole.choices, initial=CueRole.PROTOCOL.value
    )
    field_order = ("minutes", "role", "text_id", "text_en")


class DetailForm(forms.Form):
    """A sheet of the detail book."""

    logistics = _long(_("Logistics"), _("Rooms, cars, power, sound, what arrives when."))
    staffing = _long(_("Staffing"), _("How many of whom, where, from when."))
    materials = _long(_("Materials"), _("Flags, plates, gifts, pens, water."))
    contacts = _long(_("Contacts"), _("Who is called about it. Officers do not see this."))
    plan_b = _long(
        _("Plan B"), _("What happens if it cannot take place as planned: rain, delay, no power.")
    )
    vip = forms.ChoiceField(label=_("VIP item?"), choices=Vip.choices, initial=Vip.AUTO.value)
    owner_id = forms.TypedChoiceField(
        label=_("Who owes it?"), coerce=int, required=False, empty_value=None
    )
    owner_name = forms.CharField(
        label=_("Or somebody outside, by name"), max_length=120, required=False
    )
    due_at = forms.DateTimeField(
        label=_("Deadline"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write day and hour, as 2026-11-15 18:30.")},
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [("", "-"), *people]  # type: ignore[attr-defined]


class CarForm(forms.Form):
    """Which vehicle."""

    kind = forms.ChoiceField(label=_("Vehicle"), choices=list(VEHICLES.items()), required=False)

    def chosen(self) -> str:
        """Return the kind; a sedan where nothing was asked."""
        asked = self.cleaned_data.get("kind", "") if self.is_valid() else ""
        return asked if asked in KINDS else KINDS[0]


class SeatRule(forms.Form):
    """How this event seats a principal, and on which side drivers sit."""

    seat_of_honour = forms.ChoiceField(
        label=_("Seat of honour in a sedan"), choices=list(SEATS.items())
    )
    driver_side = forms.ChoiceField(
        label=_("Drivers sit"), choices=[("right", _("on the right")), ("left", _("on the left"))]
    )


class SeatAskForm(forms.Form):
    """What the guest's own security asks for."""

    told_by = forms.CharField(
        label=_("Who asks for it?"),
        help_text=_("Name and function, as the head of security."),
        max_length=120,
        error_messages={"required": _("Write who asked for it: name and function.")},
    )
    seat = forms.ChoiceField(
        label=_("Seat of the principal"),
        required=False,
        choices=[("", _("as the event has it")), *SEATS.items()],
    )
    front = forms.ChoiceField(
        label=_("Beside the driver"),
        required=False,
        choices=[("", _("protection, else aide, else officer")), *FRONTS.items()],
    )
    beside = forms.ChoiceField(
        label=_("Beside the principal"),
        required=False,
        choices=[("", _("by rank")), *BESIDE.items()],
    )
    officer_in = forms.BooleanField(
        label=_("The officer may ride beside the principal"), required=False
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
