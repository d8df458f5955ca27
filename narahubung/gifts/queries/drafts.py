"""The report to the KPK, filled in as far as the register knows: the fields of its form (GOL)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.gifts.knowing import terms_of
from narahubung.gifts.models import Declaration, DeclarationText, GiftReporter
from narahubung.gifts.queries.register import Line, lines_of, sees_value, shown
from narahubung.gifts.rules.declaring import is_keeper, is_own
from narahubung.gifts.words import BASES, DECISIONS, EMPLOYMENTS, KINDS, OUTCOMES
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text

Field = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A filled form: parts with their fields. missing: what the form asks and nobody told."""

    line: Line
    parts: Sequence[tuple[str, Sequence[Field]]]
    missing: Sequence[str]

    @property
    def text(self) -> str:
        """Return it as plain text, to copy into the form on the web."""
        lines = [f"{self.line.code}"]
        for title, fields in self.parts:
            lines += ["", title.upper(), *(f"{label}: {value or '-'}" for label, value in fields)]
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
        (_("Report"), _report(row, line, event)),
    ]
    needed = [field for _title, fields in parts[:3] for field in fields]
    missing = [label for label, value in needed if not value]
    return Draft(line=line, parts=parts, missing=missing)


def _reporter(row: Declaration, text: DeclarationText, who: GiftReporter | None) -> list[Field]:
    return [
        (_("Full name"), row.person_name),
        (_("NIP or NIK"), who.id_number if who else ""),
        (_("Office and institution"), who.office if who else ""),
        (_("Employment"), str(EMPLOYMENTS[text.employment]) if text.employment else ""),
        (_("Postal address"), who.address if who else ""),
        (_("Telephone"), who.phone if who else ""),
        (_("E-mail"), who.email if who else ""),
    ]


def _giver(text: DeclarationText) -> list[Field]:
    return [
        (_("Name of the giver"), text.giver),
        (_("Office of the giver"), text.giver_capacity),
        (_("Relation with the giver"), text.giver_relation),
        (_("Address of the giver"), text.giver_address),
    ]


def _receipt(text: DeclarationText, event: Event) -> list[Field]:
    local = text.received_at.astimezone(ZoneInfo(event.zone))
    return [
        (_("Event or occasion"), text.occasion or event.name),
        (_("Place of receipt"), text.place),
        (_("Day of receipt"), f"{local:%Y-%m-%d}, {clock_text(text.received_at, event.zone)}"),
        (_("Witness"), text.witness),
    ]


def _gift(row: Declaration, text: DeclarationText, line: Line) -> list[Field]:
    outcome = [str(OUTCOMES[text.outcome]), text.reason]
    basis = [str(BASES[text.basis]), text.basis_note]
    return [
        (_("Sort"), str(KINDS[text.kind])),
        (_("Description"), text.item),
        (_("Quantity"), str(text.quantity)),
        (_("Value"), shown(text.value, text.currency)),
        (_("Basis of the value"), ", ".join(filter(None, basis))),
        (_("What was done"), ": ".join(filter(None, outcome))),
        (_("Where the object is"), f"{line.state_word}, {row.holder_name}"),
        (_("Attachment"), _("photo {number}").format(number=row.code) if text.photo else ""),
        (_("How it came about"), text.chronology),
    ]


def _report(row: Declaration, line: Line, event: Event) -> list[Field]:
    due, judged = line.ruling.due, line.ruling.judgement
    last = f"{due.last:%Y-%m-%d}" if due.last and due.step == "report" else ""
    terms = terms_of(event.pk)
    sent = " ".join(filter(None, [f"{row.upg_on or ''}", row.upg_number]))
    kpk = " ".join(filter(None, [f"{row.kpk_on or ''}", row.kpk_number]))
    decided = [f"{row.decided_on or ''}", row.decision_number]
    decision = str(DECISIONS[row.decision]) if row.decision else ""
    return [
        (_("Rule"), ", ".join(filter(None, [line.ruling.version.name, judged.article]))),
        (_("Last day for the report"), last),
        (_("UPG"), terms.upg),
        (_("Reported to the UPG"), sent),
        (_("Reported to the KPK"), kpk),
        (_("Decision of the KPK"), ", ".join(filter(None, [decision, *decided]))),
    ]
