"""What answers the watch, and what goes with a call for help."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerAlarm(forms.Form):
    """The code of a tap."""

    answer = forms.CharField(max_length=20)


class CallForHelp(forms.Form):
    """A word may go with it; none is needed."""

    text = forms.CharField(label=_("A word, if you like"), max_length=500, required=False)
