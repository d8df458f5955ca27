"""The shapes of input."""

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import BY_HAND, POSITIONS


class AskProposal(forms.Form):
    """How long the engine may think."""

    seconds = forms.FloatField(
        label=_("Seconds it may take"), min_value=1, max_value=120, initial=10, required=False
    )


class PlaceOf(forms.Form):
    """A position of a party that plans fill."""

    position = forms.ChoiceField(choices=[(code, word) for code, word in POSITIONS.items()])


class OfficerAt(PlaceOf):
    """An officer for a position."""

    officer = forms.IntegerField(widget=forms.HiddenInput)


class AttachNow(OfficerAt):
    """An officer for any position that a person may give."""

    position = forms.ChoiceField(choices=list(BY_HAND.items()))
    why = forms.CharField(label=_("Why"), max_length=200, required=False)


class Detach(forms.Form):
    """Why a duty ends."""

    why = forms.CharField(label=_("Why"), max_length=200, required=False)
