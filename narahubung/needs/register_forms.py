"""The shape of what is written into the register, the pulse and a desk's book."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.forms import DayInput
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone_word
from narahubung.needs.models import (
    BookKind,
    ExpectationState,
    NegotiationState,
    Side,
    Whose,
)
from narahubung.parties.models import Member, Party


def _words(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ExpectationForm(forms.Form):
    """What one side expects."""

    side = forms.ChoiceField(label=_("Whose expectation"), choices=Side.choices)
    text = forms.CharField(label=_("What is expected"), max_length=1000, widget=_words())
    gain = forms.CharField(
        label=_("What both gain by it"), max_length=1000, required=False, widget=_words()
    )
    owner = forms.CharField(label=_("Who sees to it"), max_length=120, required=False)


class AnswerForm(forms.Form):
    """How an expectation stands now."""

    state = forms.ChoiceField(label=_("How it stands"), choices=ExpectationState.choices)
    answer = forms.CharField(label=_("Answer"), max_length=1000, required=False, widget=_words())
    gain = forms.CharField(
        label=_("What both gain by it"), max_length=1000, required=False, widget=_words()
    )
    owner = forms.CharField(label=_("Who sees to it"), max_length=120, required=False)


class PreferenceForm(forms.Form):
    """What a guest likes, who agreed, and until when."""

    text = forms.CharField(label=_("What the guest likes"), max_length=500)
    member = forms.ModelChoiceField(
        label=_("Whose"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("The whole delegation"),
    )
    consent_by = forms.CharField(label=_("Who agreed"), max_length=120)
    consent_on = forms.DateField(label=_("Agreed on"), widget=DayInput())
    until = forms.DateField(label=_("Remember until"), widget=DayInput())

    def __init__(self, *args: Any, by: Actor, party_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members: Any = self.fields["member"]
        members.queryset = Member.objects.visible_to(by).filter(party_id=party_id).order_by("pk")
        members.label_from_instance = lambda row: row.full_name


class NegotiationForm(forms.Form):
    """Interests of both, offers, what was agreed."""

    theirs = forms.CharField(
        label=_("What they need, and why"), max_length=2000, required=False, widget=_words(3)
    )
    ours = forms.CharField(
        label=_("What we need, and why"), max_length=2000, required=False, widget=_words(3)
    )
    offers = forms.CharField(
        label=_("Offers on the table"), max_length=2000, required=False, widget=_words(3)
    )
    agreed = forms.CharField(
        label=_("Agreed, in words both sides would sign"),
        max_length=2000,
        required=False,
        widget=_words(3),
    )
    state = forms.ChoiceField(label=_("How it stands"), choices=NegotiationState.choices)


class PulseForm(forms.Form):
    """A face and a word; a party's or a department's."""

    whose = forms.ChoiceField(label=_("Whose mood"), choices=Whose.choices)
    face = forms.IntegerField(label=_("Face"), min_value=1, max_value=5)
    word = forms.CharField(label=_("In a word"), max_length=300, required=False)
    party = forms.CharField(required=False, max_length=40)
    department = forms.IntegerField(required=False)


class BookForm(forms.Form):
    """A line of the book."""

    kind = forms.ChoiceField(label=_("What it is"), choices=BookKind.choices)
    text = forms.CharField(label=_("What"), max_length=500, required=False)
    who = forms.CharField(label=_("Room or name"), max_length=120, required=False)
    party = forms.ModelChoiceField(
        label=_("Delegation"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("None named"),
    )
    due_at = forms.DateTimeField(
        label=_("Call at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, by: Actor, zone_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties: Any = self.fields["party"]
        parties.queryset = Party.objects.visible_to(by).order_by("name_en")
        parties.label_from_instance = lambda row: f"{row.name} ({row.code})"
        self.fields["due_at"].label = _("Call at ({zone})").format(zone=zone_word(zone_name))
