"""The shape of a request, for page and phone alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.needs.models import Priority
from narahubung.parties.models import Department, Member


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
