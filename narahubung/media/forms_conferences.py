"""The shape of a press conference, and of who registers for it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.media.forms import moment

_NOTHING = _("Press conference: write the topic, the place and who speaks.")


class KeepConference(forms.Form):
    """When, where, who, in which languages, and what they hold to."""

    topic = forms.CharField(label=_("Topic"), max_length=200, error_messages={"required": _NOTHING})
    starts_at = moment(_("Day and hour"), required=True)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600, initial=45)
    place_text = forms.CharField(
        label=_("Place"),
        help_text=_("By its name in the programme: what is on there at that hour is shown."),
        max_length=200,
        error_messages={"required": _NOTHING},
    )
    speakers = forms.CharField(
        label=_("Who speaks?"), max_length=300, error_messages={"required": _NOTHING}
    )
    moderator = forms.CharField(label=_("Moderator"), max_length=200, required=False)
    languages = forms.CharField(label=_("Languages"), max_length=200, required=False)
    interpreter = forms.CharField(label=_("Interpreter"), max_length=200, required=False)
    statement_id = forms.TypedChoiceField(
        label=_("Text to hold to"), coerce=int, required=False, empty_value=None
    )
    messages = forms.TypedMultipleChoiceField(
        label=_("Key messages to hold to"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        texts: Sequence[tuple[int, int, str]],
        lines: Sequence[tuple[int, int, str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement_id"].choices = [  # type: ignore[attr-defined]
            ("", "-"),
            *((pk, f"{number}: {first}") for pk, number, first in texts),
        ]
        self.fields["messages"].choices = [  # type: ignore[attr-defined]
            (pk, f"{number}: {said} / {english}") for pk, number, said, english in lines
        ]


class Register(forms.Form):
    """Who comes."""

    name = forms.CharField(
        label=_("Journalist"),
        max_length=200,
        error_messages={"required": _("Write the journalist's name.")},
    )
    outlet = forms.CharField(
        label=_("Newspaper, station or agency"), max_length=200, required=False
    )
    contact = forms.CharField(label=_("Where can they be reached?"), max_length=200, required=False)


class AskThere(forms.Form):
    """A question that was asked there."""

    text = forms.CharField(
        label=_("What was asked?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Question: write what was asked, in their words.")},
    )
    asked_by = forms.CharField(label=_("Who asks, for whom?"), max_length=200, required=False)
