"""The shape of a declaration, of a hand-over, of a day and a number."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.gifts.law import setting_words
from narahubung.gifts.models import (
    Basis,
    Decision,
    Direction,
    Employment,
    GiftKind,
    Outcome,
    RecipientKind,
)
from narahubung.gifts.rules.declaring import Answers, Told, amount_of
from narahubung.gifts.rules.keeping import PLACES
from narahubung.gifts.rules.pasting import NewDay, NotADay, days_in
from narahubung.gifts.words import EMPLOYMENTS, STATES

CURRENCIES = ("IDR", "USD", "EUR", "JPY", "CNY", "SAR", "AUD", "SGD", "GBP", "KRW", "INR", "MYR")
_NEEDED = _("Gift: write what it is and from whom it comes.")
_DIGITS = str.maketrans("", "", " .,'\u00a0")
# Fields a form has and a told gift has not.
_BESIDE = ("employment", "photo", "party", "gift", "why", "receiver")


def _text(label: Any, *, most: int = 200, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **more)


class Declare(forms.Form):
    """A gift, a tip or an errand. What the law asks first stands first; the rest may wait."""

    direction = forms.ChoiceField(
        choices=Direction, widget=forms.HiddenInput, initial=Direction.RECEIVED.value
    )
    receiver = forms.TypedChoiceField(
        label=_("Who was given it?"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Somebody tells it by telephone: it becomes a declaration of that person."),
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}
        ),
    )
    kind = forms.ChoiceField(
        label=_("Which sort?"),
        choices=GiftKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    item = _text(
        _("In a few words"),
        required=True,
        help_text=_("No amount here: it has a field of its own that few people read."),
        error_messages={"required": _NEEDED},
    )
    giver = _text(_("From whom?"), required=True, error_messages={"required": _NEEDED})
    giver_capacity = _text(_("Office of the giver"))
    recipient_kind = forms.ChoiceField(
        label=_("For whom?"),
        choices=RecipientKind,
        widget=forms.RadioSelect,
        initial=RecipientKind.PERSON.value,
    )
    recipient = _text(_("Name of the institution, or of the person"))
    outcome = forms.ChoiceField(
        label=_("What did you do?"),
        choices=Outcome,
        widget=forms.RadioSelect,
        initial=Outcome.ACCEPTED.value,
    )
    reason = _text(_("Why a refusal would have harmed"), most=300)
    place = _text(_("Place"))
    witness = _text(_("Witness"))
    value = _text(
        _("Value, if you know it"),
        most=30,
        help_text=_("Sealed: only you and who keeps the register read it."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(one, one) for one in CURRENCIES], initial="IDR"
    )
    employment = forms.ChoiceField(
        label=_("You are"),
        choices=Employment,
        required=False,
        help_text=_("It decides whether the law or the organiser's own rule holds. Said once."),
    )
    received_at = forms.DateTimeField(
        label=_("When?"),
        required=False,
        help_text=_("Left empty, it is now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write day and hour, as 2026-11-15 18:30.")},
    )
    party = forms.TypedChoiceField(
        label=_("Which delegation is it about?"), coerce=int, required=False, empty_value=None
    )
    occasion = _text(_("At which occasion?"))
    quantity = forms.IntegerField(
        label=_("How many?"), min_value=1, max_value=100_000, initial=1, required=False
    )
    giver_relation = _text(_("How do you know the giver?"))
    giver_address = _text(_("Address of the giver"), most=300)
    is_general = forms.BooleanField(
        label=_("Everybody got one, or was served the same"), required=False
    )
    setting = forms.ChoiceField(label=_("Special occasion"), required=False)
    basis = forms.ChoiceField(label=_("How is the value known?"), choices=Basis, required=False)
    basis_note = _text(_("Which receipt, shop, method?"), most=300)
    chronology = _text(_("How it came about"), most=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        *args: Any,
        parties: Sequence[tuple[int, str]] = (),
        receivers: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", "-"), *parties]  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [("", _("me")), *receivers]  # type: ignore[attr-defined]
        if receivers:
            self.fields["employment"].label = _("The receiver is")
        else:
            del self.fields["receiver"]
        self.fields["setting"].choices = list(setting_words().items())  # type: ignore[attr-defined]

    def clean_value(self) -> str:
        """Return digits with a point: 2.500.000 and 2,500,000 are the same, 12.50 is twelve."""
        text = str(self.cleaned_data["value"]).strip()
        if not text:
            return ""
        head, mark, tail = text.rpartition("," if text.rfind(",") > text.rfind(".") else ".")
        is_fraction = mark and len(tail.strip()) in {1, 2} and tail.strip().isdigit()
        plain = f"{head.translate(_DIGITS)}.{tail.strip()}" if is_fraction else ""
        plain = plain or text.translate(_DIGITS)
        amount = amount_of(plain) if plain.replace(".", "", 1).isdecimal() else None
        if amount is None:
            raise forms.ValidationError(
                _("Write the value in digits alone, for example 2500000."), code="digits"
            )
        return plain

    def told(self, at: datetime) -> Told:
        """Return what was told; what nobody chose is as usual."""
        found = {n: v for n, v in self.cleaned_data.items() if n not in _BESIDE}
        found["received_at"] = found["received_at"] or at
        found["quantity"] = found["quantity"] or 1
        found["setting"] = found["setting"] or "ordinary"
        found["basis"] = found["basis"] or ("estimate" if found["value"] else "unknown")
        return Told(**found)


class Give(Declare):
    """What the host gives: to whom, what it cost, when; no rule of a receiver."""

    field_order = ("kind", "item", "recipient", "party")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["direction"].initial = Direction.GIVEN.value
        self.fields["giver"].label = _("Who hands it over?")
        self.fields["giver"].initial = _("The host")
        self.fields["value"].label = _("Cost")
        self.fields["outcome"].required = False
        self.fields["recipient_kind"].required = False

    def told(self, at: datetime) -> Told:
        """Return what was told."""
        for name, usual in (("outcome", "accepted"), ("recipient_kind", "person")):
            self.cleaned_data[name] = self.cleaned_data[name] or usual
        return super().told(at)


class Correct(Declare):
    """A declaration told again: everything, and why."""

    why = _text(
        _("Why is it corrected?"),
        most=300,
        required=True,
        error_messages={"required": _("Write why it is corrected: both texts are kept.")},
    )


class Asked(forms.Form):
    """What a rule and a host's hint ask of a gift, while it is being written. Never its value."""

    direction = forms.ChoiceField(choices=Direction)
    kind = forms.ChoiceField(choices=GiftKind, required=False)
    recipient_kind = forms.ChoiceField(choices=RecipientKind, required=False)
    outcome = forms.ChoiceField(choices=Outcome, required=False)
    setting = forms.ChoiceField(required=False)
    is_general = forms.BooleanField(required=False)
    employment = forms.ChoiceField(choices=Employment, required=False)
    party = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    item = _text("")

    def __init__(self, *args: Any, parties: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", "-"), *parties]  # type: ignore[attr-defined]
        self.fields["setting"].choices = list(setting_words().items())  # type: ignore[attr-defined]

    def answers(self) -> Answers:
        """Return what was chosen; the rest is as usual."""
        return Answers(**{name: value for name, value in self.cleaned_data.items() if value})


class HandOver(forms.Form):
    """To whom it goes, and where it lies then."""

    taker = forms.TypedChoiceField(
        label=_("Who takes it?"), coerce=int, required=False, empty_value=None
    )
    to = _text(_("Or somebody outside"))
    paper = _text(_("Receipt signed on paper"), most=80)
    kept_at = _text(_("Where it lies then"))

    def __init__(self, *args: Any, takers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].choices = [("", "-"), *takers]  # type: ignore[attr-defined]


class Place(forms.Form):
    """Where it is now."""

    state = forms.ChoiceField(
        label=_("Where is it now?"), choices=[(state, STATES[state]) for state in PLACES]
    )


class Sent(forms.Form):
    """On which day it went, under which number."""

    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day.")},
    )
    number = _text(_("Number"), most=80)


