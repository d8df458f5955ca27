"""Swaps between two officers: offered, answered, decided. No rule lives here."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.assignments.commands import swapping as commands
from narahubung.assignments.forms import changing as forms
from narahubung.assignments.queries import swapping as queries
from narahubung.kit.web import done, show

_ANSWERS: dict[str, tuple[Callable[..., Any], Promise]] = {
    "agree": (commands.agree_swap, lazy("You agreed. The coordinator decides.")),
    "decline": (commands.decline_swap, lazy("You said no. The duty stays where it is.")),
    "withdraw": (commands.withdraw_swap, lazy("Your offer is taken back.")),
}


@require_GET
@guard(Right.SEE_EVENT)
def swaps(request: MemberRequest) -> HttpResponse:
    """Swaps that wait, then those decided: of a planner all, of an officer his own."""
    planner = request.by.may(Right.PLAN_OFFICERS)
    return show(
        request,
        "assignments/swaps",
        planner=planner,
        swaps=queries.swaps(event=request.event, by=request.by, planner=planner),
        live_topics=["swaps"] if planner else [f"person:{request.by.person_id}"],
    )


@require_GET
@guard(Right.SEE_EVENT)
def swap(request: MemberRequest, duty_id: int) -> HttpResponse:
    """To whom one's own duty may be offered."""
    return _swap(request, duty_id, forms.Offer())


def _swap(
    request: MemberRequest, duty_id: int, form: forms.Offer, status: int = 200
) -> HttpResponse:
    offer = queries.swap_offer(event=request.event, duty_id=duty_id, by=request.by, at=request.at)
    return show(
        request,
        "assignments/swap",
        status=status,
        offer=offer,
        form=form,
        live_topics=[f"person:{request.by.person_id}"],
    )


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def offer_swap(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Offer one's own duty to another officer."""
    form = forms.Offer(request.POST)
    if not form.is_valid():
        return _swap(request, duty_id, form, status=422)
    once(commands.offer_swap, request, duty_id=duty_id, **form.asked())
    return _done(request, _("Your offer is sent. Until it is approved the duty is yours."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def answer_swap(request: MemberRequest, swap_id: int) -> HttpResponse:
    """Agree to what was offered to oneself, decline it, or take one's own offer back."""
    form = forms.No(request.POST)
    if request.POST.get("do") not in _ANSWERS or not form.is_valid():
        raise Http404
    act, says = _ANSWERS[request.POST["do"]]
    more = {"no": form.cleaned_data["no"]} if act is commands.decline_swap else {}
    once(act, request, swap_id=swap_id, **more)
    return _done(request, str(says))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def decide_swap(request: MemberRequest, swap_id: int) -> HttpResponse:
    """Approve a swap, or refuse it with the reason."""
    form = forms.No(request.POST)
    if not form.is_valid() or request.POST.get("do") not in {"approve", "refuse"}:
        raise Http404
    if request.POST["do"] == "approve":
        once(commands.approve_swap, request, swap_id=swap_id)
        return _done(request, _("The swap stands. Both officers have word of it."))
    once(commands.refuse_swap, request, swap_id=swap_id, no=form.cleaned_data["no"])
    return _done(request, _("The swap is refused. Both officers have word of it."))


def _done(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "assignments:swaps", slug=request.event.slug, topic="swaps", says=says)
