"""The shape of what is said of a duty to tell, its proof, and a permission."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.crisis.forms import Why
from narahubung.crisis.models.notices import NoticeWay, PermissionState
from narahubung.documents.reading import Received, receive
from narahubung.kit.files import MOST_BYTES, TooBig, check_size, keep
from narahubung.kit.refusals import Refusal


def moment_field(label: Any, *, required: bool = False) -> forms.DateTimeField:
    """Return a field for a day and hour of the event's zone."""
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Write day and hour."),
            "invalid": _("Write day and hour, as 2026-11-15 18:30."),
        },
    )


class AddNotice(forms.Form):
    """A duty that the file does not name."""

    to = forms.CharField(
        label=_("Who must be told?"),
        max_length=200,
        error_messages={"required": _("Name the authority, and what it is about.")},
    )
    law = forms.CharField(label=_("By which law or rule?"), max_length=300, required=False)
    within_min = forms.IntegerField(
        label=_("Within how many minutes?"), min_value=1, max_value=100_000, initial=60
    )


class Known(Why):
    """When the organiser really knew, and why it was noted otherwise."""

    known_at = moment_field(_("Known since"), required=True)
    field_order = ("known_at", "why")


class WriteLetter(forms.Form):
    """The letter as it shall leave."""

    text = forms.CharField(
        label=_("The letter"),
        help_text=_("Empty: it is drafted from the facts again."),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 18}),
    )


class Told(forms.Form):
    """Who took it, how, with what proof."""

    told_to = forms.CharField(label=_("Who took it?"), max_length=200, required=False)
    way = forms.ChoiceField(label=_("How?"), choices=NoticeWay)
    number = forms.CharField(
        label=_("Number of the letter, report or ticket"), max_length=120, required=False
    )
    told_at = moment_field(_("When? Empty: now"))
    proof = forms.FileField(label=_("Photo or PDF of the receipt"), required=False)

    def clean_proof(self) -> Received | None:
        """Return the file as it is kept, or None."""
        sent = self.cleaned_data.get("proof")
        if sent is None:
            return None
        try:
            if (sent.size or 0) > MOST_BYTES:
                raise TooBig
            return _kept(sent.read())
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class NeedPermission(forms.Form):
    """What needs whose permission."""

    what = forms.CharField(
        label=_("What needs a permission?"),
        max_length=200,
        error_messages={"required": _("Name the authority, and what it is about.")},
    )
    authority = forms.CharField(
        label=_("Whose?"),
        max_length=200,
        error_messages={"required": _("Name the authority, and what it is about.")},
    )
    law = forms.CharField(label=_("By which law or rule?"), max_length=300, required=False)


class MovePermission(forms.Form):
    """How far it has come."""

    state = forms.ChoiceField(label=_("How does it stand?"), choices=PermissionState)
    number = forms.CharField(label=_("Number"), max_length=120, required=False)
    valid_until = moment_field(_("Valid until"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


def _kept(data: bytes) -> Received:
    """Keep a PDF as it came, for its signature's sake; a photo is drawn anew."""
    if not data.startswith(b"%PDF-"):
        return receive(data)
    check_size(data)
    return Received(
        kind="pdf",
        media_type="application/pdf",
        suffix=".pdf",
        size=len(data),
        digest=keep(data),
    )