class Decided(Sent):
    """What the KPK decided."""

    decision = forms.ChoiceField(
        label=_("The KPK decided"), choices=[one for one in Decision.choices if one[0]]
    )
    field_order = ("decision", "on", "number")


class Day(forms.Form):
    """A holiday."""

    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day.")},
    )
    title = _text(
        _("Name of the holiday"),
        most=120,
        required=True,
        error_messages={"required": _("Write the name of the holiday.")},
    )
    is_joint_leave = forms.BooleanField(label=_("Joint leave"), required=False)
    sure = forms.BooleanField(label=_("Compared with the joint decree"), required=False)


class Days(forms.Form):
    """Holidays as they are pasted from the decree, one on a line."""

    days = forms.CharField(
        label=_("Days, one on each line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("The day, then its name. A line that says “cuti bersama” is joint leave."),
        error_messages={"required": _("Paste at least one day with its name.")},
    )
    sure = forms.BooleanField(label=_("Compared with the joint decree"), required=False)

    def clean_days(self) -> list[NewDay]:
        """Return the days that were pasted."""
        try:
            return days_in(str(self.cleaned_data["days"]))
        except NotADay as refusal:
            raise forms.ValidationError(str(refusal), code="line") from refusal


class Year(forms.Form):
    """Of which year the holidays with a fixed day are taken over."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)


class TermsForm(forms.Form):
    """The organiser's own rule, joint leave, reminders."""

    limit_idr = forms.IntegerField(
        label=_("Limit in rupiah"),
        min_value=0,
        help_text=_("Up to it, who is no official keeps a gift after declaring it."),
    )
    hand_in_days = forms.IntegerField(
        label=_("Working days to hand in the rest"), min_value=1, max_value=60
    )
    joint_leave_is_off = forms.BooleanField(
        label=_("Joint leave is no working day (to be confirmed)"), required=False
    )
    reminder_days = _text(
        _("Remind on these working days"),
        most=60,
        required=True,
        help_text=_("Of 30, for example: 10 20 27"),
    )
    upg = _text(_("Gratification unit (UPG): name and address"))

    def clean_reminder_days(self) -> list[int]:
        """Return the days as numbers."""
        words = str(self.cleaned_data["reminder_days"]).replace(",", " ").split()
        if not all(word.isdecimal() for word in words):
            raise forms.ValidationError(_("Write numbers of days, for example 10 20 27."))
        return [int(word) for word in words]


class Myself(forms.Form):
    """What the form of the KPK asks of the reporter."""

    employment = forms.ChoiceField(
        label=_("You are"), choices=list(EMPLOYMENTS.items()), required=False
    )
    id_number = _text(_("NIP or NIK"), most=40, help_text=_("Sealed."))
    office = _text(_("Office and institution"))
    address = _text(_("Postal address"), most=300, help_text=_("Sealed."))
    phone = _text(_("Telephone"), most=40)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=120)
