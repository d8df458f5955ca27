"""The shape of what comes in from forms and phones."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.duties.models import ObservationKind

AHEAD = timedelta(minutes=2)  # how far a phone's clock may run ahead before it is not believed


class Keyed(forms.Form):
    """Every form has a key of its own: the same tap sent twice is one act."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def when(self, now: datetime) -> datetime:
        """Return when it was done: what the device says, unless that lies ahead of the server."""
        at: datetime | None = self.cleaned_data.get("at")
        return at if at is not None and at <= now + AHEAD else now

    @property
    def act_key(self) -> UUID | None:
        """Return the device's key."""
        key: UUID | None = self.cleaned_data.get("key")
        return key


class LookForm(Keyed):
    """A check or re-check."""

    note = forms.CharField(label=_("Note"), required=False, max_length=2000)
    count = forms.IntegerField(label=_("Count"), required=False, min_value=0, max_value=100_000)


class NoteForm(Keyed):
    """A note at a step or in the log."""

    text = forms.CharField(
        label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ObserveForm(Keyed):
    """Something noticed about a guest."""

    text = forms.CharField(label=_("What did you notice?"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ObservationKind.choices, initial=ObservationKind.OTHER
    )
    hours = forms.IntegerField(required=False, min_value=1, max_value=24 * 30)
    member = forms.IntegerField(required=False)


class FileForm(Keyed):
    """A photo or voice note."""

    file = forms.FileField(label=_("Photo or voice note"))


def first_error(form: forms.Form) -> str:
    """Return the first thing that is wrong with a form, as one sentence."""
    errors: Any = form.errors
    return str(next(iter(errors.values()))[0])
