"""Arrivals and departures of a day, one movement beside them, and what is told about it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, is_swap, show
from narahubung.kit.zones import zone
from narahubung.movements import commands, queries, rules
from narahubung.movements.forms import DelayForm, StatusForm, ThingForm
from narahubung.movements.models import Direction


class NotUnderstood(Refusal):
    """What was sent is not what a form of ours sends."""

    says = _("This could not be read: {what}")
    advice = _("Please check it and try again.")


@require_GET
@guard(Right.SEE_MOVEMENTS)
def list_(request: MemberRequest) -> HttpResponse:
    """Show the arrivals and departures of one day."""
    zone_name = request.event.zone
    days = queries.days_of(by=request.by, zone_name=zone_name)
    day = _day(request, [one.on for one in days])
    direction = request.GET.get("direction", "")
    direction = direction if direction in Direction.values else ""
    lines = (
        queries.movements_on(by=request.by, day=day, zone_name=zone_name, direction=direction)
        if day
        else []
    )
    return show(
        request,
        "movements/list",
        days=days,
        day=day,
        direction=direction,
        directions=Direction.choices,
        lines=lines,
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
        history=history(topic=line.topic, by=request.by, limit=20),
        may_report=request.by.may_for(Right.REPORT_MOVEMENT, line.party.id),
        live_topics=[line.topic],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.REPORT_MOVEMENT)
def preview(request: MemberRequest, movement: int) -> HttpResponse:
    """Show what a told delay would make of the time, before it is told."""
    line = queries.movement_line(by=request.by, movement_id=movement)
    form = DelayForm({**request.GET.dict(), "movement": movement})
    new = form.new_time(line.planned_at, line.zone) if form.is_valid() else None
    return show(request, "movements/preview", line=line, new=new, form=form)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def report(request: MemberRequest) -> HttpResponse:
    """Take a tap on a chain: movement or trip, status, key."""
    form = _read(StatusForm(request.POST))
    _once(lambda: commands.report_status(**form.asked(), by=request.by, at=request.at))
    return _done(request, form, _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def undo(request: MemberRequest) -> HttpResponse:
    """Take back the last tap: movement or trip, key."""
    form = _read(ThingForm(request.POST))
    _once(lambda: commands.undo_status(**form.asked(), by=request.by, at=request.at))
    return _done(request, form, _("Taken back."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def delay(request: MemberRequest) -> HttpResponse:
    """Take a delay: movement, delay (`+95` or `19.46`), on, told_by, key."""
    form = _read(DelayForm(request.POST))
    given = form.cleaned_data
    line = queries.movement_line(by=request.by, movement_id=given["movement"])
    new = form.new_time(line.planned_at or line.expected_at, line.zone)
    if new is None:
        raise rules.NoTimeYet
    told: dict[str, Any] = {"expected_at": new}
    if isinstance(given["delay"], int):
        told = {"minutes": given["delay"]}
    _once(
        lambda: commands.tell_delay(
            movement_id=line.id,
            **told,
            told_by=given["told_by"],
            by=request.by,
            at=request.at,
            key=given["key"],
        )
    )
    return _done(request, form, _("The new time is told."))


def _read(form: Any) -> Any:
    if not form.is_valid():
        problems = [str(text) for texts in form.errors.values() for text in texts]
        raise NotUnderstood(what=" ".join(problems))
    return form


def _once(call: Callable[[], object]) -> None:
    """Do it; a resend of what was done is as good as done."""
    try:
        call()
    except AlreadyDone:
        return


def _done(request: MemberRequest, form: Any, says: str) -> HttpResponse:
    """Let the parts that show the thing and its party refresh, or go back to where it was told."""
    movement_id, trip_id = form.cleaned_data["movement"], form.cleaned_data.get("trip")
    if movement_id:
        line: Any = queries.movement_line(by=request.by, movement_id=movement_id)
    else:
        line = queries.trip_line(by=request.by, trip_id=trip_id)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = resolve_url("movements:list", slug=request.event.slug)
    answer = done(request, back, topic=line.topic, says=says)
    if "HX-Trigger" in answer.headers:
        events = json.loads(answer.headers["HX-Trigger"])
        answer.headers["HX-Trigger"] = json.dumps({**events, f"live:party:{line.party.id}": ""})
    return answer


def _day(request: MemberRequest, days: list[date]) -> date | None:
    """Return the day asked for, else today, else the next that has movements, else the last."""
    asked = request.GET.get("day", "")
    try:
        return date.fromisoformat(asked)
    except ValueError:
        today = request.at.astimezone(zone(request.event.zone)).date()
        return next((day for day in days if day >= today), days[-1] if days else None)
