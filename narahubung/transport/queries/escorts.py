"""What is known of police escorts: what waits for an answer, and one request with its points."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.movements.models import EscortUnit, Trip
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.transport.models import OPEN_REQUESTS, EscortRequest, RequestState
from narahubung.transport.orders import escort_terms


@dataclass(frozen=True, kw_only=True)
class Point:
    """Where the escort must be when. is_first: it stands ready there."""

    place: str
    due_at: datetime
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """One request. drifted: how far it has moved from what was approved, None without approval."""

    id: int
    trip_id: int
    trip_code: str
    party: PartyMark
    purpose: str
    zone: str
    from_place: str
    to_place: str
    grade: str
    motorcycles: int
    lead_cars: int
    rear_cars: int
    call_sign: str
    starts_at: datetime
    ends_at: datetime
    asked_at: datetime
    asked_by: str
    state: str
    state_word: str
    decided_at: datetime | None
    decided_by: str
    number: str
    note: str
    unit: str
    leader: str
    leader_phone: str
    radio: str
    drifted: timedelta | None
    escort_desk_id: int | None

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"escort:{self.id}"

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer or holds."""
        return self.state in OPEN_REQUESTS

    @property
    def waits(self) -> bool:
        """Tell whether an answer is owed."""
        return self.state == RequestState.ASKED


def requests(*, by: Actor, at: datetime, only_open: bool = True) -> list[RequestLine]:
    """Return the requests one may see: those that wait first, then by time. One query.

    only_open: without those that were refused or withdrawn, and those that are over.
    """
    rows = EscortRequest.objects.visible_to(by)
    if only_open:
        rows = rows.filter(state__in=OPEN_REQUESTS, ends_at__gte=at)
    lines = _lines(rows)
    return sorted(lines, key=lambda line: (not line.waits, line.starts_at, line.id))


def request_sheet(*, by: Actor, request_id: int) -> tuple[RequestLine, tuple[Point, ...]]:
    """Return a request and its points in order. Two queries. Raises DoesNotExist."""
    row = _rows(EscortRequest.objects.visible_to(by)).get(pk=request_id)
    points = tuple(
        Point(place=point.label(), due_at=point.due_at, is_first=point.order == 0)
        for point in row.points.select_related("place")
    )
    return _line(row), points


def requests_of_trip(*, by: Actor, trip_id: int) -> list[RequestLine]:
    """Return what was asked for one trip, the newest first. One query."""
    rows = EscortRequest.objects.visible_to(by).filter(trip_id=trip_id)
    return sorted(_lines(rows), key=lambda line: -line.id)


def may_answer(*, by: Actor, line: RequestLine) -> bool:
    """Tell whether this person's desk says yes or no to it."""
    return by.may_at(Right.ANSWER_NEED, line.escort_desk_id)


def free_units(*, by: Actor, line: RequestLine) -> list[tuple[int, str]]:
    """Return the units that escort nobody else then: those of the party first. Two queries.

    A yes to one that is taken meanwhile is refused all the same.
    """
    taken = Trip.objects.filter(
        event_id=by.here,
        escort__isnull=False,
        departs_at__lt=line.ends_at,
        arrives_at__gt=line.starts_at,
        reached_at=None,
    ).exclude(pk=line.trip_id)
    rows = EscortUnit.objects.visible_to(by).exclude(pk__in=taken.values("escort"))
    units = sorted(
        rows.select_related("party"), key=lambda row: (row.party_id != line.party.id, row.name)
    )
    return [
        (row.pk, f"{row.name} \N{MIDDLE DOT} {row.party.code}" if row.party else row.name)
        for row in units
    ]


def usual_units() -> dict[str, dict[str, int]]:
    """Return what is usual of each grade."""
    return {grade: dict(units) for grade, units in escort_terms().units.items()}


def _rows(rows: Any) -> Any:
    return rows.select_related("trip__party", "trip__from_place", "trip__to_place", "escort")


def _lines(rows: Any) -> list[RequestLine]:
    return [_line(row) for row in _rows(rows)]


def _line(row: EscortRequest) -> RequestLine:
    trip, unit = row.trip, row.escort
    copied = {
        name: getattr(row, name) for name in RequestLine.__dataclass_fields__ if name not in _MADE
    }
    return RequestLine(
        trip_code=trip.code,
        party=mark_of(trip.party),
        purpose=trip.purpose,
        zone=trip.zone,
        from_place=trip.from_place.name if trip.from_place else "",
        to_place=trip.to_place.name if trip.to_place else "",
        state_word=str(row.get_state_display()),
        unit=unit.name if unit else "",
        leader=unit.leader if unit else "",
        leader_phone=unit.leader_phone if unit else "",
        radio=unit.radio_channel if unit else "",
        drifted=row.starts_at - row.approved_for if row.approved_for else None,
        **copied,
    )


_MADE = {
    *("trip_code", "party", "purpose", "zone", "from_place", "to_place", "state_word"),
    *("unit", "leader", "leader_phone", "radio", "drifted"),
}
