"""Asking about a repair, answering, and taking it."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.zones import moment, zone
from narahubung.programme.forms import ClockField

DAY = timedelta(days=1)


class RepairForm(forms.Form):
    """Which repair of a wave; and who agreed by word, and when, where the coordinator says so."""

    number = forms.IntegerField(min_value=0, max_value=99, label=_("Repair"))
    word_of = forms.CharField(required=False, max_length=200, label=_("Who agreed by word"))
    word_clock = ClockField(label=_("At what time"))

    def word_at(self, *, at: datetime, zone_name: str) -> datetime | None:
        """Return when that was: the last time the clock showed it; None where no time was given."""
        clock: time | None = self.cleaned_data["word_clock"]
        if clock is None:
            return None
        found = moment(at.astimezone(zone(zone_name)).date(), clock, zone_name)
        return found if found <= at else found - DAY


class AnswerForm(forms.Form):
    """Whether one agrees, and why not."""

    number = forms.IntegerField(min_value=0, max_value=99, label=_("Repair"))
    agrees = forms.ChoiceField(choices=[("yes", _("yes")), ("no", _("no"))], label=_("Answer"))
    why = forms.CharField(required=False, max_length=400, label=_("Why not"))
