"""Custody by two signatures, where the thing is, and how far its report is."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.gifts import commands
from narahubung.gifts.forms import Decided, HandOver, Place, Sent
from narahubung.gifts.models import Custody, Declaration
from narahubung.gifts.pages.register import said, sheet_of
from narahubung.gifts.queries.sheet import takers
from narahubung.gifts.rules.declaring import is_keeper


@require_POST
@guard(Right.REPORT_GIFT, Right.KEEP_GIFTS)
def hand_over(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """Hand it over: the giver's signature."""
    row = _to_work_on(request, declaration_id)
    form = HandOver(request.POST, takers=takers(row, request.at, request.by))
    if not form.is_valid():
        return sheet_of(request, declaration_id, give_form=form, status=422)
    once(
        commands.give_custody,
        request,
        declaration_id=declaration_id,
        taker_id=form.cleaned_data["taker"],
        to=form.cleaned_data["to"],
        paper=form.cleaned_data["paper"],
        kept_at=form.cleaned_data["kept_at"],
    )
    return said(request, declaration_id, _("Signed by you. It is complete once the other signs."))


@require_POST
@guard(Right.REPORT_GIFT, Right.KEEP_GIFTS)
def take(request: MemberRequest, custody_id: int) -> HttpResponse:
    """Sign that one has it."""
    rows = Custody.objects.visible_to(request.by).filter(to_person=request.user)
    row = rows.get(pk=custody_id)
    once(commands.take_custody, request, custody_id=custody_id)
    return said(request, row.declaration_id, _("Signed: it is in your hands now."))


@require_POST
@guard(Right.REPORT_GIFT, Right.KEEP_GIFTS)
def end(request: MemberRequest, custody_id: int) -> HttpResponse:
    """Take one's hand-over back."""
    rows = Custody.objects.visible_to(request.by).filter(from_person=request.user)
    row = rows.get(pk=custody_id)
    once(commands.end_custody, request, custody_id=custody_id)
    return said(request, row.declaration_id, _("Taken back: it is still in your hands."))


@require_POST
@guard(Right.KEEP_GIFTS)
def place(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """Say where it is."""
    form = Place(request.POST)
    if not form.is_valid():
        return sheet_of(request, declaration_id, place_form=form, status=422)
    once(commands.place_gift, request, declaration_id=declaration_id, **form.cleaned_data)
    return said(request, declaration_id, _("Noted where it is."))


@require_POST
@guard(Right.REPORT_GIFT, Right.KEEP_GIFTS)
def upg(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """It was reported to the UPG."""
    says = _("Noted: reported to the UPG.")
    return _sent(request, declaration_id, commands.note_upg, says)


@require_POST
@guard(Right.REPORT_GIFT, Right.KEEP_GIFTS)
def kpk(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """It was reported to the KPK."""
    says = _("Noted: reported to the KPK.")
    return _sent(request, declaration_id, commands.note_kpk, says)


@require_POST
@guard(Right.KEEP_GIFTS)
def decide(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """The KPK decided."""
    form = Decided(request.POST)
    if not form.is_valid():
        return sheet_of(request, declaration_id, decided_form=form, status=422)
    once(commands.note_decision, request, declaration_id=declaration_id, **form.cleaned_data)
    return said(request, declaration_id, _("The decision is noted."))


def _sent(
    request: MemberRequest, declaration_id: int, note: Callable[..., None], says: str
) -> HttpResponse:
    _to_work_on(request, declaration_id)
    form = Sent(request.POST)
    if not form.is_valid():
        return sheet_of(request, declaration_id, sent_form=form, status=422)
    once(note, request, declaration_id=declaration_id, **form.cleaned_data)
    return said(request, declaration_id, says)


def _to_work_on(request: MemberRequest, declaration_id: int) -> Declaration:
    """Return it to who declared it, has it, or keeps the register; to others it is absent."""
    row = Declaration.objects.visible_to(request.by).get(pk=declaration_id)
    if is_keeper(request.by) or request.by.person_id in {row.person_id, row.holder_id}:
        return row
    raise Declaration.DoesNotExist
