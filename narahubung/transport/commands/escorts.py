"""A police escort is asked for, answered, moved, withdrawn."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import seen_by
from narahubung.movements import commands as movements
from narahubung.movements.models import EscortUnit, Trip
from narahubung.movements.uses import ESCORT, ways_of
from narahubung.parties.models import Department, Place
from narahubung.relays.audiences import at_desk
from narahubung.transport.entries.escorts import (
    EscortApproved,
    EscortAsked,
    EscortMoved,
    EscortRefused,
    EscortReopened,
    EscortWithdrawn,
)
from narahubung.transport.models import OPEN_REQUESTS, EscortPoint, EscortRequest, RequestState
from narahubung.transport.orders import escort_terms
from narahubung.transport.rules import escorts as rules


@command
def ask_escort(
    *,
    trip_id: int,
    grade: str = "VVIP",
    units: dict[str, int] | None = None,
    call_sign: str = "",
    via: Sequence[int] = (),
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> EscortRequest:
    """Ask the police to escort a trip; the times at each point come from the travel times.

    units: motorcycles, lead_cars, rear_cars; without them what is usual for the grade. via: places
    between start and end, in their order.
    Raises TripHasNoTime, TripIsOff, AskedAlready, NoTravelTime, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        trip = Trip.objects.for_change(by, trip_id, Right.REPORT_MOVEMENT)
        open_ones = EscortRequest.objects.filter(trip=trip, state__in=OPEN_REQUESTS)
        rules.check_can_ask(trip, has_open=open_ones.exists())
        places = {row.pk: row for row in Place.objects.filter(event_id=by.here, pk__in=via)}
        laid = rules.points(trip, [places[pk] for pk in via if pk in places], _legs(trip))
        car_desk, escort_desk = desks_of(trip.event)
        request = EscortRequest.objects.create(
            event_id=trip.event_id,
            trip=trip,
            car_desk=car_desk,
            escort_desk=escort_desk,
            grade=grade,
            **(units or escort_terms().units[grade]),
            call_sign=call_sign.strip(),
            starts_at=laid[0][1],
            ends_at=laid[-1][1],
            asked_at=at,
            asked_by=by.name,
            note=note.strip(),
        )
        for order, (place, due_at) in enumerate(laid):
            EscortPoint.objects.create(
                event_id=trip.event_id, request=request, order=order, place=place, due_at=due_at
            )
        tell = at_desk(by.here, escort_desk.pk, at) if escort_desk else []
        record(EscortAsked(**_about(request), starts_at=request.starts_at), tell=tell)
    return request


