"""The list of drives, those that meet a flight, and what a change would run into."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.said import said
from narahubung.kit.zones import clock_text, zone_label
from narahubung.movements.models import TravelTime, Trip, Vehicle
from narahubung.movements.queries.lists import MovementLine, TripLine, day_of, trip_lines, trip_rows
from narahubung.movements.suiting import MODELS, near, told_use
from narahubung.movements.uses import clashes, standing_uses, uses_of_trip, ways_of
from narahubung.parties.models import Party


@dataclass(frozen=True, kw_only=True)
class TripChoices:
    """By what the list can be cut: days with their number of drives, delegations, cars."""

    days: tuple[tuple[date, int], ...]
    parties: tuple[tuple[str, str], ...]
    cars: tuple[tuple[str, str], ...]


def trip_choices(*, by: Actor, zone_name: str) -> TripChoices:
    """Return what there is among the drives this person may see. Three queries."""
    rows = Trip.objects.visible_to(by)
    moments = rows.values_list("departs_at", flat=True)
    days = Counter(day for at in moments if (day := day_of(at, zone_name)))
    parties = Party.objects.filter(pk__in=rows.values("party")).order_by("code")
    driven = Q(pk__in=rows.values("vehicle")) | Q(pk__in=rows.values("support_vehicle"))
    cars = Vehicle.objects.filter(driven).order_by("plate", "code")
    return TripChoices(
        days=tuple(sorted(days.items())),
        parties=tuple((party.code, party.name) for party in parties),
        cars=tuple((car.code, car.label()) for car in cars),
    )


def trips_found(
    *, by: Actor, zone_name: str, day: date | None = None, party: str = "", car: str = ""
) -> list[TripLine]:
    """Return the drives of a day, a party, a car (by their codes), in order. One query."""
    rows = trip_rows(by)
    if party:
        rows = rows.filter(party__code=party)
    if car:
        rows = rows.filter(Q(vehicle__code=car) | Q(support_vehicle__code=car))
    return trip_lines(rows, day, zone_name)


def trips_at(*, by: Actor, movement: MovementLine) -> list[TripLine]:
    """Return the drives that meet an arrival, or bring to a departure, where it now is. One query.

    Those of its party within half a day that have not ended.
    """
    if movement.terminal_id is None or movement.best_at is None:
        return []
    end = "from_place" if movement.direction == "arrival" else "to_place"
    near = (movement.best_at - timedelta(hours=12), movement.best_at + timedelta(hours=12))
    rows = trip_rows(by).filter(
        party_id=movement.party.id,
        departs_at__range=near,
        reached_at=None,
        **{end: movement.terminal_id},
    )
    return trip_lines(rows.exclude(certainty=Certainty.CANCELLED))


def worries(*, by: Actor, trip: TripLine, to: Mapping[str, Any] | None = None) -> list[str]:
    """Return what the trip would run into with these changes, in words. Four queries at most.

    to: as `commands.move_trip` takes it; without it, what the trip runs into as it stands. Only
    what this person may see of others is named. A trip that has ended runs into nothing.
    """
    to = to or {}
    if trip.reached_at or to.get("certainty", trip.certainty) == Certainty.CANCELLED:
        return []
    new = {name: to.get(name, getattr(trip, name)) for name in ("departs_at", "arrives_at")} | {
        name: to.get(name, getattr(trip, f"{name}_id"))
        for name in ("from_place", "to_place", "vehicle", "support_vehicle", "driver", "escort")
    }
    return [
        *_cars_not_ready(by, trip, new),
        *_bound_elsewhere(by, trip, new),
        *_too_short(by, new),
        *_too_late(trip, new),
    ]


def _cars_not_ready(by: Actor, trip: TripLine, new: Mapping[str, Any]) -> Iterator[str]:
    others = {new["vehicle"], new["support_vehicle"]} - {trip.vehicle_id, trip.support_vehicle_id}
    for car in Vehicle.objects.visible_to(by).filter(pk__in=others - {None}).order_by("plate"):
        if car.status not in {"", "ready"}:
            yield _("{car} is listed as: {state}.").format(car=car.plate, state=said(car.status))


def _bound_elsewhere(by: Actor, trip: TripLine, new: Mapping[str, Any]) -> Iterator[str]:
    row = Trip.objects.select_related("party").get(pk=trip.id)
    for name, value in new.items():
        setattr(row, name if name.endswith("_at") else f"{name}_id", value)
    asked = uses_of_trip(row)
    if not asked:
        return
    wanted: dict[str, set[int]] = {}
    for use in asked:
        wanted.setdefault(use.what, set()).add(use.row_id)
    others = standing_uses(row.event_id, wanted=wanted, **near(asked[0].span))
    others = [use for use in others if use.trip_id != row.pk]
    for clash in clashes([*asked, *others], ways_of(row.event_id)):
        mine, other = (
            (clash.then, clash.first) if clash.first in others else (clash.first, clash.then)
        )
        if mine in others:
            continue
        name = MODELS[mine.what].objects.get(pk=mine.row_id).label()
        yield _("{what} is not free then: {other}.").format(
            what=name, other=told_use(clash, other, by=by, zone_name=trip.zone)
        )


def _too_short(by: Actor, new: Mapping[str, Any]) -> Iterator[str]:
    if not (new["departs_at"] and new["arrives_at"]):
        return
    here, there = new["from_place"], new["to_place"]
    way = Q(from_place=here, to_place=there) | Q(from_place=there, to_place=here, both_ways=True)
    times = TravelTime.objects.visible_to(by).filter(way).values_list("escorted_min", "normal_min")
    needed = next((fast or slow for fast, slow in times if fast or slow), None)
    planned = (new["arrives_at"] - new["departs_at"]).total_seconds() / 60
    if needed is not None and planned < needed - 0.5:
        yield _("This way takes {needed} min at best; {planned} min are planned.").format(
            needed=round(needed), planned=round(planned)
        )


def _too_late(trip: TripLine, new: Mapping[str, Any]) -> Iterator[str]:
    arrives, begins = new["arrives_at"], trip.item_starts_at
    if arrives and begins and arrives > begins:
        yield _("It arrives after {item} begins, at {clock}.").format(
            item=trip.item, clock=_clock(begins, trip.zone)
        )


def _clock(moment: datetime | None, zone_name: str) -> str:
    return f"{clock_text(moment, zone_name)} {zone_label(zone_name, moment)}" if moment else "-"
