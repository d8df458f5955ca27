"""The transport desk: cars, drivers or escorts of a day as rows, with what they drive as bars."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.kit.said import said
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.movements.models import Trip, Vehicle, VehicleKind
from narahubung.movements.queries import trip_choices
from narahubung.movements.rules import check_once
from narahubung.movements.suiting import (
    MODELS,
    check_free,
    ground_of,
    is_out,
    told_use,
    warnings,
)
from narahubung.movements.uses import (
    DRIVER,
    ESCORT,
    FARTHEST_DRIVE,
    VEHICLE,
    Clash,
    Use,
    clashes,
    uses_of_trip,
)
from narahubung.transport.queries.settling import WITH_OFFERS, Matter, matters

_HOURS = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d) ?[-\N{EN DASH}] ?([01]?\d|2[0-4])[.:]([0-5]\d)")
STEPS = 288  # columns of a day: 5 minutes each
VIEWS = {"vehicles": VEHICLE, "drivers": DRIVER, "escorts": ESCORT}
SHOWN = ("", "free", "clashes")
FIELDS = {VEHICLE: ("vehicle", "support_vehicle"), DRIVER: ("driver",), ESCORT: ("escort",)}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a person wants to see. shown: "", "free" (now) or "clashes"; kind: of vehicle."""

    view: str = "vehicles"
    on: date | None = None
    party: str = ""
    kind: str = ""
    place: str = ""
    shown: str = ""

    @property
    def what(self) -> str:
        """Return what the rows are."""
        return VIEWS[self.view]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One drive on a row. field: of the trip, that this row fills; "" where it is a motorcade's.

    can: "row" where it may be given to another row. clash: what it cannot be done beside.
    """

    trip: Trip
    thing: str
    field: str
    first: int
    width: int
    lane: int
    clock: str
    state: str
    state_word: str
    clash: str
    can: str


@dataclass(frozen=True, kw_only=True)
class DeskLine:
    """One row; pk 0: the trips that nothing of the kind was given yet."""

    pk: int
    name: str
    whose: str
    detail: str
    bars: tuple[Bar, ...]
    lanes: int
    free: bool
    out: str  # why it is out of use, "" where it is not

    @property
    def clashing(self) -> bool:
        """Tell whether two of its drives cannot both be done."""
        return any(bar.clash for bar in self.bars)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A day of the transport desk. free: how many are free now, of how many."""

    asked: Asked
    day: date
    days: tuple[tuple[date, int], ...]
    window: Span
    now_step: int | None
    lines: tuple[DeskLine, ...]
    parties: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    free: int
    rows: int
    without: int
    clashing: int
    matters: tuple[Matter, ...]

    @property
    def looked_for(self) -> int:
        """Return for how many matters somebody else was looked for."""
        return WITH_OFFERS

    @property
    def step_s(self) -> int:
        """Return how many seconds a column is long."""
        return 86_400 // STEPS


def transport_desk(*, event: Event, by: Actor, at: datetime, asked: Asked) -> Desk:
    """Return a day as rows with bars, cut to what this person may see. About a dozen queries."""
    here = zone(event.zone)
    choices = trip_choices(by=by, zone_name=event.zone)
    today = at.astimezone(here).date()
    known = [on for on, _count in choices.days]
    day = asked.on or (today if today in known or not known else known[0])
    start = datetime.combine(day, time(), tzinfo=here)
    window = Span(start, datetime.combine(day + timedelta(days=1), time(), tzinfo=here))
    trips = _trips(by, window)
    rows = _rows(by, asked)
    around = {"since": window.start - FARTHEST_DRIVE, "until": window.end + FARTHEST_DRIVE}
    ground = ground_of(event.pk, **around)
    uses = [
        use
        for (what, _pk), found in ground.standing.items()
        for use in found
        if what == asked.what and use.trip_id in trips and use.span.overlaps(window)
    ]
    told = _told(clashes(uses, ground.ways), by=by, zone_name=event.zone)
    shape = _Shape(window=window, at=at, zone_name=event.zone)
    by_row: dict[int, list[Use]] = defaultdict(list)
    for use in uses:
        by_row[use.row_id].append(use)
    lines = [_line(shape, row, by_row[row.pk], trips, told) for row in rows]
    lines.sort(key=lambda line: not line.bars)  # what drives stands before what waits
    without = _without(shape, asked, trips)
    found = [line for line in [*without, *lines] if _wanted(line, asked)]
    ends = {place for trip in trips.values() for place in (trip.from_place, trip.to_place) if place}
    return Desk(
        asked=asked,
        day=day,
        days=choices.days,
        window=window,
        now_step=shape.step(at) if window.covers(at) else None,
        lines=tuple(found),
        parties=choices.parties,
        places=tuple(sorted((place.code, place.name) for place in ends)),
        kinds=tuple((kind.value, str(kind.label)) for kind in VehicleKind),
        free=sum(line.free for line in lines),
        rows=len(lines),
        without=sum(len(line.bars) for line in without),
        clashing=sum(line.clashing for line in lines),
        matters=tuple(
            one
            for one in matters(
                trips.values(), ground, by=by, at=at, offered=by.may(Right.REPORT_MOVEMENT)
            )
            if _of_interest(one.trip, asked)
        ),
    )


