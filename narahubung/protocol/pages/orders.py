"""Orders of precedence: the list, one order, its rule sets side by side, its flags."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.programme.models import Item
from narahubung.protocol import commands
from narahubung.protocol.forms_orders import AnOrder, Chain, Settle
from narahubung.protocol.models import TieSettled
from narahubung.protocol.queries import flags as flag_queries
from narahubung.protocol.queries import orders as queries
from narahubung.protocol.queries import previewing, rule_sets


@require_GET
@guard(Right.PLAN_PLACES)
def listing(request: MemberRequest) -> HttpResponse:
    """All orders of the event."""
    after = last_entry_id()
    return show(
        request,
        "protocol/orders",
        orders=queries.order_lines(by=request.by),
        can_change=request.by.may(Right.PLAN_PLACES),
        live_topics=["protocol"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def make(request: MemberRequest) -> HttpResponse:
    """Make an order."""
    form = AnOrder(request.POST or None, items=_items(request))
    chain = Chain(request.POST or None, sets=_sets(request), chain=["level", "date-of-office"])
    if request.method != "POST" or not (form.is_valid() & chain.is_valid()):
        status = 422 if request.method == "POST" else 200
        return show(
            request, "protocol/order_form", status=status, form=form, chain=chain, order=None
        )
    row = once(commands.make_order, request, chain=chain.chain, **form.cleaned_data)
    if row is None:
        return done(request, "protocol:orders", topic="protocol", slug=request.event.slug)
    return _done(request, row.pk, _("The order is made: every neighbouring pair has its reason."))


@require_GET
@guard(Right.PLAN_PLACES)
def sheet(request: MemberRequest, order_id: int) -> HttpResponse:
    """One order, first to last, with the reason of each pair."""
    return _sheet(request, order_id)


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def rename(request: MemberRequest, order_id: int) -> HttpResponse:
    """Say otherwise what an order is for."""
    order = queries.order_of(order_id=order_id, by=request.by)
    names = ("title_id", "title_en", "purpose", "item_id", "note")
    told = {name: getattr(order, name) for name in names}
    form = AnOrder(request.POST or None, items=_items(request), initial=told)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(
            request, "protocol/order_form", status=status, form=form, chain=None, order=order
        )
    once(commands.rename_order, request, order_id=order_id, **form.cleaned_data)
    return _done(request, order_id, _("Stored."))


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def rules(request: MemberRequest, order_id: int) -> HttpResponse:
    """Two chains of rule sets side by side: who moves; adopt the other one."""
    order = queries.order_of(order_id=order_id, by=request.by)
    now = [mark.code for mark in order.chain]
    told = request.POST if request.method == "POST" else request.GET
    asked = told if "chain_0" in told else None
    form = Chain(asked, sets=_sets(request, now), chain=now)
    valid = asked is not None and form.is_valid()
    if request.method == "POST" and valid:
        if not order.can_change:
            return show(request, "protocol/order_rules", status=403, **_compared(order, form, None))
        once(commands.choose_rules, request, order_id=order_id, chain=form.chain)
        return _done(request, order_id, _("The order is by these rule sets now."))
    found = None
    if valid:
        found = previewing.preview(order_id=order_id, chain=form.chain, by=request.by)
    status = 422 if request.method == "POST" else 200
    return show(request, "protocol/order_rules", status=status, **_compared(order, form, found))


@require_GET
@guard(Right.PLAN_PLACES)
def flags(request: MemberRequest, order_id: int) -> HttpResponse:
    """The row of flags of an order, from both sides."""
    asked = request.GET.get("host", "")
    way = asked if asked in flag_queries.WAYS else flag_queries.WAYS[0]
    found = flag_queries.flags_of(order_id=order_id, way=way, by=request.by)
    return show(request, "protocol/flags", sheet=found)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def settle(request: MemberRequest, order_id: int) -> HttpResponse:
    """Settle a tie: those of the rank that is named, by their numbers."""
    order = queries.order_of(order_id=order_id, by=request.by)
    rank = request.POST.get("rank", "")
    tie = next((tie for tie in order.ties if str(tie.rank) == rank), None)
    if tie is None:
        return _sheet(request, order_id, status=409)
    form = Settle(request.POST, people=_tied(order, tie), prefix=f"tie{tie.rank}")
    if not form.is_valid():
        return _sheet(request, order_id, status=422, bad_tie=(tie.rank, form))
    told = {"ranked_ids": form.ranked_ids, "why": form.cleaned_data["why"]}
    once(commands.settle_tie, request, order_id=order_id, **told)
    return _done(request, order_id, _("Settled, with your name and the reason."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def unsettle(request: MemberRequest, settled_id: int) -> HttpResponse:
    """Let a tie be a tie again."""
    row = TieSettled.objects.visible_to(request.by).get(pk=settled_id)
    once(commands.take_settlement_back, request, settled_id=settled_id)
    return _done(request, row.order_id, _("Taken back: it is a tie again."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def remove(request: MemberRequest, order_id: int) -> HttpResponse:
    """Take an order out of the list."""
    once(commands.remove_order, request, order_id=order_id)
    return _done(request, order_id, _("Removed. It can be put back here."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def put_back(request: MemberRequest, order_id: int) -> HttpResponse:
    """Put a removed order back."""
    once(commands.put_order_back, request, order_id=order_id)
    return _done(request, order_id, _("The order is back in the list."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def publish(request: MemberRequest, order_id: int) -> HttpResponse:
    """Show an order to the officers of those who take part."""
    once(commands.show_order, request, order_id=order_id)
    return _done(request, order_id, _("The officers see it now: each the places near the guest."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def hide(request: MemberRequest, order_id: int) -> HttpResponse:
    """Let an order be a draft again."""
    once(commands.hide_order, request, order_id=order_id)
    return _done(request, order_id, _("Hidden: it is a draft again."))


def _sheet(
    request: MemberRequest,
    order_id: int,
    *,
    status: int = 200,
    bad_tie: tuple[int, Settle] | None = None,
) -> HttpResponse:
    after = last_entry_id()
    order = queries.order_of(order_id=order_id, by=request.by)
    forms = [
        (
            tie,
            bad_tie[1]
            if bad_tie and bad_tie[0] == tie.rank
            else Settle(people=_tied(order, tie), prefix=f"tie{tie.rank}"),
        )
        for tie in order.ties
    ]
    return show(
        request,
        "protocol/order",
        status=status,
        order=order,
        ties=forms,
        can_plan=request.by.may(Right.PLAN_PLACES),
        live_topics=[f"rankorder:{order_id}"],
        live_after=after,
    )


def _tied(order: queries.OrderSheet, tie: queries.TieLine) -> list[tuple[int, str]]:
    rows = [order.row_of(key) for key in tie.keys]
    return [(row.ranked_id, f"{row.code} {row.name}".strip()) for row in rows]


def _compared(
    order: queries.OrderSheet, form: Chain, found: previewing.Preview | None
) -> dict[str, Any]:
    return {"order": order, "chain": form, "preview": found}


def _items(request: MemberRequest) -> list[tuple[int, str]]:
    rows = Item.objects.visible_to(request.by).filter(private_of=None).order_by("starts_at", "pk")
    return [(row.pk, f"{row.code} {row.title}") for row in rows]


def _sets(request: MemberRequest, also: Sequence[str] = ()) -> list[tuple[str, Any]]:
    """Return the rule sets to choose from; an older version that is in use stays to be chosen."""
    found: list[tuple[str, Any]] = list(rule_sets.choices(by=request.by, on=request.at.date()))
    known = {code for __, sets in found for code, __ in sets}
    older = [(code, code) for code in also if code not in known]
    return [*found, (_("older version"), older)] if older else found


def _done(request: MemberRequest, order_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "order_id": order_id}
    return done(request, "protocol:order", topic=f"rankorder:{order_id}", says=says, **to)
