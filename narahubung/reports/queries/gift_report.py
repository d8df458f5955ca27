"""The filled draft of a report to the KPK on paper: as on its page, Indonesian with English."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import override

from narahubung.accounts.models import Event
from narahubung.gifts.queries import Draft, Field, kpk_draft
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone, zone_label
from narahubung.reports.paper.data import Name
from narahubung.reports.paper.data_gift import GiftReport, ReportField, ReportPart


def gift_report(
    *, event: Event, declaration_id: int, by: Actor, at: datetime, url: str
) -> GiftReport:
    """Return the sheet, for who declared it and who keeps the register alone.

    Raises Declaration.DoesNotExist.
    """
    form, beside = (
        _draft(language, event=event, declaration_id=declaration_id, by=by, at=at)
        for language in ("id", "en")
    )
    return GiftReport(
        event=event.name,
        code=form.line.code,
        delegation=Name(text=""),
        zone=zone_label(event.zone, at),
        printed_at=at.astimezone(zone(event.zone)),
        url=url,
        parts=[
            ReportPart(title=title, beside=there, fields=_fields(fields, others))
            for (title, fields), (there, others) in zip(form.parts, beside.parts, strict=True)
        ],
        missing=form.missing,
        unsure=list(zip(form.unsure, beside.unsure, strict=True)),
        synthetic=bool(event.facts.get("synthetic")),
        language="id",
    )


def _fields(fields: Sequence[Field], beside: Sequence[Field]) -> list[ReportField]:
    """Pair both languages; what is not part of the form is left out while it is empty."""
    return [
        ReportField(label=field.label, beside=other.label, value=field.value, unsure=field.unsure)
        for field, other in zip(fields, beside, strict=True)
        if field.value or field.asked
    ]


def _draft(language: str, *, event: Event, declaration_id: int, by: Actor, at: datetime) -> Draft:
    with override(language):
        return kpk_draft(declaration_id=declaration_id, event=event, by=by, at=at)
