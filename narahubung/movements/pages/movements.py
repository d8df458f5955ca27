"""Arrivals and departures of a day, one movement beside them, and what is told about it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.tables import as_workbook
from narahubung.kit.web import is_swap, show
from narahubung.movements import commands, queries, rules, tables
from narahubung.movements.forms import DelayForm, DivertForm
from narahubung.movements.models import Direction
from narahubung.movements.pages.telling import day_asked, once, read, told


@require_GET
@guard(Right.SEE_MOVEMENTS)
def list_(request: MemberRequest) -> HttpResponse:
    """Show the arrivals and departures of one day, or of all (`?day=all`)."""
    zone_name = request.event.zone
    days = queries.days_of(by=request.by, zone_name=zone_name)
    day = day_asked(request, [one.on for one in days])
    direction = request.GET.get("direction", "")
    direction = direction if direction in Direction.values else ""
    lines = queries.movements_on(by=request.by, day=day, zone_name=zone_name, direction=direction)
    if request.GET.get("as") == "xlsx":
        return as_workbook(tables.of_movements(lines, zone_name), at=request.at)
    return show(
        request,
        "movements/list",
        days=days,
        day=day,
        direction=direction,
        directions=Direction.choices,
        lines_by_day=queries.in_days(lines, zone_name),
        may_report=request.by.may(Right.REPORT_MOVEMENT),
        may_take_in=request.by.may(Right.TAKE_IN_LISTS),
        live_topics=["movements"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_MOVEMENTS)
def one(request: MemberRequest, movement: int) -> HttpResponse:
    """Show one movement: its chain, its times, its history."""
    line = queries.movement_line(by=request.by, movement_id=movement)
    return show(
        request,
        "movements/one",
        line=line,
        in_panel=is_swap(request),
        form=DelayForm(initial={"movement": line.id}),
        divert_form=DivertForm(line=line, by=request.by),
        history=history(topic=line.topic, by=request.by, limit=20),
        may_report=request.by.may_for(Right.REPORT_MOVEMENT, line.party.id),
        live_topics=[line.topic],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def delay(request: MemberRequest) -> HttpResponse:
    """Take a delay: movement, delay (`+95` or `19.46`), on, told_by, key."""
    form = read(DelayForm(request.POST))
    given = form.cleaned_data
    line = queries.movement_line(by=request.by, movement_id=given["movement"])
    new = form.new_time(line.planned_at or line.expected_at, line.zone)
    if new is None:
        raise rules.NoTimeYet
    said: dict[str, Any] = {"expected_at": new}
    if isinstance(given["delay"], int):
        said = {"minutes": given["delay"]}
    once(
        lambda: commands.tell_delay(
            movement_id=line.id,
            **said,
            told_by=given["told_by"],
            by=request.by,
            at=request.at,
            key=given["key"],
        )
    )
    return told(request, line, _("The new time is told."))


@require_GET
@guard(Right.REPORT_MOVEMENT)
def divert_preview(request: MemberRequest, movement: int) -> HttpResponse:
    """Show the old and the new place, and the cars that would wait at the old one."""
    line = queries.movement_line(by=request.by, movement_id=movement)
    form = DivertForm(request.GET, line=line, by=request.by)
    place = form.place() if form.is_valid() else ""
    old = line.terminal or line.airport
    return show(
        request,
        "movements/divert_preview",
        line=line,
        form=form,
        old=old,
        place=place if place != old else "",
        trips=queries.trips_at(by=request.by, movement=line),
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def divert(request: MemberRequest, movement: int) -> HttpResponse:
    """Take another terminal or airport: terminal, airport, told_by, key."""
    line = queries.movement_line(by=request.by, movement_id=movement)
    given = read(DivertForm(request.POST, line=line, by=request.by)).cleaned_data
    once(
        lambda: commands.divert(
            movement_id=line.id,
            terminal_id=given["terminal"],
            airport=given["airport"] or None,
            told_by=given["told_by"],
            by=request.by,
            at=request.at,
            key=given["key"],
        )
    )
    return told(request, line, _("The new place is told."))
