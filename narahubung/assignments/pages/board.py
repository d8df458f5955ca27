"""The roster as a timeline, and moving what stands on it. No rule lives here."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments.commands.moving import move_duty
from narahubung.assignments.commands.rostering import cancel_duty, plan_duty
from narahubung.assignments.forms import moving as forms
from narahubung.assignments.queries import board as boards
from narahubung.assignments.queries import moving as queries
from narahubung.assignments.queries.following import followed
from narahubung.assignments.rules.moving import Unclear
from narahubung.assignments.rules.working_time import AgainstTheRules
from narahubung.journal.acting import AlreadyDone
from narahubung.kit.intervals import Span
from narahubung.kit.web import done, is_swap, show
from narahubung.parties.models import Party

F = TypeVar("F", bound=django_forms.Form)
D = TypeVar("D")


@require_GET
@guard(Right.PLAN_OFFICERS)
def roster(request: MemberRequest) -> HttpResponse:
    """Who is with whom when: rows of delegations or of officers, as a timeline or as a table."""
    asked = _asked(request)
    board = boards.roster_board(event=request.event, by=request.by, at=request.at, asked=asked)
    as_table = request.GET.get("as") == "table"

    def link(**other: object) -> str:
        now = {
            "view": asked.view,
            "on": board.days[0].isoformat(),
            "days": asked.days,
            "text": asked.text,
            "show": asked.shown,
            "as": "table" if as_table else "",
        }
        return "?" + urlencode({k: v for k, v in {**now, **other}.items() if v not in ("", None)})

    return show(
        request,
        "assignments/roster",
        board=board,
        as_table=as_table,
        links={
            "parties": link(view=boards.PARTIES),
            "officers": link(view=boards.OFFICERS, show=""),
            "one": link(days=1),
            "three": link(days=3),
            "whole": link(days=0),
            "before": link(on=board.before.isoformat()),
            "after": link(on=board.after.isoformat()),
            "all": link(show=""),
            "gaps": link(show="gaps"),
            "changes": link(show="changes"),
            "timeline": link(**{"as": ""}),
            "table": link(**{"as": "table"}),
            "none": link(show="", text=""),
            "now": link(view=boards.PARTIES, on="", days=1, show="", text=""),
            "now_gaps": link(view=boards.PARTIES, on="", days=1, show="gaps", text=""),
        },
        hours=[f"{hour:02}" for hour in range(0, 24, 3)],
        live_topics=["roster"],
    )


def _asked(request: MemberRequest) -> boards.Asked:
    got = request.GET
    view, days = got.get("view", ""), got.get("days", "1")
    try:
        on = date.fromisoformat(got.get("on", ""))
    except ValueError:
        on = None
    return boards.Asked(
        view=view if view in boards.VIEWS else boards.PARTIES,
        on=on,
        days={"0": 0, "3": 3}.get(days, 1),
        text=got.get("text", "").strip()[:80],
        shown=got.get("show", "") if got.get("show") in {"gaps", "changes"} else "",
    )


@require_GET
@guard(Right.PLAN_OFFICERS)
def duty(request: MemberRequest, duty_id: int) -> HttpResponse:
    """One duty: move it, cancel it."""
    sheet = queries.duty_sheet(duty_id=duty_id, by=request.by, at=request.at)
    row = sheet.duty
    return show(
        request,
        "assignments/roster_duty",
        sheet=sheet,
        form=forms.MoveDuty.at_clock(
            row.starts,
            row.ends,
            seen_officer=row.officer_id,
            seen_starts=row.starts.isoformat(),
            seen_ends=row.ends.isoformat(),
        ),
        cancel_form=forms.CancelDuty(),
        followed=followed(duty=row, by=request.by, at=request.at) if sheet.can else None,
        in_panel=is_swap(request),
        live_topics=["roster"],
    )


@require_GET
@guard(Right.PLAN_OFFICERS)
def try_move(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Whether the duty may go there, in words. Nothing is changed."""
    queries.duty_sheet(duty_id=duty_id, by=request.by, at=request.at)  # absent is absent
    form = forms.TryMove(request.GET)
    if not form.is_valid():
        tried = queries.Tried(allowed=False, text=_first_error(form))
    else:
        tried = queries.try_move(
            event=request.event, duty_id=duty_id, to=form.to(), by=request.by, at=request.at
        )
    return render(request, "assignments/_roster_tried.html", {"tried": tried})


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def move(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Move a duty; the answer carries the way back."""
    was = queries.duty_sheet(duty_id=duty_id, by=request.by, at=request.at)
    form = _read(forms.MoveDuty, request)
    to = form.to()
    try:
        moved = _once(
            lambda: move_duty(
                duty_id=duty_id,
                seen=form.seen(),
                to=to,
                by=request.by,
                at=request.at,
                key=request.key,
            )
        )
    except AgainstTheRules as no:
        part = queries.nearest_move(
            event=request.event, duty_id=duty_id, to=to, by=request.by, at=request.at
        )
        return _forbidden(request, no, part)
    if moved is None or not is_swap(request):
        return done(
            request,
            "assignments:roster",
            slug=request.event.slug,
            topic="roster",
            says=_("The duty is moved. Those concerned are told."),
        )
    answer = render(
        request,
        "assignments/_roster_moved.html",
        {
            "sheet": queries.duty_sheet(duty_id=moved.pk, by=request.by, at=request.at),
            "was": was,
            "back": request.POST.get("back") == "yes",
        },
    )
    answer["HX-Trigger"] = "live:roster"
    return answer


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def cancel(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Take a duty off its officer."""
    queries.duty_sheet(duty_id=duty_id, by=request.by, at=request.at)  # absent is absent
    why = _read(forms.CancelDuty, request).cleaned_data["why"]
    _once(
        lambda: cancel_duty(duty_id=duty_id, why=why, by=request.by, at=request.at, key=request.key)
    )
    return done(
        request,
        "assignments:roster",
        slug=request.event.slug,
        topic="roster",
        says=_("The duty is taken off the roster. The officer is told."),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_OFFICERS, writes=True)
def add(request: MemberRequest) -> HttpResponse:
    """Give an officer a duty with a delegation: who may, the best first, and why others not."""
    code = request.POST.get("party", "") or request.GET.get("party", "")
    if not code and request.method == "GET":
        return redirect("assignments:roster", slug=request.event.slug)
    party = Party.objects.visible_to(request.by).get(code=code)
    if request.method == "POST":
        to = _read(forms.AddDuty, request).to()
        try:
            _once(
                lambda: plan_duty(
                    party_id=party.pk,
                    officer_id=to.officer_id,
                    starts=to.span.start,
                    ends=to.span.end,
                    by=request.by,
                    at=request.at,
                    key=request.key,
                )
            )
        except AgainstTheRules as no:
            part = queries.nearest_new(
                event=request.event, party=party, to=to, by=request.by, at=request.at
            )
            return _forbidden(request, no, part)
        return done(
            request,
            "assignments:roster",
            slug=request.event.slug,
            topic="roster",
            says=_("The duty is on the roster. The officer is told."),
        )
    asked = forms.Times(request.GET)
    given = asked.cleaned_data if asked.is_valid() else {}
    span = Span(given["starts"], given["ends"]) if given else None
    sheet = queries.new_duty(
        event=request.event, party=party, span=span, by=request.by, at=request.at
    )
    said = "on" in request.GET or "starts" in request.GET
    return show(
        request,
        "assignments/roster_add",
        sheet=sheet,
        party=party,
        form=forms.Times.at_clock(sheet.span.start, sheet.span.end),
        fault=_first_error(asked) if said and not given else "",
        in_panel=is_swap(request),
    )


def _forbidden(request: MemberRequest, no: AgainstTheRules, part: Span | None) -> HttpResponse:
    """Say which rule forbids it, with the nearest that the rules allow as one tap."""
    asked = {"officer", "party", "seen_officer", "seen_starts", "seen_ends", "back"}
    return show(
        request,
        "assignments/roster_no",
        status=no.status,
        refusal=no,
        legal=part,
        again=request.path,
        asked=[(name, word) for name, word in request.POST.items() if name in asked],
    )


def _read(form_class: type[F], request: MemberRequest) -> F:
    """Return the form as it was sent. Raises Unclear, naming the field."""
    form = form_class(request.POST)
    if not form.is_valid():
        raise Unclear(fault=_first_error(form))
    return form


def _first_error(form: django_forms.Form) -> str:
    name, texts = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}: {texts[0]}" if label else str(texts[0])


def _once(do: Callable[[], D]) -> D | None:
    """Do it; a second tap of the same form is no fault of anybody."""
    try:
        return do()
    except AlreadyDone:
        return None
