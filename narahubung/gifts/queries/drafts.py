"""The report to the KPK, filled in as far as the register knows: the fields of its form (GOL)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.gifts.knowing import terms_of
from narahubung.gifts.law import term
from narahubung.gifts.models import Declaration, DeclarationText, GiftReporter
from narahubung.gifts.queries.register import Line, lines_of, sees_value, shown, unconfirmed_said
from narahubung.gifts.rules.declaring import is_keeper, is_own
from narahubung.gifts.words import BASES, DECISIONS, EMPLOYMENTS, KINDS, OUTCOMES
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text, zone_label


class Field(NamedTuple):
    """A field of the form. value "": nobody told; unsure: to be confirmed before it is filed.

    asked: the form asks it; what it does not ask is how far the report is.
    """

    label: str
    value: str
    unsure: bool = False
    asked: bool = True


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A filled form: parts with their fields. missing: what the form asks and nobody told.

    unsure: what is to be confirmed before it is filed, in words.
    """

    line: Line
    parts: Sequence[tuple[str, Sequence[Field]]]
    missing: Sequence[str]
    unsure: Sequence[str]

    @property
    def text(self) -> str:
        """Return it as plain text, to copy into the form on the web."""
        lines = [f"{self.line.code}"]
        for title, fields in self.parts:
            lines += ["", title.upper(), *(f"{one.label}: {one.value or '-'}" for one in fields)]
        return "\n".join(lines)


def kpk_draft(*, declaration_id: int, event: Event, by: Actor, at: datetime) -> Draft:
    """Return the draft, in the language in force. For who declared it and the registrar alone.

    Raises Declaration.DoesNotExist.
    """
    rows = Declaration.objects.visible_to(by).select_related("party", "person")
    row = rows.get(pk=declaration_id)
    text = row.texts.order_by("-version").first()
    if text is None or not (is_own(row, by) or is_keeper(by)) or not sees_value(row, by):
        raise Declaration.DoesNotExist
    line = lines_of([row], event=event, by=by, at=at)[0]
    who = GiftReporter.objects.filter(event=event, person_id=row.person_id).first()
    parts = [
        (_("Reporter"), _reporter(row, text, who)),
        (_("Giver"), _giver(text)),
        (_("Receipt"), _receipt(text, event)),
        (_("The gift"), _gift(row, text, line)),
        (_("State of the report"), _report(row, line, event)),
    ]
    needed = [field for _title, fields in parts[:3] for field in fields]
    missing = [field.label for field in needed if not field.value]
    return Draft(line=line, parts=parts, missing=missing, unsure=_unsure(line))


def _unsure(line: Line) -> list[str]:
    due = line.ruling.due
    days = [unconfirmed_said(due)] if due.unconfirmed else []
    return [*line.ruling.judgement.unsure_said, *days]


def _reporter(row: Declaration, text: DeclarationText, who: GiftReporter | None) -> list[Field]:
    return [
        Field(_("Full name"), row.person_name),
        Field(_("NIP or NIK"), who.id_number if who else ""),
        Field(_("Office and institution"), who.office if who else ""),
        Field(_("Employment"), str(EMPLOYMENTS[text.employment]) if text.employment else ""),
        Field(_("Postal address"), who.address if who else ""),
        Field(_("Telephone"), who.phone if who else ""),
        Field(_("E-mail"), who.email if who else ""),
    ]


def _giver(text: DeclarationText) -> list[Field]:
    return [
        Field(_("Name of the giver"), text.giver),
        Field(_("Office of the giver"), text.giver_capacity),
        Field(_("Relation with the giver"), text.giver_relation),
        Field(_("Address of the giver"), text.giver_address),
    ]


def _receipt(text: DeclarationText, event: Event) -> list[Field]:
    local = text.received_at.astimezone(ZoneInfo(event.zone))
    zone = zone_label(event.zone, text.received_at)
    clock = f"{clock_text(text.received_at, event.zone)} {zone}"
    return [
        Field(_("Event or occasion"), text.occasion or event.name),
        Field(_("Place of receipt"), text.place),
        Field(_("Day of receipt"), f"{local:%Y-%m-%d}, {clock}"),
        Field(_("Witness"), text.witness),
    ]


def _gift(row: Declaration, text: DeclarationText, line: Line) -> list[Field]:
    outcome = [str(OUTCOMES[text.outcome]), text.reason]
    basis = [str(BASES[text.basis]), text.basis_note]
    return [
        Field(_("Sort"), str(KINDS[text.kind])),
        Field(_("Description"), text.item),
        Field(_("Quantity"), str(text.quantity)),
        Field(_("Value"), shown(text.value, text.currency)),
        Field(_("Basis of the value"), ", ".join(filter(None, basis))),
        Field(_("What was done"), ": ".join(filter(None, outcome))),
        Field(_("Where the object is"), f"{line.state_word}, {row.holder_name}"),
        Field(_("Attachment"), _attached(row, text)),
        Field(_("How it came about"), text.chronology),
    ]


def _attached(row: Declaration, text: DeclarationText) -> str:
    return _("photo {number}").format(number=row.code) if text.photo else _("no photo")


def _report(row: Declaration, line: Line, event: Event) -> list[Field]:
    due, judged, version = line.ruling.due, line.ruling.judgement, line.ruling.version
    reports = due.step == "report"
    last = f"{due.last:%Y-%m-%d}" if due.last and reports else ""
    upg = f"{due.upg:%Y-%m-%d}" if due.upg and reports else ""
    rule = ", ".join(filter(None, [version.name, judged.article]))
    terms = terms_of(event.pk)
    sent = " ".join(filter(None, [f"{row.upg_on or ''}", row.upg_number]))
    kpk = " ".join(filter(None, [f"{row.kpk_on or ''}", row.kpk_number]))
    decided = [f"{row.decided_on or ''}", row.decision_number]
    decision = str(DECISIONS[row.decision]) if row.decision else ""
    found = [
        (_("Rule"), rule, bool(judged.unsure) or not version.sure),
        (_("Last day for the report"), last, bool(due.unconfirmed or due.safe)),
        (_("Last day through the UPG"), upg, not term("upg").sure),
        (_("UPG"), terms.upg, False),
        (_("Reported to the UPG"), sent, False),
        (_("Reported to the KPK"), kpk, False),
        (_("Decision of the KPK"), ", ".join(filter(None, [decision, *decided])), False),
    ]
    return [Field(*one, asked=False) for one in found]
