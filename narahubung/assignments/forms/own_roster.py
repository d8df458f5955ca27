"""The shape of what an officer says of the own duties."""

from django import forms
from django.utils.translation import gettext_lazy as _

_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class SayWish(forms.Form):
    """When an officer would rather be free, on the event's clock."""

    starts = forms.DateTimeField(label=_("Free from"), widget=_MOMENT)
    ends = forms.DateTimeField(label=_("Free until"), widget=_MOMENT)


class AnswerOvertime(forms.Form):
    """Yes or no."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class AskOvertime(forms.Form):
    """How much longer, with which other party, and the duty whose page asks; all may be empty."""

    minutes = forms.IntegerField(required=False, min_value=1, max_value=1440)
    besides = forms.SlugField(required=False, max_length=40)
    replaces = forms.IntegerField(required=False, min_value=1)


class NoteBreak(forms.Form):
    """A break begins, with a meal or without, or is over."""

    do = forms.ChoiceField(choices=[("begin", "begin"), ("meal", "meal"), ("end", "end")])
