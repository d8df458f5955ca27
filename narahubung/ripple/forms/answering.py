"""Taking a repair."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RepairForm(forms.Form):
    """Which repair of a wave, and that those agree who must."""

    number = forms.IntegerField(min_value=0, label=_("Repair"))
    agreed = forms.BooleanField(required=False, label=_("They agree"))
