"""The list of stands, slots, lounges and ramp cars, and who is on the list of a lounge."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.airports import entries
from narahubung.airports.models import (
    Booking,
    BookingKind,
    Facility,
    GuestState,
    LoungeGuest,
)
from narahubung.airports.rules import lounges as rules
from narahubung.airports.rules.bookings import NothingNew
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Place


@command
def keep_facility(  # noqa: PLR0913 -- one row of the list
    *,
    kind: str,
    name: str,
    capacity: int = 1,
    with_head: int | None = None,
    limits: str = "",
    place_id: int | None = None,
    facility_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write down a facility of the event, or change one; return its number.

    capacity: bookings at once. with_head: people a lounge takes besides the head, None: no limit.
    Raises Facility.DoesNotExist, Place.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        place = Place.objects.visible_to(by).get(pk=place_id) if place_id is not None else None
        if facility_id is not None:
            facility = Facility.objects.for_change(by, facility_id, Right.TAKE_IN_LISTS)
        else:
            facility = Facility(event_id=by.here, code=_code(by.here))
        is_new = facility.pk is None
        facility.kind, facility.name = BookingKind(kind).value, name.strip()
        facility.capacity, facility.with_head = capacity, with_head
        facility.limits, facility.place = limits.strip(), place
        facility.save()
        record(
            entries.FacilityKept(
                facility_id=facility.pk,
                name=facility.name,
                sort=facility.kind,
                capacity=capacity,
                with_head=with_head,
                is_new=is_new,
            )
        )
    return facility.pk


@command
def list_guest(
    *,
    booking_id: int,
    member_id: int | None = None,
    name: str = "",
    function: str = "",
    granted: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Put somebody on the list of a lounge; return the line's number.

    member_id: a member of the delegation, else a name. granted: why there may be one over the
    limit; only who may grant it is heard. Raises NotALounge, ListIsFull, AlreadyListed,
    NobodyNamed, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        booking = _lounge(booking_id, by)
        member = None
        if member_id is not None:
            member = Member.objects.visible_to(by).get(pk=member_id, party_id=booking.party_id)
            name, function = member.full_name, function or member.position
        name = name.strip()
        if not name:
            raise rules.NobodyNamed
        on_it = list(booking.guests.exclude(state=GuestState.REFUSED))
        if booking.guests.filter(name=name).exists():
            raise rules.AlreadyListed(name=name)
        may_grant = Right.GRANT_LIMIT in by.everywhere or "house" in by.roles
        rules.check_room(booking, len(on_it), granted=bool(granted.strip()) and may_grant)
        guest = LoungeGuest.objects.create(
            event_id=booking.event_id,
            booking=booking,
            member=member,
            name=name,
            function=function.strip()[:120],
            reason=granted.strip(),
        )
        record(entries.GuestListed(**_about(guest), granted=guest.reason))
    return guest.pk


@command
def answer_guest(
    *,
    guest_id: int,
    state: str,
    reason: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say whether the lounge takes somebody: asked, accepted, refused (with a reason).

    Raises SayWhy, NothingNew, ListIsFull, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        guest = _guest(guest_id, by)
        state = GuestState(state).value
        if guest.state == state:
            raise NothingNew
        rules.check_answer(state, reason)
        if guest.state == GuestState.REFUSED:
            others = guest.booking.guests.exclude(state=GuestState.REFUSED).count()
            rules.check_room(guest.booking, others, granted=False)
        guest.state, guest.reason = state, reason.strip()
        guest.save(update_fields=["state", "reason"])
        record(entries.GuestAnswered(**_about(guest), state=state, reason=guest.reason))


@command
def strike_guest(*, guest_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take somebody off the list; listing again takes it back. Raises DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        guest = _guest(guest_id, by)
        record(entries.GuestStruck(**_about(guest)))
        guest.delete()


def _about(guest: LoungeGuest) -> dict[str, Any]:
    booking = guest.booking
    return {
        "guest_id": guest.pk,
        "name": guest.name,
        "booking_id": booking.pk,
        "lounge": booking.label(),
        "party_id": booking.party_id,
        "party": booking.party.code,
        "movement_id": booking.movement_id,
        "zone": booking.event.zone,
    }


def _lounge(booking_id: int, by: Actor) -> Booking:
    """Return the booking, locked: the limit counts one listing after the other."""
    rows = Booking.objects.select_related("party", "event", "facility")
    booking = rows.for_change(by, booking_id, Right.REPORT_MOVEMENT)
    rules.check_is_lounge(booking)
    return booking


def _guest(guest_id: int, by: Actor) -> LoungeGuest:
    found = LoungeGuest.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=guest_id)
    guest = LoungeGuest.objects.get(pk=found.pk)
    guest.booking = _lounge(found.booking_id, by)
    return guest


def _code(event_id: int) -> str:
    number = Facility.objects.filter(event_id=event_id).count() + 1
    while Facility.objects.filter(event_id=event_id, code=f"F-{number:03}").exists():
        number += 1
    return f"F-{number:03}"
