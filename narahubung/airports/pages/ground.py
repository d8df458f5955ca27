"""What waits for one movement: its aircraft, what is booked, the lounge's list, the bags."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.airports import commands, queries
from narahubung.airports.forms import ground as forms
from narahubung.airports.models import (
    Aircraft,
    Booking,
    ClearanceState,
    LoungeGuest,
    MissingBag,
)
from narahubung.airports.rules.weapons import airport_desk, may_read_weapons
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.movements.forms_together import CarriageForm, LeadForm, SplitForm
from narahubung.movements.models import Movement
from narahubung.movements.queries import companions_of, movement_line


@require_GET
@guard(Right.SEE_MOVEMENTS)
def ground(request: MemberRequest, movement_id: int) -> HttpResponse:
    """All that waits for a movement."""
    sheet = queries.ground_sheet(by=request.by, at=request.at, movement_id=movement_id)
    may = request.by.may_for(Right.REPORT_MOVEMENT, sheet.line.party.id)
    rows = queries.facilities(by=request.by)
    moment = sheet.line.best_at
    return show(
        request,
        "airports/ground",
        sheet=sheet,
        line=sheet.line,
        may=may,
        may_grant=Right.GRANT_LIMIT in request.by.everywhere,
        may_ask=request.by.may_for(Right.RAISE_NEED, sheet.line.party.id),
        book_form=forms.BookForm(
            rows=rows, initial={"starts_at": moment}, auto_id="book-%s", use_required_attribute=True
        ),
        bag_form=forms.BagForm(auto_id="bag-%s"),
        aircraft_form=forms.AircraftForm(
            sees_weapons=_sees_weapons(request, sheet.line.party.id),
            auto_id="aircraft-%s",
        ),
        carriage_form=CarriageForm(
            initial={
                "mode": sheet.line.mode,
                "group": sheet.line.group,
                "gate": sheet.line.gate,
            },
            auto_id="carriage-%s",
        ),
        lead=dict(sheet.members).get(sheet.line.lead_id or 0, ""),
        lead_form=LeadForm(
            party_id=sheet.line.party.id,
            by=request.by,
            initial={"member": sheet.line.lead_id},
            auto_id="lead-%s",
        ),
        split_form=SplitForm(
            party_id=sheet.line.party.id,
            by=request.by,
            initial={"planned_at": moment},
            auto_id="split-%s",
        ),
        companions=companions_of(by=request.by, movement_id=movement_id),
        facilities=rows,
        paper_states=ClearanceState.choices,
        live_topics=[sheet.line.topic, "airports"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_MOVEMENTS)
def lounge(request: MemberRequest, booking_id: int) -> HttpResponse:
    """The list of a lounge, to be printed and handed over there."""
    line = queries.booking(by=request.by, booking_id=booking_id)
    movement = None
    if line.movement_id is not None:
        movement = movement_line(by=request.by, movement_id=line.movement_id)
    return show(request, "airports/lounge", line=line, movement=movement)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def book(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Ask for a facility or another thing for this movement."""
    row = _movement(request, movement_id)
    given = forms.checked(forms.BookForm(request.POST, rows=queries.facilities(by=request.by)))
    facility_id = given.pop("facility")
    once(
        commands.book,
        request,
        party_id=row.party_id,
        movement_id=row.pk,
        facility_id=facility_id,
        **given,
    )
    return _back(request, row.pk, _("Asked for."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def move(request: MemberRequest, booking_id: int) -> HttpResponse:
    """Give a booking another time or place."""
    row = _booking(request, booking_id)
    given = forms.checked(forms.MoveForm(request.POST, rows=queries.facilities(by=request.by)))
    facility_id = given.pop("facility")
    once(commands.move_booking, request, booking_id=row.pk, facility_id=facility_id, **given)
    return _back(request, row.movement_id, _("Moved."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def answer(request: MemberRequest, booking_id: int) -> HttpResponse:
    """Say how a booking stands: confirmed, refused, cancelled, asked again."""
    row = _booking(request, booking_id)
    given = forms.checked(forms.AnswerForm(request.POST))
    once(commands.answer_booking, request, booking_id=row.pk, **given)
    return _back(request, row.movement_id, _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def list_guest(request: MemberRequest, booking_id: int) -> HttpResponse:
    """Put somebody on the list of a lounge."""
    row = _booking(request, booking_id)
    given = forms.checked(forms.GuestForm(request.POST))
    given["member_id"] = given.pop("member")
    once(commands.list_guest, request, booking_id=row.pk, **given)
    return _back(request, row.movement_id, _("On the list."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def answer_guest(request: MemberRequest, guest_id: int) -> HttpResponse:
    """Say whether the lounge takes somebody."""
    row = _guest(request, guest_id)
    given = forms.checked(forms.GuestAnswerForm(request.POST))
    once(commands.answer_guest, request, guest_id=row.pk, **given)
    return _back(request, row.booking.movement_id, _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def strike_guest(request: MemberRequest, guest_id: int) -> HttpResponse:
    """Take somebody off the list of a lounge."""
    row = _guest(request, guest_id)
    once(commands.strike_guest, request, guest_id=row.pk)
    return _back(request, row.booking.movement_id, _("Taken off the list."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def count(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Take a count of bags."""
    row = _movement(request, movement_id)
    given = forms.checked(forms.CountForm(request.POST))
    once(commands.count_bags, request, movement_id=row.pk, **given)
    return _back(request, row.pk, _("Counted."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def uncount(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Take back the last count at a point."""
    row = _movement(request, movement_id)
    given = forms.checked(forms.PointForm(request.POST))
    once(commands.undo_count, request, movement_id=row.pk, **given)
    return _back(request, row.pk, _("Taken back."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def miss(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Report a bag that did not come along."""
    row = _movement(request, movement_id)
    given = forms.checked(forms.BagForm(request.POST))
    once(commands.report_missing_bag, request, movement_id=row.pk, **given)
    return _back(request, row.pk, _("Reported. It stays here until it is delivered."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def follow(request: MemberRequest, bag_id: int) -> HttpResponse:
    """Say what became of a missing bag."""
    row = MissingBag.objects.visible_to(request.by, Right.REPORT_MOVEMENT).get(pk=bag_id)
    given = forms.checked(forms.FollowForm(request.POST))
    once(commands.follow_bag, request, bag_id=row.pk, **given)
    return _back(request, row.movement_id, _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def new_aircraft(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Write down the aircraft of a movement."""
    row = _movement(request, movement_id)
    line = movement_line(by=request.by, movement_id=row.pk)
    facts = forms.checked(_aircraft_form(request, row.party_id))
    ends = {forms.end_of(line): row.pk}
    once(commands.keep_aircraft, request, party_id=row.party_id, facts=facts, **ends)
    return _back(request, row.pk, _("Written down."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def change_aircraft(request: MemberRequest, aircraft_id: int) -> HttpResponse:
    """Change the facts of an aircraft."""
    row = _aircraft(request, aircraft_id)
    facts = forms.checked(_aircraft_form(request, row.party_id))
    once(
        commands.keep_aircraft,
        request,
        party_id=row.party_id,
        aircraft_id=row.pk,
        facts=facts,
        arrival_id=row.arrival_id,
        departure_id=row.departure_id,
    )
    return _back(request, row.arrival_id or row.departure_id, _("Changed."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def paper(request: MemberRequest, aircraft_id: int) -> HttpResponse:
    """Say how a paper of an aircraft stands."""
    row = _aircraft(request, aircraft_id)
    given = forms.checked(forms.PaperForm(request.POST))
    once(commands.note_clearance, request, aircraft_id=row.pk, **given)
    return _back(request, row.arrival_id or row.departure_id, _("Recorded."))


def _aircraft_form(request: MemberRequest, party_id: int) -> forms.AircraftForm:
    return forms.AircraftForm(request.POST, sees_weapons=_sees_weapons(request, party_id))


def _sees_weapons(request: MemberRequest, party_id: int) -> bool:
    return may_read_weapons(request.by, party_id, airport_desk(request.by))


def _movement(request: MemberRequest, movement_id: int) -> Movement:
    return Movement.objects.visible_to(request.by, Right.REPORT_MOVEMENT).get(pk=movement_id)


def _booking(request: MemberRequest, booking_id: int) -> Booking:
    return Booking.objects.visible_to(request.by, Right.REPORT_MOVEMENT).get(pk=booking_id)


def _guest(request: MemberRequest, guest_id: int) -> LoungeGuest:
    rows = LoungeGuest.objects.visible_to(request.by, Right.REPORT_MOVEMENT)
    return rows.select_related("booking").get(pk=guest_id)


def _aircraft(request: MemberRequest, aircraft_id: int) -> Aircraft:
    return Aircraft.objects.visible_to(request.by, Right.REPORT_MOVEMENT).get(pk=aircraft_id)


def _back(request: MemberRequest, movement_id: int | None, says: str) -> HttpResponse:
    """Let the sheet refresh, or go to it; without a movement to the desk."""
    names: dict[str, Any] = {"slug": request.event.slug}
    if movement_id is None or request.POST.get("to") == "desk":
        return done(request, "airports:desk", **names, topic="airports", says=says)
    return done(
        request, "airports:ground", **names, movement_id=movement_id, topic="airports", says=says
    )
