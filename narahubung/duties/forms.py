"""The shape of what comes in from forms and phones."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.duties.models import ObservationKind

AHEAD = timedelta(minutes=2)  # how far a phone's clock may run ahead before it is not believed


class Timed(forms.Form):
    """Something done in the field, perhaps sent only later."""

    at = forms.DateTimeField(required=False)

    def when(self, now: datetime) -> datetime:
        """Return when it was done: what the device says, unless that lies ahead of the server."""
        at: datetime | None = self.cleaned_data.get("at")
        return at if at is not None and at <= now + AHEAD else now


class LookForm(Timed):
    """A check or re-check."""

    note = forms.CharField(label=_("Note"), required=False, max_length=2000)
    count = forms.IntegerField(label=_("Count"), required=False, min_value=0, max_value=100_000)


class NoteForm(Timed):
    """A note at a step or in the log."""

    text = forms.CharField(
        label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LogForm(NoteForm):
    """A line for the log; a photo or a voice note may tell it without words."""

    text = forms.CharField(
        label=_("Add a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}
        ),
    )
    voice = forms.FileField(
        label=_("Voice note"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
    )


class ObserveForm(Timed):
    """Something noticed about a guest."""

    text = forms.CharField(label=_("What did you notice?"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ObservationKind.choices, initial=ObservationKind.OTHER
    )
    hours = forms.IntegerField(required=False, min_value=1, max_value=24 * 30)
    member = forms.IntegerField(required=False)


def first_error(form: forms.Form) -> str:
    """Return the first thing that is wrong with a form, as one sentence."""
    errors: Any = form.errors
    return str(next(iter(errors.values()))[0])
