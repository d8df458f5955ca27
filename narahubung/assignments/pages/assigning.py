"""URLs to queries, POSTs to commands. No rule lives here."""

from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.assignments import commands, forms, jobs, queries
from narahubung.assignments.models import BY_HAND, POSITIONS, Attachment, Proposal
from narahubung.assignments.words import position_word
from narahubung.kit.tables import Table, as_workbook
from narahubung.kit.web import done, show
from narahubung.parties.models import Party


@require_GET
@guard(Right.PLAN_OFFICERS)
def desk(request: MemberRequest) -> HttpResponse:
    """Who covers whom: parties × days, with the newest proposal beside."""
    return show(
        request,
        "assignments/desk",
        desk=queries.assignment_desk(
            event=request.event, by=request.by, at=request.at, shown=request.GET.get("show", "")
        ),
        ask=forms.AskProposal(),
        live_topics=["assignments"],
        **_proposal(request),
    )


@require_GET
@guard(Right.PLAN_OFFICERS)
def proposal(request: MemberRequest) -> HttpResponse:
    """The newest proposal: its progress, then its changes with reasons."""
    return show(request, "assignments/proposal", ask=forms.AskProposal(), **_proposal(request))


@require_GET
@guard(Right.PLAN_OFFICERS)
def passed_over(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Who got no place, and why."""
    found = Proposal.objects.visible_to(request.by).get(pk=proposal_id)
    rows = queries.passed_over(proposal=found, by=request.by) if found.plan else []
    return show(request, "assignments/passed_over", proposal=found, rows=rows)


@require_GET
@guard(Right.PLAN_OFFICERS)
def place(request: MemberRequest, code: str, position: str) -> HttpResponse:
    """One place: every officer for it, the best first, and why the others not."""
    party = Party.objects.visible_to(request.by).get(code=code)
    lines = queries.candidates_for(
        event=request.event, party=party, position=position, by=request.by
    )
    fitting = [line for line in lines if not line.excluded]
    if position not in POSITIONS:
        fitting = queries.free_first(fitting, event=request.event)
    return show(
        request,
        "assignments/place",
        party=party,
        position=position,
        position_word=position_word(position),
        positions=BY_HAND,
        by_plan=position in POSITIONS,
        detach=forms.Detach(),
        holder=queries.holder_of(party=party, position=position, by=request.by),
        fitting=fitting,
        excluded=[line for line in lines if line.excluded],
        live_topics=["assignments"],
    )


@require_GET
@guard(Right.SEE_OFFICERS)
def officers(request: MemberRequest) -> HttpResponse:
    """The officers: languages, experience, whom they serve."""
    text, language = request.GET.get("text", "").strip(), request.GET.get("language", "")
    rows = queries.officer_list(by=request.by, text=text, language=language)
    if request.GET.get("as") == "xlsx":
        return as_workbook(_table(rows, request.event.zone), at=request.at)
    return show(
        request,
        "assignments/officers",
        rows=rows,
        text=text,
        may_let_in=request.by.may(Right.MANAGE_PEOPLE),
        waiting=len(queries.without_log_in(by=request.by)),
        live_topics=["assignments"],
    )


@require_POST
@guard(Right.MANAGE_PEOPLE, writes=True)
def give_log_in(request: MemberRequest, officer_id: int) -> HttpResponse:
    """Give an officer a log-in; the next page prints the letter."""
    person = commands.give_log_in(
        officer_id=officer_id, by=request.by, at=request.at, key=request.key
    )
    return done(
        request,
        "accounts:person",
        slug=request.event.slug,
        person_id=person.pk,
        topic="assignments",
        says=_("The log-in is made. Print the letter and hand it over."),
    )


@require_POST
@guard(Right.MANAGE_PEOPLE, writes=True)
def give_log_ins(request: MemberRequest) -> HttpResponse:
    """Give a log-in to every officer who serves somebody and has none."""
    waiting = queries.without_log_in(by=request.by)
    for officer_id in waiting:
        commands.give_log_in(officer_id=officer_id, by=request.by, at=request.at)
    says = ngettext("{n} log-in was made.", "{n} log-ins were made.", len(waiting))
    return done(
        request,
        "assignments:officers",
        slug=request.event.slug,
        topic="assignments",
        says=says.format(n=len(waiting)),
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def ask(request: MemberRequest) -> HttpResponse:
    """Ask the engine for a plan."""
    form = forms.AskProposal(request.POST)
    seconds = form.cleaned_data["seconds"] or 10.0 if form.is_valid() else 10.0
    made = commands.ask_proposal(seconds=seconds, by=request.by, at=request.at, key=request.key)
    transaction.on_commit(lambda: jobs.compute.enqueue(made.pk))
    return _desk(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def adopt(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Make the proposal the present."""
    once(commands.adopt, request, proposal_id=proposal_id)
    return _desk(request, _("The proposal is in force. Each officer concerned sees the new day."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def dismiss(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Put the proposal aside."""
    once(commands.dismiss, request, proposal_id=proposal_id)
    return _desk(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def hold(request: MemberRequest, code: str) -> HttpResponse:
    """Hold an officer at a place for the next plans."""
    party_id, asked = _asked(request, code, forms.OfficerAt)
    once(
        commands.hold,
        request,
        party_id=party_id,
        officer_id=asked["officer"],
        position=asked["position"],
    )
    return _desk(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def release(request: MemberRequest, code: str) -> HttpResponse:
    """Let the engine choose this place again."""
    party_id, asked = _asked(request, code, forms.PlaceOf)
    once(
        commands.release,
        request,
        party_id=party_id,
        position=asked["position"],
    )
    return _desk(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def attach(request: MemberRequest, code: str) -> HttpResponse:
    """Attach an officer at once."""
    party_id, asked = _asked(request, code, forms.AttachNow)
    once(
        commands.attach,
        request,
        party_id=party_id,
        officer_id=asked["officer"],
        position=asked["position"],
        why=asked["why"],
    )
    return _desk(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def detach(request: MemberRequest, attachment_id: int) -> HttpResponse:
    """Take an officer out of a place; the duties ahead go with it."""
    form = forms.Detach(request.POST)
    form.is_valid()
    rows = Attachment.objects.visible_to(request.by).select_related("party", "officer")
    found = rows.get(pk=attachment_id)
    once(
        commands.detach,
        request,
        attachment_id=found.pk,
        why=form.cleaned_data.get("why", ""),
    )
    says = _("{officer} is out of this place. A slip: attach again below.")
    return done(
        request,
        "assignments:place",
        slug=request.event.slug,
        code=found.party.code,
        position=found.position,
        topic="assignments",
        says=says.format(officer=found.officer.full_name),
    )


def _desk(request: MemberRequest, says: str = "") -> HttpResponse:
    slug = request.event.slug
    return done(request, "assignments:desk", slug=slug, topic="assignments", says=says)


def _asked(request: MemberRequest, code: str, form_class: type[Form]) -> tuple[int, dict[str, Any]]:
    """Return the party's number and what the form asks; raises Http404 where a page never asks."""
    form = form_class(request.POST)
    party = Party.objects.visible_to(request.by).get(code=code)
    if not form.is_valid():
        raise Http404
    return party.pk, form.cleaned_data


def _proposal(request: MemberRequest) -> dict[str, Any]:
    newest = queries.newest_proposal(by=request.by)
    view = queries.proposal_view(proposal=newest, by=request.by) if newest else None
    return {"view": view}


def _table(rows: list[dict[str, Any]], zone_name: str) -> Table:
    def experience(row: dict[str, Any]) -> list[str | int | None]:
        service = row["service"]
        if service is None:
            return [None, None, None]
        cleared = {True: _("yes"), False: _("no"), None: ""}[service.vip_cleared]
        return [service.experience_events, service.certification, cleared]

    return Table(
        title=_("Officers"),
        zone_name=zone_name,
        columns=[
            _("Code"),
            _("Officer"),
            _("Grade"),
            _("Institution"),
            _("Call sign"),
            _("Phone"),
            _("Serves"),
            _("Languages"),
            _("Events served"),
            _("Certificate"),
            _("VIP cleared"),
        ],
        rows=[
            [
                row["officer"].code,
                row["officer"].full_name,
                row["officer"].grade,
                row["officer"].institution,
                row["officer"].radio_call_sign,
                row["officer"].phone,
                ", ".join(f"{party.code} ({word})" for party, word in row["serves"]),
                ", ".join(f"{name} {level}" for name, level in row["skills"]),
                *experience(row),
            ]
            for row in rows
        ],
    )
