"""What a new time would do, what changes did, a repair taken, and everything taken back."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.refusals import refusal_of
from narahubung.kit.web import done, show
from narahubung.kit.zones import clock_text, zone_label
from narahubung.movements.forms import DelayForm
from narahubung.movements.pages.telling import read
from narahubung.movements.queries import movement_line
from narahubung.movements.rules import check_can_delay, check_new_time
from narahubung.parties.queries import parties
from narahubung.ripple import commands, queries
from narahubung.ripple.forms import AnswerForm, RepairForm
from narahubung.ripple.models import Consent, Wave


@require_GET
@guard(Right.REPORT_MOVEMENT)
def preview(request: MemberRequest, movement: int) -> HttpResponse:
    """Show what a new time (`delay`: `+95` or `19.46`) would do, before it is told."""
    line = movement_line(by=request.by, movement_id=movement)
    form = DelayForm({**request.GET.dict(), "movement": movement})
    new = form.new_time(line.planned_at or line.expected_at, line.zone) if form.is_valid() else None
    view = refusal = None
    if new is not None and new != line.best_at:
        refusal = refusal_of(check_can_delay, line, clock=_clock(line.actual_at, line.zone))
        refusal = refusal or refusal_of(check_new_time, line, new)
    if new is not None and new != line.best_at and refusal is None:
        view = queries.preview(by=request.by, movement_id=line.id, expected_at=new)
    return show(
        request,
        "ripple/preview",
        line=line,
        form=form,
        refusal=refusal,
        view=view,
        groups=_by_person(view) if view else [],
    )


@require_GET
@guard(Right.SEE_EVENT)
def waves(request: MemberRequest) -> HttpResponse:
    """Show the changes of the event and what followed; `?party=JPN` cuts the list."""
    choices = parties(by=request.by)
    code = request.GET.get("party", "")
    chosen = next((each for each in choices if each.code == code), None)
    return show(
        request,
        "ripple/waves",
        waves=queries.waves(by=request.by, party_id=chosen.id if chosen else None),
        parties=choices if len(choices) > 1 else [],
        code=code if chosen else "",
        live_topics=["waves"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_EVENT)
def wave(request: MemberRequest, wave_id: int) -> HttpResponse:
    """Show one change: what followed, who was told, the repairs, and taking it back."""
    view = queries.wave(by=request.by, wave_id=wave_id)
    return show(
        request,
        "ripple/wave",
        view=view,
        live_topics=list(view.topics),
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def ask(request: MemberRequest, wave_id: int) -> HttpResponse:
    """Ask those who must agree to a repair, each by a message: number, key."""
    _check_there(request, wave_id)
    number = read(RepairForm(request.POST)).cleaned_data["number"]
    once(commands.ask_for_repair, request, wave_id=wave_id, number=number)
    return _done(request, wave_id, _("They are asked; what each answers stands here."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def answer(request: MemberRequest, wave_id: int) -> HttpResponse:
    """Say whether one agrees to a repair that one was asked about: number, agrees, why, key."""
    if not Consent.objects.filter(wave_id=wave_id, person_id=request.by.person_id or 0).exists():
        raise Http404
    given = read(AnswerForm(request.POST)).cleaned_data
    agrees = given["agrees"] == "yes"
    once(
        commands.answer_repair,
        request,
        wave_id=wave_id,
        number=given["number"],
        agrees=agrees,
        why=given["why"],
    )
    return _done(request, wave_id, _("Your answer is recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def adopt(request: MemberRequest, wave_id: int) -> HttpResponse:
    """Take a repair: number, key; word_of, word_clock where others agreed by word."""
    _check_there(request, wave_id)
    form = read(RepairForm(request.POST))
    once(
        commands.adopt_repair,
        request,
        wave_id=wave_id,
        number=form.cleaned_data["number"],
        word_of=form.cleaned_data["word_of"],
        word_at=form.word_at(at=request.at, zone_name=request.event.zone),
    )
    return _done(request, wave_id, _("The repair is made and told."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def undo(request: MemberRequest, wave_id: int) -> HttpResponse:
    """Take the change and everything that followed back."""
    once(commands.undo_wave, request, wave_id=wave_id)
    return _done(request, wave_id, _("Everything is taken back, and the same people are told."))


def _clock(at: datetime | None, zone_name: str) -> str:
    return f"{clock_text(at, zone_name)} {zone_label(zone_name, at)}" if at else ""


def _check_there(request: MemberRequest, wave_id: int) -> None:
    """Raise DoesNotExist before what was sent is read: what one may not change does not exist."""
    Wave.objects.visible_to(request.by, Right.REPORT_MOVEMENT).get(pk=wave_id)


def _done(request: MemberRequest, wave_id: int, says: Any) -> HttpResponse:
    return done(
        request,
        "ripple:wave",
        slug=request.event.slug,
        wave_id=wave_id,
        topic=f"wave:{wave_id}",
        says=says,
    )


def _by_person(view: queries.WaveView) -> list[tuple[queries.Told | None, list[queries.Line]]]:
    """Return who is told with his lines; at the end, with None, what nobody is told of."""
    lines = [*view.broken, *view.tight, *view.moved, *view.settled, *view.again]
    groups: list[tuple[queries.Told | None, list[queries.Line]]] = [
        (told, [line for line in lines if told.name in line.concerned]) for told in view.told
    ]
    if silent := [line for line in view.moved if not line.concerned]:
        groups.append((None, silent))
    return groups
