"""The card of a hand-over on the phones of the two, and their taps."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments import commands
from narahubung.assignments.forms.handing_over import Code, Give, Take
from narahubung.assignments.queries import handing_over as queries
from narahubung.desks.queries.hand_over import card_now, card_of, kept
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import is_swap, show


@require_GET
@guard(Right.SEE_EVENT)
def card(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    """One's own hand-over: what is to be told, who has acknowledged, one's tap."""
    return _page(request, hand_over_id)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def give(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    """Say that one has told it."""
    return _tap(request, hand_over_id, Give(request.POST), commands.give, timed=True)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def take(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    """Say that one has it."""
    return _tap(request, hand_over_id, Take(request.POST), commands.take, timed=True)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def code(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    """Acknowledge for both by the code of the phone that has no network."""
    return _tap(request, hand_over_id, Code(request.POST), commands.prove)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def back(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    """Take one's own tap back."""
    with suppress(AlreadyDone):
        commands.take_back(hand_over_id=hand_over_id, by=request.by, at=request.at, key=request.key)
    return _again(request, hand_over_id)


def _tap(
    request: MemberRequest,
    hand_over_id: int,
    form: Form,
    act: Callable[..., object],
    *,
    timed: bool = False,
) -> HttpResponse:
    """Keep the card as it is told, then the tap. A second tap is no fault of anybody."""
    own = queries.own_hand_over(hand_over_id=hand_over_id, by=request.by, at=request.at)
    if not form.is_valid():
        return _page(request, hand_over_id, form=form)
    asked = dict(form.cleaned_data)
    if timed:
        asked["tapped_at"] = _tapped_at(request)
    if own.card is None:
        commands.keep_card(
            hand_over_id=hand_over_id,
            card=kept(_card(request, own)),
            by=request.by,
            at=request.at,
        )
    with suppress(AlreadyDone):
        act(hand_over_id=hand_over_id, by=request.by, at=request.at, key=request.key, **asked)
    return _again(request, hand_over_id)


def _tapped_at(request: MemberRequest) -> datetime | None:
    """Return the moment of the tap by the phone's clock, None where it was not told."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(request.POST.get("tapped_at", ""))
        return moment if moment.tzinfo else None
    return None


def _again(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    if is_swap(request):
        return _page(request, hand_over_id)
    return redirect("desks:hand_over", slug=request.event.slug, hand_over_id=hand_over_id)


def _page(request: MemberRequest, hand_over_id: int, *, form: Form | None = None) -> HttpResponse:
    after = last_entry_id()
    own = queries.own_hand_over(hand_over_id=hand_over_id, by=request.by, at=request.at)
    shown = own.line.is_open or own.line.done_at is not None
    usual = Give(initial={"keys": own.usual_keys}) if own.side == "given" else Take()
    return show(
        request,
        "desks/hand_over",
        own=own,
        card=card_of(own.card or _card(request, own)) if shown else None,
        form=form if isinstance(form, Give | Take) else usual,
        code_form=form if isinstance(form, Code) else Code(),
        slug=request.event.slug,
        me_id=request.by.person_id,
        party={
            "code": own.line.party.code,
            "name": own.line.party.name,
            "flag": own.line.party.iso_alpha2,
        },
        status=422 if form is not None else 200,
        live_topics=[f"person:{request.by.person_id}", f"party:{own.line.party.id}"],
        live_after=after,
    )


def _card(request: MemberRequest, own: queries.OwnHandOver) -> dict[str, Any]:
    return card_now(event=request.event, hand_over_id=own.line.id, by=request.by, at=request.at)
