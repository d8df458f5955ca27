"""Sheets for the pocket: PDF, in the language of who asks."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from narahubung.access.commands import print_badges
from narahubung.access.models import Badge
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.config.environment import environment
from narahubung.crisis.queries.ics_forms import NoSuchForm
from narahubung.parties.models import Party
from narahubung.relays.audiences import number
from narahubung.relays.commands.delivering import mark_printed
from narahubung.relays.models import Lane
from narahubung.reports.paper import press
from narahubung.reports.paper.data import (
    Bulletin,
    ConvoySheet,
    CoverageReport,
    DutyBook,
    Language,
    LetterSheet,
    PocketCard,
)
from narahubung.reports.paper.data_badges import BadgeSheet
from narahubung.reports.paper.data_gift import GiftReport
from narahubung.reports.paper.data_ics import FormSheet
from narahubung.reports.paper.data_places import PlaceKind, PlaceSheet
from narahubung.reports.queries import badges as badge_sheets
from narahubung.reports.queries import book, card, convoy, ics, letter, places
from narahubung.reports.queries import bulletin as messages
from narahubung.reports.queries import coverage as proof
from narahubung.reports.queries.detail_book import detail_book as book_of_details
from narahubung.reports.queries.gift_report import gift_report as report_of_gift

Sheet = TypeVar(
    "Sheet",
    PocketCard,
    DutyBook,
    Bulletin,
    CoverageReport,
    ConvoySheet,
    LetterSheet,
    FormSheet,
    BadgeSheet,
    PlaceSheet,
    GiftReport,
)
log = logging.getLogger(__name__)
MOST_BADGES = 1000


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


@require_POST
@guard(Right.ACCREDIT, writes=True)
def badges(request: MemberRequest) -> HttpResponse:
    """Print badges, several on a sheet; that they were printed is noted. Blank ones as well."""
    asked = [number(one) or 0 for one in request.POST.getlist("badges")[:MOST_BADGES]]
    rows = Badge.objects.visible_to(request.by).filter(pk__in=asked)
    holders = rows.exclude(accreditation=None)
    if own := list(holders.values_list("pk", flat=True)):
        once(print_badges, request, badge_ids=own)
    sheet = badge_sheets.badge_sheet(
        badge_ids=list(rows.values_list("pk", flat=True)),
        **_printed_of(request, "access:people"),
    )
    return _pdf(sheet, press.badges, "badges")


@require_POST
@guard(Right.SEE_RELAYS, Right.SEND_RELAY, writes=True)
def bulletin(request: MemberRequest) -> HttpResponse:
    """Print the open messages of a lane or a party; who is reached by paper is noted as told."""
    lane, party = request.POST.get("lane", ""), None
    if asked := request.POST.get("party", ""):
        party = Party.objects.visible_to(request.by).get(pk=number(asked) or 0)
    path = reverse("relays:inbox", kwargs={"slug": request.event.slug})
    sheet, relay_ids = messages.bulletin(
        event=request.event,
        lane=lane if lane in Lane else "",
        party=party,
        by=request.by,
        at=request.at,
        url=_absolute(request, path),
    )
    answer = _pdf(sheet, press.bulletin, "bulletin")
    mark_printed(relay_ids=relay_ids, at=request.at)
    return answer


@require_GET
@guard(Right.PLAN_OFFICERS)
def coverage(request: MemberRequest) -> HttpResponse:
    """Who was with every delegation, to the minute, and the hours of the officers."""
    path = reverse("assignments:coverage", kwargs={"slug": request.event.slug})
    return _coverage(request, None, path)


@require_GET
@guard(Right.SEE_OFFICERS)
def party_coverage(request: MemberRequest, code: str) -> HttpResponse:
    """Who was with one delegation, duty by duty."""
    party = Party.objects.visible_to(request.by, Right.SEE_OFFICERS).get(code=code)
    names = {"slug": request.event.slug, "code": code}
    return _coverage(request, party, reverse("assignments:party_coverage", kwargs=names))


PLACES: dict[str, PlaceKind] = {
    "place-cards": "place_cards",
    "name-plates": "name_plates",
    "table-plan": "table_plan",
    "floor-marks": "floor_marks",
    "line-up": "line_up",
}


@require_GET
@guard(Right.PLAN_PLACES)
def seating(request: MemberRequest, seating_id: int, kind: str) -> HttpResponse:
    """Cards, plates, the plan, floor marks or the line-up of one seating."""
    if kind not in PLACES:
        raise Http404
    sheet = places.place_sheet(
        seating_id=seating_id,
        kind=PLACES[kind],
        **_printed_of(request, "places:seating", seating_id=seating_id),
    )
    return _pdf(sheet, press.places, kind)


@require_GET
@guard(Right.SEE_ROUTES)
def motorcade(request: MemberRequest, motorcade_id: int) -> HttpResponse:
    """One motorcade: order, plates, drivers' numbers, seats, route, hospital, radio, times."""
    sheet = convoy.motorcade(
        motorcade_id=motorcade_id,
        **_printed_of(request, "transport:motorcade", motorcade_id=motorcade_id),
    )
    return _pdf(sheet, press.convoy, "motorcade")


