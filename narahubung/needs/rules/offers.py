"""What is really free instead, at the time wished for: computed, never promised from memory."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from narahubung.accounts.models import Event
from narahubung.kit.actor import the_house
from narahubung.kit.folding import fold
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.movements.models import Trip, Vehicle
from narahubung.needs.limits.reading import defaults
from narahubung.needs.models import Entitlement, Per, Why, Wish, WishState
from narahubung.needs.rules import limits as rules
from narahubung.parties.models import Contact, Department, Party
from narahubung.parties.queries import departments_on_duty
from narahubung.parties.queries.duty import in_hours
from narahubung.stays.models import Lodging, RoomBlock

SHARE, PART, SLOT, BLOCK, PLACE = "share", "part", "slot", "block", "place"
PAID, TAXI, DESK = "paid", "taxi", "desk"
# What still is the thing itself, and so no way out where the thing itself may not be.
_THE_SAME = {PART, SLOT, PAID}
_NOT_THE_THING = {Why.NOT_LAWFUL, Why.UNSAFE, Why.AGAINST_CUSTOM, Why.OUTSIDE_MANDATE}
_AROUND = timedelta(minutes=15)  # before and after a drive the car is not to be had
_LEAST = timedelta(minutes=30)  # a shorter share is no help
_A_DRIVE = timedelta(hours=3)  # a drive whose end nobody wrote down
_DAYS = 3  # so far ahead another time is still of use
_ABOUT = 12  # other times that are tried


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One alternative. facts: what the wording needs. car: of a share. span: when it is free."""

    kind: str
    facts: dict[str, object]
    car: Vehicle | None = None
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Sought:
    """In whose place of what something is looked for. why: what stands against it, of models.Why.

    at: now; an alternative is never before it.
    """

    party: Party
    thing: str
    quantity: int
    span: Span
    limit: Entitlement | None
    why: str
    at: datetime


def sought(wish: Wish, at: datetime) -> Sought:
    """Return what to look for in the place of a wish; its party is at hand."""
    return Sought(
        party=wish.party,
        thing=wish.thing,
        quantity=wish.quantity,
        span=Span(wish.starts_at, wish.ends_at),
        limit=rules.limit_of(wish.party, wish.thing),
        why=wish.why,
        at=at,
    )


def offers_for(what: Sought) -> list[Offer]:
    """Return what can be offered, in the order in which `entitlements.yaml` names it."""
    told = defaults()["things"].get(what.thing, {})
    kinds = told.get("instead", defaults()["instead"])
    if what.why in _NOT_THE_THING:
        kinds = [kind for kind in kinds if kind not in _THE_SAME]
    found = [_FINDS[kind](what) for kind in kinds]
    return [offer for offer in found if offer is not None]


def _share(what: Sought) -> Offer | None:
    """Return the longest free time of a car: of the party's own, else of the pool for a while."""
    pool_for = timedelta(hours=defaults()["share_hours"])
    span = Span(max(what.span.start, what.at), what.span.end)
    rows = Vehicle.objects.filter(event_id=what.party.event_id, status__in=["", "ready"])
    best = _longest(rows.filter(party=what.party), span)
    if best is None:
        best = _longest(rows.filter(party=None, use__icontains="pool"), span)
        if best is None:
            return None
        best = best[0], Span(best[1].start, min(best[1].end, best[1].start + pool_for))
    car, free = best
    facts: dict[str, object] = {"from": free.start, "to": free.end}
    if what.thing == "car" and what.quantity > 1:
        facts |= {"n": 1, "all": what.quantity}
    return Offer(kind=SHARE, facts=facts, car=car, span=free)


def _longest(rows: QuerySet[Vehicle], span: Span) -> tuple[Vehicle, Span] | None:
    cars = {car.pk: car for car in rows.order_by("code") if not _kept(car)}
    busy = _in_use(list(cars), span)
    free = [
        (gap, car)
        for pk, car in cars.items()
        for gap in gaps(span, busy[pk])
        if gap.length >= _LEAST
    ]
    # Of equals the one with more seats, then the first.
    best = max(free, key=lambda pair: (pair[0].length, pair[1].seats or 0), default=None)
    return (best[1], best[0]) if best else None


def _kept(car: Vehicle) -> bool:
    """Tell whether somebody of rank rides in it, or it is kept for luggage or escort."""
    return not set(fold(car.use).replace("-", " ").split()).isdisjoint(defaults()["never_shared"])


def _in_use(cars: list[int], span: Span) -> dict[int, list[Span]]:
    busy: dict[int, list[Span]] = {pk: [] for pk in cars}
    trips = Trip.objects.filter(Q(vehicle__in=cars) | Q(support_vehicle__in=cars))
    trips = trips.exclude(certainty=Certainty.CANCELLED).exclude(departs_at=None)
    near = trips.filter(
        departs_at__lt=span.end + _AROUND, departs_at__gt=span.start - timedelta(hours=12)
    )
    for trip in near:
        start = trip.left_at or trip.departs_at
        end = trip.reached_at or trip.arrives_at or (start + _A_DRIVE if start else None)
        if start and end:
            for pk in {trip.vehicle_id or 0, trip.support_vehicle_id or 0} & set(cars):
                busy[pk].append(Span(start - _AROUND, end + _AROUND))
    taken = Wish.objects.filter(vehicle__in=cars, taken_from__lt=span.end, taken_to__gt=span.start)
    for pk, start, end in taken.values_list("vehicle_id", "taken_from", "taken_to"):
        busy[pk].append(Span(start, end))  # type: ignore[arg-type]
    return busy


