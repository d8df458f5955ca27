"""The shapes of answers: who and until when, words, parts, proof, charges, routing lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.documents.reading import Received, receive
from narahubung.kit.actor import Actor
from narahubung.kit.files import MOST_BYTES, TooBig
from narahubung.kit.refusals import Refusal
from narahubung.needs.forms import AmountField
from narahubung.needs.models import Payer, Priority, Why
from narahubung.parties.models import Department

_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
_LINES = forms.Textarea(attrs={"rows": 2})

# What may stand against a request; a limit is of wishes.
REFUSALS = [("", _("choose")), *(one for one in Why.choices if one[0] != Why.OVER_LIMIT)]


def _moment(label: Any, *, required: bool = False) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=_MOMENT,
        error_messages={"invalid": _("Write day and time, as 2026-11-21 14:30.")},
    )


class NothingForm(forms.Form):
    """A tap."""


class AcceptForm(forms.Form):
    """Who takes care of it, perhaps until when."""

    name = forms.CharField(label=_("Who takes care of it"), max_length=60, required=False)
    until = _moment(_("Promised by"))
    why = forms.CharField(label=_("Why later than due"), max_length=300, required=False)


class NameForm(forms.Form):
    """Somebody else takes care of it."""

    name = forms.CharField(label=_("Who takes care of it"), max_length=60)


class PromiseForm(forms.Form):
    """A time, and why where it is late."""

    until = _moment(_("Promised by"), required=True)
    why = forms.CharField(label=_("Why later than due"), max_length=300, required=False)


class WordsForm(forms.Form):
    """A question, a reply, a no, a reason."""

    words = forms.CharField(label=_("In words"), max_length=1000, widget=_LINES)


class RefuseForm(forms.Form):
    """A no: its kind, what is said to the delegation, and why, for us only."""

    why = forms.ChoiceField(
        label=_("What stands against it"),
        choices=REFUSALS,
        required=False,
    )
    words = forms.CharField(
        label=_("What is said to the delegation"),
        max_length=1000,
        widget=_LINES,
        required=False,
    )
    reason = forms.CharField(label=_("Reason, for us only"), max_length=500, required=False)


class MaybeWordsForm(forms.Form):
    """Words that may be left out."""

    words = forms.CharField(label=_("In words"), max_length=1000, widget=_LINES, required=False)


class OfDepartments(forms.Form):
    """A form that chooses among the departments of the event."""

    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none())

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = Department.objects.visible_to(by).order_by("code")
        field.label_from_instance = lambda row: row.name


class PassOnForm(OfDepartments):
    """To whom, and why."""

    why = forms.CharField(label=_("Why"), max_length=300, required=False)


class PartForm(OfDepartments):
    """So many from one supplier."""

    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=10_000, initial=1)
    what = forms.CharField(label=_("What"), max_length=200, required=False)
    supplier = forms.CharField(label=_("Supplier"), max_length=120)
    contact = forms.CharField(label=_("Number to call"), max_length=120, required=False)
    due_at = _moment(_("Due"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        department: Any = self.fields["department"]
        department.required, department.empty_label = False, _("none of ours")


class UntilForm(forms.Form):
    """Until when a supplier promises a part."""

    until = _moment(_("Promised by"), required=True)


class ProofForm(forms.Form):
    """Where, who signed, a photo, a drawn signature; one of them is enough."""

    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    signed_by = forms.CharField(label=_("Signed by"), max_length=120, required=False)
    part = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    photo = forms.FileField(label=_("Photo"), required=False)
    signature = forms.FileField(label=_("Signature"), required=False)

    def clean_photo(self) -> Received | None:
        """Return the photo as it is kept, or None."""
        return self._received("photo")

    def clean_signature(self) -> Received | None:
        """Return the drawing as it is kept, or None."""
        return self._received("signature")

    def clean(self) -> dict[str, Any]:
        """Refuse a proof that shows nothing."""
        found = super().clean() or {}
        shows = ("place", "note", "signed_by", "photo", "signature")
        if not self.errors and not any(found.get(name) for name in shows):
            raise forms.ValidationError(_("Add a place, a note, a name or a photo."))
        return found

    def _received(self, name: str) -> Received | None:
        sent = self.cleaned_data.get(name)
        if sent is None:
            return None
        try:
            if (sent.size or 0) > MOST_BYTES:
                raise TooBig
            return receive(sent.read())
        except Refusal as no:
            raise forms.ValidationError(str(no)) from no


class CostForm(forms.Form):
    """One charge."""

    what = forms.CharField(label=_("What"), max_length=200)
    amount = AmountField(label=_("Amount"), max_digits=14, decimal_places=2, min_value=0)
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, initial="IDR")
    payer = forms.ChoiceField(label=_("Who pays"), choices=Payer.choices, initial=Payer.PARTY.value)


class SignForm(forms.Form):
    """Who of the delegation signs."""

    name = forms.CharField(label=_("Signed by"), max_length=120)


class RouteForm(OfDepartments):
    """One line of the table by which needs find their department."""

    order = forms.IntegerField(label=_("Line"), min_value=1, max_value=999)
    words = forms.CharField(
        label=_("Words"),
        max_length=400,
        required=False,
        help_text=_("Separated by commas; one of them is enough."),
    )
    categories = forms.CharField(label=_("Kinds"), max_length=200, required=False)
    standings = forms.CharField(label=_("Standing of the party"), max_length=200, required=False)
    priority = forms.ChoiceField(
        label=_("How urgent it was asked"),
        choices=[("", _("any")), *Priority.choices],
        required=False,
    )
    urgency = forms.ChoiceField(
        label=_("At least as urgent as"),
        choices=[("", _("as asked")), *Priority.choices],
        required=False,
    )
    due_min = forms.IntegerField(
        label=_("Due in minutes"), min_value=1, max_value=100_000, required=False
    )


def first_error(form: forms.Form) -> str:
    """Return the first thing that is wrong, with the name of its field, as one sentence."""
    name, errors = next(iter(form.errors.items()))
    field = form.fields.get(name)
    return f"{field.label}: {errors[0]}" if field else str(errors[0])
