"""The shape of an order of precedence, its rule sets, and what people decide in it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.protocol.models import HostPart, Purpose
from narahubung.protocol.queries.rule_sets import LevelLine

Choices = Sequence[tuple[str, Any]]
_WHY = _("Write the reason: it stands beside the place, with your name.")
LONGEST_CHAIN = 4


def why_field() -> forms.CharField:
    """Return the field for a reason that must be there."""
    return forms.CharField(label=_("Reason"), max_length=300, error_messages={"required": _WHY})


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day that may stay empty."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-11-15.")},
    )


class Chain(forms.Form):
    """Up to four rule sets: each decides what the one before leaves open."""

    def __init__(self, *args: Any, sets: Choices, chain: Sequence[str] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        labels = [_("First by"), _("then by"), _("then by"), _("then by")]
        for place, label in enumerate(labels):
            self.fields[f"chain_{place}"] = forms.ChoiceField(
                label=label,
                required=place == 0,
                choices=[("", "-"), *sets],
                initial=chain[place] if place < len(chain) else "",
                error_messages={"required": _("An order needs at least one rule set.")},
            )

    @property
    def chain(self) -> list[str]:
        """Return the codes, in their order."""
        told = [self.cleaned_data[f"chain_{place}"] for place in range(LONGEST_CHAIN)]
        return [code for code in told if code]


class AnOrder(forms.Form):
    """For what an order is."""

    title_id = forms.CharField(
        label=_("Occasion (Indonesian)"),
        max_length=160,
        error_messages={"required": _("Write for which occasion the order is.")},
    )
    title_en = forms.CharField(label=_("Occasion (English)"), max_length=160, required=False)
    purpose = forms.ChoiceField(label=_("For what?"), choices=Purpose.choices)
    item_id = forms.TypedChoiceField(
        label=_("Item of the programme"),
        help_text=_("Whoever attends it takes part; without one, every delegation."),
        coerce=int,
        required=False,
        empty_value=None,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, items: Sequence[tuple[int, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["item_id"].choices = [("", "-"), *items]  # type: ignore[attr-defined]


class Place(forms.Form):
    """Before or after whom somebody is put."""

    side = forms.ChoiceField(
        label=_("Where?"), choices=[("before", _("before")), ("after", _("after"))]
    )
    anchor_id = forms.TypedChoiceField(label=_("whom?"), coerce=int)
    why = why_field()

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["anchor_id"].choices = people  # type: ignore[attr-defined]


class Settle(forms.Form):
    """A number for each of those who share a rank, and why."""

    why = why_field()

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.people = people
        for place, (pk, name) in enumerate(people, start=1):
            self.fields[f"at_{pk}"] = forms.IntegerField(
                label=name,
                min_value=1,
                max_value=len(people),
                initial=place,
                error_messages={"required": _("Give everybody a number.")},
            )
        self.order_fields([*(f"at_{pk}" for pk, __ in people), "why"])

    def clean(self) -> dict[str, Any]:
        """Refuse a number that stands twice."""
        told: dict[str, Any] = super().clean() or {}
        numbers = [told.get(f"at_{pk}") for pk, __ in self.people]
        if None not in numbers and len(set(numbers)) < len(numbers):
            raise forms.ValidationError(_("Give everybody a number of his own."))
        return told

    @property
    def ranked_ids(self) -> list[int]:
        """Return the people, in the order of their numbers."""
        return sorted((pk for pk, __ in self.people), key=lambda pk: self.cleaned_data[f"at_{pk}"])


class Absent(forms.Form):
    """Why somebody does not come."""

    why = forms.CharField(label=_("Why, as far as it may be told"), max_length=200, required=False)


class StandIn(forms.Form):
    """Who comes instead, by what he or she is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    office = forms.CharField(label=_("Office"), max_length=200, required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    position = forms.ChoiceField(label=_("Position in Indonesian law"), required=False)
    since = day_field(_("In office since"))

    def __init__(self, *args: Any, levels: Choices, positions: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["level"].choices = [("", "-"), *levels]  # type: ignore[attr-defined]
        self.fields["position"].choices = [("", "-"), *positions]  # type: ignore[attr-defined]


class AStanding(StandIn):
    """By what somebody is ranked."""

    party_id = forms.TypedChoiceField(
        label=_("Delegation"),
        help_text=_("With no name below, this is said of its head."),
        coerce=int,
        required=False,
        empty_value=None,
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    since_sure = forms.BooleanField(label=_("This day is certain"), required=False, initial=True)
    host = forms.ChoiceField(label=_("Host"), choices=HostPart.choices, required=False)
    stands_in_for = forms.CharField(
        label=_("Stands in for"),
        help_text=_("The rank is the person's own all the same."),
        max_length=200,
        required=False,
    )
    goes_with_id = forms.TypedChoiceField(
        label=_("Follows the place of"), coerce=int, required=False, empty_value=None
    )
    name_fr = forms.CharField(
        label=_("Name in the French alphabet"), max_length=200, required=False
    )
    requested = forms.IntegerField(label=_("Number of the request to speak"), required=False)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        parties: Sequence[tuple[int, str]],
        partners: Sequence[tuple[int, str]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["party_id"].choices = [("", "-"), *parties]  # type: ignore[attr-defined]
        self.fields["goes_with_id"].choices = [("", "-"), *partners]  # type: ignore[attr-defined]
        first = ["party_id", "name", "office", "level", "position", "since", "since_sure"]
        self.order_fields(first)


class OwnRules(forms.Form):
    """An event's own rule set: its levels by number, and what decides within a level."""

    title_id = forms.CharField(label=_("Title (Indonesian)"), max_length=120)
    title_en = forms.CharField(label=_("Title (English)"), max_length=120)
    then = forms.ChoiceField(
        label=_("Within a level by"),
        choices=[
            ("", _("nothing: ties stay ties")),
            ("date", _("date of taking office")),
            ("alphabet-en", _("the English alphabet")),
            ("alphabet-fr", _("the French alphabet")),
            ("alphabet-id", _("the Indonesian alphabet")),
        ],
        required=False,
    )
    starts_at = forms.CharField(
        label=_("The alphabet begins at"),
        help_text=_(
            "The name that was drawn by lot, as in the hall of the UN; else leave it empty."
        ),
        max_length=80,
        required=False,
    )
    why = forms.CharField(label=_("Reason"), max_length=300, error_messages={"required": _WHY})

    def __init__(self, *args: Any, lines: Sequence[LevelLine], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.lines = lines
        for place, line in enumerate(lines, start=1):
            self.fields[f"level_{place}"] = forms.IntegerField(
                label=line.text, required=False, min_value=1, max_value=99, initial=place
            )

    @property
    def levels(self) -> list[str]:
        """Return the codes of the levels by their numbers; without a number: left out."""
        numbered = [
            (self.cleaned_data[f"level_{place}"], place, line.code)
            for place, line in enumerate(self.lines, start=1)
            if self.cleaned_data.get(f"level_{place}") is not None
        ]
        return [code for __, __, code in sorted(numbered)]
