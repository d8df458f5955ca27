"""Where requests go: the table that finds their department, to be read, tried and changed."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done, show
from narahubung.needs import answer_forms as forms
from narahubung.needs import commands, queries
from narahubung.needs.models import RoutingRule
from narahubung.needs.pages.shared import checked


@require_GET
@guard(Right.PLAN_OFFICERS)
def routes(request: MemberRequest) -> HttpResponse:
    """Show the table, a place to try a sentence, and the form of one line."""
    table = queries.routes(by=request.by)
    row = _chosen(request)
    return show(
        request,
        "needs/routes",
        table=table,
        row=row,
        form=forms.RouteForm(by=request.by, initial=_initial(row, len(table.lines))),
    )


@require_POST
@guard(Right.PLAN_OFFICERS)
def attempt(request: MemberRequest) -> HttpResponse:
    """Say where a sentence would go. A POST, so that it stands in no address and no log."""
    text = request.POST.get("text", "").strip()[:1000]
    tried = queries.try_route(text=text, by=request.by) if text else None
    return show(request, "needs/routed", tried=tried, text=text)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def write(request: MemberRequest) -> HttpResponse:
    """Write a line, or change the one that is named."""
    asked = checked(forms.RouteForm(request.POST, by=request.by)).cleaned_data
    rule = request.POST.get("rule", "")
    once(
        commands.write_route,
        request,
        department_id=asked.pop("department").pk,
        rule_id=int(rule) if rule.isdecimal() else None,
        **asked,
    )
    return _back(request, _("The line is written."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def own(request: MemberRequest) -> HttpResponse:
    """Make the lines of the system the event's own."""
    once(commands.own_the_routes, request)
    return _back(request, _("These lines are the event's own now."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def remove(request: MemberRequest, rule_id: int) -> HttpResponse:
    """Take a line out."""
    row = RoutingRule.objects.visible_to(request.by).get(pk=rule_id)
    once(commands.remove_route, request, rule_id=row.pk)
    return _back(request, _("The line is out of the table."))


def _back(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "needs:routes", slug=request.event.slug, says=says)


def _chosen(request: MemberRequest) -> RoutingRule | None:
    number = request.GET.get("line", "")
    rows = RoutingRule.objects.visible_to(request.by)
    return rows.filter(pk=int(number)).first() if number.isdecimal() else None


def _initial(row: RoutingRule | None, lines: int) -> dict[str, Any]:
    if row is None:
        return {"order": lines + 1}
    names = ("order", "words", "categories", "standings", "priority", "urgency", "due_min")
    return {name: getattr(row, name) for name in names} | {"department": row.department_id}