def _trips(by: Actor, window: Span) -> dict[int, Trip]:
    rows = Trip.objects.visible_to(by).exclude(certainty=Certainty.CANCELLED)
    rows = rows.filter(departs_at__lt=window.end, departs_at__gt=window.start - timedelta(hours=6))
    related = ("party", "from_place", "to_place", "vehicle", "support_vehicle", "driver")
    found = {trip.pk: trip for trip in rows.select_related(*related).order_by("departs_at", "pk")}
    return {
        pk: trip for pk, trip in found.items() if (trip.arrives_at or window.end) > window.start
    }


def _rows(by: Actor, asked: Asked) -> list[Any]:
    rows = MODELS[asked.what].objects.visible_to(by).exclude(certainty=Certainty.CANCELLED)
    rows = rows.select_related("party")
    if asked.what == VEHICLE:
        rows = rows.select_related("usual_driver")
        if asked.kind:
            rows = rows.filter(kind=asked.kind)
    name = {VEHICLE: "plate", DRIVER: "full_name", ESCORT: "name"}[asked.what]
    pool_first = F("party__code").asc(nulls_first=True)  # databases differ where nothing stands
    return list(rows.order_by(pool_first, name, "pk"))


def _wanted(line: DeskLine, asked: Asked) -> bool:
    bars = [bar for bar in line.bars if _of_interest(bar.trip, asked)]
    if (asked.party or asked.place) and not bars and line.whose != (asked.party or None):
        return False
    if asked.shown == "free":
        return line.free
    return asked.shown != "clashes" or line.clashing


def _of_interest(trip: Trip, asked: Asked) -> bool:
    """Tell whether a trip is of the delegation and the place that are asked for."""
    places = {place.code for place in (trip.from_place, trip.to_place) if place}
    return (not asked.party or trip.party.code == asked.party) and (
        not asked.place or asked.place in places
    )


def _told(found: Iterable[Clash], *, by: Actor, zone_name: str) -> dict[tuple[str, int], str]:
    """Return what each use cannot be done beside, by what binds it and the row."""
    told: dict[tuple[str, int], str] = {}
    for clash in found:
        for mine, other in ((clash.first, clash.then), (clash.then, clash.first)):
            words = told_use(clash, other, by=by, zone_name=zone_name)
            told.setdefault((mine.thing, mine.row_id), words)
    return told


@dataclass(frozen=True, kw_only=True)
class _Shape:
    window: Span
    at: datetime
    zone_name: str

    def step(self, moment: datetime) -> int:
        return math.floor((moment - self.window.start) / self.window.length * STEPS)

    def bar(self, trip: Trip, use: Use, *, field: str, lane: int, clash: str) -> Bar:
        first = min(max(0, self.step(use.span.start)), STEPS - 1)
        last = min(STEPS, max(self.step(use.span.end), first + 1))
        state, word = self.state(trip)
        ends = clock_text(use.span.end, self.zone_name)
        return Bar(
            trip=trip,
            thing=use.thing,
            field=field,
            first=first,
            width=last - first,
            lane=min(lane, 4),
            clock=f"{clock_text(use.span.start, self.zone_name)}\N{EN DASH}{ends}",
            state=state,
            state_word=word,
            clash=clash,
            can="row" if field and state in {"planned", "late"} else "",
        )

    def state(self, trip: Trip) -> tuple[str, str]:
        if trip.reached_at:
            return "done", _("done")
        if trip.left_at:
            return "on", _("under way")
        if trip.arrives_at and trip.arrives_at <= self.at:
            return "done", _("over, nobody told")
        if trip.departs_at and trip.departs_at <= self.at:
            return "late", _("not left yet")
        return "planned", _("planned")


