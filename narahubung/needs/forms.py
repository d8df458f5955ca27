"""The shape of a request, for page and phone alike."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.needs.models import Priority
from narahubung.parties.models import Department, Member


class AmountField(forms.DecimalField):
    """An amount as people write it: `1.500.000`, `1,500,000`, `1 500 000,50`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 24})
    default_error_messages = {"invalid": _("Write an amount, such as 1.500.000 or 1,500,000.")}

    def to_python(self, value: Any) -> Any:
        """Return the amount, with the signs between thousands taken away."""
        return super().to_python(plain_number(str(value)) if value is not None else None)


class WholeAmountField(AmountField):
    """The same without parts of a unit."""

    def clean(self, value: Any) -> Any:
        """Return a whole number, or None."""
        found = super().clean(value)
        return None if found is None else int(found)


def plain_number(typed: str) -> str:
    """Return a number with a point before its parts and nothing between its thousands.

    One sign followed by three figures stands between thousands; of two signs the last begins the
    parts. What is no number is returned as it is.
    """
    text = re.sub(r"\s", "", typed)
    if re.fullmatch(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)", text):
        return re.sub(r"[.,]", "", text)
    for between, before in ((".", ","), (",", ".")):
        grouped = rf"[1-9]\d{{0,2}}(?:\{between}\d{{3}})+\{before}\d+"
        if re.fullmatch(grouped, text) or re.fullmatch(rf"\d+\{before}\d+", text):
            return text.replace(between, "").replace(before, ".")
    return text


class RaiseNeed(forms.Form):
    """What is needed, how urgent, from whom, for whom."""

    text = forms.CharField(
        label=_("What is needed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "sentences"}),
        error_messages={"required": _("Write what is needed first.")},
    )
    priority = forms.ChoiceField(
        label=_("How urgent"), choices=Priority.choices, initial=Priority.NORMAL.value
    )
    department = forms.ModelChoiceField(
        label=_("Whom to ask"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("The coordinator decides"),
    )
    member = forms.ModelChoiceField(
        label=_("For whom"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("The whole delegation"),
    )

    def __init__(self, *args: Any, by: Actor, party_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments: Any = self.fields["department"]
        departments.queryset = Department.objects.visible_to(by).order_by("code")
        departments.label_from_instance = lambda row: row.name
        members: Any = self.fields["member"]
        members.queryset = Member.objects.visible_to(by).filter(party_id=party_id).order_by("pk")
        members.label_from_instance = lambda row: row.full_name
