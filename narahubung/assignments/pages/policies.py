"""The rules of a roster: working time, hours of cover, as what each officer serves."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments import commands, forms, queries
from narahubung.assignments.models import Group, Night
from narahubung.kit.web import done, show


@require_GET
@guard(Right.PLAN_OFFICERS)
def roster_rules(request: MemberRequest) -> HttpResponse:
    """What holds now, with the ready-made rules beside and a form for each part."""
    return _show(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def set_terms(request: MemberRequest) -> HttpResponse:
    """Choose rules for everyone or for a group."""
    form = forms.TermsOf(request.POST)
    if not form.is_valid():
        return _show(request, form=form, wrong=f"terms{request.POST.get('group', '')}", status=422)
    commands.set_terms(
        group=form.cleaned_data["group"],
        policy=form.cleaned_data["policy"],
        changes=form.own_figures(),
        by=request.by,
        at=request.at,
        key=request.key,
    )
    return _done(request, _("The rules are set. Rosters from now on follow them."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def set_cover(request: MemberRequest) -> HttpResponse:
    """Set the hours of cover of all delegations, or of one."""
    form = forms.CoverOf(request.POST)
    if not form.is_valid():
        return _show(request, form=form, wrong="cover", status=422)
    asked = form.cleaned_data
    commands.set_cover(
        party_id=asked["party"],
        day_from=asked["day_from"],
        day_to=asked["day_to"],
        night=asked["night"],
        by=request.by,
        at=request.at,
        key=request.key,
    )
    return _done(request, _("The hours of cover are set."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def drop_cover(request: MemberRequest, party_id: int) -> HttpResponse:
    """Let one delegation be covered as all others are."""
    commands.drop_cover(party_id=party_id, by=request.by, at=request.at, key=request.key)
    return _done(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def set_engagement(request: MemberRequest) -> HttpResponse:
    """Say as what the ticked officers serve."""
    rules = queries.roster_rules(event=request.event, by=request.by)
    known = [(one.officer.pk, one.officer.full_name) for one in rules.officers]
    form = forms.EngagementOf(request.POST, known=known)
    if not form.is_valid():
        return _show(request, form=form, wrong="engagement", status=422)
    commands.set_engagement(
        officer_ids=form.cleaned_data["officers"],
        group=form.cleaned_data["group"],
        by=request.by,
        at=request.at,
        key=request.key,
    )
    return _done(request)


def _show(
    request: MemberRequest, *, form: Any = None, wrong: str = "", status: int = 200
) -> HttpResponse:
    return show(
        request,
        "assignments/roster_rules",
        status=status,
        rules=queries.roster_rules(event=request.event, by=request.by),
        form=form,
        wrong=wrong,
        groups=Group.choices,
        nights=Night.choices,
        live_topics=["roster_rules"],
    )


def _done(request: MemberRequest, says: str = "") -> HttpResponse:
    slug = request.event.slug
    return done(request, "assignments:roster_rules", slug=slug, topic="roster_rules", says=says)
