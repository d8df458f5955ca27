"""Sheets for the pocket: PDF, in the language of who asks."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.config.environment import environment
from narahubung.parties.models import Party
from narahubung.reports.paper import press
from narahubung.reports.paper.data import DutyBook, PocketCard
from narahubung.reports.queries import book, card

Sheet = TypeVar("Sheet", PocketCard, DutyBook)
log = logging.getLogger(__name__)


@require_GET
@guard(Right.SEE_PARTY)
def pocket_card(request: MemberRequest, code: str) -> HttpResponse:
    """All days of one party on one sheet that folds to A6."""
    party = Party.objects.visible_to(request.by).get(code=code)
    sheet = card.pocket_card(
        event=request.event, party=party, by=request.by, at=request.at, url=live_url(request, code)
    )
    return _pdf(sheet, press.pocket_card, "pocket-card")


@require_GET
@guard(Right.SEE_DUTIES)
def duty_book(request: MemberRequest, code: str) -> HttpResponse:
    """All that the officers of one party work with, with boxes to check and re-check."""
    party = Party.objects.visible_to(request.by, Right.SEE_DUTIES).get(code=code)
    sheet = book.duty_book(
        event=request.event, party=party, by=request.by, at=request.at, url=live_url(request, code)
    )
    return _pdf(sheet, press.duty_book, "duty-book")


def live_url(request: MemberRequest, code: str) -> str:
    """Return the absolute address of the party's living page, for the QR code."""
    path = reverse("desks:sheet", kwargs={"slug": request.event.slug, "code": code})
    if environment.address:
        return environment.address.rstrip("/") + path
    return request.build_absolute_uri(path)


def _pdf(sheet: Sheet, pressed: Callable[..., bytes], kind: str) -> HttpResponse:
    try:
        pdf = pressed(sheet)
    except press.MissingGlyphError as missing:
        # An officer needs the sheet now; the house learns which letters its fonts lack.
        log.warning("%s of %s: %s", kind, sheet.code, missing)
        pdf = pressed(sheet, mark_missing=True)
    name = f"{sheet.code}-{kind}-{sheet.printed_at:%Y%m%d-%H%M}-{sheet.language}.pdf"
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
