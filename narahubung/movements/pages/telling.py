"""What is told about a movement or a trip by a tap, and how every page here answers a POST."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.acting import AlreadyDone
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done
from narahubung.kit.zones import zone
from narahubung.movements import commands, queries
from narahubung.movements.days import day_named
from narahubung.movements.forms import StatusForm, ThingForm

ALL_DAYS = "all"


class NotUnderstood(Refusal):
    """What was sent is not what a form of ours sends."""

    says = gettext_lazy("This could not be read: {what}")
    advice = gettext_lazy("Please check it and try again.")


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def report(request: MemberRequest) -> HttpResponse:
    """Take a tap on a chain: movement or trip, status, key."""
    form = read(StatusForm(request.POST))
    once(lambda: commands.report_status(**form.asked(), by=request.by, at=request.at))
    return told(request, _line_of(request, form), _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def undo(request: MemberRequest) -> HttpResponse:
    """Take back the last tap: movement or trip, key."""
    form = read(ThingForm(request.POST))
    once(lambda: commands.undo_status(**form.asked(), by=request.by, at=request.at))
    return told(request, _line_of(request, form), _("Taken back."))


def read(form: Any) -> Any:
    """Return the form, valid. Raises NotUnderstood, naming the fields."""
    if not form.is_valid():
        problems = []
        for name, texts in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            problems += [f"{label}: {text}" if label else str(text) for text in texts]
        raise NotUnderstood(what=" ".join(problems))
    return form


def once(call: Callable[[], object]) -> None:
    """Do it; a resend of what was done is as good as done."""
    try:
        call()
    except AlreadyDone:
        return


def told(
    request: MemberRequest, line: queries.MovementLine | queries.TripLine, says: str
) -> HttpResponse:
    """Let the parts that show the thing and its party refresh, or go back to where it was told."""
    back = request.POST.get("next", "")
    if back[:1] != "/" or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        room = "movements:trips" if isinstance(line, queries.TripLine) else "movements:list"
        back = resolve_url(room, slug=request.event.slug)
    answer = done(request, back, topic=line.topic, says=says)
    if "HX-Trigger" in answer.headers:
        events = json.loads(answer.headers["HX-Trigger"])
        answer.headers["HX-Trigger"] = json.dumps({**events, f"live:party:{line.party.id}": ""})
    return answer


def day_asked(request: MemberRequest, days: list[date]) -> date | None:
    """Return the day asked for, else today, else the next that has something, else the last.

    None for all days.
    """
    asked = request.GET.get("day", "")
    if asked == ALL_DAYS:
        return None
    if (day := day_named(asked)) is not None:
        return day
    today = request.at.astimezone(zone(request.event.zone)).date()
    return next((day for day in days if day >= today), days[-1] if days else None)


def _line_of(request: MemberRequest, form: Any) -> queries.MovementLine | queries.TripLine:
    movement_id, trip_id = form.cleaned_data["movement"], form.cleaned_data.get("trip")
    if movement_id:
        return queries.movement_line(by=request.by, movement_id=movement_id)
    return queries.trip_line(by=request.by, trip_id=trip_id)
