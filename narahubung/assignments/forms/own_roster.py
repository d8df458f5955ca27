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


class NoteBreak(forms.Form):
    """A break begins, with a meal or without, or is over."""

    do = forms.ChoiceField(choices=[("begin", "begin"), ("meal", "meal"), ("end", "end")])
