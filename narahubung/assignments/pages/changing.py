"""Who cannot serve, and who takes a duty over. No rule lives here."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments.commands import changing as commands
from narahubung.assignments.forms import changing as forms
from narahubung.assignments.queries import changing as queries
from narahubung.assignments.queries import replacing, swapping
from narahubung.assignments.rules.working_time import AgainstTheRules
from narahubung.journal.acting import AlreadyDone
from narahubung.kit.web import done, show


@require_GET
@guard(Right.PLAN_OFFICERS)
def absences(request: MemberRequest) -> HttpResponse:
    """Who cannot serve, what that leaves open, and what no longer fits."""
    return _absences(request, forms.OfficerCannotServe(by=request.by))


def _absences(
    request: MemberRequest, form: forms.OfficerCannotServe, status: int = 200
) -> HttpResponse:
    return show(
        request,
        "assignments/absences",
        status=status,
        absences=queries.absences(event=request.event, by=request.by, at=request.at),
        misfits=queries.no_longer_fit(event=request.event, by=request.by, at=request.at),
        swaps=swapping.swaps_to_decide(by=request.by),
        form=form,
        live_topics=["roster"],
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def report_absence(request: MemberRequest) -> HttpResponse:
    """Say for an officer that he cannot serve; the answer is the page of what that leaves open."""
    form = forms.OfficerCannotServe(request.POST, by=request.by)
    if not form.is_valid():
        return _absences(request, form, status=422)
    given = form.cleaned_data
    try:
        row = commands.report_absence(
            officer_id=given["officer"].pk,
            kind=given["kind"],
            since=given["since"],
            until=given["until"],
            by=request.by,
            at=request.at,
            key=request.key,
        )
    except AlreadyDone:
        return done(request, "assignments:absences", slug=request.event.slug, topic="roster")
    return done(request, "assignments:absence", slug=request.event.slug, absence_id=row.pk)


@require_GET
@guard(Right.PLAN_OFFICERS)
def absence(request: MemberRequest, absence_id: int) -> HttpResponse:
    """One absence: each duty it left open, with a button for a replacement."""
    return show(
        request,
        "assignments/absence",
        absence=queries.absence_sheet(
            event=request.event, absence_id=absence_id, by=request.by, at=request.at
        ),
        live_topics=["roster"],
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def end_absence(request: MemberRequest, absence_id: int) -> HttpResponse:
    """Let an officer serve again."""
    back = commands.end_absence(
        absence_id=absence_id, by=request.by, at=request.at, key=request.key
    )
    return done(
        request,
        "assignments:absence",
        slug=request.event.slug,
        absence_id=absence_id,
        topic="roster",
        says=_given_back(back),
    )


@require_GET
@guard(Right.SEE_EVENT)
def away(request: MemberRequest) -> HttpResponse:
    """The officer's own page: I cannot serve; later: I can again."""
    return _away(request, forms.CannotServe())


def _away(request: MemberRequest, form: forms.CannotServe, status: int = 200) -> HttpResponse:
    return show(
        request,
        "assignments/absence_own",
        status=status,
        own=queries.own_absence(event=request.event, by=request.by, at=request.at),
        form=form,
        live_topics=[f"person:{request.by.person_id}"],
    )


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def call_in_sick(request: MemberRequest) -> HttpResponse:
    """Say that one cannot serve."""
    form = forms.CannotServe(request.POST)
    if not form.is_valid():
        return _away(request, form, status=422)
    commands.call_in_sick(
        kind=form.cleaned_data["kind"],
        until=form.cleaned_data["until"],
        by=request.by,
        at=request.at,
        key=request.key,
    )
    return _own(request, _("The coordinators know. Thank you for saying it."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def be_back(request: MemberRequest, absence_id: int) -> HttpResponse:
    """Say that one can serve again, or that it was a slip."""
    back = commands.be_back(absence_id=absence_id, by=request.by, at=request.at, key=request.key)
    return _own(request, _given_back(back))


def _own(request: MemberRequest, says: str) -> HttpResponse:
    topic = f"person:{request.by.person_id}"
    return done(request, "assignments:away", slug=request.event.slug, topic=topic, says=says)


def _given_back(duties: int) -> str:
    words = ngettext(
        "{n} duty was given back; what others have taken stays with them.",
        "{n} duties were given back; what others have taken stays with them.",
        duties,
    )
    return words.format(n=duties)


@require_GET
@guard(Right.PLAN_OFFICERS)
def replace(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Everybody for a duty: the best first with reasons, and why the others not."""
    return _replace(request, duty_id)


def _replace(request: MemberRequest, duty_id: int, status: int = 200) -> HttpResponse:
    return show(
        request,
        "assignments/replace",
        status=status,
        sheet=replacing.replacements_for(
            event=request.event, duty_id=duty_id, by=request.by, at=request.at
        ),
        live_topics=["roster"],
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def take_over(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Give the duty to another; what the rules forbid is said with the nearest they allow."""
    form = forms.TakeOver(request.POST)
    if not form.is_valid():
        return _replace(request, duty_id, status=422)
    given = form.cleaned_data
    try:
        new = commands.replace_officer(
            duty_id=duty_id,
            officer_id=given["officer"],
            was=given["was"],
            starts=given["starts"],
            ends=given["ends"],
            by=request.by,
            at=request.at,
            key=request.key,
        )
    except AgainstTheRules as no:
        return show(
            request,
            "assignments/replace_no",
            status=no.status,
            duty_id=duty_id,
            refusal=no,
            asked=given,
            legal=replacing.nearest_legal(
                event=request.event, duty_id=duty_id, officer_id=given["officer"], at=request.at
            ),
        )
    except AlreadyDone:
        return _replace(request, duty_id)
    says = _("{officer} has the duty. A slip: choose another.")
    return done(
        request,
        "assignments:replace",
        slug=request.event.slug,
        duty_id=new.pk,
        says=says.format(officer=new.officer.full_name),
    )
