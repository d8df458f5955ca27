"""The shape of an upload."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.intake.reader import MAX_FILE, MEGABYTE
from narahubung.intake.wording import FILE


class BringList(forms.Form):
    """One workbook."""

    file = forms.FileField(label=_("Workbook"), allow_empty_file=True)
    key = forms.UUIDField(required=False)

    def clean_file(self) -> Any:
        """Refuse what is too large before anything reads it."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(str(FILE["too_big"]).format(most=MAX_FILE // MEGABYTE))
        if not file.size:
            raise forms.ValidationError(str(FILE["empty"]))
        return file


class TakeIn(forms.Form):
    """Whether rows with a problem are left out."""

    leave_out = forms.BooleanField(required=False)
    key = forms.UUIDField(required=False)
