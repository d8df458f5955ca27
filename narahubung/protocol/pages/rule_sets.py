"""The library of rule sets, and an event's own."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done, show
from narahubung.protocol import commands
from narahubung.protocol.forms_orders import OwnRules
from narahubung.protocol.models import OwnRules as Row
from narahubung.protocol.queries import rule_sets as queries


@require_GET
@guard(Right.SEE_PLACES)
def library(request: MemberRequest) -> HttpResponse:
    """Every rule set, with its article and its days."""
    lines = queries.rule_sets(on=request.at.date(), by=request.by)
    return show(request, "protocol/library", lines=lines, live_topics=["protocol"])


@require_GET
@guard(Right.SEE_PLACES)
def rules(request: MemberRequest, rules_code: str) -> HttpResponse:
    """One rule set."""
    found = queries.rule_set(code=rules_code, on=request.at.date(), by=request.by)
    return show(request, "protocol/rules", sheet=found)


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def derive(request: MemberRequest, rules_code: str) -> HttpResponse:
    """Derive an event's own rule set from one of the library."""
    found = queries.rule_set(code=rules_code, on=request.at.date(), by=request.by)
    return _write(request, found, None)


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def rewrite(request: MemberRequest, rules_id: int) -> HttpResponse:
    """Write the next version of an event's own rule set."""
    row = Row.objects.visible_to(request.by).get(pk=rules_id)
    found = queries.rule_set(code=row.code, on=request.at.date(), by=request.by)
    return _write(request, found, rules_id)


def _write(request: MemberRequest, found: queries.RulesSheet, rules_id: int | None) -> HttpResponse:
    old = found.version
    initial = {"title_id": old.title_id, "title_en": old.title_en} if old else {}
    lines = found.rules.criteria[0].levels
    form = OwnRules(request.POST or None, lines=lines, initial=initial)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(
            request, "protocol/rules_form", status=status, form=form, sheet=found, rules_id=rules_id
        )
    names = ("title_id", "title_en", "then", "starts_at", "why")
    told = {name: form.cleaned_data[name] for name in names}
    told["levels"] = form.levels
    if rules_id is None:
        row = once(commands.write_rules, request, base=found.rules.code, **told)
    else:
        row = once(commands.rewrite_rules, request, rules_id=rules_id, **told)
    code = row.code if row else found.rules.code
    says = _("Stored as a version of its own; orders keep theirs until somebody switches them.")
    to = {"slug": request.event.slug, "rules_code": code}
    return done(request, "protocol:rules", topic="protocol", says=says, **to)
