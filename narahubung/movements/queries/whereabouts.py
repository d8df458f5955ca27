"""Where every party is, and what comes next for it, as reported or else as planned.

What nobody reported is said to be the plan, never a fact.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.movements.chains import ENDED, WHERE, carries_the_head, kind_of_place
from narahubung.movements.models import Movement, TravelTime, Trip
from narahubung.parties.models import Party
from narahubung.stays.models import RoomBlock

# What was planned longer ago than this and never reported is no longer "next": nobody told.
_OVER = timedelta(hours=3)


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where a party is. reported: somebody said so; else it is only what the plan says.

    since: of the report, or of the plan's step. plan: what the plan says beyond the last report,
    where it says something else; "" otherwise.
    """

    party_id: int
    state: str
    word: str
    icon: str
    place: str = ""
    since: datetime | None = None
    by: str = ""
    reported: bool = False
    plan: str = ""

    @property
    def says(self) -> str:
        """Return it in words: `at the hotel, The Mulia`, and that it is only the plan."""
        words = f"{self.word}, {self.place}" if self.place else self.word
        return words if self.reported else _("{words} (per plan, not reported)").format(words=words)


@dataclass(frozen=True, kw_only=True)
class Next:
    """The next movement or trip of a party. kind: arrival, departure or trip.

    at: when it is believed to be. need_min: minutes of travel to where it starts; slack_min: what
    is left after them, negative when it is too late; late: its time is over and nobody started it.
    """

    kind: str
    id: int
    label: str
    at: datetime
    planned_at: datetime
    zone: str
    from_place: str
    to_place: str
    status: str
    certainty: str
    need_min: int
    slack_min: int
    late: bool

    @property
    def moved(self) -> bool:
        """Tell whether it is expected at another time than planned."""
        return self.at != self.planned_at


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """Where a party is and what comes next; next is None when nothing is planned any more."""

    where: Where
    next: Next | None


class _Step(NamedTuple):
    at: datetime
    state: str
    place: str = ""
    place_id: int | None = None


@dataclass
class _Plan:
    """ahead: what nobody has started or ended, each as the values that were read, and its time."""

    steps: list[_Step] = field(default_factory=list)
    ahead: list[tuple[datetime, dict[str, Any]]] = field(default_factory=list)


def whereabouts_of(
    *, by: Actor, at: datetime, party_ids: Collection[int] | None = None
) -> dict[int, Where]:
    """Return where each visible party is, by its id. Three queries, however many parties."""
    parties = _parties(by, party_ids)
    plans = _plans(by, parties)
    return {party.pk: _where(party, plans[party.pk], at)[0] for party in parties}


def reported(party: Party) -> Where | None:
    """Return where somebody said that a party is, None when nobody did.

    party: found through `.visible_to(by)`; no query where it was read with `whereabouts__place`.
    """
    told = getattr(party, "whereabouts", None)
    if told is None:
        return None
    return Where(
        party_id=party.pk,
        state=told.state,
        word=_word(told.state),
        icon=_icon(told.state),
        place=told.place.name if told.place else "",
        since=told.since,
        by=told.by_name,
        reported=True,
    )


def pulse(*, by: Actor, at: datetime, party_ids: Collection[int] | None = None) -> dict[int, Pulse]:
    """Return where each visible party is and what comes next, by its id. Four queries."""
    parties = _parties(by, party_ids)
    plans = _plans(by, parties)
    times = _travel_times(by)
    found = {}
    for party in parties:
        where, place_id = _where(party, plans[party.pk], at)
        ahead = _next(plans[party.pk], at, place_id, times)
        found[party.pk] = Pulse(where=where, next=ahead)
    return found


def _parties(by: Actor, party_ids: Collection[int] | None) -> list[Any]:
    blocks = RoomBlock.objects.visible_to(by).filter(party=OuterRef("pk")).order_by("pk")
    rows = (
        Party.objects.visible_to(by)
        .select_related("whereabouts__place")
        .only("attendance", *(f"whereabouts__{name}" for name in _OF_WHEREABOUTS))
    )
    if party_ids is not None:
        rows = rows.filter(pk__in=party_ids)
    return list(rows.annotate(hotel=Subquery(blocks.values("hotel__name")[:1])))


def _plans(by: Actor, parties: list[Any]) -> dict[int, _Plan]:
    plans: dict[int, _Plan] = defaultdict(_Plan)
    ids = [party.pk for party in parties]
    movements = Movement.objects.visible_to(by).exclude(certainty=Certainty.CANCELLED)
    trips = Trip.objects.visible_to(by).exclude(certainty=Certainty.CANCELLED)
    if len(ids) < 30:  # for a whole board the list of ids would only cost
        movements, trips = movements.filter(party_id__in=ids), trips.filter(party_id__in=ids)
    for row in movements.values(*_OF_MOVEMENT):
        if carries_the_head(row["travelling"]):
            _plan_movement(plans[row["party_id"]], row)
    for row in trips.values(*_OF_TRIP):
        _plan_trip(plans[row["party_id"]], row)
    for plan in plans.values():
        plan.steps.sort(key=attrgetter("at"))
        plan.ahead.sort(key=itemgetter(0))
    return plans


