"""The shape of a seating, its guests, rules, walk-in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.places.models import GuestRole, RuleKind

Choices = Sequence[tuple[int, str]]


def _choose(label: Any, choices: Choices = (), *, required: bool = True, **more: Any) -> Any:
    field = forms.TypedChoiceField(
        label=label, coerce=int, required=required, empty_value=None, **more
    )
    field.choices = list(choices) if required else [("", "-"), *choices]
    return field


class PlanSeating(forms.Form):
    """For which item, in which room, called what."""

    name = forms.CharField(
        label=_("What is planned?"),
        help_text=_("Seats, welcome line, family photo: officers read it."),
        max_length=120,
    )

    def __init__(
        self, *args: Any, items: Choices, rooms: Choices, old: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_id"] = _choose(_("Item of the programme"), items)
        self.fields["drawing_id"] = _choose(_("Room"), rooms)
        self.fields["instead_of_id"] = _choose(
            _("Instead of what was cancelled"), old, required=False
        )


class AddGuest(forms.Form):
    """A member of an attending party, or anybody by name."""

    name = forms.CharField(label=_("Or by name"), max_length=200, required=False)
    office = forms.CharField(label=_("Office"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("As what?"), choices=GuestRole)
    rank = forms.IntegerField(label=_("Number in the order"), min_value=1, initial=1)
    languages = forms.CharField(
        label=_("Languages"), help_text=_("Codes: en id ja"), max_length=60, required=False
    )
    wheelchair = forms.BooleanField(label=_("Uses a wheelchair"), required=False)

    def __init__(self, *args: Any, members: Choices, guests: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member_id"] = _choose(_("Of the delegations"), members, required=False)
        self.fields["of_id"] = _choose(_("Belongs to"), guests, required=False)
        self.order_fields(["member_id", "name", "role", "of_id", "rank"])


class ChangeGuest(forms.Form):
    """The number in the order and why; needs."""

    rank = forms.IntegerField(label=_("Number in the order"), min_value=1)
    rank_why = forms.CharField(label=_("Why this number?"), max_length=300, required=False)
    languages = forms.CharField(
        label=_("Languages"), help_text=_("Codes: en id ja"), max_length=60, required=False
    )
    wheelchair = forms.BooleanField(label=_("Uses a wheelchair"), required=False)


class AddRule(forms.Form):
    """About two guests."""

    rule_kind = forms.ChoiceField(label=_("Rule"), choices=RuleKind)
    is_wish = forms.BooleanField(label=_("Only a wish"), required=False)
    why = forms.CharField(label=_("Why?"), max_length=200, required=False)

    def __init__(self, *args: Any, guests: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_id"] = _choose(_("First guest"), guests)
        self.fields["second_id"] = _choose(_("Second guest"), guests)
        self.order_fields(["first_id", "rule_kind", "second_id"])


class TimeEntry(forms.Form):
    """When the first walks in, how far apart, by which door."""

    entry_at = forms.DateTimeField(
        label=_("The first walks in at"),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M:%S"
        ),
        input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"],
    )
    seconds = forms.IntegerField(
        label=_("Seconds between two"), min_value=1, max_value=900, initial=20
    )

    def __init__(self, *args: Any, doors: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["door_id"] = _choose(_("Door"), doors, required=False)


class FollowOrder(forms.Form):
    """Which order of precedence."""

    def __init__(self, *args: Any, orders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order_id"] = _choose(_("Order of precedence"), orders)


class WhyCancelled(forms.Form):
    """Officers read it."""

    why = forms.CharField(label=_("Why?"), max_length=300)
