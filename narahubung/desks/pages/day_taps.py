"""The taps on the officer's day: a status, a check, a line of the departure, and a photo of it."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.airports import commands as airports
from narahubung.airports.models import DepartureLine
from narahubung.desks.pages.day import back, number_of, party_of, words_of
from narahubung.documents import commands as documents
from narahubung.documents.reading import receive
from narahubung.documents.rules import check_can_attach
from narahubung.duties import commands as duties
from narahubung.duties.pages.shared import seen_in
from narahubung.kit.files import MOST_BYTES, NothingAttached, TooBig
from narahubung.movements import commands as movements
from narahubung.movements.models import StatusMark
from narahubung.movements.rules import NothingToUndo


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def tell(request: MemberRequest, code: str) -> HttpResponse:
    """Tell the next status of an arrival, a departure or a drive: one tap."""
    party = party_of(request, code, Right.REPORT_MOVEMENT)
    kind, number, status = words_of(request, "tell", 3)
    asked = {"trip_id" if kind == "trip" else "movement_id": number_of(number)}
    once(movements.report_status, request, status=status, **asked)
    return back(request, party)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def untell(request: MemberRequest, code: str, mark_id: int) -> HttpResponse:
    """Take one's own slip back, as long as nobody has told anything after it."""
    party = party_of(request, code, Right.REPORT_MOVEMENT)
    mark = StatusMark.objects.visible_to(request.by).get(pk=mark_id, party=party)
    same = StatusMark.objects.filter(undone=False, party=party)
    same = same.filter(trip=mark.trip) if mark.trip_id else same.filter(movement=mark.movement)
    if same.order_by("-pk").first() != mark or mark.by_name != request.by.name:
        raise NothingToUndo
    once(movements.undo_status, request, movement_id=mark.movement_id, trip_id=mark.trip_id)
    return back(request, party)


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def picture(request: MemberRequest, code: str, mark_id: int) -> HttpResponse:
    """Attach a photo of the moment to a status that was told."""
    party = party_of(request, code)
    mark = StatusMark.objects.visible_to(request.by).get(pk=mark_id, party=party)
    check_can_attach(party.pk, request.by)
    sent = request.FILES.get("file")
    if sent is None:
        raise NothingAttached
    if (sent.size or 0) > MOST_BYTES:
        raise TooBig
    about, file = f"statusmark:{mark.pk}", receive(sent.read())
    once(documents.attach, request, party_id=party.pk, about=about, file=file)
    return back(request, party)


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def look(request: MemberRequest, code: str) -> HttpResponse:
    """Check a step, or check it a second time: what the button said, even if others were faster."""
    party = party_of(request, code)
    number, which = words_of(request, "step", 2)
    act = duties.recheck if which == "recheck" else duties.check
    once(act, request, step_id=number_of(number))
    return back(request, party)


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def unlook(request: MemberRequest, code: str, step_id: int) -> HttpResponse:
    """Take one's own check back."""
    party = party_of(request, code)
    once(duties.undo_check, request, step_id=step_id, seen=seen_in(request))
    return back(request, party)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def leave(request: MemberRequest, code: str) -> HttpResponse:
    """Say that one thing before a departure is done; the button of the bill says who pays."""
    party = party_of(request, code, Right.REPORT_MOVEMENT)
    number, payer = words_of(request, "leave", 2)
    line = _line(request, party.pk, number_of(number))
    once(airports.tell_leaving, request, leaving_id=line.pk, payer=payer)
    return back(request, party)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def unleave(request: MemberRequest, code: str, leaving_id: int) -> HttpResponse:
    """Say that one thing before a departure is not done after all."""
    party = party_of(request, code, Right.REPORT_MOVEMENT)
    line = _line(request, party.pk, leaving_id)
    once(airports.take_back_leaving, request, leaving_id=line.pk)
    return back(request, party)


def _line(request: MemberRequest, party_id: int, leaving_id: int) -> DepartureLine:
    rows = DepartureLine.objects.visible_to(request.by, Right.REPORT_MOVEMENT)
    return rows.get(pk=leaving_id, party_id=party_id)
