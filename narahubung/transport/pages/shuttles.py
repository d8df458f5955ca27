"""Shuttles: the timetable, the list of a bus, and what is told there."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done, show
from narahubung.kit.zones import zone
from narahubung.parties.models import Place
from narahubung.transport import commands
from narahubung.transport.forms.shuttles import LineForm, RunsForm, SignUpForm
from narahubung.transport.queries import shuttles as queries

LONGEST = 18  # digits of a row's number


@require_GET
@guard(Right.SEE_EVENT)
def list_(request: MemberRequest) -> HttpResponse:
    """Show the timetable of a day; `?day=2026-11-21&from=12`: the next bus from that place."""
    return _list(request)


@require_GET
@guard(Right.SEE_EVENT)
def run(request: MemberRequest, run_id: int) -> HttpResponse:
    """Show a bus; who sees movements sees of his delegations who rides."""
    return _run(request, run_id)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def add_line(request: MemberRequest) -> HttpResponse:
    """Make a line: code, names, stops."""
    form = LineForm(request.POST, by=request.by)
    if not form.is_valid():
        return _list(request, line_form=form)
    given = form.cleaned_data
    names = {name: given[name] for name in ("code", "name_en", "name_id")}
    once(commands.add_line, request, **names, stops=form.stops(), zone=request.event.zone)
    return _to_list(request, _("The line was made. Put its buses into the timetable now."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def add_runs(request: MemberRequest) -> HttpResponse:
    """Put buses of a line into the timetable of a day."""
    form = RunsForm(request.POST, by=request.by, lines=_lines(request))
    if not form.is_valid():
        return _list(request, runs_form=form)
    given = form.cleaned_data
    once(
        commands.add_runs,
        request,
        line_id=given["line"],
        starts=form.starts(request.event.zone),
        seats=given["seats"],
        accessible=given["accessible"],
        vehicle_id=given["vehicle"],
    )
    return _to_list(request, _("The buses are in the timetable."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def sign_up(request: MemberRequest, run_id: int) -> HttpResponse:
    """Give somebody a seat: party, member or name, boards, wheelchair."""
    sheet = queries.run_sheet(by=request.by, at=request.at, run_id=run_id)
    form = SignUpForm(request.POST, by=request.by, stops=sheet.stops)
    if not form.is_valid():
        return _run(request, run_id, form=form)
    given = form.cleaned_data
    once(
        commands.sign_up,
        request,
        run_id=run_id,
        party_id=given["party"],
        member_id=given["member"],
        name=given["name"],
        boards_id=given["boards"],
        wheelchair=given["wheelchair"],
    )
    return _to_run(request, run_id, _("The seat is taken."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def remove(request: MemberRequest, run_id: int, passenger_id: int) -> HttpResponse:
    """Free a seat again."""
    once(commands.remove_passenger, request, passenger_id=passenger_id)
    return _to_run(request, run_id, _("The seat is free again."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def board(request: MemberRequest, run_id: int, passenger_id: int) -> HttpResponse:
    """Tell that somebody got on; off=1: it was a slip."""
    is_on = not request.POST.get("off")
    once(commands.board, request, passenger_id=passenger_id, is_on=is_on)
    return _to_run(request, run_id, _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def leave(request: MemberRequest, run_id: int) -> HttpResponse:
    """Tell that a bus has left."""
    once(commands.let_leave, request, run_id=run_id)
    return _to_run(request, run_id, _("The bus has left. Its list is closed."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def stay(request: MemberRequest, run_id: int) -> HttpResponse:
    """Take back that a bus has left."""
    once(commands.let_stay, request, run_id=run_id)
    return _to_run(request, run_id, _("Taken back."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def cancel(request: MemberRequest, run_id: int) -> HttpResponse:
    """Cancel a bus."""
    once(commands.cancel_run, request, run_id=run_id)
    return _to_run(
        request, run_id, _("The bus is cancelled. The officers of its passengers are told.")
    )


def _list(
    request: MemberRequest, line_form: LineForm | None = None, runs_form: RunsForm | None = None
) -> HttpResponse:
    zone_name = request.event.zone
    days = queries.days_of_shuttles(by=request.by, zone_name=zone_name)
    day = _day(request, days)
    lines = queries.lines_on(by=request.by, at=request.at, day=day, zone_name=zone_name)
    places, asked = Place.objects.visible_to(request.by), request.GET.get("from", "")
    here = places.filter(pk=asked).first() if asked.isdecimal() and len(asked) < LONGEST else None
    may_run = request.by.may_for(Right.REPORT_MOVEMENT, None)
    if may_run:
        line_form = line_form or LineForm(by=request.by)
        runs_form = runs_form or RunsForm(by=request.by, lines=_lines(request))
    stops = {(stop.place_id, stop.place) for line in lines for stop in line.stops[:-1]}
    is_wrong = bool((line_form and line_form.is_bound) or (runs_form and runs_form.is_bound))
    return show(
        request,
        "transport/shuttles",
        status=422 if is_wrong else 200,
        lines=lines,
        days=days,
        day=day,
        here=here,
        stops=sorted(stops, key=lambda stop: stop[1]),
        buses=queries.next_from(by=request.by, at=request.at, place_id=here.pk) if here else [],
        calls=queries.call_times(by=request.by, at=request.at, event=request.event),
        line_form=line_form,
        runs_form=runs_form,
        live_topics=["shuttles"],
    )


def _run(request: MemberRequest, run_id: int, form: SignUpForm | None = None) -> HttpResponse:
    sheet = queries.run_sheet(by=request.by, at=request.at, run_id=run_id)
    may_sign = request.by.may(Right.REPORT_MOVEMENT) and sheet.run.open and sheet.run.left
    return show(
        request,
        "transport/run",
        status=422 if form else 200,
        sheet=sheet,
        run=sheet.run,
        form=form or (SignUpForm(by=request.by, stops=sheet.stops) if may_sign else None),
        may_run=request.by.may_for(Right.REPORT_MOVEMENT, None),
        live_topics=[sheet.run.topic],
    )


def _day(request: MemberRequest, days: list[date]) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        today = request.at.astimezone(zone(request.event.zone)).date()
        return next((day for day in days if day >= today), days[-1] if days else today)


def _lines(request: MemberRequest) -> list[tuple[int, str]]:
    today = request.at.date()
    lines = queries.lines_on(by=request.by, at=request.at, day=today, zone_name=request.event.zone)
    return [(line.id, f"{line.code} {line.name}") for line in lines]


def _to_list(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "transport:shuttles", slug=request.event.slug, topic="shuttles", says=says)


def _to_run(request: MemberRequest, run_id: int, says: str) -> HttpResponse:
    topic = f"shuttlerun:{run_id}"
    slug = request.event.slug
    return done(request, "transport:shuttle", slug=slug, run_id=run_id, topic=topic, says=says)
