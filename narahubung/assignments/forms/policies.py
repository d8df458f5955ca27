"""The rules of working time, the hours of cover, and as what officers serve."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.assignments.figures import FIGURES
from narahubung.assignments.models import Group, Night
from narahubung.assignments.working_time import ready_made
from narahubung.plans.roster import DutyPolicy
from narahubung.programme.forms import ClockField

_USUAL = DutyPolicy(code="")


def _policies() -> list[tuple[str, Any]]:
    named = [(code, made.name) for code, made in ready_made().items()]
    return [("", _("as for everyone")), *named]


class TermsOf(forms.Form):
    """A ready-made set of rules for a group, with the event's own figures; empty: as ready-made."""

    group = forms.ChoiceField(
        choices=[("", ""), *Group.choices], required=False, widget=forms.HiddenInput
    )
    policy = forms.ChoiceField(label=_("Ready-made rules"), choices=_policies, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, figure in FIGURES.items():
            self.fields[name] = _field(name, figure.label, figure.most)

    def clean(self) -> dict[str, Any]:
        """Everyone serves under some rules."""
        asked: dict[str, Any] = super().clean() or {}
        if not asked.get("group") and not asked.get("policy"):
            self.add_error("policy", _("Choose the rules that hold for everyone."))
        return asked

    def own_figures(self) -> dict[str, Any]:
        """Return what differs from the ready-made rules, as `DutyTerms.changes` keeps it."""
        base = ready_made().get(self.cleaned_data["policy"])
        if base is None:
            return {}
        found = {}
        for name in FIGURES:
            value = self.cleaned_data[name]
            if value in (None, ""):
                continue
            if name in {"night_from", "night_to"}:
                value = value.isoformat("minutes")
            elif name == "split_day":
                value = value == "yes"
            if value != getattr(base.rules, name):
                found[name] = value
        return found


def _field(name: str, label: Any, most: int) -> forms.Field:
    usual = getattr(_USUAL, name)
    if isinstance(usual, bool):
        choices = [("", _("as ready-made")), ("yes", _("yes")), ("no", _("no"))]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if isinstance(usual, str):
        return ClockField(label=label)
    if isinstance(usual, int):
        return forms.IntegerField(label=label, min_value=0, max_value=most, required=False)
    return forms.FloatField(label=label, min_value=0, max_value=most, required=False)


class CoverOf(forms.Form):
    """When somebody must be with every delegation, or with one."""

    party = forms.IntegerField(required=False)
    day_from = ClockField(label=_("From"), required=True)
    day_to = ClockField(label=_("Until"), required=True)
    night = forms.ChoiceField(label=_("At night"), choices=Night.choices)


class EngagementOf(forms.Form):
    """Officers, and as what they serve."""

    group = forms.ChoiceField(
        label=_("They serve as"),
        choices=[("", _("nobody said")), *Group.choices],
        required=False,
    )

    def __init__(self, *args: Any, known: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officers"] = forms.TypedMultipleChoiceField(
            label=_("Officers"),
            choices=known,
            coerce=int,
            error_messages={"required": _("Tick at least one officer.")},
        )
