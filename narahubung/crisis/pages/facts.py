"""The fact board, and the situation reports."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms import Contradict, Source, TellFact, Why, WriteReport
from narahubung.crisis.models import Fact, Incident, Report
from narahubung.crisis.pages.photos import received
from narahubung.crisis.queries import facts as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.again import again_at
from narahubung.kit.web import done, show
from narahubung.relays.models import Relay


@require_GET
@guard(Right.SEE_CRISIS)
def board(request: MemberRequest, number: int) -> HttpResponse:
    """What is known, how well, and what needs somebody."""
    return _board(request, number)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def tell(request: MemberRequest, number: int) -> HttpResponse:
    """Write down a fact."""
    row = _incident(request, number)
    messages = Relay.objects.visible_to(request.by)
    form = TellFact(request.POST, request.FILES, messages=messages)
    if not form.is_valid():
        return _board(request, number, form=form, status=422)
    asked = {**form.cleaned_data, "photo": received(form.cleaned_data["photo"])}
    once(commands.tell_fact, request, incident_id=row.pk, **asked)
    return _told(request, number, _("The fact is noted."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def source(request: MemberRequest, fact_id: int) -> HttpResponse:
    """Name another source."""
    number, form = _of(request, fact_id), Source(request.POST)
    if not form.is_valid():
        return _board(request, number, source_form=form, open_fact=fact_id, status=422)
    once(commands.add_source, request, fact_id=fact_id, **form.cleaned_data)
    return _told(request, number, _("The source is noted."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def against(request: MemberRequest, fact_id: int) -> HttpResponse:
    """Say that it contradicts another one."""
    number, form = _of(request, fact_id), Contradict(request.POST)
    if not form.is_valid():
        return _board(request, number, against_form=form, open_fact=fact_id, status=422)
    once(commands.contradict, request, fact_id=fact_id, other=form.cleaned_data["number"])
    return _told(
        request,
        number,
        _("Marked: what is not confirmed counts as contradicted until one of them is withdrawn."),
    )


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def renew(request: MemberRequest, fact_id: int) -> HttpResponse:
    """It still holds."""
    number = _of(request, fact_id)
    once(commands.renew_fact, request, fact_id=fact_id)
    return _told(request, number, _("It holds for 30 minutes more."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def withdraw(request: MemberRequest, fact_id: int) -> HttpResponse:
    """It is not so."""
    number, form = _of(request, fact_id), Why(request.POST)
    if not form.is_valid():
        return _board(request, number, why_form=form, open_fact=fact_id, status=422)
    once(commands.withdraw_fact, request, fact_id=fact_id, why=form.cleaned_data["why"])
    return _told(request, number, _("The fact is withdrawn."))


@require_GET
@guard(Right.SEE_CRISIS)
def reports(request: MemberRequest, number: int) -> HttpResponse:
    """The situation reports of an incident."""
    return _reports(request, number)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def draft(request: MemberRequest, number: int) -> HttpResponse:
    """Draft the next one."""
    once(commands.draft_report, request, incident_id=_incident(request, number).pk)
    return _reported(request, number, _("Drafted from what is known now."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def no_change(request: MemberRequest, number: int) -> HttpResponse:
    """Nothing changed: that is a report, too."""
    once(commands.report_no_change, request, incident_id=_incident(request, number).pk)
    return _reported(request, number, _("Reported: no change."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def write(request: MemberRequest, report_id: int) -> HttpResponse:
    """Write in a draft."""
    number, form = _number_of(request, report_id), WriteReport(request.POST)
    if not form.is_valid():
        return _reports(request, number, form=form, status=422)
    once(commands.write_report, request, report_id=report_id, text=form.cleaned_data["text"])
    return _reported(request, number, _("Stored in the draft."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def approve(request: MemberRequest, report_id: int) -> HttpResponse:
    """Let it stand."""
    number = _number_of(request, report_id)
    once(commands.approve_report, request, report_id=report_id)
    return _reported(request, number, _("Approved."))


def _incident(request: MemberRequest, number: int) -> Incident:
    return Incident.objects.visible_to(request.by, Right.SEE_CRISIS).get(number=number)


def _of(request: MemberRequest, fact_id: int) -> int:
    rows = Fact.objects.visible_to(request.by).values_list("incident__number", flat=True)
    return rows.get(pk=fact_id)


def _number_of(request: MemberRequest, report_id: int) -> int:
    rows = Report.objects.visible_to(request.by).values_list("incident__number", flat=True)
    return rows.get(pk=report_id)


def _board(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.fact_board(number=number, by=request.by, at=request.at)
    usual = {
        "form": TellFact(messages=Relay.objects.none()),
        "source_form": Source(),
        "against_form": Contradict(),
        "why_form": Why(),
        "open_fact": 0,
    }
    return show(
        request,
        "crisis/facts",
        status=status,
        board=found,
        again=again_at([line.holds_until for line in found.facts], at=request.at),
        live_topics=[f"facts:{found.incident_id}"],
        live_after=after,
        **(usual | context),
    )


def _reports(
    request: MemberRequest, number: int, *, status: int = 200, form: WriteReport | None = None
) -> HttpResponse:
    after = last_entry_id()
    found = queries.reports_of(number=number, by=request.by, at=request.at)
    return show(
        request,
        "crisis/reports",
        status=status,
        found=found,
        form=form or WriteReport(),
        live_topics=[f"reports:{found.incident_id}", f"facts:{found.incident_id}", "roll"],
        live_after=after,
    )


def _told(request: MemberRequest, number: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    topic = f"facts:{_incident(request, number).pk}"
    return done(request, "crisis:facts", topic=topic, says=says, **to)


def _reported(request: MemberRequest, number: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    topic = f"reports:{_incident(request, number).pk}"
    return done(request, "crisis:reports", topic=topic, says=says, **to)
