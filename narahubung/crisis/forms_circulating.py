"""The shape of handing a report out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class HandOut(forms.Form):
    """To whom, and what all of them may know."""

    readers = forms.MultipleChoiceField(
        label=_("Who gets it?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    common = forms.TypedMultipleChoiceField(
        label=_("Facts that all of them may know"),
        help_text=_("Nothing about a person or about one delegation: each reads these lines."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("Words to them besides"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        readers: Sequence[tuple[str, str]],
        facts: Sequence[Mapping[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        lines = [(fact["number"], f"{fact['number']}. {fact['text']}") for fact in facts]
        self.fields["readers"].choices = readers  # type: ignore[attr-defined]
        self.fields["common"].choices = lines  # type: ignore[attr-defined]
