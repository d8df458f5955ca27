"""Where a duty is moved to; when a new one is."""

from datetime import datetime, timedelta
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from narahubung.assignments.rules.moving import Slot
from narahubung.kit.intervals import Span
from narahubung.programme.forms import ClockField, DayInput

LONGEST = timedelta(hours=48)  # longer is a slip of the finger


class Times(forms.Form):
    """From when to when: two moments, or a day and two clock times of the event's zone.

    A second clock time that is not after the first lies on the next day.
    """

    starts = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    ends = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    on = forms.DateField(required=False, label=_("Day"), widget=DayInput)
    clock_from = ClockField(label=_("Begins at"))
    clock_to = ClockField(label=_("Ends at"))

    def clean(self) -> dict[str, Any]:
        """Work out `starts` and `ends`."""
        given = super().clean() or {}
        if self.errors:
            return given
        day, first, last = given.get("on"), given.get("clock_from"), given.get("clock_to")
        if day and first and last:
            here = timezone.get_current_timezone()
            end_day = day if last > first else day + timedelta(days=1)
            given["starts"] = datetime.combine(day, first, tzinfo=here)
            given["ends"] = datetime.combine(end_day, last, tzinfo=here)
        if not given.get("starts") or not given.get("ends"):
            raise forms.ValidationError(_("Say the day, and from when to when."))
        if not timedelta() < given["ends"] - given["starts"] <= LONGEST:
            raise forms.ValidationError(_("A duty ends after it begins, within two days."))
        return given

    @classmethod
    def at_clock(cls, starts: datetime, ends: datetime, **initial: Any) -> Self:
        """Return the form as it is shown at first: with day and clock of two moments."""
        first, last = timezone.localtime(starts), timezone.localtime(ends)
        asked = {"on": first.date(), "clock_from": first.time(), "clock_to": last.time()}
        form = cls(initial={**asked, **initial})
        for name in asked:
            form.fields[name].required = True  # a person fills them; a drag gives two moments
        return form


class TryMove(Times):
    """Whose a duty might be, and when."""

    officer = forms.IntegerField(min_value=1, label=_("Officer"))

    def to(self) -> Slot:
        """Return it; the form must be valid."""
        given = self.cleaned_data
        return Slot(officer_id=given["officer"], span=Span(given["starts"], given["ends"]))


class MoveDuty(TryMove):
    """The same, with the duty as the person saw it."""

    seen_officer = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen_starts = forms.DateTimeField(widget=forms.HiddenInput)
    seen_ends = forms.DateTimeField(widget=forms.HiddenInput)

    def seen(self) -> Slot:
        """Return how the duty stood on the screen; the form must be valid."""
        given = self.cleaned_data
        span = Span(given["seen_starts"], given["seen_ends"])
        return Slot(officer_id=given["seen_officer"], span=span)


class AddDuty(TryMove):
    """A new duty with a party."""

    party = forms.SlugField(max_length=80, widget=forms.HiddenInput)


class CancelDuty(forms.Form):
    """Why a duty is taken off its officer."""

    why = forms.CharField(label=_("Why"), max_length=200)
