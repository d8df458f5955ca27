"""Shuttle lines: the timetable of a day, the next bus from here, who rides, and call rooms."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.movements.models import Vehicle
from narahubung.parties.models import Member, Party
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.programme.models import Item
from narahubung.transport.models import ShuttleLine, ShuttlePassenger, ShuttleRun
from narahubung.transport.rules.shuttles import CALLED, SLIP, WAITS

AHEAD = timedelta(hours=12)
BEFORE_CALL = timedelta(hours=4)
_SEATED = Count("passengers", filter=Q(passengers__removed_at=None))


@dataclass(frozen=True, kw_only=True)
class StopLine:
    """A stop of a line. minutes: after the first."""

    id: int
    place_id: int
    place: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class RunLine:
    """A bus on its way. times: when it is at each stop of the line, in order."""

    id: int
    line_id: int
    line: str
    departs_at: datetime
    times: tuple[datetime, ...]
    zone: str
    seats: int
    taken: int
    accessible: bool
    plate: str
    left_at: datetime | None
    cancelled: bool
    open: bool

    @property
    def left(self) -> int:
        """Return how many seats are left."""
        return max(0, self.seats - self.taken)

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"shuttlerun:{self.id}"


@dataclass(frozen=True, kw_only=True)
class LineDay:
    """A line with its buses of one day."""

    id: int
    code: str
    name: str
    stops: tuple[StopLine, ...]
    runs: tuple[RunLine, ...]


@dataclass(frozen=True, kw_only=True)
class NextBus:
    """The next bus from a place: when it is there, and where it goes after."""

    run: RunLine
    at: datetime
    to: str


@dataclass(frozen=True, kw_only=True)
class Rider:
    """Somebody on the list of a bus."""

    id: int
    name: str
    party: PartyMark
    boards: str
    boards_at: datetime
    wheelchair: bool
    boarded_at: datetime | None
    may_change: bool


@dataclass(frozen=True, kw_only=True)
class RunSheet:
    """A bus with its list, as far as the reader may see who rides."""

    run: RunLine
    stops: tuple[StopLine, ...]
    riders: tuple[Rider, ...]
    may_stay: bool

    @property
    def boarded(self) -> int:
        """Return how many of the list got on."""
        return sum(rider.boarded_at is not None for rider in self.riders)


@dataclass(frozen=True, kw_only=True)
class CallTime:
    """When athletes must be in the call room, and the last bus that is in time for it.

    margin_min: from the bus's arrival to the call; run None: no bus is in time.
    """

    party: PartyMark
    item: str
    place: str
    zone: str
    call_at: datetime
    starts_at: datetime
    run: RunLine | None
    from_place: str
    leaves_at: datetime | None
    arrives_at: datetime | None
    margin_min: int | None


def lines_on(*, by: Actor, at: datetime, day: date, zone_name: str) -> list[LineDay]:
    """Return the lines with their buses of a day of that zone. Three queries."""
    start = datetime.combine(day, time(), tzinfo=zone(zone_name))
    rows = _runs(by).filter(departs_at__gte=start, departs_at__lt=start + timedelta(days=1))
    runs: dict[int, list[Any]] = {}
    for run in rows.order_by("departs_at", "pk"):
        runs.setdefault(run.line_id, []).append(run)
    plates = _plates(by)
    found = []
    for line in _lines(by):
        stops = _stops(line)
        found.append(
            LineDay(
                id=line.pk,
                code=line.code,
                name=line.name,
                stops=stops,
                runs=tuple(_run(row, stops, at, plates) for row in runs.get(line.pk, [])),
            )
        )
    return found


def days_of_shuttles(*, by: Actor, zone_name: str) -> list[date]:
    """Return the days on which buses drive, in order. One query."""
    moments = ShuttleRun.objects.visible_to(by).values_list("departs_at", flat=True)
    return sorted({moment.astimezone(zone(zone_name)).date() for moment in moments})


def next_from(*, by: Actor, at: datetime, place_id: int) -> list[NextBus]:
    """Return the next bus of each line from a place, the soonest first. Three queries."""
    plates = _plates(by)
    found = []
    for line in _lines(by):
        stops = _stops(line)
        here = [stop for stop in stops[:-1] if stop.place_id == place_id]
        rows = _runs(by).filter(line=line, cancelled=False, departs_at__lte=at + AHEAD)
        for row in rows.filter(departs_at__gte=at - AHEAD).order_by("departs_at") if here else ():
            times = [row.departs_at + timedelta(minutes=stop.minutes) for stop in here]
            if there := [moment for moment in times if moment >= at]:
                run = _run(row, stops, at, plates)
                found.append(NextBus(run=run, at=min(there), to=stops[-1].place))
                break
    return sorted(found, key=lambda bus: bus.at)


def run_sheet(*, by: Actor, at: datetime, run_id: int) -> RunSheet:
    """Return a bus and its list. Four queries. Raises ShuttleRun.DoesNotExist."""
    row = _runs(by).get(pk=run_id)
    stops = _stops(row.line)
    riders = ShuttlePassenger.objects.visible_to(by).filter(run=row, removed_at=None)
    riders = riders.select_related("party", "boards__place")
    return RunSheet(
        run=_run(row, stops, at, _plates(by)),
        stops=stops,
        riders=tuple(
            Rider(
                id=one.pk,
                name=one.name,
                party=mark_of(one.party),
                boards=one.boards.place.name,
                boards_at=row.departs_at + timedelta(minutes=one.boards.minutes),
                wheelchair=one.wheelchair,
                boarded_at=one.boarded_at,
                may_change=by.may_for(Right.REPORT_MOVEMENT, one.party_id),
            )
            for one in riders.order_by("party__code", "name", "pk")
        ),
        may_stay=row.left_at is not None and at <= row.left_at + SLIP,
    )


def who_may_ride(*, by: Actor) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the parties for which this person signs up, and their members he may see by name."""
    parties = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).order_by("code")
    own = [(party.pk, f"{party.code} {party.name}") for party in parties]
    members = Member.objects.visible_to(by).filter(party__in=parties).select_related("party")
    rows = members.order_by("party__code", "full_name")
    return own, [(one.pk, f"{one.party.code} \N{MIDDLE DOT} {one.full_name}") for one in rows]


