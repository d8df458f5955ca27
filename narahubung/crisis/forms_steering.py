"""The shape of an objective, of a share in a duty, of a signature."""

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import DutyShare, ObjectiveAnswer


class SetObjective(forms.Form):
    """What, how many, whose, by when."""

    text = forms.CharField(label=_("What is to be reached?"), max_length=300)
    target = forms.IntegerField(label=_("How many?"), min_value=1, max_value=100000)
    owner = forms.CharField(label=_("Who answers for it, by name"), max_length=200)
    minutes = forms.IntegerField(
        label=_("Within how many minutes?"), min_value=1, max_value=10080, initial=30
    )


class Measure(forms.Form):
    """How far it has come."""

    reached = forms.IntegerField(label=_("Reached now"), min_value=0, max_value=100000)
    note = forms.CharField(label=_("Feedback"), max_length=300, required=False)


class Answer(forms.Form):
    """More time, help, or drop."""

    choice = forms.ChoiceField(label=_("More time, help, or drop?"), choices=ObjectiveAnswer)
    minutes = forms.IntegerField(
        label=_("Minutes more"), min_value=1, max_value=10080, required=False
    )
    why = forms.CharField(
        label=_("Why? One sentence"),
        max_length=300,
        error_messages={"required": _("Reason: write one sentence why.")},
    )


class GiveDuty(forms.Form):
    """Which party is what to which duty."""

    duty = forms.CharField(label=_("Duty"), max_length=300)
    who = forms.CharField(label=_("Party"), max_length=300)
    share = forms.ChoiceField(
        label=_("What is it to the duty?"),
        choices=[*DutyShare.choices, ("", _("nothing any more"))],
        required=False,
    )


class Signature(forms.Form):
    """Who says so."""

    said_by = forms.CharField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Write the name of who says so.")},
    )
