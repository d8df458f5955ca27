"""What is asked of the engine of rosters."""

from django import forms
from django.utils.translation import gettext_lazy as _

ROSTER_SECONDS = 20.0


class AskRoster(forms.Form):
    """How long the engine may think, and whether it only mends."""

    seconds = forms.FloatField(
        label=_("Seconds it may take"),
        min_value=1,
        max_value=120,
        initial=ROSTER_SECONDS,
        required=False,
    )
    repair = forms.BooleanField(required=False)


class HoldDuty(forms.Form):
    """Whether a duty is held where it is."""

    firm = forms.BooleanField(required=False)
