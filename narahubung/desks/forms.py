"""The shape of input on pages of no single room."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GuestAsks(forms.Form):
    """What a delegation asks for on its own page, in any language."""

    text = forms.CharField(
        label=_("What do you need?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "sentences", "dir": "auto"}),
        error_messages={"required": _("Write what you need first.")},
    )


class GuestFeels(forms.Form):
    """One of five faces and, perhaps, a word."""

    face = forms.IntegerField(
        min_value=1,
        max_value=5,
        error_messages={"required": _("Choose one of the faces.")},
    )
    word = forms.CharField(max_length=300, required=False)