_OF_WHEREABOUTS = ("state", "since", "by_name", "party_id", "place__name")
_OF_MOVEMENT = (
    "pk",
    "party_id",
    "direction",
    "travelling",
    "carrier",
    "planned_at",
    "expected_at",
    "actual_at",
    "zone",
    "status",
    "certainty",
    "other_end",
    "terminal_id",
    "terminal__name",
)
_OF_TRIP = (
    "pk",
    "party_id",
    "purpose",
    "departs_at",
    "arrives_at",
    "left_at",
    "reached_at",
    "zone",
    "status",
    "certainty",
    "from_place_id",
    "from_place__name",
    "to_place_id",
    "to_place__name",
    "to_place__kind",
    "to_place__hotel",
)


def _plan_movement(plan: _Plan, row: dict[str, Any]) -> None:
    best = row["actual_at"] or row["expected_at"] or row["planned_at"]
    if best is None:
        return
    arrives = row["direction"] == "arrival"
    terminal, state = row["terminal__name"] or "", "airport" if arrives else "departed"
    plan.steps.append(_Step(best, state, terminal if arrives else "", row["terminal_id"]))
    if row["status"] != ENDED[row["direction"]] and not (arrives and row["actual_at"]):
        plan.ahead.append((best, row))


def _plan_trip(plan: _Plan, row: dict[str, Any]) -> None:
    leaves = row["left_at"] or row["departs_at"]
    if leaves is None:
        return
    there = row["to_place__name"] or ""
    plan.steps.append(_Step(leaves, "moving", there, row["to_place_id"]))
    reaches = row["reached_at"] or row["arrives_at"]
    if reaches:
        is_hotel = row["to_place__hotel"] is not None
        state = "hotel" if is_hotel else kind_of_place(row["to_place__kind"] or "")
        plan.steps.append(_Step(max(reaches, leaves), state, there, row["to_place_id"]))
    if not (row["left_at"] or row["reached_at"]):
        plan.ahead.append((leaves, row))


def _where(party: Any, plan: _Plan, at: datetime) -> tuple[Where, int | None]:
    """Return the answer, and the id of the place for travel times."""
    step = next((step for step in reversed(plan.steps) if step.at <= at), None)
    where = reported(party)
    if where is not None:
        told = party.whereabouts
        if step is not None and step.at > told.since and step.state != told.state:
            where = replace(where, plan=f"{_word(step.state)} {step.place}".strip())
        return where, told.place_id
    if not party.comes:
        return _planned(party, _Step(at, "virtual"), since=None), None
    if step is not None:
        place = step.place or (party.hotel or "" if step.state == "hotel" else "")
        shown = _Step(step.at, step.state, place, step.place_id)
        return _planned(party, shown, since=step.at), step.place_id
    state = "expected" if plan.steps else "unknown"
    return _planned(party, _Step(at, state), since=None), None


def _planned(party: Any, step: _Step, *, since: datetime | None) -> Where:
    return Where(
        party_id=party.pk,
        state=step.state,
        word=_word(step.state),
        icon=_icon(step.state),
        place=step.place,
        since=since,
    )


def _next(
    plan: _Plan, at: datetime, here: int | None, times: dict[tuple[int, int], float]
) -> Next | None:
    found = next((one for one in plan.ahead if one[0] > at - _OVER), None)
    if found is None:
        return None
    best, row = found
    way = _way_of_trip(row) if "purpose" in row else _way_of_movement(row)
    need = 0.0 if here is None or way.starts is None else times.get((here, way.starts), 0.0)
    left = (best - at).total_seconds() / 60
    return Next(
        kind=row.get("direction", "trip"),
        id=row["pk"],
        label=way.label,
        at=best,
        planned_at=row.get("planned_at") or best,
        zone=row["zone"],
        from_place=way.begins,
        to_place=way.ends,
        status=row["status"],
        certainty=row["certainty"],
        need_min=round(need),
        slack_min=int((left - need) // 1),
        late=left < 0 and not way.begun,
    )


class _Way(NamedTuple):
    """starts: the id of the place to be at, None where nobody has to be driven there."""

    label: str
    begins: str
    ends: str
    starts: int | None
    begun: bool


def _way_of_trip(row: dict[str, Any]) -> _Way:
    begins, ends = row["from_place__name"] or "", row["to_place__name"] or ""
    return _Way(row["purpose"], begins, ends, row["from_place_id"], begun=False)


def _way_of_movement(row: dict[str, Any]) -> _Way:
    terminal, other, begun = row["terminal__name"] or "", row["other_end"], bool(row["status"])
    if row["direction"] == "arrival":  # such a party is not here yet
        return _Way(row["carrier"], other, terminal, None, begun)
    return _Way(row["carrier"], terminal, other, row["terminal_id"], begun)


def _travel_times(by: Actor) -> dict[tuple[int, int], float]:
    times: dict[tuple[int, int], float] = {}
    rows = TravelTime.objects.visible_to(by).exclude(normal_min=None)
    for start, end, both, minutes in rows.values_list(
        "from_place_id", "to_place_id", "both_ways", "normal_min"
    ):
        times[start, end] = minutes or 0.0
        if both:
            times.setdefault((end, start), minutes or 0.0)
    return times


def _word(state: str) -> str:
    return str(WHERE.get(state, WHERE["unknown"])[0])


def _icon(state: str) -> str:
    return WHERE.get(state, WHERE["unknown"])[1]
