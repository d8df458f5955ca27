"""A room is drawn from a shape and numbers, drawn anew, and gets its doors and cameras."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Place
from narahubung.places import entries
from narahubung.places.models import DrawnMark, DrawnSeat, MarkKind, RoomPlan
from narahubung.places.rules import rooms as rules
from narahubung.plans.rooms import Layout


@command
def draw_room(
    *,
    name: str,
    shape: str,
    numbers: Mapping[str, int],
    place_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> RoomPlan:
    """Draw a room: its seats, and a door, a camera and where officers wait, to be moved.

    numbers: those which the shape needs (`plans.rooms.SHAPES`). place_id: of which venue.
    Raises NoName, NoSuchShape, NotSoMany; Place.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_name(name)
        layout = rules.drawn(shape, numbers)
        place = _place(place_id, by)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        last = RoomPlan.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        plan = _store(
            layout,
            event=event,
            number=last + 1,
            name=name.strip(),
            place=place,
            numbers=dict(numbers),
            drawn_at=at,
            drawn_by_name=by.name,
        )
        _put_points(plan, layout)
        record(entries.RoomDrawn(**_of(plan, by), seats=len(layout.seats)))
    return plan


@command
def redraw_room(
    *,
    drawing_id: int,
    name: str,
    shape: str,
    numbers: Mapping[str, int],
    place_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> RoomPlan:
    """Draw a new version; seatings stay with the drawing that they were made for.

    Doors and cameras are taken over where the shape is the same, else they stand as the new shape
    has them. Raises NoName, NoSuchShape, NotSoMany, IsOld; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        old = RoomPlan.objects.for_change(by, drawing_id, Right.PLAN_PLACES)
        rules.check_is_current(old)
        rules.check_name(name)
        layout = rules.drawn(shape, numbers)
        place = _place(place_id, by)
        RoomPlan.objects.filter(pk=old.pk).update(is_current=False)
        plan = _store(
            layout,
            event=old.event,
            number=old.number,
            version=old.version + 1,
            name=name.strip(),
            place=place,
            numbers=dict(numbers),
            drawn_at=at,
            drawn_by_name=by.name,
        )
        if shape == old.shape and list(old.marks.all()):
            _take_over(old, plan)
        else:
            _put_points(plan, layout)
        told = entries.RoomRedrawn(**_of(plan, by), drawing=plan.version, seats=len(layout.seats))
        record(told)
    return plan


@command
def put_mark(
    *,
    drawing_id: int,
    kind: str,
    x_cm: int,
    y_cm: int,
    name: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> DrawnMark:
    """Put a door, a camera, a podium or a waiting place into a drawing.

    Raises IsOld, OutsideTheRoom; RoomPlan.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        plan = RoomPlan.objects.for_change(by, drawing_id, Right.PLAN_PLACES)
        rules.check_is_current(plan)
        rules.check_inside(plan, x_cm, y_cm)
        mark = DrawnMark.objects.create(
            event_id=plan.event_id,
            plan=plan,
            kind=MarkKind(kind).value,
            name=name.strip(),
            x_cm=x_cm,
            y_cm=y_cm,
        )
        record(entries.MarkPut(**_of(plan, by), mark=mark.kind, called=mark.name))
    return mark


@command
def take_mark(*, drawn_mark_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take it out again. Raises IsOld; DrawnMark.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        mark = DrawnMark.objects.for_change(by, drawn_mark_id, Right.PLAN_PLACES)
        rules.check_is_current(mark.plan)
        told = entries.MarkTaken(**_of(mark.plan, by), mark=mark.kind, called=mark.name)
        mark.delete()
        record(told)


@command
def close_seat(*, drawn_seat_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Keep a seat free: a pillar, a camera. Raises SomebodySitsThere; DrawnSeat.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        seat = DrawnSeat.objects.for_change(by, drawn_seat_id, Right.PLAN_PLACES)
        rules.check_can_close(seat)
        seat.is_open = False
        seat.save(update_fields=["is_open"])
        record(entries.SeatClosed(**_of(seat.plan, by), number=seat.number))


@command
def open_seat(*, drawn_seat_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let somebody be put there again. Raises DrawnSeat.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        seat = DrawnSeat.objects.for_change(by, drawn_seat_id, Right.PLAN_PLACES)
        seat.is_open = True
        seat.save(update_fields=["is_open"])
        record(entries.SeatOpened(**_of(seat.plan, by), number=seat.number))


def _place(place_id: int | None, by: Actor) -> Place | None:
    return Place.objects.visible_to(by).get(pk=place_id) if place_id else None


def _store(layout: Layout, **columns: Any) -> RoomPlan:
    plan = RoomPlan.objects.create(
        shape=layout.shape,
        width_cm=layout.width,
        height_cm=layout.height,
        faces=layout.honour_faces,
        **columns,
    )
    DrawnSeat.objects.bulk_create(
        DrawnSeat(
            event_id=plan.event_id,
            plan=plan,
            number=seat.number,
            x_cm=seat.x,
            y_cm=seat.y,
            facing=seat.facing,
            row=seat.row,
            order=seat.order,
            table=seat.table,
            honour=seat.honour,
            kind=seat.kind,
            side=seat.side,
            behind=seat.behind,
            at_right=seat.right,
            on_aisle=seat.on_aisle,
        )
        for seat in layout.seats
    )
    return plan


def _put_points(plan: RoomPlan, layout: Layout) -> None:
    DrawnMark.objects.bulk_create(
        DrawnMark(
            event_id=plan.event_id,
            plan=plan,
            kind=point.kind,
            name=point.name,
            x_cm=point.x,
            y_cm=point.y,
        )
        for point in layout.points
    )


def _take_over(old: RoomPlan, plan: RoomPlan) -> None:
    """Keep doors and cameras where they were, by their share of the room's width and depth."""
    DrawnMark.objects.bulk_create(
        DrawnMark(
            event_id=plan.event_id,
            plan=plan,
            kind=mark.kind,
            name=mark.name,
            x_cm=mark.x_cm * plan.width_cm // old.width_cm,
            y_cm=mark.y_cm * plan.height_cm // old.height_cm,
        )
        for mark in old.marks.all()
    )


def _of(plan: RoomPlan, by: Actor) -> dict[str, Any]:
    return {"plan_id": plan.pk, "room": plan.name, "name": by.name}