def call_times(*, by: Actor, at: datetime, event: Event) -> list[CallTime]:
    """Return the calls of the next day and a half of the teams this person serves, with buses.

    Competitions and trainings of the programme; how long before the start the call is, is
    `CALLED`, for competitions the event's policy `call_room_min` where it says so.
    """
    own = {party.pk: party for party in Party.objects.visible_to(by).filter(pk__in=by.own)}
    items = Item.objects.visible_to(by).filter(
        kind__in=CALLED, starts_at__gt=at, starts_at__lt=at + 3 * AHEAD, attending__in=own
    )
    found = []
    plates = _plates(by)
    for item in items.select_related("place").distinct().order_by("starts_at"):
        if item.starts_at is None or item.place is None:
            continue
        minutes = CALLED[item.kind]
        if item.kind == "competition":
            minutes = int(event.policy.get("call_room_min", minutes))
        call_at = item.starts_at - timedelta(minutes=minutes)
        bus = _last_before(by, at, item.place_id or 0, call_at, plates)
        for party in item.attending.filter(pk__in=own):
            found.append(_call(own[party.pk], item, call_at, bus))
    return found


_Bus = tuple[RunLine, StopLine, StopLine]


def _call(party: Party, item: Any, call_at: datetime, bus: _Bus | None) -> CallTime:
    run, boards, there = bus or (None, None, None)
    arrives = run.departs_at + timedelta(minutes=there.minutes) if run and there else None
    return CallTime(
        party=mark_of(party),
        item=item.title,
        place=item.place.name,
        zone=item.zone,
        call_at=call_at,
        starts_at=item.starts_at,
        run=run,
        from_place=boards.place if boards else "",
        leaves_at=run.departs_at + timedelta(minutes=boards.minutes) if run and boards else None,
        arrives_at=arrives,
        margin_min=int((call_at - arrives).total_seconds() // 60) if arrives else None,
    )


def _last_before(
    by: Actor, at: datetime, place_id: int, call_at: datetime, plates: dict[int, str]
) -> _Bus | None:
    """Return the last bus that is at a place before a moment, where it begins, and that stop."""
    best: tuple[datetime, _Bus] | None = None
    for line in _lines(by):
        stops = _stops(line)
        there = next((stop for stop in stops[1:] if stop.place_id == place_id), None)
        if there is None:
            continue
        latest = call_at - timedelta(minutes=there.minutes)
        rows = _runs(by).filter(line=line, cancelled=False, left_at=None, departs_at__lte=latest)
        near = rows.filter(departs_at__gte=max(at, latest - BEFORE_CALL))
        row = near.order_by("departs_at").last()
        if row is not None:
            arrives = row.departs_at + timedelta(minutes=there.minutes)
            if best is None or arrives > best[0]:
                best = (arrives, (_run(row, stops, at, plates), stops[0], there))
    return best[1] if best else None


def _lines(by: Actor) -> Any:
    return ShuttleLine.objects.visible_to(by).prefetch_related("stops__place").order_by("code")


def _runs(by: Actor) -> Any:
    rows = ShuttleRun.objects.visible_to(by).select_related("line")
    return rows.annotate(taken=_SEATED)


def _stops(line: ShuttleLine) -> tuple[StopLine, ...]:
    return tuple(
        StopLine(id=stop.pk, place_id=stop.place_id, place=stop.place.name, minutes=stop.minutes)
        for stop in sorted(line.stops.all(), key=lambda stop: stop.minutes)
    )


def _plates(by: Actor) -> dict[int, str]:
    """Return the plates this person may see: a bus has no secret of its own, its plate has."""
    return dict(Vehicle.objects.visible_to(by).values_list("pk", "plate"))


def _run(row: Any, stops: tuple[StopLine, ...], at: datetime, plates: dict[int, str]) -> RunLine:
    return RunLine(
        id=row.pk,
        line_id=row.line_id,
        line=row.line.name,
        departs_at=row.departs_at,
        times=tuple(row.departs_at + timedelta(minutes=stop.minutes) for stop in stops),
        zone=row.line.zone,
        seats=row.seats,
        taken=row.taken,
        accessible=row.accessible,
        plate=plates.get(row.vehicle_id or 0, ""),
        left_at=row.left_at,
        cancelled=row.cancelled,
        open=row.left_at is None and not row.cancelled and at <= row.departs_at + WAITS,
    )
