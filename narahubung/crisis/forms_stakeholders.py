"""The shape of a stakeholder, of a way to it, of what it is told and asks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import Speaks, StakeholderKind, WayKind
from narahubung.crisis.words import TOLD_HOW

SEND = "send"  # not told by a person: the house sends it


def _text(label: object, longest: int, **more: object) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **more)  # type: ignore[arg-type]


class KeepStakeholder(forms.Form):
    """Who it is, who speaks for it, what it must know."""

    kind = forms.ChoiceField(label=_("Who is it?"), choices=StakeholderKind)
    name = forms.CharField(
        label=_("Name of the body or the group"),
        max_length=200,
        error_messages={"required": _("Name: who must be told?")},
    )
    organisation = _text(_("Belongs to"), 200)
    representative = _text(_("Who represents it"), 200)
    role = _text(_("Position of the representative"), 200)
    speaks = forms.ChoiceField(
        label=_("May the representative speak for it?"),
        choices=Speaks,
        initial=Speaks.UNKNOWN.value,
        required=False,
    )
    must_know = _text(_("What must they know?"), 500, widget=forms.Textarea(attrs={"rows": 2}))
    every_min = forms.IntegerField(
        label=_("Word every … minutes"),
        help_text=_("Empty: no clock runs for them."),
        min_value=1,
        max_value=1440,
        required=False,
    )

    def clean_speaks(self) -> str:
        """Nobody chose: not known."""
        return str(self.cleaned_data["speaks"] or Speaks.UNKNOWN.value)


class AddWay(forms.Form):
    """One way to reach it."""

    kind = forms.ChoiceField(label=_("How"), choices=WayKind)
    value = _text(_("Number, address or place"), 200)
    audience = forms.ChoiceField(label=_("Who gets the message in Narahubung?"), required=False)
    is_private = forms.BooleanField(
        label=_("A private number: only who leads reads it"), required=False
    )

    def __init__(self, *args: Any, audiences: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [("", "-"), *audiences]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take whom the message goes to as the way's value; one of the two is needed."""
        given = super().clean() or {}
        audience = given.pop("audience", "")
        if given.get("kind") == WayKind.RELAY:
            given["value"] = audience
            if not audience:
                self.add_error("audience", _("Choose who gets the message."))
        elif not given.get("value"):
            self.add_error("value", _("Write the number, the address or the place."))
        return given


class TryWay(forms.Form):
    """Whether they were reached."""

    works = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda word: word == "yes"
    )


class Tell(forms.Form):
    """What they are told, and when they hear again."""

    text = forms.CharField(
        label=_("What they are told"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what they were told.")},
    )
    how = forms.ChoiceField(choices=[*TOLD_HOW.items(), (SEND, "")])
    next_min = forms.IntegerField(
        label=_("Next word in … minutes"), min_value=1, max_value=1440, required=False
    )


class Ask(forms.Form):
    """What they ask, or we."""

    text = forms.CharField(
        label=_("The question"),
        max_length=500,
        error_messages={"required": _("Write the question, or the answer, in a few words.")},
    )
    is_ours = forms.BooleanField(label=_("We ask them"), required=False)


class Answer(forms.Form):
    """What is said to it."""

    answer = forms.CharField(
        label=_("The answer"),
        max_length=500,
        error_messages={"required": _("Write the question, or the answer, in a few words.")},
    )