def _part(what: Sought) -> Offer | None:
    """Return how many of them are within the limit."""
    left = _left(what, what.span) if what.why == Why.OVER_LIMIT else 0
    if not 0 < left < what.quantity:
        return None
    return Offer(kind=PART, facts={"n": left, "all": what.quantity}, span=what.span)


def _slot(what: Sought) -> Offer | None:
    """Return the nearest other time at which all of them are within the limit."""
    if what.limit is None or what.limit.per == Per.STAY or not what.limit.quantity:
        return None
    event = Event.objects.get(pk=what.party.event_id)
    for start in _other_starts(what):
        span = Span(start, start + what.span.length)
        day = start.astimezone(zone(event.zone)).date()
        during = event.ends_on is None or day <= event.ends_on
        if during and start >= what.at and _left(what, span) >= what.quantity:
            return Offer(kind=SLOT, facts={"from": span.start, "to": span.end}, span=span)
    return None


def _other_starts(what: Sought) -> list[datetime]:
    """Return other beginnings, the nearest first: where the next one ends or begins, other days."""
    start, length = what.span.start, what.span.length
    days = [timedelta(days=sign * n) for n in range(1, _DAYS + 1) for sign in (1, -1)]
    if what.limit is not None and what.limit.per == Per.DAY:
        return [start + day for day in days]
    near = Wish.objects.filter(
        party=what.party,
        thing=what.thing,
        state__in=[WishState.WITHIN, WishState.GRANTED],
        starts_at__lt=what.span.end + timedelta(days=1),
        ends_at__gt=start - timedelta(days=1),
    )
    edges = near.values_list("starts_at", "ends_at")
    starts = {end for _begin, end in edges} | {begin - length for begin, _end in edges}
    return sorted(starts - {start}, key=lambda one: abs(one - start))[:_ABOUT]


def _left(what: Sought, span: Span) -> int:
    limit = what.limit
    if limit is None or limit.quantity is None:
        return 0
    return limit.quantity - rules.used(what.party, limit, span)


def _block(what: Sought) -> Offer | None:
    """Return how many rooms of the party's own block nobody is to sleep in.

    Only where every member has a bed by the list: else nobody knows whose the empty ones are.
    """
    event = Event.objects.get(pk=what.party.event_id)
    night = what.span.start.astimezone(zone(event.zone)).date()
    blocks = RoomBlock.objects.filter(party=what.party, check_in__lte=night, check_out__gt=night)
    rooms = sum((row.rooms or 0) + (row.suites or 0) for row in blocks)
    beds = Lodging.objects.filter(member__party=what.party).exclude(room_no="")
    members = what.party.members.count()
    if not rooms or not members or beds.count() < members:
        return None
    taken = Wish.objects.filter(party=what.party, taken=BLOCK).values_list("quantity", flat=True)
    spare = rooms - beds.values("hotel", "room_no").distinct().count() - sum(taken)
    if spare < what.quantity:
        return None
    return Offer(kind=BLOCK, facts={"n": spare})


def _place(what: Sought) -> Offer | None:
    """Return a restaurant of the list of contacts that is open then."""
    named = Q(category__icontains="restaurant") | Q(category__icontains="rumah makan")
    row = _open_then(what, named)
    return Offer(kind=PLACE, facts={"name": row.name, "phone": row.phone}) if row else None


def _paid(what: Sought) -> Offer | None:
    limit = what.limit
    if limit is None or not limit.paid_price:
        return None
    currency = _currency(Event.objects.get(pk=what.party.event_id))
    price = {"price": limit.paid_price, "currency": currency, "per": limit.paid_per}
    return Offer(kind=PAID, facts=price)


def _taxi(what: Sought) -> Offer | None:
    """Return who orders a taxi then: a taxi desk, else the desk that gives the cars."""
    row = _open_then(what, Q(category__icontains="taxi") | Q(name__icontains="taxi"))
    cars = what.limit if what.thing == "car" else rules.limit_of(what.party, "car")
    phone = row.phone if row else _desk_phone(what, cars)
    return Offer(kind=TAXI, facts={"phone": phone}) if phone else None


def _desk(what: Sought) -> Offer | None:
    phone = _desk_phone(what, what.limit)
    return Offer(kind=DESK, facts={"phone": phone}) if phone else None


def _desk_phone(what: Sought, limit: Entitlement | None) -> str:
    """Return the number of the desk that gives a thing, where it is open at the time wished for."""
    department: Department | None = limit.department if limit else None
    if department is None:
        return ""
    event = Event.objects.get(pk=what.party.event_id)
    house = the_house("offers", event_id=event.pk)
    desks = departments_on_duty(by=house, at=_when(what), zone_name=event.zone)
    desk = next((one for one in desks if one.id == department.pk and one.open is not False), None)
    # The desk's own number, not that of the officer who has the shift.
    return next((call.phone for call in desk.calls if call.role == "desk"), "") if desk else ""


def _open_then(what: Sought, named: Q) -> Contact | None:
    event = Event.objects.get(pk=what.party.event_id)
    clock = _when(what).astimezone(zone(event.zone)).time()
    rows = Contact.objects.filter(named, event=event).exclude(phone="").order_by("code")
    return next((row for row in rows if in_hours(row.hours, clock)), None)


def _when(what: Sought) -> datetime:
    return max(what.span.start, what.at)


def _currency(event: Event) -> str:
    told = event.facts.get("currency", "")  # as the Event sheet came: a value with its source
    return str(told.get("value", "") if isinstance(told, dict) else told) or "IDR"


_FINDS = {
    SHARE: _share,
    PART: _part,
    SLOT: _slot,
    BLOCK: _block,
    PLACE: _place,
    PAID: _paid,
    TAXI: _taxi,
    DESK: _desk,
}
