"""The shape of a request for a badge, of what is done with it, and of the set-up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.access.models import Basis
from narahubung.access.words import CHECKS


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    says = {"required": _("Write the day."), "invalid": _("Write the day, as 2026-11-15.")}
    return forms.DateField(label=label, widget=widget, error_messages=says)


class Ask(forms.Form):
    """For whom, which category, from when to when, which zones by name."""

    who = forms.ChoiceField(label=_("For whom?"), required=False)
    full_name = forms.CharField(
        label=_("Or a name"),
        help_text=_("Suppliers, media and others who are on no list of delegations."),
        max_length=200,
        required=False,
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    category_id = forms.TypedChoiceField(label=_("Category"), coerce=int)
    since = _day(_("First day"))
    until = _day(_("Last day"))
    zone_ids = forms.TypedMultipleChoiceField(
        label=_("Zones by name, besides those of the category"),
        help_text=_("Zones of a delegation come by its programme and stay: they are not here."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        categories: Sequence[tuple[int, str]],
        zones: Sequence[tuple[int, str]],
        free: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["who"].choices = [("", "-"), *people] if free else people
        fields["who"].required = not free
        fields["category_id"].choices = categories
        fields["zone_ids"].choices = zones
        if not free:
            del fields["full_name"], fields["organisation"]
        if not zones:
            del fields["zone_ids"]

    def asked(self) -> dict[str, Any]:
        """Return what the command is asked."""
        said = dict(self.cleaned_data)
        kind, _colon, number = said.pop("who", "").partition(":")
        return {**said, f"{kind}_id": int(number)} if number else said


class Why(forms.Form):
    """One sentence why."""

    why = forms.CharField(
        label=_("Why? One sentence"),
        max_length=300,
        error_messages={"required": _("Reason: write one sentence why.")},
    )


class Collect(forms.Form):
    """Who came for it."""

    collector = forms.CharField(
        label=_("Who collects it?"),
        max_length=200,
        error_messages={"required": _("Write who collects the badge.")},
    )
    letter = forms.CharField(
        label=_("If somebody else: letter of authority and ID"), max_length=200, required=False
    )


class Replace(Why):
    """A new badge, after the identity was checked."""

    is_identified = forms.BooleanField(
        label=_("I looked at the passport or ID card."),
        required=False,
    )


class Blank(forms.Form):
    """For whom a blank badge is, for one day."""

    badge_id = forms.TypedChoiceField(label=_("Blank badge"), coerce=int)
    on = _day(_("Day"))
    full_name = forms.CharField(label=_("Name"), max_length=200)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    identity = forms.CharField(
        label=_("Which ID was shown?"),
        help_text=_("The kind and the last digits, not the whole number."),
        max_length=100,
    )
    category_id = forms.TypedChoiceField(label=_("Category"), coerce=int)

    def __init__(
        self,
        *args: Any,
        badges: Sequence[tuple[int, int]],
        categories: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["badge_id"].choices = badges
        fields["category_id"].choices = categories


class MakeBlanks(forms.Form):
    """How many."""

    count = forms.IntegerField(label=_("How many?"), min_value=1, max_value=200, initial=50)


class NewKey(forms.Form):
    """Until when badges of the older keys count, and why there is a new one."""

    shown_key = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput())
    ends_at = forms.DateTimeField(
        label=_("Until when do the badges of older keys open gates?"),
        help_text=_("A moment that is over ends them at once."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Write the moment as day and hour.")},
    )
    why = forms.CharField(label=_("Why?"), max_length=300)


class SettlePassBack(forms.Form):
    """What a supervisor found out."""

    note = forms.CharField(label=_("What was it?"), max_length=300)


class KeepZone(forms.Form):
    """One zone; its code names it."""

    zone_code = forms.CharField(label=_("Code"), max_length=20)
    name_en = forms.CharField(label=_("Name (English)"), max_length=120)
    name_id = forms.CharField(label=_("Name (Indonesian)"), max_length=120, required=False)
    basis = forms.ChoiceField(label=_("Who has it?"), choices=Basis)
    mirrored = forms.BooleanField(
        label=_("The officer on duty has it too, while the duty lasts"), required=False
    )
    place_id = forms.TypedChoiceField(
        label=_("Place whose programme opens it"), coerce=int, required=False, empty_value=None
    )
    room = forms.CharField(label=_("Room of that place"), max_length=120, required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_id"].choices = [("", "-"), *places]  # type: ignore[attr-defined]


class KeepGate(forms.Form):
    """One gate; its code names it."""

    gate_code = forms.CharField(label=_("Code"), max_length=20)
    zone_id = forms.TypedChoiceField(label=_("Zone"), coerce=int)
    name_en = forms.CharField(label=_("Name (English)"), max_length=120)
    name_id = forms.CharField(label=_("Name (Indonesian)"), max_length=120, required=False)
    checks = forms.MultipleChoiceField(
        label=_("What is checked there?"),
        choices=list(CHECKS.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=["entry", "exit"],
        error_messages={"required": _("Choose what is checked at this gate.")},
    )
    pass_back = forms.BooleanField(
        label=_("Nobody goes in twice without coming out"), required=False, initial=True
    )

    def __init__(self, *args: Any, zones: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone_id"].choices = zones  # type: ignore[attr-defined]


class KeepCategory(forms.Form):
    """One category; its code names it."""

    category_code = forms.CharField(label=_("Code"), max_length=20)
    name_en = forms.CharField(label=_("Name (English)"), max_length=120)
    name_id = forms.CharField(label=_("Name (Indonesian)"), max_length=120, required=False)
    zone_ids = forms.TypedMultipleChoiceField(
        label=_("Zones"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    has_photo = forms.BooleanField(
        label=_("The badge shows a photo"),
        help_text=_("Not for heads of state and government."),
        required=False,
        initial=True,
    )
    is_vetted = forms.BooleanField(label=_("Vetting is needed"), required=False, initial=True)
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=_("Colour of the badge's edge"),
        initial="#1f4e79",
        widget=forms.TextInput(attrs={"type": "color"}),
    )

    def __init__(self, *args: Any, zones: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone_ids"].choices = zones  # type: ignore[attr-defined]


class Scan(forms.Form):
    """One scan at a gate. at, list_at: by the phone's clock, seconds since 1970."""

    scanned = forms.CharField(max_length=400)
    check = forms.ChoiceField(choices=list(CHECKS.items()))
    admitted = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )
    shown = forms.CharField(max_length=30, required=False)
    supervisor = forms.CharField(max_length=200, required=False)
    why = forms.CharField(max_length=300, required=False)
    list_at = forms.IntegerField(required=False, min_value=0)
