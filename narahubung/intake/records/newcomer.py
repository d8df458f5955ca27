"""A delegation that nobody knew of: one short form, read as three rows of the organiser's lists."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Event
from narahubung.intake.comparing import compare
from narahubung.intake.difference import Difference
from narahubung.intake.reading import Book, RawSheet
from narahubung.intake.records.labels import word_said
from narahubung.intake.sheets import SHEETS
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone, zone_label
from narahubung.movements.models import Direction, Movement
from narahubung.parties.models import Party
from narahubung.programme.forms import ClockField, DayInput

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
_RANKS = ("head_of_state", "head_of_government", "minister", "head_of_organisation")
_PARTIES, _MOVEMENTS = "Delegations", "Arrivals & Departures"


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput,
        error_messages={"invalid": _("Write a day such as 2022-11-16.")},
    )


class NewDelegation(forms.Form):
    """Who comes, and from when to when. `of`: the party whose further principal it is."""

    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Short, in capital letters, such as TLS.")
    )
    of = forms.ModelChoiceField(
        Party.objects.none(),
        required=False,
        label=_("A further principal of"),
        empty_label=_("none: a delegation of its own"),
        help_text=_("Its languages and flag are taken over where you leave them empty."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_id = forms.CharField(label=_("Name in Indonesian"), max_length=200)
    head = forms.CharField(label=_("Head or principal"), max_length=200, required=False)
    rank = forms.ChoiceField(label=_("Rank"), required=False)
    languages = forms.CharField(
        label=_("Languages, the preferred first"),
        max_length=60,
        required=False,
        help_text=_("Codes such as pt en."),
    )
    arrives_on = _day(_("Arrives on"))
    arrives_at = ClockField(label=_("Arrives at"))
    leaves_on = _day(_("Leaves on"))
    leaves_at = ClockField(label=_("Leaves at"))

    def __init__(self, data: Any = None, *, event: Event, by: Actor, at: datetime) -> None:
        super().__init__(data)
        self._event, self._at = event, at
        for name in ("arrives_at", "leaves_at"):
            field = self.fields[name]
            field.required = True
            field.label = f"{field.label} ({zone_label(event.zone, at)})"
        self.fields["rank"].choices = [  # type: ignore[attr-defined]
            ("", _("not known")),
            *((code, word_said(code)) for code in _RANKS),
        ]
        known = Party.objects.visible_to(by).exclude(certainty="cancelled").order_by("name_en")
        self.fields["of"].queryset = known  # type: ignore[attr-defined]
        self.fields["of"].label_from_instance = lambda party: (  # type: ignore[attr-defined]
            f"{party.name} ({party.code})"
        )

    def clean_code(self) -> str:
        """Return it in capitals; it must be free."""
        code = str(self.cleaned_data["code"]).upper()
        if not _CODE.fullmatch(code):
            raise forms.ValidationError(
                _("Write two to twenty letters, digits or hyphens, such as TLS.")
            )
        taken = Party.objects.filter(event=self._event, code=code).first()
        if taken is not None:
            raise forms.ValidationError(
                _("%(code)s is taken by %(name)s. Choose another code."),
                params={"code": code, "name": taken.name},
            )
        if Movement.objects.filter(event=self._event, code__in=_movement_codes(code)).exists():
            raise forms.ValidationError(
                _("An arrival or departure with this code exists. Choose another code.")
            )
        return code

    def clean_languages(self) -> str:
        """Return the codes, apart by one space."""
        codes = re.split(r"[\s,;]+", str(self.cleaned_data["languages"]).lower().strip())
        if any(code and not re.fullmatch(r"[a-z]{2,3}", code) for code in codes):
            raise forms.ValidationError(_("Write codes of two or three letters, such as pt en."))
        return " ".join(code for code in codes if code)

    def clean(self) -> dict[str, Any]:
        """Look that it leaves after it comes, and not in the past."""
        given = super().clean() or {}
        if self.errors:
            return given
        here = zone(self._event.zone)
        comes = datetime.combine(given["arrives_on"], given["arrives_at"], tzinfo=here)
        leaves = datetime.combine(given["leaves_on"], given["leaves_at"], tzinfo=here)
        if leaves <= comes:
            self.add_error("leaves_on", _("It leaves before it comes. Check both times."))
        elif leaves <= self._at:
            self.add_error("leaves_on", _("This lies in the past. Choose a time ahead."))
        return given

    def compared(self, *, source: str) -> Difference:
        """Return what it would store; the form must be valid."""
        given, of = self.cleaned_data, self.cleaned_data["of"]
        party = {
            "delegation_id": given["code"],
            "name_en": given["name_en"],
            "name_id": given["name_id"],
            "attendance": "in_person",
            "hod_name": given["head"],
            "hod_category": given["rank"],
            "preferred_lo_languages": given["languages"] or (of.preferred_languages if of else ""),
            "official_languages": of.official_languages if of else "",
            "iso_alpha2": of.iso_alpha2 if of else "",
            "iso_alpha3": of.iso_alpha3 if of else "",
            "represents": of.name_en if of else "",
            "source": source,
        }
        rows = [
            {
                "movement_id": code,
                "delegation_id": given["code"],
                "direction": direction,
                "date": on.isoformat(),
                "time_local": clock.strftime("%H:%M"),
                "timezone": self._event.zone,
                "source": source,
            }
            for code, direction, on, clock in zip(
                _movement_codes(given["code"]),
                Direction.values,
                (given["arrives_on"], given["leaves_on"]),
                (given["arrives_at"], given["leaves_at"]),
                strict=True,
            )
        ]
        book = Book(sheets=[_sheet(_PARTIES, [party]), _sheet(_MOVEMENTS, rows)])
        return compare(book, slug=self._event.slug)[0]


def _movement_codes(code: str) -> list[str]:
    return [f"{code}-ARR", f"{code}-DEP"]


def _sheet(name: str, rows: list[dict[str, str]]) -> RawSheet:
    """Return rows as a sheet of a workbook with every column that such a list has."""
    header = sorted(next(sheet for sheet in SHEETS if sheet.name == name).columns)
    lines: list[list[Any]] = [
        header,
        *([row.get(column) or None for column in header] for row in rows),
    ]
    return RawSheet(name=name, rows=dict(enumerate(lines, 1)))
