"""The shape of a question and of an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskColleagues(forms.Form):
    """A worry in one sentence. seen: numbers of the answered questions that stood beside it."""

    text = forms.CharField(
        label=_("What would you like to know?"),
        help_text=_("Without names of guests: officers and desks read it."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write your question in a few words.")},
    )
    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class AnswerColleague(forms.Form):
    """An answer in a few sentences."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write your answer in a few words.")},
    )