@command
def approve_escort(
    *,
    request_id: int,
    escort_id: int,
    number: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say yes: the unit goes to the trip, unless it escorts another one at that time.

    number: of the police's order. Raises NotOpen, the refusals of `move_trip`, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        request = _for_answer(by, request_id)
        rules.check_is_asked(request)
        unit = EscortUnit.objects.get(pk=escort_id, event_id=request.event_id)
        if request.trip.escort_id != unit.pk:
            movements.move_trip(trip_id=request.trip_id, to={"escort": unit.pk}, by=by, at=at)
        request.escort, request.number = unit, number.strip()
        request.approved_for = request.starts_at
        _answer(request, RequestState.APPROVED, note, by, at)
        record(
            EscortApproved(**_about(request), unit=unit.name, number=request.number),
            tell=_who_asked(request, at),
        )


@command
def refuse_escort(
    *, request_id: int, note: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say no, and why. Raises NotOpen, SaysNothing, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        request = _for_answer(by, request_id)
        rules.check_is_asked(request)
        if not note.strip():
            raise rules.SaysNothing
        _answer(request, RequestState.REFUSED, note, by, at)
        entry = EscortRefused(**_about(request), note=request.note)
        record(entry, tell=_who_asked(request, at))


@command
def take_back_answer(*, request_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Open it again: the answer was a slip. The unit leaves the trip where the answer gave it.

    Raises NotAnswered, AskedAlready, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        request = _for_answer(by, request_id)
        if request.state not in {RequestState.APPROVED, RequestState.REFUSED}:
            raise rules.NotAnswered
        others = EscortRequest.objects.filter(trip_id=request.trip_id, state__in=OPEN_REQUESTS)
        if others.exclude(pk=request.pk).exists():
            raise rules.AskedAlready
        _free_the_unit(request, by, at)
        request.approved_for = request.decided_at = request.escort = None
        request.state, request.decided_by, request.number = RequestState.ASKED, "", ""
        request.save()
        record(EscortReopened(**_about(request)), tell=_who_asked(request, at))


@command
def withdraw_escort(
    *, request_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take the request back; an approved unit is free again. Raises NotOpen, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        request = _locked(EscortRequest.objects.visible_to(by), request_id)
        rules.check_is_open(request)
        _free_the_unit(request, by, at)
        request.state = RequestState.WITHDRAWN
        request.save()
        tell = at_desk(by.here, request.escort_desk_id, at) if request.escort_desk_id else []
        record(EscortWithdrawn(**_about(request), why=why.strip()), tell=tell)


@command
def move_request(
    *,
    request_id: int,
    starts_at: datetime,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> EscortRequest:
    """Let the escort start at another time: all its points shift along.

    An approval stands within the tolerance of orders.yaml, counted from the start that was
    approved; beyond it the request is asked anew. The police's desk is told either way.
    Raises NotOpen, SameTime, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        request = _locked(EscortRequest.objects.visible_to(by), request_id)
        rules.check_is_open(request)
        old = request.starts_at
        if starts_at == old:
            raise rules.SameTime
        for point in request.points.all():
            point.due_at += starts_at - old
            point.save(update_fields=["due_at"])
        request.ends_at += starts_at - old
        request.starts_at = starts_at
        again = request.state == RequestState.APPROVED and rules.needs_new_yes(request, starts_at)
        if again:
            request.state = RequestState.ASKED
        elif request.approved_for is not None:
            # Back within the tolerance of what was approved: that yes holds.
            back = not rules.needs_new_yes(request, starts_at)
            request.state = RequestState.APPROVED if back else request.state
        request.save()
        tell = at_desk(by.here, request.escort_desk_id, at) if request.escort_desk_id else []
        record(
            EscortMoved(
                **_about(request), old=old, new=starts_at, asked_again=again, why=why.strip()
            ),
            tell=[*tell, *_who_asked(request, at)],
        )
    return request


def desks_of(event: Event) -> tuple[Department | None, Department | None]:
    """Return the departments of the cars and of the escort, as the event's policy names them."""
    codes = event.policy.get("transport_desk", "TRN"), event.policy.get("escort_desk", "PTW")
    rows = {row.code: row for row in Department.objects.filter(event=event, code__in=codes)}
    return rows.get(codes[0]), rows.get(codes[1])


def _for_answer(by: Actor, request_id: int) -> EscortRequest:
    """Return a request that this person's desk answers. Raises DoesNotExist."""
    answers = seen_by(by, Right.ANSWER_NEED, party="", department="escort_desk_id")
    return _locked(EscortRequest.objects.visible_to(by).filter(answers), request_id)


def _locked(rows: Any, request_id: int) -> EscortRequest:
    locked = rows.select_for_update(of=("self",)).select_related("trip__party", "trip__event")
    found: EscortRequest = locked.get(pk=request_id)
    return found


def _answer(request: EscortRequest, state: str, note: str, by: Actor, at: datetime) -> None:
    request.state, request.decided_at, request.decided_by = state, at, by.name
    request.note = note.strip() or request.note
    request.save()


def _free_the_unit(request: EscortRequest, by: Actor, at: datetime) -> None:
    trip = request.trip
    if request.escort_id is not None and trip.escort_id == request.escort_id:
        movements.move_trip(trip_id=trip.pk, to={"escort": None}, by=by, at=at)


def _legs(trip: Trip) -> rules.Leg:
    """Return how long an escorted drive takes between two places of the event."""
    ways = ways_of(trip.event_id)

    def leg(here: Place, there: Place) -> timedelta | None:
        minutes = ways.minutes(here.pk, there.pk, ESCORT)
        return timedelta(minutes=round(minutes)) if minutes else None

    return leg


def _who_asked(request: EscortRequest, at: datetime) -> list[int]:
    """Return who is at the desk of the cars: it asked, or hands on what the officer asked."""
    desk = request.car_desk_id
    return at_desk(request.event_id, desk, at) if desk else []


def _about(request: EscortRequest) -> dict[str, Any]:
    trip = request.trip
    return {
        "request_id": request.pk,
        "trip_id": trip.pk,
        "party_id": trip.party_id,
        "party": trip.party.code,
        "label": trip.purpose,
        "zone": trip.zone,
    }