def _line(
    shape: _Shape,
    row: Any,
    uses: Sequence[Use],
    trips: Mapping[int, Trip],
    told: Mapping[tuple[str, int], str],
) -> DeskLine:
    bars, ends = [], list[datetime]()
    for use in sorted(uses, key=lambda use: (use.span, use.thing)):
        lane = next((n for n, end in enumerate(ends) if end <= use.span.start), len(ends))
        ends[lane : lane + 1] = [use.span.end]
        trip = trips[use.trip_id or 0]
        own = use.thing == f"trip:{trip.pk}"
        fields = FIELDS[use.what]
        filled = next((n for n in fields if getattr(trip, f"{n}_id") == row.pk), fields[0])
        clash = told.get((use.thing, use.row_id), "")
        bars.append(shape.bar(trip, use, field=filled if own else "", lane=lane, clash=clash))
    now = Span(shape.at, shape.at + timedelta(minutes=1))
    out = row.out_why or _("out of use") if isinstance(row, Vehicle) and is_out(row, now) else ""
    busy = any(bar.state in {"on", "late"} for bar in bars)
    return DeskLine(
        pk=row.pk,
        name=row.plate if isinstance(row, Vehicle) else row.label(),
        whose=row.party.code if row.party else "",
        detail=_detail(row, shape),
        bars=tuple(bars),
        lanes=len(ends),
        free=not busy and not out,
        out=out,
    )


def _detail(row: Any, shape: _Shape) -> str:
    if isinstance(row, Vehicle):
        driver = row.usual_driver.full_name if row.usual_driver else row.driver
        parts = [str(row.get_kind_display()) if row.kind else row.model, driver]
        return " \N{MIDDLE DOT} ".join(part for part in parts if part)
    return str(getattr(row, "phone", "") or _hours(getattr(row, "shift", ""), shape))


def _hours(shift: str, shape: _Shape) -> str:
    """Return hours of a list, `05:00-23:59`, as all times are written; other words as they are."""
    if (found := _HOURS.fullmatch(shift.strip())) is None:
        return said(shift)
    first, last = (f"{int(found[n]):02}.{found[n + 1]}" for n in (1, 3))
    return f"{first}\N{EN DASH}{last} {zone_label(shape.zone_name, shape.window.start)}"


def _without(shape: _Shape, asked: Asked, trips: Mapping[int, Trip]) -> list[DeskLine]:
    """Return the row of the trips ahead that no car (driver, escort) was given."""
    if asked.what == ESCORT:  # most trips need none
        return []
    bars, ends = [], list[datetime]()
    for trip in trips.values():
        bound = {use.what for use in uses_of_trip(trip)}
        if asked.what in bound or trip.left_at or trip.departs_at is None:
            continue
        span = Span(trip.departs_at, trip.arrives_at or trip.departs_at + timedelta(minutes=30))
        use = Use(
            what=asked.what, row_id=0, span=span, from_id=None, to_id=None, thing=f"trip:{trip.pk}"
        )
        lane = next((n for n, end in enumerate(ends) if end <= span.start), len(ends))
        ends[lane : lane + 1] = [span.end]
        bars.append(shape.bar(trip, use, field=FIELDS[asked.what][0], lane=lane, clash=""))
    if not bars:
        return []
    name = _("No car yet") if asked.what == VEHICLE else _("No driver yet")
    return [
        DeskLine(
            pk=0,
            name=name,
            whose="",
            detail="",
            bars=tuple(bars),
            lanes=len(ends),
            free=False,
            out="",
        )
    ]


def check_seen(*, by: Actor, field: str, row_id: int | None) -> None:
    """Raise DoesNotExist unless this person may see the car, driver or escort. One query."""
    if row_id is not None:
        what = next(what for what, fields in FIELDS.items() if field in fields)
        MODELS[what].objects.visible_to(by).get(pk=row_id)


def try_row(*, trip_id: int, field: str, row_id: int | None, by: Actor) -> tuple[bool, str, str]:
    """Return whether a drive may be given that row, the sentence, and what to do.

    Nothing is changed. field: vehicle, support_vehicle, driver or escort.
    """
    trip = Trip.objects.visible_to(by).select_related("party").get(pk=trip_id)
    bound = {(use.what, use.row_id) for use in uses_of_trip(trip)}
    setattr(trip, f"{field}_id", row_id)
    asked = [use for use in uses_of_trip(trip) if (use.what, use.row_id) not in bound]
    rows = {
        (use.what, use.row_id): MODELS[use.what].objects.get(event_id=by.here, pk=use.row_id)
        for use in asked
    }
    try:
        check_once(trip.vehicle, trip.support_vehicle)
        if asked:
            check_free(asked, rows, by=by)
    except Refusal as no:
        return False, str(no), str(no.advice)
    said_ = " ".join(warnings(trip, asked))
    if said_:
        return False, said_, _("Open the trip to give it all the same, with a reason.")
    named = next((rows[what, pk] for what, pk in rows if pk == row_id), None)
    name = named.label() if named else _("nothing")
    return True, _("{party} gets {what}.").format(party=trip.party.code, what=name), ""
