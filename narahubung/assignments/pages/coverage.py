"""Who was with whom in every minute, and the hours of officers: to read, to take along."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments import commands, forms, queries
from narahubung.assignments.coverage_tables import (
    duties_table,
    gaps_table,
    hours_table,
    officer_table,
    parties_table,
)
from narahubung.assignments.models import Duty
from narahubung.journal.reading import last_entry_id
from narahubung.kit.tables import as_workbook
from narahubung.kit.web import done, show
from narahubung.parties.models import Officer, Party


@require_GET
@guard(Right.PLAN_OFFICERS)
def coverage(request: MemberRequest) -> HttpResponse:
    """Show the coverage of every delegation: `?day=2022-11-15` for one day, `?show=open` for those
    with a minute uncovered."""
    after = last_entry_id()
    found = queries.coverage(event=request.event, by=request.by, at=request.at, day=_day(request))
    if request.GET.get("as") == "xlsx":
        table = gaps_table if request.GET.get("list") == "open" else parties_table
        return as_workbook(table(found, request.event.zone), at=request.at)
    shown = found.parties
    if request.GET.get("show") == "open":
        shown = tuple(one for one in shown if one.uncovered)
    return show(
        request,
        "assignments/coverage",
        found=found,
        shown=shown,
        only_open=request.GET.get("show") == "open",
        day=_day(request),
        live_topics=["roster"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_OFFICERS)
def party_coverage(request: MemberRequest, code: str) -> HttpResponse:
    """Show the coverage of one delegation to the minute, duty by duty."""
    after = last_entry_id()
    party = Party.objects.visible_to(request.by, Right.SEE_OFFICERS).get(code=code)
    found = queries.coverage(
        event=request.event, by=request.by, at=request.at, party_id=party.pk, day=_day(request)
    )
    one = found.parties[0] if found.parties else None
    if request.GET.get("as") == "xlsx":
        title = _("Coverage of {delegation}").format(delegation=party.code)
        table = duties_table(one.presences if one else (), title, request.event.zone)
        return as_workbook(table, at=request.at)
    return show(
        request,
        "assignments/coverage_party",
        of=party,
        found=found,
        one=one,
        day=_day(request),
        may_plan=request.by.may(Right.PLAN_OFFICERS),
        live_topics=[f"party:{party.pk}"],
        live_after=after,
    )


@require_GET
@guard(Right.PLAN_OFFICERS)
def hours(request: MemberRequest) -> HttpResponse:
    """Show the hours of every officer against the rules; `?show=against`: where one is broken."""
    after = last_entry_id()
    rows = queries.hours(event=request.event, by=request.by, at=request.at)
    if request.GET.get("as") == "xlsx":
        return as_workbook(hours_table(rows, request.event.zone), at=request.at)
    against = [row for row in rows if row.breaches]
    only = request.GET.get("show") == "against"
    return show(
        request,
        "assignments/hours",
        rows=against if only else rows,
        officers=len(rows),
        against=len(against),
        only_against=only,
        live_topics=["roster"],
        live_after=after,
    )


@require_GET
@guard(Right.PLAN_OFFICERS)
def officer_hours(request: MemberRequest, officer_id: int) -> HttpResponse:
    """Show the hours of one officer, duty by duty."""
    after = last_entry_id()
    officer = Officer.objects.visible_to(request.by).get(pk=officer_id)
    found = queries.hours_of(event=request.event, officer=officer, at=request.at)
    if request.GET.get("as") == "xlsx":
        return as_workbook(officer_table(found, request.event.zone), at=request.at)
    return show(
        request,
        "assignments/hours_officer",
        hours=found,
        officer=officer,
        live_topics=[f"officer:{officer.pk}"],
        live_after=after,
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def ask_overtime(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Ask an officer for overtime; then back to the duty that needs somebody, or to his hours."""
    duty = Duty.objects.visible_to(request.by).get(pk=duty_id)
    form = forms.AskOvertime(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    commands.ask_overtime(
        duty_id=duty.pk,
        minutes=given.get("minutes") or 0,
        besides=given.get("besides", ""),
        by=request.by,
        at=request.at,
        key=request.key,
    )
    says = _("The officer is asked. Overtime counts only with the consent.")
    slug, replaces = request.event.slug, given.get("replaces")
    if replaces:
        return done(
            request,
            "assignments:replace",
            slug=slug,
            duty_id=replaces,
            topic="roster",
            says=says,
        )
    return done(
        request,
        "assignments:officer_hours",
        slug=slug,
        officer_id=duty.officer_id,
        topic=f"officer:{duty.officer_id}",
        says=says,
    )


def _day(request: MemberRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
