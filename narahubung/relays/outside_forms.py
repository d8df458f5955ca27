"""The shape of a word from outside."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.relays.audiences import number
from narahubung.relays.models import Lane, Precedence
from narahubung.relays.translation_forms import ROWS, Translated
from narahubung.relays.words import HOW, LANGUAGES


class OutsideSays(Translated):
    """What somebody outside said, kept as said."""

    text = forms.CharField(
        label=_("What was said, word for word"),
        max_length=2000,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": _("Write the message first.")},
    )
    said_by = forms.CharField(
        label=_("Who said it"),
        max_length=200,
        error_messages={
            "required": _("Write who said it. The source stays on the message to its last reader.")
        },
    )
    heard_by = forms.CharField(
        label=_("Who heard it"),
        max_length=200,
        required=False,
        help_text=_("Empty: you heard it yourself."),
    )
    said_how = forms.ChoiceField(label=_("How"), choices=list(HOW.items()), initial="aloud")
    minutes_ago = forms.IntegerField(
        label=_("Minutes ago"), min_value=0, max_value=1440, initial=0, required=False
    )
    precedence = forms.ChoiceField(
        label=_("How urgent"),
        choices=Precedence.choices,
        initial=Precedence.BIASA.value,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=list(LANGUAGES.items()), initial="en", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["back_translation"]  # the command takes none

    def asked(self, at: datetime) -> dict[str, Any]:
        """Return what the command `take_word` takes."""
        told = dict(self.cleaned_data)
        told["precedence"] = told["precedence"] or Precedence.BIASA.value
        told["language"] = told["language"] or "en"
        told["said_at"] = at - timedelta(minutes=told.pop("minutes_ago") or 0)
        return {**told, **self.translated(told["language"])}


class WordFromOutside(OutsideSays):
    """The same with whom it is about, or the question it belongs to."""

    party = forms.ChoiceField(label=_("About whom"), required=False)
    lane = forms.ChoiceField(label=_("Lane"), choices=Lane.choices, initial=Lane.OPERATIONS.value)
    thread = forms.TypedChoiceField(
        label=_("Belongs to the question"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("It then takes delegation and lane from the question."),
    )

    def __init__(
        self,
        *args: Any,
        parties: list[tuple[str, str]],
        threads: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["party"]
        offered.choices = [("", _("Nobody in particular")), *parties]
        open_ones: Any = self.fields["thread"]
        open_ones.choices = [("", _("none")), *threads]

    def asked(self, at: datetime) -> dict[str, Any]:
        """Return what the command `take_word` takes."""
        told = super().asked(at)
        party, thread = told.pop("party"), told.pop("thread")
        return {**told, "party_id": number(party or ""), "thread_id": thread}
