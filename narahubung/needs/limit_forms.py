"""The shape of a wish, of a limit, and of the words for a guest."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.intervals import Span
from narahubung.kit.zones import moment, zone, zone_label
from narahubung.needs.limits.reading import thing_name
from narahubung.needs.models import FavourKind, Granter, Why
from narahubung.needs.rules.limits import OTHER, Asked, Terms
from narahubung.parties.models import Department, Party

MOST = 99
_QUARTER = timedelta(minutes=15)
_USUAL = timedelta(hours=2)
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
    why = forms.ChoiceField(label=_("What stands against it"), required=False)
    rule_code = forms.ChoiceField(label=_("Rule"), required=False)
    changed = forms.CharField(
        label=_("What has changed since it was answered"), max_length=300, required=False
    )

    def __init__(
        self,
        *args: Any,
        things: list[str],
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
            "end": (start + _USUAL).time().replace(second=0, microsecond=0),
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.zone_name = zone_name
        fields: dict[str, Any] = self.fields
        fields["thing"].choices = [(one, thing_name(one)) for one in things] + [
            (OTHER, _("something else"))
        ]
        fields["why"].choices = [("", _("only the limit"))] + [
            choice for choice in Why.choices if choice[0] != Why.OVER_LIMIT
        ]
        fields["rule_code"].choices = [("", _("the rule of the limit")), *rules]
        for name in ("start", "end"):
            fields[name].label = f"{fields[name].label} ({zone_label(zone_name, at)})"

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
    paid_price = forms.IntegerField(
        label=_("Price at the guest's expense"),
        min_value=1,
        max_value=2_000_000_000,
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

    def terms(self) -> Terms:
        """Return the limit as it is wanted."""
        given = dict(self.cleaned_data)
        department = given.pop("department")
        return Terms(**given, department_id=department.pk if department else None)


class CategoryForm(forms.Form):
    """Which parties belong to a category."""

    category = forms.CharField(max_length=8)
    # Not `matches`: as the name of a field it would hide the form's own `matches` in the page.
    belongs = forms.CharField(
        label=_("Belongs to it"),
        max_length=300,
        error_messages={"required": _("Write who belongs to the category, or * for all others.")},
    )
