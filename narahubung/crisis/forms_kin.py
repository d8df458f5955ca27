"""The shape of a call to a family, a consent, a word to an embassy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.crisis.forms import Why
from narahubung.crisis.forms_notices import moment_field
from narahubung.crisis.models.kin import Consent


class Says(forms.Form):
    """What the person says to three being told, and who heard it."""

    kin = forms.ChoiceField(label=_("Family"), choices=Consent)
    embassy = forms.ChoiceField(label=_("Embassy"), choices=Consent)
    press = forms.ChoiceField(label=_("Press"), choices=Consent)
    heard = forms.CharField(
        label=_("Who heard it?"),
        max_length=200,
        error_messages={"required": _("Write who heard what the person says.")},
    )


class AddKin(forms.Form):
    """Somebody of the family."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Write the name, and the number to call.")},
    )
    phone = forms.CharField(
        label=_("Telephone, with country code"),
        max_length=60,
        error_messages={"required": _("Write the name, and the number to call.")},
    )
    relation = forms.CharField(label=_("Relation"), max_length=80, required=False)
    language = forms.CharField(label=_("Speaks"), max_length=40, required=False)


class CallKin(forms.Form):
    """Reached or not."""

    kin_id = forms.IntegerField(min_value=1)
    reached = forms.BooleanField(label=_("Reached and told"), required=False)
    agree = forms.BooleanField(label=_("They agree that the name becomes public"), required=False)
    next_try_at = moment_field(_("Next try"))


class Nobody(Why):
    """There is nobody to tell."""

    whom = forms.ChoiceField(
        label=_("Whom?"), choices=[("kin", _("Family")), ("embassy", _("Embassy"))]
    )


class ToldTo(forms.Form):
    """Who took it at the embassy."""

    told_to = forms.CharField(
        label=_("Who took it?"),
        max_length=200,
        error_messages={"required": _("Write who took it.")},
    )


class Condition(forms.Form):
    """How the person is."""

    text = forms.CharField(
        label=_("How is the person? Only medical staff read it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
