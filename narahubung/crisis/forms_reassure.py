"""The shape of a word to guests and staff."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.crisis.models.reassure import AssuranceSort
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Party
from narahubung.relays.letters import CHANNELS
from narahubung.relays.rules.channels import written
from narahubung.relays.words import LANGUAGES


class WordAssurance(forms.Form):
    """It in one language."""

    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()), initial="en")
    asks = forms.CharField(
        label=_("Question as people ask it, or a headline"), max_length=200, required=False
    )
    says = forms.CharField(
        label=_("What we can say"),
        help_text=_("Everybody may read it: no names, no rooms, no routes, nobody's health."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WriteAssurance(WordAssurance):
    """A new one."""

    sort = forms.ChoiceField(label=_("What is it?"), choices=AssuranceSort)
    is_unknown = forms.BooleanField(label=_("We do not know yet"), required=False)
    field_order = ("sort", "language", "asks", "says")

    def clean(self) -> dict[str, Any]:
        """Refuse what says nothing, at its field."""
        found = super().clean() or {}
        if found.get("sort") == AssuranceSort.QUESTION and not found.get("asks"):
            self.add_error("asks", _("Write the question as people ask it."))
        if not found.get("says") and not found.get("is_unknown"):
            self.add_error("says", _("Write what we can say, or tick that we do not know yet."))
        return found


class Clear(forms.Form):
    """For how long everybody may read it."""

    minutes = forms.IntegerField(
        label=_("Holds for how many minutes?"), min_value=5, max_value=1440, initial=60
    )


class GuestAsks(forms.Form):
    """A guest without an account asks to be told of new words."""

    party_id = forms.TypedChoiceField(label=_("Delegation"), coerce=int)
    name = forms.CharField(label=_("Name of the guest"), max_length=200)
    channel = forms.ChoiceField(label=_("Way"))
    value = forms.CharField(label=_("Mail address or telephone number"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()), initial="en")
    asked = forms.BooleanField(
        label=_("The guest asked for it"),
        error_messages={
            "required": _(
                "Tick that the guest asked for it: nobody is sent what they did not ask for."
            )
        },
    )

    def __init__(self, *args: Any, by: Actor, goes_by: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way: Any = self.fields["channel"]
        way.choices = [(one.value, one.label) for one in CHANNELS if one in goes_by]
        rows = Party.objects.visible_to(by, Right.RAISE_NEED).order_by("code")
        field: Any = self.fields["party_id"]
        field.choices = [(row.pk, f"{row.code} {row.name}") for row in rows if row.comes]

    def clean(self) -> dict[str, Any]:
        """Refuse an address that is none, at its field."""
        found = super().clean() or {}
        if found.get("channel") and found.get("value"):
            try:
                written(found["channel"], found["value"])
            except Refusal as refusal:
                self.add_error("value", str(refusal))
        return found
