"""Who needs a transfer on a day, who could, and the newest plan of who shares which car."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.said import said
from narahubung.kit.zones import zone
from narahubung.movements.chains import carries_the_head
from narahubung.movements.models import Movement, Trip, Vehicle
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.plans.assignment.terms import Reason
from narahubung.plans.movements.pooling.terms import PoolRide
from narahubung.programme.models import Item
from narahubung.stays.models import RoomBlock
from narahubung.transport.models import Proposal, ProposalKind, ProposalState, Transfer
from narahubung.transport.pooling import (
    WAIT_MIN,
    car_of,
    due,
    moment_of,
    parties_without_cars,
    plan_of,
    problem_of,
    transfers_on,
    trip_of,
    usable_cars,
)

NEAR = timedelta(hours=3)  # a trip so near a flight at its terminal is that of the flight


@dataclass(frozen=True, kw_only=True)
class TransferLine:
    """People of one party who go together. ready_at, by_at: as they are now, with the flight.

    key: what names it in a form: its id, or for a suggestion where it is from. car, departs_at,
    arrives_at: of the trip made of it; moved: the trip no longer fits what they need.
    """

    key: str
    party: PartyMark
    who: str
    people: int
    luggage: int
    from_place: str
    to_place: str
    ready_at: datetime | None
    by_at: datetime | None
    needs: tuple[str, ...]
    pinned_id: int | None
    pinned: str
    withdrawn: bool
    trip_id: int | None = None
    car: str = ""
    driver: str = ""
    departs_at: datetime | None = None
    arrives_at: datetime | None = None
    moved: bool = False


@dataclass(frozen=True, kw_only=True)
class StopLine:
    """One stop of a ride: who gets in and who gets out there."""

    at: datetime
    place: str
    gets_in: tuple[TransferLine, ...]
    gets_out: tuple[TransferLine, ...]


@dataclass(frozen=True, kw_only=True)
class RideLine:
    """What one car does; most: people on board at once; why: for each of them, and is_new."""

    car: str
    driver: str
    seats: int
    leaves: datetime
    returns: datetime
    stops: tuple[StopLine, ...]
    most: int
    why: tuple[tuple[TransferLine, str], ...]


@dataclass(frozen=True, kw_only=True)
class PooledPlan:
    """One plan. changes: transfers that would get another car than they have."""

    row: Proposal
    rides: tuple[RideLine, ...]
    left: tuple[tuple[TransferLine, str], ...]
    changes: int
    gap_pct: float | None
    proven: bool

    @property
    def state_word(self) -> str:
        """Return how far it is."""
        return str(ProposalState(self.row.state).label)


@dataclass(frozen=True, kw_only=True)
class CarChoice:
    """A car that may be used; is_chosen: as the plan before had it."""

    id: int
    label: str
    seats: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class PooledDay:
    """All that stands on the page of a day. days: those on which somebody needs a transfer."""

    days: tuple[date, ...]
    lines: tuple[TransferLine, ...]
    suggested: tuple[TransferLine, ...]
    cars: tuple[CarChoice, ...]
    plan: PooledPlan | None
    wait_min: int
    apart: str
    may_plan: bool


def pooled_day(*, by: Actor, event: Event, day: date, at: datetime) -> PooledDay:
    """Return the transfers of a day, cut to what this person may see, and the newest plan.

    Plans and cars of nobody are for who tells of movements of the whole event. A dozen queries.
    """
    rows = transfers_on(Transfer.objects.visible_to(by), day, event.zone)
    needed = Transfer.objects.visible_to(by).filter(withdrawn=False)
    moments = [moment_of(row) for row in needed.select_related("movement", "item")]
    days = {one.astimezone(zone(event.zone)).date() for one in moments} | {day}
    lines = {row.pk: _line(row, key=str(row.pk)) for row in rows}
    taken_up = suggested(by=by, event=event, day=day, at=at)
    may_plan = by.may_for(Right.REPORT_MOVEMENT, None)
    newest = _newest(by, day) if may_plan else None
    wishes = newest.wishes if newest else {}
    chosen = set(wishes.get("vehicles", []))
    cars = usable_cars(event) if may_plan else []
    return PooledDay(
        days=tuple(sorted(days)),
        lines=tuple(lines.values()),
        suggested=tuple(_line(row, key=key) for key, row in taken_up.items()),
        cars=tuple(
            CarChoice(
                id=car.pk,
                label=f"{car.plate} {said(car.use)}".strip(),
                seats=car.seats or 0,
                is_chosen=car.pk in chosen if newest else (car.seats or 0) > 4,
            )
            for car in cars
        ),
        plan=_plan(newest, lines) if newest and newest.state != ProposalState.DISMISSED else None,
        wait_min=int(wishes.get("wait_min", WAIT_MIN)),
        apart=", ".join("-".join(pair) for pair in wishes.get("apart", [])),
        may_plan=may_plan,
    )


def suggested(*, by: Actor, event: Event, day: date, at: datetime) -> dict[str, Transfer]:
    """Return who could need a transfer that day, by a key that names it: rows not yet stored.

    Flights that do not carry the head, or whose party has no car, without a trip at the terminal
    near them; items of parties without a car, without a trip to them. Who stays nowhere known, or
    was taken over before, is left out. Seven queries.
    """
    parties = Party.objects.visible_to(by, Right.REPORT_MOVEMENT)
    mine = {party.pk: party for party in parties.filter(event=event)}
    homes = RoomBlock.objects.filter(party__in=mine).select_related("hotel").order_by("-pk")
    hotel = {block.party_id: block.hotel for block in homes}
    carless = parties_without_cars(event)
    there = Transfer.objects.filter(event=event)
    done = {f"movement:{pk}" for pk in there.values_list("movement_id", flat=True)}
    done |= {f"item:{pk}:{party}" for pk, party in there.values_list("item_id", "party_id")}
    start = datetime.combine(day, datetime.min.time(), tzinfo=zone(event.zone))
    trips = Trip.objects.filter(
        event=event, departs_at__gte=start - NEAR, departs_at__lt=start + timedelta(days=1) + NEAR
    ).exclude(certainty=Certainty.CANCELLED)
    of_day = list(trips)
    found: dict[str, Transfer] = {}
    for key, row in [
        *_of_flights(event, of_day, carless, at=at),
        *_of_items(event, start, of_day, carless),
    ]:
        home, party = hotel.get(row.party_id), mine.get(row.party_id)
        if key in done or home is None or party is None:
            continue
        row.party, row.event = party, event
        if row.from_place_id is None:
            row.from_place = home
        else:
            row.to_place = home
        row.ready_at, row.by_at = due(row)
        if row.from_place != row.to_place and moment_of(row) > at:
            found[key] = row
    rows = {key: row for key, row in found.items() if start <= moment_of(row)}
    ends = start + timedelta(days=1)
    return dict(
        sorted(
            ((key, row) for key, row in rows.items() if moment_of(row) < ends),
            key=lambda one: (moment_of(one[1]), one[0]),
        )
    )


def _of_flights(
    event: Event, trips: Iterable[Trip], carless: set[int], *, at: datetime
) -> Iterator[tuple[str, Transfer]]:
    touched = [(t.party_id, end, t) for t in trips for end in (t.from_place_id, t.to_place_id)]
    rows = Movement.objects.filter(event=event, actual_at=None, terminal__isnull=False)
    rows = rows.exclude(certainty=Certainty.CANCELLED).select_related("terminal")
    for row in rows:
        best = row.expected_at or row.planned_at
        if best is None or best < at:
            continue
        if row.party_id not in carless and carries_the_head(row.travelling):
            continue
        driven = any(
            party == row.party_id
            and end == row.terminal_id
            and trip.departs_at is not None
            and abs(trip.departs_at - best) <= NEAR
            for party, end, trip in touched
        )
        if not driven:
            arrival = row.direction == "arrival"
            yield (
                f"movement:{row.pk}",
                Transfer(
                    party_id=row.party_id,
                    movement=row,
                    who=row.travelling,
                    people=max(1, row.pax or 1),
                    luggage=max(0, row.bags or 0),
                    **{"from_place" if arrival else "to_place": row.terminal},
                ),
            )


def _of_items(
    event: Event, start: datetime, trips: Iterable[Trip], carless: set[int]
) -> Iterator[tuple[str, Transfer]]:
    driven = {(trip.item_id, trip.party_id) for trip in trips}
    rows = Item.objects.filter(
        event=event, place__isnull=False, starts_at__gte=start, private_of=None
    ).filter(starts_at__lt=start + timedelta(days=1), attending__in=carless)
    rows = rows.exclude(certainty=Certainty.CANCELLED).select_related("place").distinct()
    for item in rows.prefetch_related("attending"):
        for party in item.attending.all():
            if party.pk in carless and party.comes and (item.pk, party.pk) not in driven:
                yield (
                    f"item:{item.pk}:{party.pk}",
                    Transfer(party_id=party.pk, item=item, who="delegation", to_place=item.place),
                )


def _newest(by: Actor, day: date) -> Proposal | None:
    rows = Proposal.objects.visible_to(by).filter(kind=ProposalKind.POOLED, day=day)
    return rows.order_by("-pk").first()


def _line(row: Transfer, *, key: str) -> TransferLine:
    ready, by = due(row)
    trip = trip_of(row)
    car = trip.vehicle if trip else None
    named = (trip.driver if trip else None) or (car.usual_driver if car else None)
    needs = {"lift": _("wheelchair lift"), "child_seat": _("child seat")}
    moved = trip is not None and (
        bool(ready and trip.departs_at and trip.departs_at < ready)
        or bool(by and trip.arrives_at and trip.arrives_at > by)
    )
    return TransferLine(
        key=key,
        party=mark_of(row.party),
        who=said(row.who),
        people=row.people,
        luggage=row.luggage,
        from_place=row.from_place.name,
        to_place=row.to_place.name,
        ready_at=ready,
        by_at=by,
        needs=tuple(word for name, word in needs.items() if getattr(row, name)),
        pinned_id=row.pinned_id,
        pinned=row.pinned.plate if row.pinned else "",
        withdrawn=row.withdrawn,
        trip_id=trip.pk if trip else None,
        car=car.plate if car else "",
        driver=named.full_name if named else "",
        departs_at=trip.departs_at if trip else None,
        arrives_at=trip.arrives_at if trip else None,
        moved=moved or (trip is not None and car is None),
    )


def _plan(row: Proposal, lines: dict[int, TransferLine]) -> PooledPlan:
    if not row.plan:
        return PooledPlan(row=row, rides=(), left=(), changes=0, gap_pct=None, proven=False)
    plan, problem = plan_of(row), problem_of(row)
    cars = {
        car.pk: car
        for car in Vehicle.objects.filter(
            pk__in={car_of(one.id) for one in problem.vehicles}
        ).select_related("usual_driver")
    }
    plates = {one.id: _plate(cars, one.id) for one in problem.vehicles}
    why = {one.request: _words(one.reasons, lines, plates) for one in plan.carried}
    held = {one.request: car_of(one.vehicle) for one in problem.present}
    return PooledPlan(
        row=row,
        rides=tuple(
            _ride(ride, cars, lines, why) for ride in sorted(plan.rides, key=lambda r: r.leaves)
        ),
        left=tuple(
            (lines[int(one.request)], _words(one.reasons, lines, plates))
            for one in plan.left
            if int(one.request) in lines
        ),
        changes=sum(held.get(one.request) != car_of(one.vehicle) for one in plan.carried),
        gap_pct=plan.gap_pct,
        proven=plan.proven,
    )


def _plate(cars: dict[int, Vehicle], vehicle: str) -> str:
    car = cars.get(car_of(vehicle))
    return car.plate if car else vehicle


def _ride(
    ride: PoolRide,
    cars: dict[int, Vehicle],
    lines: dict[int, TransferLine],
    why: dict[str, str],
) -> RideLine:
    car = cars.get(car_of(ride.vehicle))
    stops: list[StopLine] = []
    aboard = most = 0
    for stop in ride.stops:
        line = lines.get(int(stop.request))
        if line is None:
            continue
        aboard += line.people if stop.boards else -line.people
        most = max(most, aboard)
        place = line.from_place if stop.boards else line.to_place
        known = stops.pop() if stops and stops[-1].place == place else None
        before_in, before_out = (known.gets_in, known.gets_out) if known else ((), ())
        stops.append(
            StopLine(
                at=known.at if known else stop.begins,
                place=place,
                gets_in=(*before_in, line) if stop.boards else before_in,
                gets_out=before_out if stop.boards else (*before_out, line),
            )
        )
    riders = dict.fromkeys(stop.request for stop in ride.stops if int(stop.request) in lines)
    driver = car.usual_driver if car else None
    return RideLine(
        car=car.label() if car else "",
        driver=driver.full_name if driver else car.driver if car else "",
        seats=(car.seats or 0) if car else 0,
        leaves=ride.leaves,
        returns=ride.returns,
        stops=tuple(stops),
        most=most,
        why=tuple((lines[int(one)], why.get(one, "")) for one in riders),
    )


def _words(
    reasons: Iterable[Reason], lines: dict[int, TransferLine], plates: dict[str, str]
) -> str:
    return "; ".join(word for one in reasons if (word := _why(one, lines, plates)))


def _why(reason: Reason, lines: dict[int, TransferLine], plates: dict[str, str]) -> str:
    """Return why, in the language in force; "" for what says nothing to people."""
    words = {
        "pinned": _("set by hand"),
        "kept": _("as it is"),
        "moved": _("was in {vehicle}"),
        "alone": _("alone on board"),
        "shared": _("shares with {requests}"),
        "aboard": _("{min} min on board, {direct} direct"),
        "pinned_elsewhere": _("{vehicles} cars: it is set for another"),
        "too_many": _("{vehicles} cars: more people than seats"),
        "too_much_luggage": _("{vehicles} cars: more luggage than room"),
        "needs": _("{vehicles} cars: without what is needed, or no permit"),
        "no_way": _("{vehicles} cars: not in time, even with nobody else"),
        "apart": _("{vehicles} cars: it would meet a delegation that it must not"),
        "full": _("{vehicles} cars: full then"),
        "no_time": _("{vehicles} cars: under way then"),
        "not_found": _("{vehicles} cars: possible, and not worth it"),
    }
    facts = dict(reason.facts)
    if "requests" in facts:
        named = str(facts["requests"]).split(", ")
        codes = [
            lines[int(one)].party.code for one in named if one.isdecimal() and int(one) in lines
        ]
        facts["requests"] = ", ".join(dict.fromkeys(codes))
    if reason.code == "moved":
        facts["vehicle"] = plates.get(str(facts.get("vehicle")), "")
    return words.get(reason.code, "").format(**facts)
