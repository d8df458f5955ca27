"""The shape of a file, of a decision, of a warning of ours, of a circle, of a feed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.alerts.cap import MOST_BYTES, NotReadable
from narahubung.alerts.models import FeedShape
from narahubung.alerts.reading import text_of_letter
from narahubung.alerts.words import (
    CATEGORY,
    CERTAINTY,
    RESPONSE,
    SEVERITY,
    UNREADABLE,
    URGENCY,
)
from narahubung.parties.models import Place
from narahubung.plans.impact.shapes import MOST_KM
from narahubung.relays import audiences


def _choices(words: dict[str, Any]) -> list[tuple[str, Any]]:
    return list(words.items())


class BringWarning(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("CAP file, or quakes of BMKG (JSON)"),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty."),
        },
    )

    def clean_file(self) -> str:
        """Return it as text, and refuse what is too large before anything reads it."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(UNREADABLE["large"])
        try:
            return text_of_letter(file.read())
        except NotReadable as problem:
            raise forms.ValidationError(UNREADABLE[str(problem.why)]) from None


class Why(forms.Form):
    """One sentence why."""

    why = forms.CharField(
        label=_("Why? One sentence"),
        max_length=300,
        error_messages={"required": _("Reason: write one sentence why.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Circle(forms.Form):
    """A place or a position, and how far around it."""

    place = forms.ModelChoiceField(
        label=_("Around which place?"),
        queryset=Place.objects.none(),
        required=False,
        empty_label="-",
    )
    latitude = forms.FloatField(
        label=_("or latitude (-8.80)"), min_value=-90, max_value=90, required=False
    )
    longitude = forms.FloatField(
        label=_("and longitude (115.23)"), min_value=-180, max_value=180, required=False
    )
    radius_km = forms.FloatField(
        label=_("How far around, in km?"),
        min_value=0.05,
        max_value=MOST_KM,
        initial=1,
        error_messages={"required": _("How far around? For example 1.")},
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        field.queryset = places.exclude(latitude=None).exclude(longitude=None)  # type: ignore[attr-defined]
        field.label_from_instance = lambda place: place.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Ask for one of the two."""
        told = super().clean() or {}
        has_position = told.get("latitude") is not None and told.get("longitude") is not None
        if not told.get("place") and not has_position and not self.errors:
            self.add_error("place", _("Choose a place, or write latitude and longitude."))
        return told


class _Words(forms.Form):
    """What it says, in both languages."""

    headline_id = forms.CharField(
        label=_("In one sentence, Indonesian"),
        max_length=160,
        error_messages={"required": _("Write it in one sentence.")},
    )
    headline = forms.CharField(
        label=_("The same in English"),
        max_length=160,
        error_messages={"required": _("Write it in one sentence.")},
    )
    description_id = forms.CharField(
        label=_("What to know and do, Indonesian"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    description = forms.CharField(
        label=_("The same in English"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    response = forms.ChoiceField(
        label=_("What is to be done?"), choices=_choices(RESPONSE), initial="Shelter"
    )
    severity = forms.ChoiceField(label=_("How bad?"), choices=_choices(SEVERITY), initial="Severe")
    holds_min = forms.IntegerField(
        label=_("Holds for how many minutes?"),
        min_value=5,
        max_value=1440,
        initial=120,
        error_messages={"required": _("For how long? For example 120.")},
    )


class IssueAlert(_Words, Circle):
    """A warning of ours."""

    category = forms.ChoiceField(
        label=_("What is it about?"), choices=_choices(CATEGORY), initial="Safety"
    )
    urgency = forms.ChoiceField(
        label=_("How soon?"), choices=_choices(URGENCY), initial="Immediate"
    )
    certainty = forms.ChoiceField(
        label=_("How sure?"), choices=_choices(CERTAINTY), initial="Observed"
    )
    area_text = forms.CharField(
        label=_("What people call the area"), max_length=200, required=False
    )
    concerned = forms.BooleanField(
        label=_("Tell the officers and drivers of everybody within the circle"),
        required=False,
        initial=True,
    )
    named_only = forms.BooleanField(
        label=_("Only for those who get it, each by name (CAP: Private)"), required=False
    )
    incident = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    exercise = forms.BooleanField(
        label=_("This is an exercise: every text begins LATIHAN/EXERCISE"), required=False
    )
    audience = forms.MultipleChoiceField(
        label=_("Tell besides"), widget=forms.CheckboxSelectMultiple, required=False
    )
    field_order = (
        *("headline_id", "headline", "description_id", "description", "response"),
        *("place", "latitude", "longitude", "radius_km", "area_text"),
        *("category", "severity", "urgency", "certainty", "holds_min"),
        *("concerned", "audience", "named_only", "exercise", "incident"),
    )

    def __init__(self, *args: Any, by: Any, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = audiences.choices(by, at)
        wanted = {"all", "role"}  # single people and delegations: a message does that better
        kept = [
            choice
            for _name, words in groups
            for choice in words
            if choice[0].split(":")[0] in wanted
        ]
        self.fields["audience"].choices = kept  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Ask for somebody."""
        told = super().clean() or {}
        if not told.get("concerned") and not told.get("audience"):
            self.add_error("audience", _("Choose whom it is for."))
        return told


class UpdateAlert(_Words):
    """What is new of a warning of ours."""

    radius_km = forms.FloatField(
        label=_("How far around now, in km? Empty: as before"),
        min_value=0.05,
        max_value=MOST_KM,
        required=False,
    )


class ListFeed(forms.Form):
    """An address that is asked for warnings."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=120,
        error_messages={"required": _("Give it a name.")},
    )
    url = forms.CharField(
        label=_("Address"),
        help_text=_("It begins with https://. Only this host is ever asked."),
        max_length=500,
        error_messages={"required": _("Write the address.")},
    )
    shape = forms.ChoiceField(label=_("What stands there?"), choices=FeedShape)
    every_min = forms.IntegerField(
        label=_("Ask every how many minutes?"), min_value=2, max_value=60, initial=3
    )
