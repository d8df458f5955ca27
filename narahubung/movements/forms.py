"""The shape of what is told about a movement or a trip: by a page, the phone, or another system."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.zones import zone
from narahubung.movements.chains import CHAINS

_MINUTES = re.compile(r"^\s*([+\-\N{MINUS SIGN}])\s*(\d{1,5})\s*(?:m|min|mnt|menit)?\.?\s*$", re.I)
_CLOCK = re.compile(r"^\s*(\d{1,2})[.:](\d{2})\s*$")


class ThingForm(forms.Form):
    """Names a movement or a trip: one of both. key: made by the device, so that a resend counts
    once."""

    movement = forms.IntegerField(required=False, min_value=1)
    trip = forms.IntegerField(required=False, min_value=1)
    key = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse none and both."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("movement")) == bool(cleaned.get("trip")):
            raise forms.ValidationError(_("Say which movement or which trip."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """Return what the commands take."""
        given = self.cleaned_data
        return {
            "movement_id": given["movement"],
            "trip_id": given["trip"],
            "key": given["key"],
        }


class StatusForm(ThingForm):
    """A tap on a chain."""

    status = forms.ChoiceField(
        choices=sorted({(code, code) for chain in CHAINS.values() for code in chain})
    )

    def asked(self) -> dict[str, Any]:
        """Return what `report_status` takes."""
        return {**super().asked(), "status": self.cleaned_data["status"]}


class DelayForm(forms.Form):
    """A new time of a movement, as people say it: `+95`, `-10`, or the clock `19.46`.

    on: the day of the clock time; without it the day on which that clock lies nearest to the plan.
    """

    movement = forms.IntegerField(min_value=1)
    delay = forms.CharField(
        label=_("New time"),
        max_length=20,
        help_text=_("+95 for 95 minutes after the plan, or the clock time, such as 19.46"),
    )
    on = forms.DateField(required=False, label=_("Day"))
    told_by = forms.CharField(required=False, max_length=120, label=_("Who said so"))
    key = forms.UUIDField(required=False)

    def clean_delay(self) -> int | time:
        """Return minutes after the plan, or a clock time."""
        text = self.cleaned_data["delay"]
        if match := _MINUTES.match(text):
            minutes = int(match[2])
            return minutes if match[1] == "+" else -minutes
        if match := _CLOCK.match(text):
            hour, minute = int(match[1]), int(match[2])
            if hour < 24 and minute < 60:
                return time(hour, minute)
        raise forms.ValidationError(_("Write +95 or a clock time such as 19.46."))

    def new_time(self, planned: datetime | None, zone_name: str) -> datetime | None:
        """Return the moment that is meant, or None where nothing tells the day."""
        given, on = self.cleaned_data["delay"], self.cleaned_data["on"]
        if isinstance(given, int):
            return planned + timedelta(minutes=given) if planned else None
        here = zone(zone_name)
        if on is not None:
            return datetime.combine(on, given, tzinfo=here)
        if planned is None:
            return None
        return nearest(given, planned.astimezone(here))


def nearest(clock: time, to: datetime) -> datetime:
    """Return when a clock shows it nearest to a moment: 00.20 beside 23.40 is the next day."""
    days: list[date] = [to.date() + timedelta(days=shift) for shift in (-1, 0, 1)]
    moments = [datetime.combine(day, clock, tzinfo=to.tzinfo) for day in days]
    return min(moments, key=lambda moment: abs(moment - to))
