"""The shape of lessons, improvements, ratings, exercises, results."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Person
from narahubung.accounts.roles import ROLES
from narahubung.learning.models import (
    Element,
    ExerciseKind,
    Lesson,
    Measure,
    PointKind,
    Rates,
)

LARGEST = 1024 * 1024
_WHY = {"required": _("Reason: write one sentence why.")}


class _Day(forms.DateInput):
    input_type = "date"


class Lessons(forms.Form):
    """What was missed, as a measure with a target."""

    what = forms.CharField(
        label=_("What was missed?"),
        help_text=_("One sentence with the figure: 2 of 3 buses not reached in 10 minutes."),
        max_length=300,
        error_messages={"required": _("What was missed: write one sentence.")},
    )
    why = forms.CharField(label=_("Why was it missed?"), max_length=500, required=False)
    measure = forms.ChoiceField(label=_("What is measured"), choices=Measure)
    within_min = forms.IntegerField(label=_("Target, in minutes"), min_value=1, max_value=240)
    of = forms.IntegerField(
        label=_("How many must be reached"), min_value=0, max_value=500, required=False
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Who is called in its drill"),
        help_text=_("Nobody chosen: the first officers of the list."),
        queryset=Person.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]


class Improvements(forms.Form):
    """What is changed, in what, by whom, until when."""

    action = forms.CharField(label=_("Corrective action"), max_length=500)
    element = forms.ChoiceField(label=_("Element"), choices=Element)
    changed = forms.ChoiceField(label=_("What it changes"))
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none())
    starts_on = forms.DateField(label=_("Starts on"), widget=_Day)
    due_on = forms.DateField(label=_("Due on"), widget=_Day)

    def __init__(self, *args: Any, people: Any, changed: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.fields["changed"].choices = changed  # type: ignore[attr-defined]


class Announcement(forms.Form):
    """What is new, and who works with it."""

    says = forms.CharField(label=_("What is new? One sentence"), max_length=300)
    roles = forms.MultipleChoiceField(
        label=_("Who works with it"),
        choices=[(role.code, role.name) for role in ROLES.values()],
    )


class RateIt(forms.Form):
    """A rating, and why."""

    objective = forms.ChoiceField(choices=Measure)
    rating = forms.ChoiceField(label=_("Rating"), choices=Rates)
    why = forms.CharField(label=_("Why? One sentence"), max_length=500, error_messages=_WHY)


class Points(forms.Form):
    """What went well or less well."""

    kind = forms.ChoiceField(label=_("Which side"), choices=PointKind)
    text = forms.CharField(label=_("What"), max_length=500)
    why = forms.CharField(label=_("Why"), max_length=500, required=False)
    entry_id = forms.IntegerField(
        label=_("Line of the journal that shows it"), min_value=1, required=False
    )


class Exercises(forms.Form):
    """One of the calendar."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=ExerciseKind)
    on = forms.DateField(label=_("Day"), widget=_Day)
    lesson = forms.ModelChoiceField(
        label=_("For the lesson"), queryset=Lesson.objects.none(), required=False, empty_label="-"
    )

    def __init__(self, *args: Any, lessons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].queryset = lessons  # type: ignore[attr-defined]


class Reason(forms.Form):
    """One sentence why."""

    why = forms.CharField(label=_("Why? One sentence"), max_length=300, error_messages=_WHY)


class Mark(forms.Form):
    """What the controller saw."""

    done = forms.TypedChoiceField(
        choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1"
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class BringBack(forms.Form):
    """The file of figures of a drill."""

    file = forms.FileField(
        label=_("result.json of the drill"),
        error_messages={"required": _("Choose the file result.json.")},
    )

    def clean_file(self) -> dict[str, Any]:
        """Read it; what is no JSON object is refused at the field."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        says = _("This file is no result of a drill.")
        if file.size is None or file.size > LARGEST:
            raise forms.ValidationError(says)
        try:
            told = json.loads(file.read())
        except (ValueError, RecursionError) as problem:
            raise forms.ValidationError(says) from problem
        if not isinstance(told, dict):
            raise forms.ValidationError(says)
        return told


class Courses(forms.Form):
    """A training that an officer passed."""

    name = forms.CharField(label=_("Training"), max_length=120)
    passed_on = forms.DateField(label=_("Passed on"), widget=_Day)
    expires_on = forms.DateField(label=_("Expires on"), widget=_Day, required=False)
