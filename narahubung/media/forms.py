"""The shape of a text, a rumour, a mandate."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.media.models import (
    Channel,
    Part,
    Risk,
    Spread,
    StatementKind,
    Tone,
)
from narahubung.media.rules.rumours import VERDICTS
from narahubung.media.words import KINDS, RUMOURS

_MOMENT = {"type": "datetime-local"}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def moment(label: Any, *, required: bool = False) -> forms.DateTimeField:
    """Return a field for a day and hour of the event's zone."""
    widget = forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M")
    says = {
        "required": _("Write day and hour."),
        "invalid": _("Write day and hour, as 2026-11-15 18:30."),
    }
    return forms.DateTimeField(label=label, required=required, widget=widget, error_messages=says)


class Draft(forms.Form):
    """What sort of text, of which incident."""

    kind = forms.ChoiceField(
        label=_("What sort of text?"),
        choices=[(code, KINDS[code]) for code in ("holding", "statement")],
        initial=StatementKind.HOLDING.value,
    )
    incident = forms.TypedChoiceField(label=_("Of which incident?"), coerce=int)
    contact = forms.CharField(
        label=_("Contact for the media"),
        help_text=_("As it stands in the text: a desk and a number, no private one."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, incidents: Sequence[tuple[int, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident"].choices = [  # type: ignore[attr-defined]
            (pk, _("Incident {number}").format(number=number)) for pk, number in incidents
        ]


class Words(forms.Form):
    """One sentence, both languages side by side."""

    text_id = forms.CharField(label=_("Indonesian"), max_length=600, widget=_area(2))
    text_en = forms.CharField(label=_("English"), max_length=600, widget=_area(2))


class Add(Words):
    """A new sentence: for what, on which facts."""

    part = forms.ChoiceField(
        label=_("What for?"),
        choices=[(part.value, part.label) for part in (Part.CONFIRMED, Part.DONE)],
    )
    field_order = ("part", "text_id", "text_en")


class Facts(forms.Form):
    """The facts that carry it, by id."""

    facts = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, ids: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facts"].choices = [(pk, str(pk)) for pk in ids]  # type: ignore[attr-defined]


class Embargo(forms.Form):
    """Until when nobody reads it."""

    until = moment(_("Embargo until"))


class Publish(forms.Form):
    """Who gets it, and how."""

    receivers = forms.CharField(
        label=_("Receivers, one on each line"), max_length=8000, widget=_area(4), required=False
    )
    channel = forms.CharField(label=_("How it is sent"), max_length=100, required=False)


class Why(forms.Form):
    """One sentence why."""

    why = forms.CharField(
        label=_("Why? One sentence"),
        max_length=300,
        error_messages={"required": _("Reason: write one sentence why.")},
    )


class GiveMandate(forms.Form):
    """Who may hand out what, where, until when."""

    person = forms.TypedChoiceField(label=_("Who?"), coerce=int)
    scope = forms.CharField(label=_("Which texts?"), max_length=300)
    channel = forms.CharField(label=_("To whom, by which channel?"), max_length=200)
    until = moment(_("Until"), required=True)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class Hear(forms.Form):
    """What is said, where, how."""

    text = forms.CharField(
        label=_("What is said?"),
        help_text=_("As it is said, in their words."),
        max_length=500,
        widget=_area(2),
        error_messages={"required": _("Rumour: write what is said, as it is said.")},
    )
    channel = forms.ChoiceField(label=_("Where is it said?"), choices=Channel)
    place_text = forms.CharField(label=_("Place, group or page"), max_length=200, required=False)
    heard_in = forms.CharField(label=_("Language"), max_length=8, required=False)
    tone = forms.ChoiceField(label=_("Tone"), choices=Tone)
    spread = forms.ChoiceField(label=_("How far does it reach?"), choices=Spread)
    touches = forms.TypedChoiceField(
        label=_("Delegation it is about"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, parties: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["touches"].choices = [("", "-"), *parties]  # type: ignore[attr-defined]


class Sight(forms.Form):
    """Where it was met again; what is left open was as before."""

    channel = forms.ChoiceField(
        label=_("Where is it said?"), choices=[("", "-"), *Channel.choices], required=False
    )
    place_text = forms.CharField(label=_("Place, group or page"), max_length=200, required=False)
    tone = forms.ChoiceField(label=_("Tone"), choices=[("", "-"), *Tone.choices], required=False)
    spread = forms.ChoiceField(
        label=_("How far does it reach?"), choices=[("", "-"), *Spread.choices], required=False
    )


class Sort(forms.Form):
    """How bad it may become."""

    risk = forms.ChoiceField(label=_("Risk"), choices=Risk)


class Judge(forms.Form):
    """What the check found."""

    verdict = forms.ChoiceField(
        label=_("What did the check find?"), choices=[(code, RUMOURS[code]) for code in VERDICTS]
    )
    proof_text = forms.CharField(
        label=_("Who or what shows it, by name"), max_length=300, required=False
    )


class SayLine(forms.Form):
    """What to say if asked."""

    indonesian = forms.CharField(label=_("If asked, say (Indonesian)"), max_length=300)
    english = forms.CharField(label=_("If asked, say (English)"), max_length=300)


class Where(forms.Form):
    """Where it was answered."""

    where = forms.CharField(label=_("Answered where?"), max_length=300, required=False)
