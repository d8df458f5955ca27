"""The shape of a line of the communication plan, and of what a press release hangs on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.media.forms import Words, moment
from narahubung.media.models import Part

_NOTHING = _("Plan: write for whom it is, what is said, and by which channel.")


class PlanALine(forms.Form):
    """Audience, key message, channel, when, who drafts."""

    audience = forms.CharField(
        label=_("For whom?"),
        help_text=_("The audience: guests, residents on the route, the press of a country."),
        max_length=200,
        error_messages={"required": _NOTHING},
    )
    text_id = forms.CharField(
        label=_("Key message (Indonesian)"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "id"}),
        error_messages={"required": _NOTHING},
    )
    text_en = forms.CharField(
        label=_("Key message (English)"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
        error_messages={"required": _NOTHING},
    )
    channel = forms.CharField(
        label=_("By which channel?"), max_length=200, error_messages={"required": _NOTHING}
    )
    due_at = moment(_("Day and hour"), required=True)
    drafter_id = forms.TypedChoiceField(
        label=_("Who drafts?"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drafter_id"].choices = [("", "-"), *people]  # type: ignore[attr-defined]


class DraftRelease(forms.Form):
    """With which key messages it begins, and whom the press asks."""

    messages = forms.TypedMultipleChoiceField(coerce=int, required=False)
    contact = forms.CharField(
        label=_("Contact for the media"),
        help_text=_("As it stands in the text: a desk and a number, no private one."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, ids: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["messages"].choices = [(pk, str(pk)) for pk in ids]  # type: ignore[attr-defined]


class AddToRelease(Words):
    """A new sentence of a press release: on a key message, or by whom."""

    part = forms.ChoiceField(
        label=_("What for?"),
        choices=[
            (part.value, part.label)
            for part in (Part.HEADLINE, Part.ANNOUNCED, Part.QUOTE, Part.DONE)
        ],
        initial=Part.ANNOUNCED.value,
    )
    planned_id = forms.TypedChoiceField(
        label=_("Approved key message"), coerce=int, required=False, empty_value=None
    )
    source = forms.CharField(
        label=_("Or the source, by name"),
        help_text=_("Who says it, or where it stands: the programme and its item, a document."),
        max_length=200,
        required=False,
    )
    field_order = ("part", "text_id", "text_en", "planned_id", "source")

    def __init__(
        self, *args: Any, messages: Sequence[tuple[int, int, str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_id"].choices = [  # type: ignore[attr-defined]
            ("", "-"),
            *((pk, f"{number}: {english}") for pk, number, _said, english in messages),
        ]
