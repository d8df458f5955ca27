"""The shapes of what is said at a hand-over."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Give(forms.Form):
    """What goes along with "I have told it"."""

    keys = forms.CharField(
        label=_("Keys, badges, radios handed over"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Something else"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Take(forms.Form):
    """What goes along with "I have it"."""

    read_back = forms.CharField(
        label=_("Read back: what comes next, when and where"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Code(forms.Form):
    """What the other phone shows."""

    code = forms.RegexField(
        r"^\s*\d{4}\s*$",
        label=_("Code on the other phone"),
        error_messages={"invalid": _("Type the four digits that the other phone shows.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4, "size": 6}
        ),
    )


class StandFor(forms.Form):
    """For which side the desk acknowledges, and why."""

    side = forms.ChoiceField(choices=[("given", "given"), ("taken", "taken")])
    why = forms.CharField(label=_("Reason"), max_length=200, required=False)
