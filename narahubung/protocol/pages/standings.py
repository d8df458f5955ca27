"""By what people are ranked."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done, show
from narahubung.parties.queries.people import parties
from narahubung.protocol import commands
from narahubung.protocol.forms_orders import AStanding
from narahubung.protocol.pages.choosing import levels, positions
from narahubung.protocol.queries import standings as queries

_FIELDS = (
    *("party_id", "office", "level", "position", "since", "since_sure", "host"),
    *("stands_in_for", "goes_with_id", "name_fr", "requested", "source"),
)


@require_GET
@guard(Right.PLAN_PLACES)
def listing(request: MemberRequest) -> HttpResponse:
    """Everybody of whom more is known than the list of parties tells."""
    return show(
        request,
        "protocol/standings",
        lines=queries.standings(by=request.by),
        can_change=request.by.may(Right.PLAN_PLACES),
        live_topics=["protocol"],
    )


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def add(request: MemberRequest) -> HttpResponse:
    """Put somebody down."""
    return _keep(request, None)


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def change(request: MemberRequest, standing_id: int) -> HttpResponse:
    """Change what is said of somebody."""
    return _keep(request, queries.standing(standing_id=standing_id, by=request.by))


def _keep(request: MemberRequest, line: queries.StandingLine | None) -> HttpResponse:
    initial: dict[str, Any] = {}
    if line:
        initial = {name: getattr(line, name) for name in _FIELDS} | {"name": line.own_name}
    partners = [
        (one.id, one.name)
        for one in queries.standings(by=request.by)
        if one.goes_with_id is None and (line is None or one.id != line.id)
    ]
    form = AStanding(
        request.POST or None,
        parties=[(one.id, f"{one.code} {one.name}") for one in parties(by=request.by)],
        partners=partners,
        levels=levels(),
        positions=positions(),
        initial=initial,
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "protocol/standing_form", status=status, form=form, line=line)
    which = {"standing_id": line.id, "member_id": line.member_id} if line else {}
    once(commands.keep_standing, request, **which, **form.cleaned_data)
    says = _("Stored. The orders are by it at once.")
    return done(request, "protocol:standings", topic="protocol", says=says, slug=request.event.slug)
