"""The shape of a translation, and of a correction, which carries one too."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.relays.models import Relay
from narahubung.relays.words import LANGUAGES

ROWS = {"rows": 4, "autocapitalize": "sentences"}


class Translated(forms.Form):
    """A translation, who answers for it, and what somebody else understands from it."""

    translation = forms.CharField(
        label=_("Translation"), max_length=2000, required=False, widget=forms.Textarea(attrs=ROWS)
    )
    translation_language = forms.ChoiceField(
        label=_("Language of the translation"),
        required=False,
        choices=[("", _("Indonesian or English, the other one")), *LANGUAGES.items()],
    )
    translated_by = forms.CharField(label=_("Translated by"), max_length=120, required=False)
    back_translation = forms.CharField(
        label=_("Translated back, as a check"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What somebody else understands from the translation, in the first language."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask who translated: nobody reads a translation that nobody answers for."""
        cleaned = super().clean() or {}
        if cleaned.get("translation") and not cleaned.get("translated_by"):
            self.add_error("translated_by", _("Write who translated it."))
        return cleaned

    def translated(self, language: str) -> dict[str, str]:
        """Return these fields as commands take them. language: of the text itself."""
        told = {one: self.cleaned_data[one] for one in Translated.base_fields if one in self.fields}
        if not told["translation"]:
            return dict.fromkeys(told, "")
        told["translation_language"] = told["translation_language"] or other_than(language)
        return told


class Correct(Translated):
    """A message as it is right: begun with all that the old one says."""

    text = forms.CharField(
        label=_("What is right"),
        max_length=2000,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": _("Write the message first.")},
    )
    expires_at = forms.DateTimeField(
        label=_("Worthless after"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("A message that comes later than this is not sent any more."),
        error_messages={"invalid": _("Write day and time, as 2026-11-21 14:30.")},
    )

    def __init__(self, data: Any = None, *, old: Relay, at: datetime) -> None:
        names = ("text", *Translated.base_fields, "expires_at")
        super().__init__(data, initial={name: getattr(old, name) for name in names})
        self.old, self.at = old, at

    def clean_expires_at(self) -> datetime | None:
        """Return the end; the old one to the second where nobody touched it."""
        end: datetime | None = self.cleaned_data["expires_at"]
        if end is None:
            return None
        if self.old.expires_at and end == self.old.expires_at.replace(second=0, microsecond=0):
            end = self.old.expires_at
        if end <= self.at:
            raise forms.ValidationError(
                _("This moment has passed. Write a later one, or leave it empty.")
            )
        return end

    def asked(self) -> dict[str, Any]:
        """Return what the command `correct` takes besides the message."""
        end = self.cleaned_data["expires_at"]
        return {
            "text": self.cleaned_data["text"],
            **self.translated(self.old.language),
            "expires_at": end,
            "endless": end is None,
        }


def other_than(language: str) -> str:
    """Return the language of the house that a text in this one is translated into."""
    return "en" if language == "id" else "id"
