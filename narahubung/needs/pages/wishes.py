"""Wishes that wait for an answer, and one wish with the words for the guest."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.knowledge.queries import rules_for
from narahubung.needs import commands, limit_forms, queries
from narahubung.needs.models import Wish
from narahubung.needs.pages.shared import checked, own_party
from narahubung.parties.models import Party


@require_GET
@guard(Right.SEE_REGISTER, Right.GRANT_LIMIT)
def waiting(request: MemberRequest) -> HttpResponse:
    """Show what waits for a yes or no by its clock, and the last answers."""
    form = _desk_form(request) if _at_a_desk(request) else None
    return _waiting_page(request, form)


@require_POST
@guard(Right.GRANT_LIMIT, writes=True)
def ask_at_desk(request: MemberRequest) -> HttpResponse:
    """Record a wish that a guest brought to the desk itself."""
    form = _desk_form(request, request.POST)
    if not form.is_valid():
        return _waiting_page(request, form)
    of = form.cleaned_data["party"]
    once(
        commands.record_wish,
        request,
        party_id=of.pk,
        asked=form.asked(),
        changed=form.cleaned_data["changed"],
    )
    last = queries.wishes_of(party_id=of.pk, by=request.by, at=request.at)
    return done(request, "needs:wish", slug=request.event.slug, wish_id=last[0].id)


@require_GET
@guard(Right.SEE_REGISTER, Right.GRANT_LIMIT)
def wish(request: MemberRequest, wish_id: int) -> HttpResponse:
    """Show one wish: how it stands, what is free instead, and the words; `language` chooses."""
    chosen = request.GET.get("language", "")
    sheet = queries.wish_sheet(wish_id=wish_id, language=chosen, by=request.by, at=request.at)
    return show(
        request,
        "needs/wish_sheet",
        sheet=sheet,
        line=sheet.line,
        slug=request.event.slug,
        may_talk=request.by.may_for(Right.SEE_REGISTER, sheet.line.party.id),
        live_topics=[sheet.line.topic],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.GRANT_LIMIT, writes=True)
def grant(request: MemberRequest, wish_id: int) -> HttpResponse:
    """Say yes."""
    once(commands.grant_wish, request, wish_id=_may_answer(request, wish_id))
    return _back(request, wish_id, _("Granted. The officer sees it now."))


@require_POST
@guard(Right.GRANT_LIMIT, writes=True)
def refuse(request: MemberRequest, wish_id: int) -> HttpResponse:
    """Say no."""
    reason = checked(limit_forms.ReasonForm(request.POST)).cleaned_data["reason"]
    once(commands.refuse_wish, request, wish_id=_may_answer(request, wish_id), reason=reason)
    return _back(request, wish_id, _("Answered no. The officer has the words for the guest."))


@require_POST
@guard(Right.GRANT_LIMIT, writes=True)
def take_over(request: MemberRequest, wish_id: int) -> HttpResponse:
    """Take the question over from who is asked now."""
    once(commands.pass_up_wish, request, wish_id=_may_answer(request, wish_id))
    return _back(request, wish_id, _("It is yours to answer now."))


@require_POST
@guard(Right.GRANT_LIMIT, writes=True)
def take_back(request: MemberRequest, wish_id: int) -> HttpResponse:
    """Take one's answer back."""
    once(commands.take_back_answer, request, wish_id=_may_answer(request, wish_id))
    return _back(request, wish_id, _("Taken back. It waits for your answer again."))


@require_POST
@guard(Right.SEE_REGISTER, Right.GRANT_LIMIT, writes=True)
def tell(request: MemberRequest, wish_id: int) -> HttpResponse:
    """Keep what the guest heard."""
    found = Wish.objects.visible_to(request.by).get(pk=wish_id)
    given = checked(limit_forms.TellForm(request.POST)).cleaned_data
    once(commands.tell_guest, request, wish_id=found.pk, **given)
    return _back(request, wish_id, _("On record: the guest knows."))


@require_POST
@guard(Right.SEE_REGISTER, Right.GRANT_LIMIT, writes=True)
def take(request: MemberRequest, wish_id: int) -> HttpResponse:
    """Settle the wish by an alternative."""
    found = Wish.objects.visible_to(request.by).get(pk=wish_id)
    kind = checked(limit_forms.OfferForm(request.POST)).cleaned_data["kind"]
    once(commands.take_offer, request, wish_id=found.pk, kind=kind)
    return _back(request, wish_id, _("Settled. What is to be done for it is a request now."))


def _may_answer(request: MemberRequest, wish_id: int) -> int:
    return Wish.objects.visible_to(request.by, Right.GRANT_LIMIT).get(pk=wish_id).pk


def _back(request: MemberRequest, wish_id: int, says: str) -> HttpResponse:
    names: dict[str, Any] = {"slug": request.event.slug}
    if request.POST.get("to") == "waiting":
        return done(request, "needs:wishes", **names, topic="wishes", says=says)
    return done(request, "needs:wish", **names, wish_id=wish_id, topic=f"wish:{wish_id}", says=says)


def _at_a_desk(request: MemberRequest) -> bool:
    return Right.GRANT_LIMIT in request.by.at_desk or Right.GRANT_LIMIT in request.by.everywhere


def _desk_form(request: MemberRequest, sent: Any = None) -> limit_forms.DeskWishForm:
    by = request.by
    lines = queries.limit_table(by=by).lines
    own = {
        line.thing: line.name
        for line in lines
        if Right.GRANT_LIMIT in by.everywhere or line.department_id in by.departments
    }
    return limit_forms.DeskWishForm(
        sent,
        parties=Party.objects.visible_to(by).order_by("code"),
        things=list(own.items()),
        rules=[(rule.code, f"{rule.code} {rule.text[:70]}") for rule in rules_for(by=by)],
        zone_name=request.event.zone,
        at=request.at,
    )


def _waiting_page(request: MemberRequest, form: limit_forms.DeskWishForm | None) -> HttpResponse:
    return show(
        request,
        "needs/wishes",
        waiting=queries.waiting_wishes(by=request.by, at=request.at),
        answered=queries.last_answers(by=request.by, at=request.at),
        form=form,
        own=own_party(request),
        sees_favours=request.by.may(Right.SEE_REGISTER) or request.by.may(Right.MANAGE_EVENT),
        slug=request.event.slug,
        live_topics=["wishes"],
        live_after=last_entry_id(),
        status=422 if form is not None and form.errors else 200,
    )
