"""What is really free instead, at the time asked for: computed, never promised from memory."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from narahubung.accounts.models import Event
from narahubung.kit.actor import the_house
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.movements.models import Trip, Vehicle
from narahubung.needs.limits.reading import defaults
from narahubung.needs.models import Entitlement, Wish
from narahubung.parties.models import Contact, Department, Party
from narahubung.parties.queries import departments_on_duty
from narahubung.parties.queries.duty import in_hours

SHARE, PAID, TAXI, DESK = "share", "paid", "taxi", "desk"
_AROUND = timedelta(minutes=15)  # before and after a drive the car is not to be had
_LEAST = timedelta(minutes=30)  # a shorter share is no help
_AN_HOUR = timedelta(hours=3)  # a drive whose end nobody wrote down


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One alternative. facts: what the wording needs. car, span: of a share, when it is free."""

    kind: str
    facts: dict[str, object]
    car: Vehicle | None = None
    span: Span | None = None


def offers_for(
    *, party: Party, thing: str, span: Span, limit: Entitlement | None, at: datetime
) -> list[Offer]:
    """Return what can be offered, the best first: a share, the same paid for, the desk on duty."""
    event = Event.objects.get(pk=party.event_id)
    found = [_share(party, span)] if thing == "car" else []
    if limit is not None and limit.paid_price:
        price = f"{_currency(event)} {limit.paid_price:,}".replace(",", ".")
        found.append(Offer(kind=PAID, facts={"price": price, "per": limit.paid_per}))
    found.append(_desk(event, thing, limit.department if limit else None, at))
    return [offer for offer in found if offer is not None]


def _share(party: Party, span: Span) -> Offer | None:
    """Return the longest free time of a car: of the party's own, else of the pool for a while."""
    pool_for = timedelta(hours=defaults()["share_hours"])
    rows = Vehicle.objects.filter(event_id=party.event_id, status__in=["", "ready"])
    rows = rows.exclude(use__icontains="baggage")
    own = _longest(rows.filter(party=party), span)
    if own is not None:
        return _ride(*own)
    pool = _longest(rows.filter(party=None, use__icontains="pool"), span)
    if pool is None:
        return None
    car, free = pool
    return _ride(car, Span(free.start, min(free.end, free.start + pool_for)))


def _ride(car: Vehicle, free: Span) -> Offer:
    return Offer(kind=SHARE, facts={"from": free.start, "to": free.end}, car=car, span=free)


def _longest(rows: QuerySet[Vehicle], span: Span) -> tuple[Vehicle, Span] | None:
    cars = {car.pk: car for car in rows.order_by("code")}
    busy = _in_use(list(cars), span)
    free = [
        (gap, car)
        for pk, car in cars.items()
        for gap in gaps(span, busy[pk])
        if gap.length >= _LEAST
    ]
    best = max(free, key=lambda pair: pair[0].length, default=None)  # of equals the first
    return (best[1], best[0]) if best else None


def _in_use(cars: list[int], span: Span) -> dict[int, list[Span]]:
    busy: dict[int, list[Span]] = {pk: [] for pk in cars}
    trips = Trip.objects.filter(Q(vehicle__in=cars) | Q(support_vehicle__in=cars))
    trips = trips.exclude(certainty=Certainty.CANCELLED).exclude(departs_at=None)
    near = trips.filter(
        departs_at__lt=span.end + _AROUND, departs_at__gt=span.start - timedelta(hours=12)
    )
    for trip in near:
        start = trip.left_at or trip.departs_at
        end = trip.reached_at or trip.arrives_at or (start + _AN_HOUR if start else None)
        if start and end:
            for pk in {trip.vehicle_id or 0, trip.support_vehicle_id or 0} & set(cars):
                busy[pk].append(Span(start - _AROUND, end + _AROUND))
    taken = Wish.objects.filter(vehicle__in=cars, taken_from__lt=span.end, taken_to__gt=span.start)
    for pk, start, end in taken.values_list("vehicle_id", "taken_from", "taken_to"):
        busy[pk].append(Span(start, end))  # type: ignore[arg-type]
    return busy


def _desk(event: Event, thing: str, department: Department | None, at: datetime) -> Offer | None:
    """Return whom the guest may call now: a taxi desk for a car, else the desk that gives it."""
    house = the_house("offers", event_id=event.pk)
    if thing == "car" and (phone := _taxi(event, at)):
        return Offer(kind=TAXI, facts={"phone": phone})
    if department is None:
        return None
    desks = departments_on_duty(by=house, at=at, zone_name=event.zone)
    desk = next((one for one in desks if one.id == department.pk and one.open is not False), None)
    # The desk's own number, not that of the officer who has the shift.
    phone = next((call.phone for call in desk.calls if call.role == "desk"), "") if desk else ""
    kind = TAXI if thing == "car" else DESK
    return Offer(kind=kind, facts={"phone": phone}) if phone else None


def _currency(event: Event) -> str:
    told = event.facts.get("currency", "")  # as the Event sheet came: a value with its source
    return str(told.get("value", "") if isinstance(told, dict) else told) or "IDR"


def _taxi(event: Event, at: datetime) -> str:
    clock = at.astimezone(zone(event.zone)).time()
    named = Q(category__icontains="taxi") | Q(name__icontains="taxi")
    rows = Contact.objects.filter(named, event=event).exclude(phone="").order_by("code")
    return next((row.phone for row in rows if in_hours(row.hours, clock)), "")
