"""What is known of a party's leaving: what is done, what is owed, the farewell line."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from narahubung.airports.models import DepartureLine, FarewellPlace, LeavingStep
from narahubung.airports.rules.departing import why_there
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.said import said
from narahubung.movements.models import Direction
from narahubung.movements.queries import MovementLine, movement_line, movements_on
from narahubung.parties.models import Member

ORDER = list(LeavingStep.values)
NEAR = timedelta(hours=12)  # so long before it is due, an officer sees a line on his day


@dataclass(frozen=True, kw_only=True)
class LeavingLine:
    """One thing of a departure. whose: who travels; is_late: owed and not done."""

    id: int
    movement_id: int
    whose: str
    kind: str
    word: str
    due_at: datetime | None
    done_at: datetime | None
    by_name: str
    payer: str
    payer_word: str
    witness: str
    note: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class FarewellLine:
    """Who stands where in the line; place 1 is nearest to the aircraft."""

    id: int
    place: int
    name: str
    office: str
    rank: int
    why: str


@dataclass(frozen=True, kw_only=True)
class DeparturePlan:
    """All of one departure. missing: words of what is owed and not done."""

    movement: MovementLine
    lines: tuple[LeavingLine, ...]
    farewell: tuple[FarewellLine, ...]

    @property
    def done(self) -> int:
        """Return how many things are done."""
        return sum(1 for line in self.lines if line.done_at)

    @property
    def missing(self) -> list[str]:
        """Return what is owed and not done."""
        return [line.word for line in self.lines if line.is_late]


def departure_plan(*, by: Actor, at: datetime, movement_id: int) -> DeparturePlan:
    """Return the plan of one departure; without lines where none was laid out. Three queries.

    Raises DoesNotExist.
    """
    movement = movement_line(by=by, movement_id=movement_id)
    return _plans(by, at, [movement])[0]


def departures_of(*, by: Actor, at: datetime) -> list[DeparturePlan]:
    """Return the planned departures that are not over, first to leave first. Four queries."""
    planned = set(DepartureLine.objects.visible_to(by).values_list("movement_id", flat=True))
    rows = movements_on(by=by, day=None, zone_name="UTC", direction=Direction.DEPARTURE)
    ahead = [row for row in rows if row.actual_at is None and row.certainty != Certainty.CANCELLED]
    return _plans(by, at, [row for row in ahead if row.id in planned])


def near_leavings(
    *, by: Actor, at: datetime, party_id: int, done_since: datetime
) -> list[LeavingLine]:
    """Return what is due before a party's departures within half a day, or over, and not done.

    What was done since `done_since` stands there, too. By when it is due. One query.
    """
    rows = DepartureLine.objects.visible_to(by).select_related("movement").filter(party=party_id)
    is_open = Q(done_at=None, due_at__lte=at + NEAR, movement__actual_at=None)
    is_open &= ~Q(movement__certainty=Certainty.CANCELLED)
    found = [_line(row, at) for row in rows.filter(is_open | Q(done_at__gte=done_since))]
    return sorted(found, key=lambda line: (line.due_at or at, ORDER.index(line.kind)))


def members_to_farewell(*, by: Actor, plan: DeparturePlan) -> list[tuple[int, str]]:
    """Return who of the party may be put into the line. One query."""
    rows = Member.objects.visible_to(by).filter(party_id=plan.movement.party.id)
    return list(rows.order_by("full_name").values_list("pk", "full_name"))


def _plans(by: Actor, at: datetime, movements: list[MovementLine]) -> list[DeparturePlan]:
    ids = [movement.id for movement in movements]
    lines: dict[int, list[LeavingLine]] = defaultdict(list)
    rows = DepartureLine.objects.visible_to(by).select_related("movement")
    rows = rows.filter(movement_id__in=ids)
    for row in sorted(rows, key=lambda row: ORDER.index(row.kind)):
        lines[row.movement_id].append(_line(row, at))
    places: dict[int, list[FarewellPlace]] = defaultdict(list)
    for place in FarewellPlace.objects.visible_to(by).filter(movement_id__in=ids):
        places[place.movement_id].append(place)
    return [
        DeparturePlan(
            movement=movement,
            lines=tuple(lines[movement.id]),
            farewell=tuple(_farewell(places[movement.id])),
        )
        for movement in movements
    ]


def _farewell(places: list[FarewellPlace]) -> Iterator[FarewellLine]:
    ranks = [place.rank for place in places]
    for place in places:
        yield FarewellLine(
            id=place.pk,
            place=place.order,
            name=place.name,
            office=place.office,
            rank=place.rank,
            why=why_there(place.rank, ranks),
        )


def _line(row: DepartureLine, at: datetime) -> LeavingLine:
    return LeavingLine(
        id=row.pk,
        movement_id=row.movement_id,
        whose=said(row.movement.travelling),
        kind=row.kind,
        word=str(row.get_kind_display()),
        due_at=row.due_at,
        done_at=row.done_at,
        by_name=row.by_name,
        payer=row.payer,
        payer_word=str(row.get_payer_display()) if row.payer else "",
        witness=row.witness,
        note=row.note,
        is_late=row.done_at is None and row.due_at is not None and row.due_at <= at,
    )
