"""The detail book: the list of gaps, a sheet, writing it."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.programme.queries import owners
from narahubung.protocol import commands
from narahubung.protocol.forms import DetailForm
from narahubung.protocol.queries import details as queries
from narahubung.protocol.rules.details import PlanBMissing, TwoOwners


@require_GET
@guard(Right.SEE_PLACES, Right.PLAN_PROGRAMME)
def book(request: MemberRequest) -> HttpResponse:
    """What is missing, who owes it until when, and all sheets."""
    after = last_entry_id()
    return show(
        request,
        "protocol/detail_book",
        book=queries.book(by=request.by, at=request.at),
        live_topics=["details"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_PLACES, Right.PLAN_PROGRAMME)
def sheet(request: MemberRequest, item_id: int) -> HttpResponse:
    """One sheet."""
    after = last_entry_id()
    return show(
        request,
        "protocol/detail",
        sheet=queries.sheet(item_id=item_id, by=request.by, at=request.at),
        live_topics=[f"item:{item_id}"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, Right.PLAN_PROGRAMME, writes=True)
def write(request: MemberRequest, item_id: int) -> HttpResponse:
    """Write a sheet."""
    found = queries.sheet(item_id=item_id, by=request.by, at=request.at)
    if not found.may_write:
        raise Http404
    names = ("logistics", "staffing", "materials", "contacts", "plan_b", "vip", "due_at")
    initial = {name: getattr(found, name) for name in names}
    initial["owner_id"] = found.owner_id
    initial["owner_name"] = "" if found.owner_id else found.owner
    form = DetailForm(request.POST or None, initial=initial, people=owners(by=request.by))
    if request.method == "POST" and form.is_valid():
        try:
            once(commands.write_detail, request, item_id=item_id, **form.cleaned_data)
        except PlanBMissing as refusal:
            form.add_error("plan_b", f"{refusal} {refusal.advice}")
        except TwoOwners as refusal:
            form.add_error("owner_name", str(refusal))
        else:
            return done(
                request,
                "protocol:detail",
                slug=request.event.slug,
                item_id=item_id,
                topic="details",
                says=_("Stored."),
            )
    return show(
        request,
        "protocol/detail_write",
        sheet=found,
        form=form,
        status=422 if form.is_bound else 200,
    )
