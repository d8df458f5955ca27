"""The shape of what is told when a party leaves, and of a place in the farewell line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.airports.models import Payer


class LeavingForm(forms.Form):
    """One thing is done."""

    payer = forms.ChoiceField(
        choices=[("", "-"), *Payer.choices], required=False, label=_("Who pays")
    )
    witness = forms.CharField(max_length=200, required=False, label=_("Who saw it as well"))
    note = forms.CharField(max_length=300, required=False, label=_("Note"))


class FarewellForm(forms.Form):
    """Who bids farewell, and with which rank."""

    name = forms.CharField(max_length=200, required=False, label=_("Name of the official"))
    member_id = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label=_("or a member of the delegation")
    )
    office = forms.CharField(max_length=200, required=False, label=_("Office"))
    rank = forms.IntegerField(
        min_value=1, max_value=99, label=_("Rank"), help_text=_("1 is the highest.")
    )

    def __init__(self, data: Any = None, *, members: list[tuple[int, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["member_id"]
        field.choices = [("", "-"), *members]
