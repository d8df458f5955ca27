"""The drives of a day, of a delegation or of a car, and one of them, which a desk may change."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.tables import as_workbook
from narahubung.kit.web import is_swap, show
from narahubung.movements import commands, queries, tables
from narahubung.movements.entries import field_word
from narahubung.movements.forms import TripForm
from narahubung.movements.pages.telling import ALL_DAYS, day_asked, once, read, told


@require_GET
@guard(Right.SEE_MOVEMENTS)
def trips(request: MemberRequest) -> HttpResponse:
    """Show the drives of one day, or of all; `?party=JPN&car=V-031` cut the list."""
    zone_name = request.event.zone
    choices = queries.trip_choices(by=request.by, zone_name=zone_name)
    party = _among(request.GET.get("party", ""), choices.parties)
    car = _among(request.GET.get("car", ""), choices.cars)
    day = day_asked(request, [on for on, _count in choices.days])
    if (party or car) and "day" not in request.GET:
        day = None  # whoever asks for a delegation or a car wants its whole way
    lines = queries.trips_found(by=request.by, zone_name=zone_name, day=day, party=party, car=car)
    if request.GET.get("as") == "xlsx":
        return as_workbook(tables.of_trips(lines, zone_name), at=request.at)
    return show(
        request,
        "movements/trips",
        choices=choices,
        day=day,
        party_code=party,
        car=car,
        kept=urlencode({name: value for name, value in (("party", party), ("car", car)) if value}),
        all_days=ALL_DAYS,
        days=queries.in_folds(queries.in_days(lines, zone_name), zone_name, at=request.at),
        may_take_in=request.by.may(Right.TAKE_IN_LISTS),
        live_topics=["movements"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_MOVEMENTS)
def trip(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Show one drive: its chain, its cars, its history, and a form to change it."""
    line = queries.trip_line(by=request.by, trip_id=trip_id)
    may_report = request.by.may_for(Right.REPORT_MOVEMENT, line.party.id)
    last = queries.last_move(trip_id=line.id, by=request.by, at=request.at) if may_report else None
    return show(
        request,
        "movements/trip",
        line=line,
        in_panel=is_swap(request),
        form=TripForm(trip=line, by=request.by) if may_report else None,
        last=last,
        history=history(topic=line.topic, by=request.by, limit=20),
        may_report=may_report,
        worries=queries.worries(by=request.by, trip=line),
        may_talk=_may_talk(request, line),
        live_topics=[line.topic],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.REPORT_MOVEMENT)
def trip_preview(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Show old and new, and what the drive would run into, before it is changed."""
    line = queries.trip_line(by=request.by, trip_id=trip_id)
    form = TripForm(request.GET, trip=line, by=request.by)
    shown: list[tuple[str, Any, Any]] = []
    worries: list[str] = []
    if form.is_valid():
        shown = [(field_word(name), old, new) for name, old, new in form.shown()]
        worries = queries.worries(by=request.by, trip=line, to=form.to()) if shown else []
    return show(
        request,
        "movements/trip_preview",
        line=line,
        form=form,
        shown=shown,
        worries=worries,
        may_talk=is_swap(request) and _may_talk(request, line),  # the button's form is on the page
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def move(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Change a drive: the fields of TripForm, why, key."""
    line = queries.trip_line(by=request.by, trip_id=trip_id)
    form = read(TripForm(request.POST, trip=line, by=request.by))
    once(
        lambda: commands.move_trip(
            trip_id=line.id,
            to=form.to(),
            why=form.cleaned_data["why"],
            overrule=form.cleaned_data["overrule"],
            by=request.by,
            at=request.at,
            key=form.cleaned_data["key"],
        )
    )
    return told(request, line, _("The change is made and told."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def take_back(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Take back the last change of a drive."""
    line = queries.trip_line(by=request.by, trip_id=trip_id)
    once(
        lambda: commands.take_back_move(
            trip_id=line.id, by=request.by, at=request.at, key=request.key
        )
    )
    return told(request, line, _("The change is taken back."))


def _may_talk(request: MemberRequest, line: queries.TripLine) -> bool:
    return request.by.may_for(Right.SEE_REGISTER, line.party.id)


def _among(asked: str, choices: tuple[tuple[str, str], ...]) -> str:
    return asked if any(asked == code for code, _word in choices) else ""
