"""Who must be told of a change, worked out a second time: from rows alone, slowly, by trying until
nothing moves any more. Shares no code with the room `ripple` and its engine; what it holds to is
docs/explain/ripple.md.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import yaml
from django.apps import apps

from narahubung.kit.zones import zone
from narahubung.movements.chains import carries_the_head

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Rule = tuple[str, str, Callable[[datetime], datetime]]


@dataclass
class Thing:
    """A moment of something. at: as planned; both_ways: it may come earlier; fixed: never moves."""

    at: datetime
    name: str
    kind: str
    party: int | None
    owners: set[str] = field(default_factory=set)
    both_ways: bool = False
    fixed: bool = False
    hidden: bool = False


class Oracle:
    """One event as it stands now."""

    def __init__(self, event: Any, times: str) -> None:
        self.event, self.here = event, zone(event.zone)
        self.times: Any = yaml.safe_load(times)
        self.things: dict[str, Thing] = {}
        self.rules: list[Rule] = []
        self.tied: set[tuple[str, str]] = set()
        rows = {name: self._rows(name) for name in _TABLES}
        self.desks = {row.code: row.pk for row in rows["parties.Department"]}
        self.drives = self._drives(rows["movements.TravelTime"])
        self._movements(rows["movements.Movement"])
        self._trips(rows["movements.Trip"])
        self._transfers(rows)
        self._bookings(rows["airports.Booking"])
        self._hangers(rows)
        self._programme(rows)
        self._uses(rows["movements.Trip"])

    def _rows(self, name: str) -> list[Any]:
        rows = apps.get_model(name)._default_manager.filter(event=self.event)
        rows = rows.select_related(*_WITH[name]) if name in _WITH else rows
        rows = rows.prefetch_related("attending") if name == "programme.Item" else rows
        kept = [row for row in rows if getattr(row, "certainty", "") != "cancelled"]
        if name == "movements.Trip":
            kept = [row for row in kept if row.departs_at and row.arrives_at]
            return sorted(kept, key=lambda row: (row.departs_at, row.pk))
        if name == "movements.Movement":
            kept = [row for row in kept if row.best_at]
            return sorted(kept, key=lambda row: (row.best_at, row.pk))
        return sorted(kept, key=lambda row: row.pk)

    def _drives(self, rows: list[Any]) -> dict[tuple[int, int], Any]:
        found = {}
        for row in rows:
            if row.both_ways:
                found.setdefault((row.to_place_id, row.from_place_id), row)
        found.update({(row.from_place_id, row.to_place_id): row for row in rows})
        return found

    def minutes(self, start: int | None, end: int | None, how: str = "normal_min") -> float:
        row = self.drives.get((start or 0, end or 0))
        return (getattr(row, how) or 0) if row else 0

    def desk(self, name: str) -> set[str]:
        codes = [code for code in self.times["desks"][name] if code in self.desks]
        return {f"desk:{self.desks[codes[0]]}"} if codes else set()

    def tie(self, source: str, target: str) -> None:
        gap = self.things[target].at - self.things[source].at
        self.rules.append((source, target, lambda at: at + gap))
        self.tied.add((source, target))

    def wait(self, source: str, target: str, minutes: float = 0) -> None:
        gap = self.things[target].at - self.things[source].at
        if gap >= timedelta(0):
            lag = min(gap, timedelta(seconds=round(minutes * 60)))
            self.rules.append((source, target, lambda at: at + lag))

    def _movements(self, rows: list[Any]) -> None:
        for row in rows:
            owners = {f"officers:{row.party_id}", *self.desk("airport")}
            name = f"movement:{row.pk}"
            self.things[name] = Thing(row.best_at, name, row.direction, row.party_id, owners)

    def _trips(self, rows: list[Any]) -> None:
        for row in rows:
            name, officers = f"trip:{row.pk}", f"officers:{row.party_id}"
            owners = {officers, *self.desk("transport")}
            driver = row.driver or (row.vehicle.usual_driver if row.vehicle else None)
            if driver and driver.person_id:
                owners.add(f"person:{driver.person_id}")
            self.things[f"{name}<"] = Thing(row.departs_at, name, "trip", row.party_id, owners)
            self.things[f"{name}>"] = Thing(
                row.arrives_at, name, "reaches", row.party_id, {officers}, both_ways=True
            )
            self.rules.append((f"{name}<", f"{name}>", self._road(row)))
            self.tied.add((f"{name}<", f"{name}>"))
        for one, other in _neighbours(rows, lambda row: row.party_id):
            if one.to_place_id and one.to_place_id == other.from_place_id:
                self.wait(f"trip:{one.pk}>", f"trip:{other.pk}<")

    def _road(self, row: Any) -> Callable[[datetime], datetime]:
        takes = row.arrives_at - row.departs_at
        known = self.drives.get((row.from_place_id or 0, row.to_place_id or 0))
        if row.escort_id or not known or not known.normal_min or not known.rush_min:
            return lambda at: at + takes

        def by_hour(at: datetime) -> timedelta:
            off = (self._busy(at) - self._busy(row.departs_at)) * (
                known.rush_min - known.normal_min
            )
            return max(MINUTE, takes + timedelta(seconds=round(off * 60)))

        def arrives(at: datetime) -> datetime:
            midnight = at.astimezone(self.here).replace(hour=0, minute=0, second=0)
            edges = [
                midnight + day * DAY + timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))
                for day in (0, 1)
                for stretch in self.times["rush"]
                for clock in stretch.split("-")
            ]
            return min(each + by_hour(each) for each in [at, *(e for e in edges if e >= at)])

        if known.rush_min == known.normal_min or arrives(row.departs_at) != row.arrives_at:
            return lambda at: at + takes
        return arrives

    def _busy(self, at: datetime) -> bool:
        clock = f"{at.astimezone(self.here):%H.%M}"
        return any(
            start <= clock < end for start, end in (each.split("-") for each in self.times["rush"])
        )

    def _transfers(self, rows: dict[str, list[Any]]) -> None:
        taken: set[int] = set()
        for movement in rows["movements.Movement"]:
            if not carries_the_head(movement.travelling):
                continue
            near = []
            for trip in rows["movements.Trip"]:
                if trip.party_id != movement.party_id or trip.pk in taken:
                    continue
                if movement.direction == "arrival":
                    gap, place = trip.departs_at - movement.best_at, trip.from_place_id
                else:
                    gap, place = movement.best_at - trip.arrives_at, trip.to_place_id
                meant = (
                    movement.terminal_id is not None and movement.terminal_id == place
                ) or trip.purpose.startswith(movement.direction)
                if meant and timedelta(0) <= gap <= self.times["transfer"] * MINUTE:
                    near.append((gap, trip.pk, trip))
            if near:
                trip = min(near)[2]
                taken.add(trip.pk)
                self._transfer(movement, trip, rows)

    def _transfer(self, movement: Any, trip: Any, rows: dict[str, list[Any]]) -> None:
        name = f"movement:{movement.pk}"
        self.things[f"trip:{trip.pk}<"].both_ways = True
        self.tie(name, f"trip:{trip.pk}<")
        if movement.direction == "departure":
            told = self.times["by_mode"].get(movement.mode, {}).get("departure")
            wanted = (told or self.times["departure"]["head"]) * MINUTE
            closes = movement.best_at - min(wanted, movement.best_at - trip.arrives_at)
            self.things[f"{name}!"] = Thing(
                closes, name, "closes", movement.party_id, self.things[name].owners, fixed=True
            )
            self.wait(f"trip:{trip.pk}>", f"{name}!")
            return
        for block in rows["stays.RoomBlock"]:
            same = trip.to_place_id in {None, block.hotel_id}
            if block.party_id == movement.party_id and same:
                self._hang("check_in", block.pk, trip, ">", timedelta(0), self.desk("stay"))
                before = self.times["room_ready"] * MINUTE
                self._hang("room", block.pk, trip, ">", -before, self.desk("stay"))

    def _hang(
        self, kind: str, pk: int, trip: Any, end: str, by: timedelta, owners: set[str]
    ) -> None:
        source, name = f"trip:{trip.pk}{end}", f"{kind}:{pk}"
        at = self.things[source].at + by
        self.things[name] = Thing(at, name, kind, trip.party_id, owners, both_ways=True)
        self.tie(source, name)

    def _bookings(self, rows: list[Any]) -> None:
        held = [row for row in rows if row.state in {"asked", "confirmed"}]
        for row in held:
            name, hangs = f"booking:{row.pk}", row.movement_id is not None
            desk = self.desk(self.times["bookings"].get(row.kind, "airport"))
            owners = {f"person:{row.owner_id}"} if row.owner_id else desk
            self.things[f"{name}<"] = Thing(
                row.starts_at, name, "booking", row.party_id, owners, both_ways=hangs
            )
            self.things[f"{name}>"] = Thing(
                row.ends_at, name, "booking", row.party_id, set(), both_ways=True, hidden=True
            )
            self.tie(f"{name}<", f"{name}>")
            if f"movement:{row.movement_id}" in self.things:
                self.tie(f"movement:{row.movement_id}", f"{name}<")
        stands = [row for row in held if row.facility and row.facility.capacity == 1]
        stands.sort(key=lambda row: (row.starts_at, row.pk))
        for one, other in _neighbours(stands, lambda row: row.facility_id):
            self.wait(f"booking:{one.pk}>", f"booking:{other.pk}<")

    def _hangers(self, rows: dict[str, list[Any]]) -> None:
        trips = {row.pk: row for row in rows["movements.Trip"]}
        for row in rows["transport.EscortRequest"]:
            if row.trip_id in trips and row.state in {"asked", "approved"}:
                by = row.starts_at - trips[row.trip_id].departs_at
                self._hang("request", row.pk, trips[row.trip_id], "<", by, self.desk("escort"))
        for row in rows["transport.Motorcade"]:
            if row.trip_id in trips:
                before = self.times["line_up"] * MINUTE
                self._hang(
                    "line_up", row.pk, trips[row.trip_id], "<", -before, self.desk("transport")
                )
        first: set[tuple[int, Any]] = set()
        for trip in trips.values():
            driver = trip.driver or (trip.vehicle.usual_driver if trip.vehicle else None)
            day = trip.departs_at.astimezone(self.here).date()
            if driver and (driver.pk, day) not in first:
                first.add((driver.pk, day))
                who = {f"person:{driver.person_id}"} if driver.person_id else set()
                before = self.times["wake_before"] * MINUTE
                self._hang("wake", trip.pk, trip, "<", -before, who or self.desk("transport"))

    def _programme(self, rows: dict[str, list[Any]]) -> None:
        fixed: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        trips, longest = rows["movements.Trip"], self.times["longest_session"] * MINUTE
        for row in rows["programme.Item"]:
            if not row.starts_at or not row.ends_at or row.ends_at - row.starts_at > longest:
                continue
            self._ends(f"item:{row.pk}", row.starts_at, row.ends_at)
            for trip in trips:
                if trip.item_id == row.pk:
                    self.things[f"trip:{trip.pk}<"].both_ways = True
                    self.tie(f"item:{row.pk}<", f"trip:{trip.pk}<")
            for party in row.attending.all():
                owners = {f"officers:{party.pk}", *self.desk("protocol")}
                fixed[party.pk].append(
                    self._fixed(f"item:{row.pk}", "session", party.pk, row, row.ends_at, owners)
                )
        self._meetings(rows["meetings.Meeting"], fixed)
        for party_id, each in fixed.items():
            each.sort(key=lambda one: (one[1].starts_at, one[0]))
            own = [trip for trip in trips if trip.party_id == party_id]
            for one in each:
                self._come(party_id, one, own, rows["movements.Movement"])
            for one, other in pairwise(each):
                minutes = self.minutes(one[1].place_id, other[1].place_id)
                self.wait(f"{one[3]}>", other[0], minutes)
            for trip in own:
                self._leave(trip, each)

    def _meetings(self, rows: list[Any], fixed: dict[int, list[tuple[Any, ...]]]) -> None:
        for row in rows:
            if not row.starts_at or row.status in {"declined", "cancelled"}:
                continue
            usual = row.starts_at + self.times["usual_meeting"] * MINUTE
            ends = row.ends_at if row.ends_at and row.ends_at > row.starts_at else usual
            self._ends(f"meeting:{row.pk}", row.starts_at, ends)
            sides = (row.party_a_id, row.party_b_id)
            owners = {f"officers:{side}" for side in sides} | self.desk("protocol")
            for side in sides:
                fixed[side].append(
                    self._fixed(f"meeting:{row.pk}", "meeting", side, row, ends, owners)
                )

    def _leave(self, trip: Any, appointments: list[tuple[Any, ...]]) -> None:
        over = [one for one in appointments if one[2] <= trip.departs_at]
        last = max(over, key=lambda one: (one[2], one[0]), default=None)
        places = {last[1].place_id, trip.from_place_id} if last else set()
        if last and (None in places or len(places) == 1):
            self.wait(f"{last[3]}>", f"trip:{trip.pk}<")

    def _ends(self, name: str, starts: datetime, ends: datetime) -> None:
        for end, at in (("<", starts), (">", ends)):
            self.things[f"{name}{end}"] = Thing(at, name, "edge", None, fixed=True, hidden=True)

    def _fixed(
        self, name: str, kind: str, party_id: int, row: Any, ends: datetime, owners: set[str]
    ) -> tuple[Any, ...]:
        key = f"{name}:party:{party_id}"
        self.things[key] = Thing(row.starts_at, name, kind, party_id, owners, fixed=True)
        return key, row, ends, name

    def _come(
        self, party_id: int, one: tuple[Any, ...], trips: list[Any], movements: list[Any]
    ) -> None:
        key, row, ends, name = one
        if name.startswith("item"):
            meant = [t for t in trips if t.item_id == row.pk and t.departs_at < ends]
            if meant:
                source = f"trip:{meant[-1].pk}>"
                lag = min(timedelta(0), row.starts_at - self.things[source].at)
                self.rules.append((source, key, lambda at: at + lag))
                return
        before = [t for t in trips if t.arrives_at <= row.starts_at]
        if before:
            last = max(before, key=lambda t: (t.arrives_at, t.pk))
            self.wait(f"trip:{last.pk}>", key, self.minutes(last.to_place_id, row.place_id))
            return
        landed = [
            m
            for m in movements
            if m.party_id == party_id
            and m.direction == "arrival"
            and carries_the_head(m.travelling)
            and m.best_at <= row.starts_at
        ]
        if landed:
            told = self.times["by_mode"].get(landed[-1].mode, {}).get("arrival")
            minutes = told or self.times["arrival"]["head"]
            minutes += self.minutes(landed[-1].terminal_id, row.place_id)
            self.wait(f"movement:{landed[-1].pk}", key, minutes)

    def _uses(self, trips: list[Any]) -> None:
        used: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for trip in trips:
            driver = trip.driver or (trip.vehicle.usual_driver if trip.vehicle else None)
            for car in {trip.vehicle_id, trip.support_vehicle_id} - {None}:
                used["car", car].append(trip)
            if trip.escort_id:
                used["escort", trip.escort_id].append(trip)
            if driver:
                used["driver", driver.pk].append(trip)
        for (kind, _pk), some in used.items():
            how = "escorted_min" if kind == "escort" else "normal_min"
            for one, other in pairwise(some):
                minutes = self.minutes(one.to_place_id, other.from_place_id, how)
                self.wait(f"trip:{one.pk}>", f"trip:{other.pk}<", minutes)

    def settled(self, told: dict[str, datetime]) -> tuple[dict[str, datetime], dict[str, datetime]]:
        """Return when everything comes if `told` is so, and when all before it would let it come.

        Over and over through all rules until nothing moves.
        """
        low = datetime(1900, 1, 1, tzinfo=self.here)
        now = {
            key: told.get(key, low if thing.both_ways else thing.at)
            for key, thing in self.things.items()
        }
        reach = dict.fromkeys(self.things, low)
        changed = True
        while changed:
            changed = False
            for source, target, lets in self.rules:
                if now[source] == low:
                    continue
                asked = lets(now[source])
                if asked > reach[target]:
                    reach[target], changed = asked, True
                held = target in told or self.things[target].fixed
                if not held and asked > now[target]:
                    now[target], changed = asked, True
        return now, reach

    def lines(
        self, told: dict[str, datetime], parties: set[int]
    ) -> Iterator[tuple[Thing, str, datetime, datetime]]:
        """Yield what moves, gets late or is in time again, if `told` is so."""
        before, reached = self.settled({})
        after, reaches = self.settled(told)
        tight = self.times["tight"] * MINUTE
        for key, thing in self.things.items():
            moved = before[key] != after[key]
            own = thing.party is None or thing.party in parties
            shown = not thing.hidden and thing.kind != "closes" and (own or thing.kind != "reaches")
            if moved and shown:
                yield thing, "moved" if own else "late", before[key], after[key]
            if thing.fixed and not thing.hidden:
                was, now = before[key] - reached[key], after[key] - reaches[key]
                if now == was or (now >= tight and was >= tight):
                    continue
                if now < timedelta(0):
                    yield thing, "late", before[key], reaches[key]
                elif now >= tight:
                    yield thing, "eased", before[key], reaches[key]

    def hangs_on(self, name: str) -> Iterator[Thing]:
        """Yield what is tied to a moment, however far, and the fixed things right after that."""
        seen, waiting = {name}, [name]
        while waiting:
            source = waiting.pop()
            for target in [after for before, after, _lets in self.rules if before == source]:
                thing, is_tied = self.things[target], (source, target) in self.tied
                if target in seen or not (is_tied or thing.fixed):
                    continue
                seen.add(target)
                waiting += [] if thing.fixed else [target]
                if not thing.hidden and thing.kind != "closes":
                    yield thing


def _neighbours(rows: list[Any], of: Callable[[Any], Any]) -> Iterator[tuple[Any, Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[of(row)].append(row)
    for some in found.values():
        yield from pairwise(some)


_TABLES = (
    "parties.Department",
    "movements.TravelTime",
    "movements.Movement",
    "movements.Trip",
    "stays.RoomBlock",
    "airports.Booking",
    "transport.EscortRequest",
    "transport.Motorcade",
    "programme.Item",
    "meetings.Meeting",
)


_WITH = {
    "movements.Trip": ("driver", "vehicle__usual_driver"),
    "airports.Booking": ("facility",),
}


def people(owners: set[str], event: Any, at: datetime, moments: list[datetime]) -> set[int]:
    """Return who they are at that moment."""
    found: set[int] = set()
    for owner in owners:
        kind, _colon, number = owner.partition(":")
        if kind == "person":
            found.add(int(number))
        elif kind == "desk":
            found |= _at_desk(event, int(number), at)
        else:
            found |= _officers(int(number), at, moments)
    return found


def _at_desk(event: Any, desk: int, at: datetime) -> set[int]:
    rows = apps.get_model("accounts.Reach")._default_manager.filter(
        event=event, kind="department", object_id=desk
    )
    behind = apps.get_model("needs.StandBehind")._default_manager.filter(department=desk)
    stands = {row.person_id for row in behind}
    return {
        row.person_id for row in rows if row.since <= at and (row.until is None or row.until > at)
    } - stands


def _officers(party: int, at: datetime, moments: list[datetime]) -> set[int]:
    every = apps.get_model("assignments.Duty")._default_manager.filter(party=party)
    ahead = [row for row in every if row.state in {"planned", "on"} and row.officer.person_id]
    ahead = [row for row in ahead if row.state == "on" or row.ends > at]
    ahead.sort(key=lambda row: (row.starts, row.pk))
    found = [row for row in ahead if row.state == "on"] or ahead[:1]
    found += [row for row in ahead if any(row.starts <= when < row.ends for when in moments)]
    if found:
        return {row.officer.person_id for row in found}
    rows = apps.get_model("assignments.Attachment")._default_manager.filter(party=party)
    standing = [row for row in rows if row.ended_at is None and row.officer.person_id]
    standing.sort(key=lambda row: (row.position != "lead", row.position, row.officer.person_id))
    return {standing[0].officer.person_id} if standing else set()
