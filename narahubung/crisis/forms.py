"""The shape of a report, of a grade, of a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import Grade, HeadState, IncidentKind, SeenHow
from narahubung.parties.models import Place


class Report(forms.Form):
    """What happened, where: three taps and a few words."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=IncidentKind,
        error_messages={"required": _("Choose what it is; something else will do.")},
    )
    what = forms.CharField(
        label=_("What happened?"),
        help_text=_("What you see and hear; who is hurt; what is needed first."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("What happened: write it in a few words.")},
    )
    place = forms.ModelChoiceField(
        label=_("Where?"), queryset=Place.objects.none(), required=False, empty_label="-"
    )
    place_text = forms.CharField(
        label=_("Where exactly, or another place"), max_length=200, required=False
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        field.queryset = places  # type: ignore[attr-defined]
        field.label_from_instance = lambda place: place.name  # type: ignore[attr-defined]


class Why(forms.Form):
    """One sentence why."""

    why = forms.CharField(
        label=_("Why? One sentence"),
        max_length=300,
        error_messages={"required": _("Reason: write one sentence why.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Grades(Why):
    """How bad, and why."""

    grade = forms.ChoiceField(label=_("How bad?"), choices=Grade)
    field_order = ("grade", "why")


class CountHead(forms.Form):
    """How one person is, and how one knows."""

    state = forms.ChoiceField(label=_("How is the person?"), choices=HeadState)
    how = forms.ChoiceField(
        label=_("How do you know?"), choices=SeenHow, initial=SeenHow.SIGHTED.value
    )
    now_at = forms.CharField(label=_("Where now?"), max_length=200, required=False)
