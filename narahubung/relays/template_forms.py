"""The shape of a template of a message: title and text in each language, and how it goes."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Lane, Precedence
from narahubung.relays.queries.templates import EXPECTED, Phrase
from narahubung.relays.rules.templates import fields_in
from narahubung.relays.words import GUESTS, LANGUAGES


class TemplateForm(forms.Form):
    """A template. Its code follows from its title, and stays when the title changes."""

    title_id = forms.CharField(label=_("Title in Indonesian"), max_length=60, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=60, required=False)
    precedence = forms.ChoiceField(
        label=_("How urgent"), choices=Precedence.choices, initial=Precedence.BIASA.value
    )
    lane = forms.ChoiceField(label=_("Lane"), choices=Lane.choices, initial=Lane.OPERATIONS.value)
    must_read_back = forms.BooleanField(label=_("Everybody repeats it"), required=False)
    party = forms.ChoiceField(label=_("Filled in for"), required=False)

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["party"]
        offered.choices = [("", _("Nobody in particular")), *parties]
        for language, name in LANGUAGES.items():
            self.fields[f"text_{language}"] = forms.CharField(
                label=name,
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": language, "dir": "auto"}),
            )

    @property
    def expected(self) -> list[forms.BoundField]:
        """Return the texts every template ought to have."""
        return [self[f"text_{language}"] for language in EXPECTED]

    @property
    def others(self) -> list[forms.BoundField]:
        """Return the texts in guests' languages."""
        return [self[f"text_{language}"] for language in GUESTS]

    @property
    def others_written(self) -> bool:
        """Tell whether one of them is written, so that it is not hidden."""
        return any(field.value() or field.errors for field in self.others)

    def clean(self) -> dict[str, Any]:
        """Ask for a title and a text, and name a field that does not exist beside its text."""
        cleaned = super().clean() or {}
        if not self.titles(cleaned):
            self.add_error("title_en", _("Write a title."))
        if not self.texts(cleaned):
            self.add_error("text_id", _("Write the text in at least one language."))
        for language, text in self.texts(cleaned).items():
            try:
                fields_in(text)
            except Refusal as wrong:
                self.add_error(f"text_{language}", str(wrong))
        return cleaned

    @staticmethod
    def titles(told: dict[str, Any]) -> dict[str, str]:
        """Return the titles that are written, by language."""
        return {one: told[f"title_{one}"] for one in EXPECTED if told.get(f"title_{one}")}

    @staticmethod
    def texts(told: dict[str, Any]) -> dict[str, str]:
        """Return the texts that are written, by language."""
        return {one: told[f"text_{one}"] for one in LANGUAGES if told.get(f"text_{one}")}

    def asked(self) -> dict[str, Any]:
        """Return what the command `keep_template` takes, but for the code."""
        told = self.cleaned_data
        return {
            "title": self.titles(told),
            "texts": self.texts(told),
            **{name: told[name] for name in ("precedence", "lane", "must_read_back")},
        }


def initial_of(phrase: Phrase) -> dict[str, Any]:
    """Return a template as the form shows it."""
    return {
        **{f"title_{language}": title for language, title in phrase.titles.items()},
        **{f"text_{language}": text for language, text in phrase.texts.items()},
        **{name: getattr(phrase, name) for name in ("precedence", "lane", "must_read_back")},
    }


def code_of(titles: dict[str, str], taken: set[str]) -> str:
    """Return a code that no other template has: of the title, `second-car`."""
    title = titles.get("en") or next(iter(titles.values()))
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:32] or "template"
    return next(
        code
        for n in range(1, len(taken) + 2)
        if (code := plain if n == 1 else f"{plain}-{n}") not in taken
    )
