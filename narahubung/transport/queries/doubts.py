"""What does not fit in a motorcade. Warnings only: protocol and police decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.movements.models import Trip
from narahubung.parties.models import Member
from narahubung.transport.models import (
    CarRole,
    EscortRequest,
    Motorcade,
    RequestState,
    SeatRole,
)
from narahubung.transport.orders import Order, order_of
from narahubung.transport.queries.motorcades import MotorcadeSheet
from narahubung.transport.rules.motorcades import seat_of_honour


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """What does not fit, and by which rule; source "" for a thing of sense."""

    text: str
    source: str = ""


def warnings(*, by: Actor, sheet: MotorcadeSheet, policy: dict[str, object]) -> list[Doubt]:
    """Return what does not fit in a motorcade, with the rule it comes from. Four queries."""
    row = Motorcade.objects.visible_to(by).select_related("trip").get(pk=sheet.id)
    order = order_of(row.template)
    return [
        *(_against_order(sheet, order) if order else ()),
        *(_too_many_days(row, order) if order else ()),
        *_of_the_escort(row),
        *_of_the_cars(sheet),
        *_of_the_seats(row, sheet, seat_of_honour(policy)),
    ]


def _against_order(sheet: MotorcadeSheet, order: Order) -> Iterator[Doubt]:
    source = order.said_by
    if order.most_cars and len(sheet.cars) > order.most_cars:
        text = _("{cars} cars; at most {most} are foreseen.")
        yield Doubt(text=text.format(cars=len(sheet.cars), most=order.most_cars), source=source)
    known = [car.role for car in sheet.cars if car.role in order.roles]
    if known != sorted(known, key=order.roles.index):
        text = _("The order differs from that of {order}.")
        yield Doubt(text=text.format(order=order.name), source=source)
    for role in order.roles:
        if role not in known and role in {CarRole.SPARE, CarRole.SWEEPER, CarRole.AMBULANCE}:
            text = _("No {role} in the motorcade.")
            yield Doubt(text=text.format(role=CarRole(role).label), source=source)


def _too_many_days(row: Motorcade, order: Order) -> Iterator[Doubt]:
    if not order.most_police_days:
        return
    here = zone(row.trip.zone)
    moments = Trip.objects.filter(party_id=row.party_id, escort__isnull=False).values_list(
        "departs_at", flat=True
    )
    days = {at.astimezone(here).date() for at in moments if at}
    if len(days) > order.most_police_days:
        text = _("Escorted on {days} days; at most {most} are foreseen.")
        yield Doubt(
            text=text.format(days=len(days), most=order.most_police_days), source=order.said_by
        )


def _of_the_escort(row: Motorcade) -> Iterator[Doubt]:
    asked = EscortRequest.objects.filter(trip_id=row.trip_id).order_by("-pk").first()
    if asked is None and row.trip.escort_id is None:
        yield Doubt(text=_("No police escort is asked for."), source="UU 22/2009 135(1)")
    elif asked is not None and asked.state != RequestState.APPROVED:
        text = _("The police escort is not approved: {state}.")
        yield Doubt(text=text.format(state=asked.get_state_display()))


def _of_the_cars(sheet: MotorcadeSheet) -> Iterator[Doubt]:
    for car in sheet.cars:
        where = _("Car {number}, {role}").format(number=car.order, role=car.role_word)
        if car.is_ours and not car.plate:
            yield Doubt(text=_("{car}: no car is given yet.").format(car=where))
        elif car.is_ours and not car.driver:
            yield Doubt(text=_("{car}: no driver is known.").format(car=where))
        if car.holds is not None and len(car.seats) > car.holds:
            text = _("{car}: {people} people for {seats} seats.")
            yield Doubt(text=text.format(car=where, people=len(car.seats), seats=car.holds))
    if not sheet.route_main:
        yield Doubt(text=_("The way is not written down."))
    if not sheet.hospital:
        yield Doubt(text=_("No hospital on the way is named."))
    if not sheet.radio:
        yield Doubt(text=_("No radio channel is named."))


def _of_the_seats(row: Motorcade, sheet: MotorcadeSheet, honour: str) -> Iterator[Doubt]:
    heads = Member.objects.filter(party_id=row.party_id, role="head_of_delegation")
    head = heads.first()
    principal = next((car for car in sheet.cars if car.role == CarRole.PRINCIPAL), None)
    if head is None or principal is None:
        return
    places = {place.member_id: place for place in principal.seats if place.member_id}
    place = places.get(head.pk)
    source = _("seat of honour: rear right, unless the event says otherwise")
    if place is None:
        yield Doubt(text=_("The head of the delegation has no seat in the principal's car."))
    elif place.seat != honour:
        yield Doubt(text=_("The head of the delegation does not sit in honour."), source=source)
    has_interpreter = any(one.role == SeatRole.INTERPRETER for one in principal.seats)
    if head.needs_interpreter and not has_interpreter:
        yield Doubt(text=_("No interpreter rides with the head of the delegation."))
