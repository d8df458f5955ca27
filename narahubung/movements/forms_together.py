"""What people type about how a movement comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.movements.models import Mode
from narahubung.parties.models import Member


class CarriageForm(forms.Form):
    """By what, at which gate, with whom."""

    mode = forms.ChoiceField(label=_("Comes by"), choices=Mode.choices)
    gate = forms.CharField(label=_("Gate"), max_length=20, required=False)
    group = forms.CharField(
        label=_("Travelling together as"),
        max_length=40,
        required=False,
        help_text=_("One word for all on the same carriage, such as CHARTER-1"),
    )


class LeadForm(forms.Form):
    """Who answers for those who travel together."""

    member = forms.TypedChoiceField(
        label=_("Lead of the group"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, party_id: int, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member: Any = self.fields["member"]
        member.choices = [("", _("nobody")), *_members(party_id, by)]


class SplitForm(forms.Form):
    """Who goes on which other flight."""

    carrier = forms.CharField(label=_("Other flight"), max_length=60)
    planned_at = forms.DateTimeField(
        label=_("Planned"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=999)
    bags = forms.IntegerField(label=_("How many bags"), min_value=0, max_value=9999, initial=0)
    member_ids = forms.TypedMultipleChoiceField(
        label=_("Who, where names are known"), coerce=int, required=False
    )

    def __init__(self, *args: Any, party_id: int, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members: Any = self.fields["member_ids"]
        members.choices = _members(party_id, by)


def _members(party_id: int, by: Actor) -> list[tuple[int, str]]:
    rows = Member.objects.visible_to(by).filter(party_id=party_id).order_by("pk")
    return list(rows.values_list("pk", "full_name"))
