"""Badges that went in twice, for who supervises the gates."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.access import commands
from narahubung.access.forms import SettlePassBack
from narahubung.access.models import PassBack
from narahubung.access.queries import pass_backs as queries
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.ACCREDIT)
def listing(request: MemberRequest) -> HttpResponse:
    """Show the cases, the open ones first."""
    return _page(request)


@require_POST
@guard(Right.ACCREDIT, writes=True)
def settle(request: MemberRequest, pass_back_id: int) -> HttpResponse:
    """Say what it was."""
    PassBack.objects.visible_to(request.by).get(pk=pass_back_id)
    form = SettlePassBack(request.POST, prefix=f"case{pass_back_id}")
    if not form.is_valid():
        return _page(request, pass_back_id, form)
    once(commands.settle_pass_back, request, pass_back_id=pass_back_id, **form.cleaned_data)
    to = {"slug": request.event.slug}
    return done(request, "access:pass_backs", topic="access", says=_("Settled."), **to)


def _page(
    request: MemberRequest, pass_back_id: int = 0, form: SettlePassBack | None = None
) -> HttpResponse:
    after = last_entry_id()
    cases = [
        (
            line,
            form if form and line.id == pass_back_id else SettlePassBack(prefix=f"case{line.id}"),
        )
        for line in queries.pass_backs(by=request.by)
    ]
    return show(
        request,
        "access/pass_backs",
        status=422 if form else 200,
        cases=cases,
        live_topics=["access"],
        live_after=after,
    )
