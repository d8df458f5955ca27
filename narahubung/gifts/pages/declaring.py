"""A gift is declared in one screen, also offline; corrected; and who the reporter is."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.documents.reading import Received, receive
from narahubung.gifts import commands, queries
from narahubung.gifts.forms import Asked, Correct, Declare, Give, Myself
from narahubung.gifts.models import Declaration, Gift, GiftReporter
from narahubung.gifts.pages.register import said
from narahubung.gifts.rules.declaring import Told, is_keeper, served_by
from narahubung.kit.files import MOST_BYTES, TooBig
from narahubung.kit.web import done, show
from narahubung.parties.models import Party


@require_http_methods(["GET", "POST"])
@guard(Right.REPORT_GIFT)
def declare(request: MemberRequest) -> HttpResponse:
    """Declare what was received or offered, or what the host gives (`?given`).

    Also in a closed event: the term of the law runs on after the guests have left.
    """
    given = "given" in request.GET or request.POST.get("direction") == "given"
    listed, keeps = _listed(request), is_keeper(request.by)
    shape = Give if given else Declare
    form = shape(
        request.POST or None,
        request.FILES or None,
        parties=_parties(request),
        receivers=queries.receivers(event=request.event, by=request.by, at=request.at)
        if keeps and not given
        else (),
        initial=_brought(request, listed),
    )
    if request.method != "POST" or not form.is_valid():
        return show(
            request,
            "gifts/declare",
            status=422 if request.method == "POST" else 200,
            form=form,
            given=given,
            listed=listed,
            asks_employment=not given and (keeps or not _is_employed(request)),
        )
    made = once(
        commands.declare_gift,
        request,
        told=form.told(request.at),
        party_id=form.cleaned_data["party"],
        gift_id=listed.pk if listed else None,
        receiver_id=form.cleaned_data.get("receiver"),
        employment=form.cleaned_data["employment"],
        file=received(form.cleaned_data["photo"]),
    )
    says = _("Declared. What follows stands here, with the last day.")
    if isinstance(made, Declaration):
        return said(request, made.pk, says)
    return done(request, "gifts:mine", topic="gifts", says=says, slug=request.event.slug)


@require_GET
@guard(Right.REPORT_GIFT)
def foresee(request: MemberRequest) -> HttpResponse:
    """What would follow of a gift, before it is declared. It is asked nothing about the value."""
    asked = Asked(request.GET, parties=_parties(request))
    found = None
    if asked.is_valid():
        found = queries.foreseen(
            asked=asked.answers(), event=request.event, by=request.by, at=request.at
        )
    return show(request, "gifts/foreseen", found=found)


@require_http_methods(["GET", "POST"])
@guard(Right.REPORT_GIFT, Right.KEEP_GIFTS)
def correct(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """Tell it again, rightly. Nothing that stands there is changed."""
    told, text = queries.told_of(declaration_id=declaration_id, by=request.by)
    before = {name: getattr(told, name) for name in told.__dataclass_fields__}
    row = Declaration.objects.visible_to(request.by).get(pk=declaration_id)
    form = Correct(
        request.POST or None,
        request.FILES or None,
        parties=_parties(request),
        initial={**before, "employment": text.employment},
    )
    if row.person_id != request.by.person_id:
        form.fields["employment"].label = _("The receiver is")
    if request.method != "POST" or not form.is_valid():
        return show(
            request,
            "gifts/correct",
            status=422 if request.method == "POST" else 200,
            form=form,
            code=row.code,
            declaration_id=declaration_id,
        )
    once(
        commands.correct_gift,
        request,
        declaration_id=declaration_id,
        told=_same_minute(form.told(told.received_at), told),
        why=form.cleaned_data["why"],
        employment=form.cleaned_data["employment"],
        file=received(form.cleaned_data["photo"]),
    )
    return said(request, declaration_id, _("Corrected. Both texts are kept."))


@require_http_methods(["GET", "POST"])
@guard(Right.REPORT_GIFT)
def myself(request: MemberRequest) -> HttpResponse:
    """Say once what the form of the KPK asks of who reports."""
    names = ("employment", "id_number", "office", "address", "phone", "email")
    row = GiftReporter.objects.filter(event=request.event, person=request.user).first()
    initial = {name: getattr(row, name) for name in names} if row else {}
    form = Myself(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "gifts/myself", status=status, form=form)
    once(commands.describe_reporter, request, **form.cleaned_data)
    return done(request, "gifts:mine", topic="gifts", says=_("Stored."), slug=request.event.slug)


@require_GET
@guard(Right.REPORT_GIFT, Right.KEEP_GIFTS)
def draft(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """The report to the KPK, filled in, to copy or to print."""
    found = queries.kpk_draft(
        declaration_id=declaration_id, event=request.event, by=request.by, at=request.at
    )
    return show(request, "gifts/draft", draft=found, line=found.line)


def _same_minute(new: Told, old: Told) -> Told:
    """Return it with the old moment where only its seconds are gone: forms show none."""
    same = new.received_at == old.received_at.replace(second=0, microsecond=0)
    return replace(new, received_at=old.received_at) if same else new


def received(file: Any) -> Received | None:
    """Read and clean a photo. Raises TooBig, and as `documents.reading` does."""
    if not file:
        return None
    if (file.size or 0) > MOST_BYTES:
        raise TooBig
    return receive(file.read())


def _parties(request: MemberRequest) -> list[tuple[int, str]]:
    """Return what may be named: for who has the right for the event all, else whom one served."""
    rows = Party.objects.filter(event=request.event)
    if Right.REPORT_GIFT not in request.by.everywhere:
        rows = rows.filter(pk__in=served_by(request.by))
    return [(party.pk, party.name) for party in rows.order_by("name_en")]


def _listed(request: MemberRequest) -> Gift | None:
    number = request.POST.get("gift") or request.GET.get("gift", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    return Gift.objects.visible_to(request.by).filter(pk=number).first()


def _brought(request: MemberRequest, listed: Gift | None) -> dict[str, Any]:
    """Return what is known before anybody writes: of the list's line, or the one party served."""
    if listed is not None:
        return {"item": listed.item, "party": listed.party_id, "recipient": listed.recipient}
    code = request.GET.get("party", "")
    found = Party.objects.filter(event=request.event, code=code).first() if code else None
    own = found.pk if found else next(iter(request.by.own), None)
    return {"party": own}


def _is_employed(request: MemberRequest) -> bool:
    rows = GiftReporter.objects.filter(event=request.event, person=request.user)
    return rows.exclude(employment="").exists()
