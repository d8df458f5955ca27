"""Where a pair fits into a ride: the cheapest feasible place, found once for each ride and pair."""

from dataclasses import dataclass, field
from math import inf

from narahubung.plans.movements.pairing import SLACK, Pairing, Ride, Stops, cost, timetable

MOST_TRACKS = 60_000  # rides remembered, about 2 kB each


@dataclass(slots=True)
class Track:
    """A feasible ride with what insertion asks of it, all lists by point (one more than stops).

    leaves: when it leaves the stop before; latest: to come here and still be in time after;
    people, luggage, aboard: on the way here. places: {pair: cheapest place}.
    """

    ride: Ride
    cost: float
    leaves: list[float]
    latest: list[float]
    people: list[int]
    luggage: list[int]
    aboard: list[int]
    places: dict[int, tuple[float, Stops]] = field(default_factory=dict)


class Inserter:
    """Remembers every ride it was asked about."""

    def __init__(self, table: Pairing) -> None:
        self.table = table
        self.tracks: dict[Ride, Track] = {}

    def track(self, ride: Ride) -> Track:
        """Return the ride with its times; it must be feasible."""
        known = self.tracks.get(ride)
        if known is None:
            if len(self.tracks) >= MOST_TRACKS:
                self.tracks.clear()
            known = self.tracks[ride] = self._tracked(ride)
        return known

    def place(self, ride: Ride, pair: int) -> tuple[float, Stops]:
        """Return what the pair costs more in this ride, and its stops then; (inf, ()) if nowhere.

        O(m^2) for m stops, each step in O(1); where time on board is limited the cheap places are
        tried in their order by a whole timetable.
        """
        track = self.track(ride)
        known = track.places.get(pair)
        if known is None:
            known = track.places[pair] = self._placed(track, pair)
        return known

    def _tracked(self, ride: Ride) -> Track:
        table, kind = self.table, self.table.kinds[ride.kind]
        n, leaves, people, luggage, aboard = table.pairs, [kind.opens], [0], [0], [0]
        before = -1
        for stop in ride.stops:
            leg = kind.out[stop] if before < 0 else table.travel[before][stop]
            leaves.append(max(table.early[stop], leaves[-1] + leg) + table.service[stop])
            pair, sign = (stop, 1) if stop < n else (stop - n, -1)
            people.append(people[-1] + sign * table.load[pair][0])
            luggage.append(luggage[-1] + sign * table.load[pair][1])
            aboard.append(aboard[-1] ^ 1 << pair)
            before = stop
        latest, after = [kind.closes], -1
        for stop in reversed(ride.stops):
            leg = kind.home[stop] if after < 0 else table.travel[stop][after]
            latest.append(min(table.late[stop], latest[-1] - leg - table.service[stop]))
            after = stop
        return Track(ride, cost(table, ride), leaves, latest[::-1], people, luggage, aboard)

    def _placed(self, track: Track, pair: int) -> tuple[float, Stops]:
        table, ride = self.table, track.ride
        kind = table.kinds[ride.kind]
        more = kind.extra[pair] + (0.0 if ride.stops else kind.fixed)
        if more == inf:
            return inf, ()
        found = self._places(track, pair)
        if not table.timed:
            if not found:
                return inf, ()
            found = [min(found)]
        for delta, begin, end in sorted(found):
            stops = _with(ride.stops, pair, table.pairs + pair, begin, end)
            if not table.timed or timetable(table, Ride(ride.kind, stops)) is not None:
                return delta + more, stops
        return inf, ()

    def _places(self, track: Track, pair: int) -> list[tuple[float, int, int]]:  # noqa: C901, PLR0915 - the innermost loop of the search
        """Return (what it costs more, get in before this point, get out before that one)."""
        table, stops = self.table, track.ride.stops
        kind = table.kinds[track.ride.kind]
        travel, early, service = table.travel, table.early, table.service
        leaves, latest, aboard = track.leaves, track.latest, track.aboard
        people, luggage, apart = track.people, track.luggage, table.apart[pair]
        spare = kind.room[0] - table.load[pair][0], kind.room[1] - table.load[pair][1]
        into, out, m = pair, table.pairs + pair, len(stops)
        late_in, late_out, begin_out = table.late[into], table.late[out], early[out]
        service_out, from_in, from_out = service[out], travel[into], travel[out]
        direct, home = from_in[out], kind.home
        found = []
        for p in range(m + 1):
            left = leaves[p]
            if left > late_in:
                break
            if people[p] > spare[0] or luggage[p] > spare[1] or aboard[p] & apart:
                continue
            before = stops[p - 1] if p else -1
            leg = travel[before][into] if p else kind.out[into]
            now = max(early[into], left + leg)
            if now > late_in + SLACK:
                continue
            now += service[into]
            there = max(begin_out, now + direct)
            after = stops[p] if p < m else -1
            if p < m:
                gone = travel[before][after] if p else kind.out[after]
                onward = from_out[after]
            else:
                gone = home[before] if p else 0.0
                onward = home[out]
            if there <= late_out + SLACK and there + service_out + onward <= latest[p] + SLACK:
                found.append((leg + direct + onward - gone, p, p))
            if p == m:
                continue
            step = from_in[after]
            base = leg + step - gone
            now = max(early[after], now + step)
            if now > latest[p] + SLACK:
                continue
            now += service[after]
            for d in range(p + 1, m + 1):
                if people[d] > spare[0] or luggage[d] > spare[1] or aboard[d] & apart:
                    break
                if now > late_out:
                    break
                before = stops[d - 1]
                row = travel[before]
                there = max(begin_out, now + row[out])
                if d < m:
                    after = stops[d]
                    gone, onward = row[after], from_out[after]
                else:
                    gone, onward = home[before], home[out]
                if there <= late_out + SLACK and there + service_out + onward <= latest[d] + SLACK:
                    found.append((base + row[out] + onward - gone, p, d))
                if d < m:
                    now = max(early[after], now + gone)
                    if now > latest[d] + SLACK:
                        break
                    now += service[after]
        return found


def _with(stops: Stops, into: int, out: int, begin: int, end: int) -> Stops:
    return (*stops[:begin], into, *stops[begin:end], out, *stops[end:])
