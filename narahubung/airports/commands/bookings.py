"""Stands, slots, lounges and all else that is booked for a movement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event, Person
from narahubung.accounts.roles import Right
from narahubung.airports import entries
from narahubung.airports.models import HOLDING, Booking, BookingKind, BookingState, Facility
from narahubung.airports.rules import bookings as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.zones import clock_text, zone_label
from narahubung.movements.models import Movement
from narahubung.parties.models import Party


@command
def book(  # noqa: PLR0913 -- a booking is all of this at once
    *,
    kind: str,
    party_id: int,
    starts_at: datetime,
    ends_at: datetime,
    facility_id: int | None = None,
    movement_id: int | None = None,
    what: str = "",
    owner_id: int | None = None,
    owner_name: str = "",
    owner_phone: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Ask for something for a party; return the booking's number.

    kind: models.BookingKind. facility_id: what is taken, None where nothing scarce is. owner_id:
    the person who sees to it. Raises Taken, NotOfThisKind, EndsBeforeItStarts, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=party_id)
        movement = None
        if movement_id is not None:
            movements = Movement.objects.visible_to(by, Right.REPORT_MOVEMENT)
            movement = movements.get(pk=movement_id, party_id=party_id)
        if owner_id is not None:
            Person.objects.filter(reach__event_id=party.event_id).distinct().get(pk=owner_id)
        booking = Booking(
            event_id=party.event_id,
            kind=BookingKind(kind).value,
            what=what.strip(),
            party=party,
            movement=movement,
            starts_at=starts_at,
            ends_at=ends_at,
            owner_id=owner_id,
            owner_name=owner_name.strip(),
            owner_phone=owner_phone.strip(),
        )
        rules.check_times(Span(starts_at, ends_at))
        if facility_id is not None:
            _take(booking, facility_id, by=by, at=at)
        booking.save()
        record(
            entries.Booked(**about(booking), starts_at=starts_at, ends_at=ends_at),
            tell=[owner_id] if owner_id else [],
        )
    return booking.pk


@command
def move_booking(
    *,
    booking_id: int,
    starts_at: datetime,
    ends_at: datetime,
    facility_id: int | None = None,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Give a booking other times, or another facility of its kind (None: it keeps its own).

    What was confirmed for the old time is to be confirmed again; moved back, it is confirmed as
    it was. Raises Taken, NotOfThisKind, EndsBeforeItStarts, BookingIsOver, NothingNew.
    """
    with act(by=by, at=at, key=key) as record:
        booking = _booking(booking_id, by)
        rules.check_can_move(booking)
        rules.check_times(Span(starts_at, ends_at))
        old_starts, old_ends, old_what = booking.starts_at, booking.ends_at, booking.label()
        wanted = facility_id or booking.facility_id
        if (starts_at, ends_at, wanted) == (old_starts, old_ends, booking.facility_id):
            raise rules.NothingNew
        booking.starts_at, booking.ends_at = starts_at, ends_at
        if wanted is not None:
            _take(booking, wanted, by=by, at=at)
        booking.save()
        record(
            entries.BookingMoved(
                **about(booking),
                old_starts_at=old_starts,
                old_ends_at=old_ends,
                starts_at=starts_at,
                ends_at=ends_at,
                old_what=old_what if old_what != booking.label() else "",
                why=why.strip(),
            )
        )


@command
def answer_booking(
    *,
    booking_id: int,
    state: str,
    reason: str = "",
    seen: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say how a booking stands with who gives it: asked, confirmed or refused (with a reason).

    Asked again after a no, it must still be free. seen: the state that the page showed; what was
    cancelled since stays so. Raises Taken, SayWhy, GivenBack, NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        booking = _booking(booking_id, by)
        state = BookingState(state).value
        rules.check_answer(booking, state, reason, seen)
        old, booking.state, booking.reason = booking.state, state, reason.strip()
        if old not in HOLDING and state in HOLDING and booking.facility_id is not None:
            _take(booking, booking.facility_id, by=by, at=at)
        if state == BookingState.CONFIRMED:
            booking.agreed_start, booking.agreed_end = booking.starts_at, booking.ends_at
        booking.save()
        record(
            entries.BookingAnswered(
                **about(booking), old_state=old, state=state, reason=booking.reason
            ),
            tell=[booking.owner_id] if booking.owner_id else [],
        )


@command
def cancel_booking(
    *, booking_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Give it back; asking for it again takes the cancelling back. Raises NothingNew."""
    with act(by=by, at=at, key=key):
        answer_booking(
            booking_id=booking_id, state=BookingState.CANCELLED.value, reason=why, by=by, at=at
        )


def about(booking: Booking) -> dict[str, Any]:
    """Return what every entry says of a booking."""
    return {
        "booking_id": booking.pk,
        "sort": booking.kind,
        "what": booking.label(),
        "party_id": booking.party_id,
        "party": booking.party.code,
        "movement_id": booking.movement_id,
        "zone": booking.event.zone,
    }


def _booking(booking_id: int, by: Actor) -> Booking:
    rows = Booking.objects.select_related("party", "event", "facility")
    return rows.for_change(by, booking_id, Right.REPORT_MOVEMENT)


def _take(booking: Booking, facility_id: int, *, by: Actor, at: datetime) -> None:
    """Give the booking the facility, or raise Taken. The facility is locked: one at a time."""
    facility = Facility.objects.for_change(by, facility_id)
    if facility.event_id != booking.event_id:
        raise Facility.DoesNotExist
    if facility.kind != booking.kind:
        raise rules.NotOfThisKind(name=facility.name)
    wanted = Span(booking.starts_at, booking.ends_at)
    others = held(facility, besides=booking.pk)
    spans = [Span(one.starts_at, one.ends_at) for one in others]
    if found := rules.in_the_way(wanted, spans, facility.capacity):
        first = next(one for one in others if Span(one.starts_at, one.ends_at) == found[0])
        seen = by.may_for(Right.SEE_MOVEMENTS, first.party_id) or "house" in by.roles
        raise rules.Taken(
            name=facility.name,
            start=_clock(first.starts_at, booking.event),
            end=_clock(first.ends_at, booking.event),
            whom=first.party.code if seen else _("another delegation"),
            free=_free(facility, wanted, spans, booking, at),
        )
    booking.facility = facility


def held(facility: Facility, *, besides: int | None = None) -> list[Booking]:
    """Return the bookings that hold it, in order of time."""
    rows = facility.bookings.filter(state__in=HOLDING)
    if besides is not None:
        rows = rows.exclude(pk=besides)
    return list(rows.select_related("party").order_by("starts_at"))


def _free(
    facility: Facility, wanted: Span, spans: Sequence[Span], booking: Booking, at: datetime
) -> str:
    """Say what could be had: this one at the nearest time, and the others that are free then."""
    words = []
    near = rules.nearest_free(wanted, spans, facility.capacity, not_before=at)
    if near is not None:
        words.append(
            _("{name} from {clock}").format(name=facility.name, clock=_clock(near, booking.event))
        )
    others = Facility.objects.filter(event_id=facility.event_id, kind=facility.kind)
    for other in others.exclude(pk=facility.pk).order_by("code"):
        taken = [Span(one.starts_at, one.ends_at) for one in held(other, besides=booking.pk)]
        if not rules.in_the_way(wanted, taken, other.capacity):
            words.append(_("{name} at that time").format(name=other.name))
        if len(words) == _OFFERED:
            break
    return ", ".join(words) or _("nothing within two days")


_OFFERED = 3


def _clock(moment: datetime, event: Event) -> str:
    return f"{clock_text(moment, event.zone)} {zone_label(event.zone, moment)}"
