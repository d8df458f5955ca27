"""The shape of what the press asks, of the answer, and of a badge."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.media.models import Answered, Ask, Medium

_DAY = {"type": "date"}


class PressAsks(forms.Form):
    """What the press asks."""

    text = forms.CharField(
        label=_("What was asked?"),
        help_text=_("In their words. You need not answer: the media desk does."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Question: write what was asked, in their words.")},
    )
    asked_by = forms.CharField(label=_("Who asks, for whom?"), max_length=200, required=False)
    contact = forms.CharField(label=_("Where can they be reached?"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("What is asked for?"), choices=Ask, initial=Ask.QUESTION.value)
    outlet = forms.CharField(
        label=_("Newspaper, station or agency"), max_length=200, required=False
    )
    country = forms.CharField(label=_("Its country"), max_length=100, required=False)
    wish_person = forms.CharField(label=_("Interview with whom?"), max_length=200, required=False)
    wish_time = forms.CharField(label=_("When do they wish it?"), max_length=200, required=False)


class Reply(forms.Form):
    """How it was answered."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Answered)
    statement = forms.TypedChoiceField(
        label=_("From which text?"), coerce=int, required=False, empty_value=None
    )
    note = forms.CharField(
        label=_("Why, what is missing, or the words of the answer"), max_length=300, required=False
    )
    medium = forms.ChoiceField(
        label=_("Category"), choices=[("", "-"), *Medium.choices], required=False
    )
    area = forms.CharField(label=_("Area or zone"), max_length=200, required=False)
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput(attrs=_DAY)
    )

    def __init__(self, *args: Any, texts: Sequence[tuple[int, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].choices = [  # type: ignore[attr-defined]
            ("", "-"),
            *((pk, str(number)) for pk, number in texts),
        ]


class Badge(forms.Form):
    """The number on the badge."""

    badge = forms.CharField(
        label=_("Number of the badge"),
        max_length=40,
        error_messages={"required": _("Write the number of the badge.")},
    )


class Told(forms.Form):
    """How the answer was told."""

    told_how = forms.CharField(label=_("Told how?"), max_length=100, required=False)
