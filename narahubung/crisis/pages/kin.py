"""Families and embassies of who is hurt or missing; what an embassy sees of its own people."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms_kin import AddKin, CallKin, Condition, Nobody, Says, ToldTo
from narahubung.crisis.models import Fate, Head
from narahubung.crisis.queries import kin as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.scoping import seen_by
from narahubung.kit.web import done, show


@require_GET
@guard(Right.SEE_KIN, Right.SEE_MEDICAL)
def board(request: MemberRequest, number: int) -> HttpResponse:
    """Who is hurt or missing, and who was told, the untold families first."""
    return _board(request, number)


@require_GET
@guard(Right.SEE_NATIONALS)
def nationals(request: MemberRequest) -> HttpResponse:
    """An embassy's own people."""
    after = last_entry_id()
    found = queries.nationals(by=request.by)
    topics = ["kin", "roll"]
    return show(request, "crisis/nationals", found=found, live_topics=topics, live_after=after)


@require_POST
@guard(Right.SEE_KIN, writes=True)
def open_fate(request: MemberRequest, head_id: int) -> HttpResponse:
    """Take up one person."""
    rows = Head.objects.filter(seen_by(request.by, Right.SEE_KIN))
    number = rows.values_list("roll__incident__number", flat=True).get(pk=head_id)
    once(commands.open_fate, request, head_id=head_id)
    return _told(request, number, _("Taken up: family and embassy are to be told."))


@require_POST
@guard(Right.SEE_KIN, writes=True)
def says(request: MemberRequest, fate_id: int) -> HttpResponse:
    """Note what the person says."""
    return _do(request, fate_id, Says(request.POST), commands.note_consent)


@require_POST
@guard(Right.SEE_KIN, writes=True)
def add(request: MemberRequest, fate_id: int) -> HttpResponse:
    """Add somebody of the family."""
    return _do(request, fate_id, AddKin(request.POST), commands.add_kin)


@require_POST
@guard(Right.SEE_KIN, writes=True)
def take(request: MemberRequest, fate_id: int) -> HttpResponse:
    """Be who calls."""
    return _do(request, fate_id, forms.Form(request.POST), commands.take_kin_call)


@require_POST
@guard(Right.SEE_KIN, writes=True)
def call(request: MemberRequest, fate_id: int) -> HttpResponse:
    """Note a call."""
    return _do(request, fate_id, CallKin(request.POST), commands.call_kin)


@require_POST
@guard(Right.SEE_KIN, writes=True)
def nobody(request: MemberRequest, fate_id: int) -> HttpResponse:
    """There is nobody to tell."""
    return _do(request, fate_id, Nobody(request.POST), commands.note_nobody)


@require_POST
@guard(Right.SEE_KIN, writes=True)
def embassy(request: MemberRequest, fate_id: int) -> HttpResponse:
    """The embassy knows, in confidence."""
    return _do(request, fate_id, ToldTo(request.POST), commands.tell_embassy)


@require_POST
@guard(Right.SEE_KIN, writes=True)
def free(request: MemberRequest, fate_id: int) -> HttpResponse:
    """The embassy may speak of it."""
    return _do(request, fate_id, forms.Form(request.POST), commands.free_embassy)


@require_POST
@guard(Right.SEE_MEDICAL, writes=True)
def condition(request: MemberRequest, fate_id: int) -> HttpResponse:
    """How the person is."""
    form = Condition(request.POST)
    return _do(request, fate_id, form, commands.write_condition, Right.SEE_MEDICAL)


def _do(
    request: MemberRequest,
    fate_id: int,
    form: forms.Form,
    act: Any,
    right: Right = Right.SEE_KIN,
) -> HttpResponse:
    """Check the form, do it, go back to the board; what is wrong stands at its field."""
    rows = Fate.objects.visible_to(request.by, right).values_list("incident__number", flat=True)
    number = rows.get(pk=fate_id)
    if not form.is_valid():
        return _board(request, number, wrong=form, open_fate=fate_id, status=422)
    once(act, request, fate_id=fate_id, **form.cleaned_data)
    return _told(request, number, _("Noted."))


def _board(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.kin_board(number=number, by=request.by, at=request.at)
    usual = {
        "says_form": Says(),
        "add_form": AddKin(),
        "call_form": CallKin(),
        "nobody_form": Nobody(),
        "told_form": ToldTo(),
        "condition_form": Condition(),
        "open_fate": 0,
    }
    return show(
        request,
        "crisis/kin",
        status=status,
        board=found,
        live_topics=["kin", "roll"],
        live_after=after,
        **(usual | context),
    )


def _told(request: MemberRequest, number: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    return done(request, "crisis:kin", topic="kin", says=says, **to)
