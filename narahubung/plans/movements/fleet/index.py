"""The problem in numbers: minutes, places, groups, and which vehicles are alike."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from narahubung.plans.arrays import Bools, Floats, Ints, np
from narahubung.plans.assignment.terms import BadProblemError
from narahubung.plans.movements.fleet.terms import FleetProblem, Trip, Vehicle

NO_DRIVE = 10**7  # minutes; longer than any event
EVER = 10**9


@dataclass(frozen=True, eq=False)
class Pool:
    """Vehicles that are alike for the trips: at home in one place, free at the same times.

    vehicles: their numbers; may[n]: trips that it may do, by all but what lies between them.
    """

    vehicles: tuple[int, ...]
    home: int
    may: Bools


class Index:
    """Trips in order of time, with every moment in whole minutes."""

    def __init__(self, problem: FleetProblem) -> None:
        self.problem = problem
        self.trips = sorted(problem.trips, key=lambda trip: (trip.span, trip.id))
        self.vehicles = sorted(problem.vehicles, key=lambda vehicle: vehicle.id)
        self.number = {trip.id: number for number, trip in enumerate(self.trips)}
        self.vehicle = {vehicle.id: number for number, vehicle in enumerate(self.vehicles)}
        self._check()
        names = {trip.origin for trip in self.trips} | {trip.destination for trip in self.trips}
        names |= {vehicle.home for vehicle in self.vehicles} - {""} | set(problem.chargers)
        self.places = sorted(names)
        self.place = {name: number for number, name in enumerate(self.places)}
        self.minutes, self.km = self._drives()
        self.begin = np.array([_down(trip.span.start) for trip in self.trips], dtype=np.int64)
        self.end = np.array([_up(trip.span.end) for trip in self.trips], dtype=np.int64)
        self.origin = self._of_trips(trip.origin for trip in self.trips)
        self.goal = self._of_trips(trip.destination for trip in self.trips)
        owners = {name: number + 1 for number, name in enumerate(sorted(problem.own))}
        groups = [owners.get(trip.delegation, 0) for trip in self.trips]
        self.group = np.array(groups, dtype=np.int64)
        self.turn = problem.turnaround
        own_km = [trip.km or self.leg_km(trip.origin, trip.destination) for trip in self.trips]
        self.trip_km = np.array(own_km, dtype=np.float64)

        self._check_firm()

    def _check_firm(self) -> None:
        last: dict[int, int] = {}
        for trip, vehicle in sorted(self.firm.items()):
            if vehicle in last and not self.links(last[vehicle], trip):
                names = f"{self.trips[last[vehicle]].id} and {self.trips[trip].id}"
                raise BadProblemError(f"{names} stand and cannot be of one vehicle")
            last[vehicle] = trip

    def _of_trips(self, names: Iterable[str]) -> Ints:
        return np.array([self.place[name] for name in names], dtype=np.int64)

    def leg_km(self, start: str, goal: str) -> float:
        """Return the kilometres between two places, 0 where nothing says."""
        return float(self.km[self.place[start], self.place[goal]])

    def _check(self) -> None:
        problem = self.problem
        if len(self.number) != len(problem.trips) or len(self.vehicle) != len(problem.vehicles):
            raise BadProblemError("an id is used twice")
        for trip in self.trips:
            if trip.span.start >= trip.span.end:
                raise BadProblemError(f"trip {trip.id} ends before it begins")
        rides = {ride.trip: ride for ride in problem.present}
        if len(rides) != len(problem.present):
            raise BadProblemError("a trip of the present plan has two vehicles")
        for ride in problem.present:
            if ride.trip not in self.number or ride.vehicle not in self.vehicle:
                raise BadProblemError(f"the present plan names unknown {ride.trip} {ride.vehicle}")
        if any(drive.minutes < 0 for row in problem.drives.values() for drive in row.values()):
            raise BadProblemError("a drive takes less than nothing")

    def _drives(self) -> tuple[Ints, Floats]:
        count = len(self.places)
        minutes = np.full((count, count), NO_DRIVE, dtype=np.int64)
        km = np.zeros((count, count))
        np.fill_diagonal(minutes, 0)
        for start, row in self.problem.drives.items():
            for goal, drive in row.items():
                if start in self.place and goal in self.place:
                    minutes[self.place[start], self.place[goal]] = drive.minutes
                    km[self.place[start], self.place[goal]] = drive.km
        return minutes, km

    def links(self, first: int, then: int) -> bool:
        """Tell whether one vehicle may do the one and then the other."""
        return self.group[first] == self.group[then] and bool(
            self.end[first] + self.gap(first, then) <= self.begin[then]
        )

    def gap(self, first: int, then: int) -> int:
        """Return the minutes needed between two trips: the drive and the turnaround."""
        return int(self.minutes[self.goal[first], self.origin[then]]) + self.turn

    @cached_property
    def firm(self) -> dict[int, int]:
        """{trip: vehicle} of the rides that stand."""
        rides = [ride for ride in self.problem.present if ride.firm]
        return {self.number[ride.trip]: self.vehicle[ride.vehicle] for ride in rides}

    @cached_property
    def present(self) -> dict[int, int]:
        """{trip: vehicle} of the present plan."""
        rides = self.problem.present
        return {self.number[ride.trip]: self.vehicle[ride.vehicle] for ride in rides}

    def home(self, vehicle: int) -> int:
        """Return the place of the vehicle, -1 where it has none."""
        return self.place.get(self.vehicles[vehicle].home, -1)

    def out_min(self, vehicle: int, trip: int) -> int:
        """Return the minutes from home to the trip."""
        return int(self.outward(self.home(vehicle))[self.origin[trip]])

    def back_min(self, vehicle: int, trip: int) -> int:
        """Return the minutes from the trip home."""
        return int(self.homeward(self.home(vehicle))[self.goal[trip]])

    def outward(self, home: int) -> Ints:
        """Return the minutes from home to each place, 0 where there is no home or no such drive."""
        if home < 0:
            return np.zeros(len(self.places), dtype=np.int64)
        return np.where(self.minutes[home] < NO_DRIVE, self.minutes[home], 0)

    def homeward(self, home: int) -> Ints:
        """Return the minutes home from each place, 0 where there is no home or no such drive."""
        if home < 0:
            return np.zeros(len(self.places), dtype=np.int64)
        return np.where(self.minutes[:, home] < NO_DRIVE, self.minutes[:, home], 0)

    def windows(self, vehicle: int) -> list[tuple[int, int]]:
        """Return from when until when it may be away from home."""
        free = self.vehicles[vehicle].free
        return [(_up(span.start), _down(span.end)) for span in free] or [(-EVER, EVER)]

    @cached_property
    def pools(self) -> list[Pool]:
        """Vehicles in pools of those that are alike; one with firm rides is alone."""
        held = defaultdict(list)
        for trip, vehicle in self.firm.items():
            held[vehicle].append(trip)
        found: dict[tuple[object, ...], list[int]] = defaultdict(list)
        mays: dict[tuple[object, ...], Bools] = {}
        kinds: dict[Vehicle, Bools] = {}
        taken = np.zeros(len(self.trips), dtype=bool)
        taken[list(self.firm)] = True
        for number, it in enumerate(self.vehicles):
            alike = Vehicle(
                id="",
                kind=it.kind,
                seats=it.seats,
                permits=it.permits,
                home=it.home,
                free=it.free,
            )
            if alike not in kinds:
                kinds[alike] = self._may(number) & ~taken
            may = kinds[alike]
            if number in held:
                may = may.copy()
                may[held[number]] = True
            mine = number if number in held else -1
            name = (mine, it.home, it.free, may.tobytes())
            mays[name] = may
            found[name].append(number)
        return [
            Pool(tuple(numbers), self.home(numbers[0]), mays[name])
            for name, numbers in found.items()
        ]

    def _may(self, vehicle: int) -> Bools:
        rules = np.array([not self.unfit(vehicle, trip) for trip in self.trips], dtype=bool)
        return rules & self.in_time(vehicle)

    def unfit(self, vehicle: int, trip: Trip) -> str:
        """Return the code of the rule that keeps the vehicle from the trip itself, "" if none."""
        it = self.vehicles[vehicle]
        if trip.kind and trip.kind != it.kind:
            return "kind"
        if trip.seats > it.seats:
            return "seats"
        if not trip.permits <= it.permits:
            return "permits"
        return ""

    def in_time(self, vehicle: int) -> Bools:
        """Tell of each trip whether the vehicle can be there in time and home in time."""
        home = self.home(vehicle)
        out = self.minutes[home, self.origin] if home >= 0 else 0
        back = self.minutes[self.goal, home] if home >= 0 else 0
        real = (out < NO_DRIVE) & (back < NO_DRIVE) if home >= 0 else True
        there = np.zeros(len(self.trips), dtype=bool)
        for begins, ends in self.windows(vehicle):
            there |= (self.begin - out >= begins) & (self.end + back <= ends)
        return there & real


def _up(moment: datetime) -> int:
    """Return the moment in whole minutes, a begun one counting whole."""
    return -(-int(moment.timestamp()) // 60)


def _down(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
