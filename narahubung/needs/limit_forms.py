"""The shape of a wish, of a limit, and of the words for a guest."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.intervals import Span
from narahubung.kit.zones import moment, zone, zone_label
from narahubung.needs.forms import WholeAmountField
from narahubung.needs.models import FavourKind, Granter, Per, Why
from narahubung.needs.rules.limits import OTHER, Asked, Terms
from narahubung.needs.rules.things import Thing
from narahubung.parties.models import Department, Party

MOST = 99
_QUARTER = timedelta(minutes=15)
USUAL = timedelta(hours=2)
_FARTHEST = timedelta(days=366)
_PER = [
    ("", _("not to be had")),
    ("hour", _("per hour")),
    ("day", _("per day")),
    ("night", _("per night")),
    ("piece", _("each")),
]


class WishForm(forms.Form):
    """What a guest wishes for: thing, how many, when; what stands against it, if more than that."""

    thing = forms.ChoiceField(label=_("What"), widget=forms.RadioSelect)
    quantity = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    end = forms.TimeField(label=_("Until"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    text = forms.CharField(
        label=_("In the guest's words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocapitalize": "sentences"}),
    )
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    why = forms.ChoiceField(label=_("What stands against it"), required=False)
    rule_code = forms.ChoiceField(label=_("Rule"), required=False)
    changed = forms.CharField(
        label=_("What has changed since it was answered"), max_length=300, required=False
    )

    def __init__(
        self,
        *args: Any,
        things: list[tuple[str, str]],
        rules: list[tuple[str, str]],
        zone_name: str,
        at: datetime,
        **kwargs: Any,
    ) -> None:
        here = at.astimezone(zone(zone_name))
        start = here - timedelta(minutes=here.minute % 15, seconds=here.second) + _QUARTER
        kwargs["initial"] = {
            "on": start.date(),
            "start": start.time().replace(second=0, microsecond=0),
            "end": (start + USUAL).time().replace(second=0, microsecond=0),
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.zone_name, self.at = zone_name, at
        fields: dict[str, Any] = self.fields
        fields["thing"].choices = [*things, (OTHER, _("something else"))]
        fields["why"].choices = [("", _("only the limit"))] + [
            choice for choice in Why.choices if choice[0] != Why.OVER_LIMIT
        ]
        fields["rule_code"].choices = [("", _("the rule of the limit")), *rules]
        for name in ("start", "end"):
            fields[name].label = f"{fields[name].label} ({zone_label(zone_name, at)})"

    def clean(self) -> dict[str, Any]:
        """Say what is over, and what is so far away that it must be a slip."""
        given: dict[str, Any] = super().clean() or {}
        today = self.at.astimezone(zone(self.zone_name)).date()
        day = given.get("on")
        if day and day > today + _FARTHEST:
            self.add_error("on", _("Choose a day within a year from now."))
        elif day and day < today - timedelta(days=1):
            self.add_error("on", _("This day is over. Choose today or a later day."))
        elif not self.errors and self.asked().span.end <= self.at:
            self.add_error("end", _("This time is over. Choose a time that is still to come."))
        return given

    def asked(self) -> Asked:
        """Return what is wished for. An end before the beginning is meant for the next day."""
        given = self.cleaned_data
        start = moment(given["on"], given["start"], self.zone_name)
        end = moment(given["on"], given["end"], self.zone_name)
        if end < start:
            end += timedelta(days=1)
        return Asked(
            thing=given["thing"],
            quantity=given["quantity"],
            span=Span(start, end),
            text=given["text"],
            place=given["place"],
            why=given["why"],
            rule_code=given["rule_code"],
        )


class DeskWishForm(WishForm):
    """The same, asked at a desk: for which delegation."""

    party = forms.ModelChoiceField(label=_("Delegation"), queryset=Party.objects.none())

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["party"]
        chosen.queryset = parties
        chosen.label_from_instance = lambda row: f"{row.code} {row.name}"


class ReasonForm(forms.Form):
    """Why not, for us only."""

    reason = forms.CharField(max_length=500, required=False)


class TellForm(forms.Form):
    """The words that the guest heard."""

    language = forms.CharField(max_length=8)
    words = forms.CharField(
        label=_("Words"),
        max_length=2000,
        error_messages={"required": _("Write what the guest is told.")},
    )


class OfferForm(forms.Form):
    """Which alternative was taken."""

    kind = forms.CharField(max_length=8)


class FavourForm(forms.Form):
    """What was asked or offered outside the duty."""

    kind = forms.ChoiceField(label=_("What it was"), choices=FavourKind.choices)
    text = forms.CharField(
        label=_("What happened"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "sentences"}),
    )


class LimitForm(forms.Form):
    """One line of the table of limits."""

    quantity = forms.IntegerField(
        label=_("How many"),
        min_value=0,
        max_value=999,
        required=False,
        help_text=_("Leave it empty for never."),
    )
    rule_code = forms.ChoiceField(label=_("Rule"), required=False)
    rule_en = forms.CharField(label=_("Rule in English"), max_length=300, required=False)
    rule_id = forms.CharField(label=_("Rule in Indonesian"), max_length=300, required=False)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False
    )
    granted_by = forms.ChoiceField(
        label=_("Who may grant more"), choices=Granter.choices, required=False
    )
    answer_min = forms.IntegerField(
        label=_("Answers within (min)"), min_value=1, max_value=1440, initial=15
    )
    paid_price = WholeAmountField(
        label=_("Price at the guest's expense"),
        min_value=1,
        max_value=2_000_000_000,
        decimal_places=0,
        required=False,
    )
    paid_per = forms.ChoiceField(label=_("Price for"), choices=_PER, required=False)

    def __init__(
        self, *args: Any, rules: list[tuple[str, str]], departments: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["rule_code"].choices = [("", _("own text")), *rules]
        fields["department"].queryset = departments
        fields["department"].label_from_instance = lambda row: row.name

    def clean(self) -> dict[str, Any]:
        """Say what is missing where a price has no unit, or a unit no price."""
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("paid_price")) != bool(given.get("paid_per")):
            self.add_error("paid_per", _("Write the price and what it is for, or neither."))
        return given

    def terms(self) -> Terms:
        """Return the limit as it is wanted."""
        given, department = self.cleaned_data, self.cleaned_data["department"]
        names = ("granted_by", "answer_min", "rule_code", "rule_en", "rule_id")
        return Terms(
            **{name: given[name] for name in (*names, "paid_price", "paid_per")},
            quantity=given.get("quantity"),
            department_id=department.pk if department else None,
        )


class CategoryForm(forms.Form):
    """Which parties belong to a category, and what it is called."""

    category = forms.CharField(max_length=8)
    # Not `matches`: as the name of a field it would hide the form's own `matches` in the page.
    belongs = forms.CharField(
        label=_("Belongs to it"),
        max_length=300,
        error_messages={"required": _("Write who belongs to the category, or * for all others.")},
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    name_id = forms.CharField(label=_("Name in Indonesian"), max_length=120, required=False)


class NewCategoryForm(forms.Form):
    """Another category of visit."""

    code = forms.CharField(
        label=_("Code"), max_length=8, help_text=_("Short, such as D. It does not change.")
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    name_id = forms.CharField(label=_("Name in Indonesian"), max_length=120)
    belongs = forms.CharField(
        label=_("Belongs to it"),
        max_length=300,
        help_text=_("Codes of delegations, standings, categories of heads: JPN minister."),
    )
    before = forms.ChoiceField(
        label=_("Looked at before"),
        required=False,
        help_text=_("The first category that names a delegation counts."),
    )
    like = forms.ChoiceField(label=_("Begins with the numbers of"), required=False)

    def __init__(self, *args: Any, categories: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"before": categories[0][0], "like": categories[-1][0]}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["before"].choices = [*categories, ("", _("none: it is the last"))]
        fields["like"].choices = [*categories, ("", _("none: never for all"))]


class ThingForm(forms.Form):
    """A thing's names, for how long a number holds, and the number of each category."""

    name_id = forms.CharField(label=_("Name in Indonesian"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60)
    per = forms.ChoiceField(label=_("The number holds"), choices=Per.choices)

    def __init__(
        self, *args: Any, categories: list[tuple[str, str]], named: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._codes = {f"quantity-{code}": code for code, _name in categories}
        for code, label in categories:
            self.fields[f"quantity-{code}"] = forms.IntegerField(
                label=label, min_value=0, max_value=999, required=False
            )
        if not named:
            del self.fields["name_en"], self.fields["name_id"]

    @property
    def numbers(self) -> list[forms.BoundField]:
        """Return the fields of the categories, in their order."""
        return [self[name] for name in self._codes]

    def thing(self) -> Thing:
        """Return the thing as it is wanted; a number left empty is never."""
        given = self.cleaned_data
        return Thing(
            name_en=given.get("name_en", ""),
            name_id=given.get("name_id", ""),
            per=given["per"],
            quantities={code: given[name] for name, code in self._codes.items()},
        )


class NewThingForm(ThingForm, LimitForm):
    """A new thing: also its rule, who grants more and what it costs, the same in each category."""

    quantity = None  # type: ignore[assignment]  # each category has its own
    field_order = ("name_id", "name_en", "per")
