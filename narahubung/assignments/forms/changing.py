"""Who cannot serve, why and until when; who takes a duty over; offers to swap."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import AbsenceKind
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer
from narahubung.programme.forms import ClockField, DayInput


class CannotServe(forms.Form):
    """Why one cannot serve, in one word, and until when, if that is known.

    A day without a clock time means to its end, a clock time without a day means today.
    """

    kind = forms.ChoiceField(
        label=_("Why"), choices=AbsenceKind.choices, initial=AbsenceKind.UNWELL.value
    )
    until_on = forms.DateField(
        required=False,
        label=_("Until, if you know it"),
        widget=DayInput,
        error_messages={"invalid": _("Until: write a day such as 2022-11-16.")},
    )
    until_clock = ClockField(label=_("Clock time"))

    def clean(self) -> dict[str, Any]:
        """Work out `until`."""
        given = super().clean() or {}
        given["until"] = _moment(given.get("until_on"), given.get("until_clock"), end=True)
        return given


class OfficerCannotServe(CannotServe):
    """The same for another, and from when on."""

    officer = forms.ModelChoiceField(Officer.objects.none(), label=_("Officer"))
    since_on = forms.DateField(
        required=False,
        label=_("From, if not from now"),
        widget=DayInput,
        error_messages={"invalid": _("From: write a day such as 2022-11-16.")},
    )
    since_clock = ClockField(label=_("Clock time"))

    field_order = ("officer", "kind", "since_on", "since_clock", "until_on", "until_clock")

    def __init__(self, data: Any = None, *, by: Actor) -> None:
        super().__init__(data)
        officers = Officer.objects.visible_to(by).exclude(certainty="cancelled")
        self.fields["officer"].queryset = officers.order_by("full_name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Work out `since`."""
        given = super().clean()
        given["since"] = _moment(given.get("since_on"), given.get("since_clock"), end=False)
        return given


def _moment(on: Any, clock: time | None, *, end: bool) -> datetime | None:
    if on is None and clock is None:
        return None
    here = timezone.get_current_timezone()
    day = on or timezone.localdate()
    if clock is not None:
        return datetime.combine(day, clock, tzinfo=here)
    return datetime.combine(day + timedelta(days=1) if end else day, time(), tzinfo=here)


class TakeOver(forms.Form):
    """Who takes a duty over, whom the person saw there, and which part of it; none: all."""

    officer = forms.IntegerField(min_value=1)
    was = forms.IntegerField(min_value=1)
    starts = forms.DateTimeField(required=False)
    ends = forms.DateTimeField(required=False)


class Offer(forms.Form):
    """To whom a duty is offered; what for is a duty of his, or nothing."""

    to = forms.RegexField(
        r"^\d+(:\d+)?$",
        max_length=40,
        error_messages={
            "required": _("To whom: choose somebody."),
            "invalid": _("To whom: choose somebody."),
        },
    )
    why = forms.CharField(label=_("Why"), max_length=200, required=False)

    def asked(self) -> dict[str, Any]:
        """Return what the command takes."""
        officer, _colon, back = self.cleaned_data["to"].partition(":")
        return {
            "officer_id": int(officer),
            "back_id": int(back) if back else None,
            "why": self.cleaned_data["why"],
        }


class No(forms.Form):
    """Why not."""

    no = forms.CharField(label=_("Why not"), max_length=200, required=False)