@require_GET
@guard(Right.SEE_ROUTES)
def escort_order(request: MemberRequest, request_id: int) -> HttpResponse:
    """One police escort: units, call sign, and the time at each point."""
    sheet = convoy.escort_order(
        request_id=request_id, **_printed_of(request, "transport:escort", request_id=request_id)
    )
    return _pdf(sheet, press.convoy, "escort-order")


@require_GET
@guard(Right.SEE_PLACES, Right.PLAN_PROGRAMME)
def detail_book(request: MemberRequest) -> HttpResponse:
    """What each item of the programme needs, and what is missing."""
    sheet = book_of_details(**_printed_of(request, "protocol:detail_book"))
    return _pdf(sheet, press.convoy, "detail-book")


@require_GET
@guard(Right.REPORT_GIFT, Right.KEEP_GIFTS)
def gift_report(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """The filled draft of the report to the KPK; to all but its two readers it is absent."""
    sheet = report_of_gift(
        declaration_id=declaration_id,
        **_printed_of(request, "gifts:draft", declaration_id=declaration_id),
    )
    return _pdf(sheet, press.gift_report, "gratifikasi")


@require_GET
@guard(Right.SEE_CRISIS)
def notice_letter(request: MemberRequest, notice_id: int) -> HttpResponse:
    """The letter to an authority of an incident, in Indonesian or with ?in=en in English."""
    printed = _printed_of(request, "crisis:letter", notice_id=notice_id)
    language: Language = "en" if request.GET.get("in") == "en" else "id"
    sheet = letter.notice_letter(notice_id=notice_id, language=language, **printed)
    return _pdf(sheet, press.letter, "letter")


@require_GET
@guard(Right.SEE_CRISIS)
def ics_form(request: MemberRequest, number: int, form: str) -> HttpResponse:
    """One ICS form of an incident; of: whose activity log."""
    try:
        sheet = ics.ics_form(
            code=form.upper(),
            number=number,
            of=request.GET.get("of", ""),
            **_printed_of(request, "crisis:ics_form", number=number, form=form),
        )
    except NoSuchForm as absent:
        raise Http404 from absent
    return _pdf(sheet, press.ics_form, "ics")


@require_GET
@guard(Right.SEE_CRISIS)
def general_message(request: MemberRequest, message_id: int) -> HttpResponse:
    """One general message: ICS form 213."""
    sheet = ics.general_message(
        message_id=message_id, **_printed_of(request, "crisis:message", message_id=message_id)
    )
    return _pdf(sheet, press.ics_form, "ics")


def _printed_of(request: MemberRequest, page: str, **names: int | str) -> dict[str, Any]:
    """Return what every paper of a page must know: of which event, for whom, when, its address."""
    path = reverse(page, kwargs={"slug": request.event.slug, **names})
    url = _absolute(request, path)
    return {"event": request.event, "by": request.by, "at": request.at, "url": url}


def _coverage(request: MemberRequest, party: Party | None, path: str) -> HttpResponse:
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(request.GET.get("day", ""))
    sheet = proof.coverage_report(
        event=request.event,
        party=party,
        day=day,
        by=request.by,
        at=request.at,
        url=_absolute(request, path),
    )
    return _pdf(sheet, press.coverage, "coverage")


def live_url(request: MemberRequest, code: str) -> str:
    """Return the absolute address of the party's living page, for the QR code."""
    path = reverse("desks:sheet", kwargs={"slug": request.event.slug, "code": code})
    return _absolute(request, path)


def _absolute(request: MemberRequest, path: str) -> str:
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
    of = f"{sheet.code}-{kind}".strip("-").replace(" ", "-")
    name = f"{of}-{sheet.printed_at:%Y%m%d-%H%M}-{sheet.language}.pdf"
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
