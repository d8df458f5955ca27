"""The shape of what is written about a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.documents.models import PaperState
from narahubung.documents.queries import PaperLine
from narahubung.documents.reading import Received, receive


class PaperForm(forms.Form):
    """How far a paper is; for who may read them also number, date and scan."""

    state = forms.ChoiceField(choices=PaperState.choices, label=_("State"))
    number = forms.CharField(required=False, max_length=80, label=_("Number"))
    valid_until = forms.DateField(
        required=False,
        label=_("Good until"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    scan = forms.FileField(
        required=False, label=_("Photo of the paper"), help_text=_("JPEG, PNG or WebP")
    )
    key = forms.UUIDField(required=False)

    def __init__(self, data: Any = None, files: Any = None, *, line: PaperLine) -> None:
        super().__init__(
            data,
            files,
            initial={"state": line.state, "number": line.number, "valid_until": line.valid_until},
        )
        if not line.may_read:
            for name in ("number", "valid_until", "scan"):
                del self.fields[name]

    def to(self) -> dict[str, Any]:
        """Return what `write_paper` takes."""
        names = ("state", "number", "valid_until")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def received(self) -> Received | None:
        """Read the scan. Raises as `reading.receive` does."""
        scan = self.cleaned_data.get("scan")
        return receive(scan.read()) if scan else None
