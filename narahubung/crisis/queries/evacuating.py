"""Every delegation's way out, whether it is ready, and its manifest; what is needed at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.crisis.manifests import NOBODY, Manifest, lacking, manifest, manifests
from narahubung.crisis.models import Evacuation, EvacuationState, Incident, IncidentState, Level
from narahubung.crisis.urgency import Urgent, urgent_needs
from narahubung.crisis.words_actions import DECIDES, URGENT
from narahubung.kit.actor import Actor
from narahubung.movements.models import Vehicle
from narahubung.parties.models import Party

E = EvacuationState


@dataclass(frozen=True, kw_only=True)
class EvacuationLine:
    """One delegation's way out; id None where none is planned. lacks: by name."""

    id: int | None
    party_id: int
    code: str
    name: str
    level: str
    level_word: str
    turn: int
    rally: str
    safe_place: str
    authority: str
    state: str
    word: str
    heads: int
    by_roll: bool
    seats: int
    vehicles: int
    lacks: Sequence[str]
    decided_by: str
    decided_why: str
    left_at: datetime | None
    left_heads: int | None
    arrived_at: datetime | None
    arrived_heads: int | None

    @property
    def missing(self) -> int:
        """Return how many fewer arrived than left, or than the manifest counts."""
        if self.arrived_heads is None:
            return 0
        before = self.heads if self.left_heads is None else self.left_heads
        return max(before - self.arrived_heads, 0)


@dataclass(frozen=True, kw_only=True)
class Evacuations:
    """All delegations that come, in the order of departure; those without a plan last."""

    lines: Sequence[EvacuationLine]
    ready: int
    heads: int
    left: int
    arrived: int
    may_lead: bool


@dataclass(frozen=True, kw_only=True)
class EvacuationSheet:
    """One way out with its manifest. route: "" for who may not see routes.

    plates: of the cars this person may see. shared: car and delegations that count on it as well.
    incidents: open ones, for which it may be ordered.
    """

    line: EvacuationLine
    manifest: Manifest
    route: str
    sees_route: bool
    plates: Sequence[tuple[str, int | None, str]]
    shared: Sequence[tuple[str, str]]
    incidents: Sequence[tuple[int, int, str]]
    decides: str
    printed_at: datetime
    may_lead: bool


@dataclass(frozen=True, kw_only=True)
class UrgentLine:
    """One urgent need; need_id only for who may open it."""

    urgent: Urgent
    word: str
    is_late: bool
    need_id: int | None


@dataclass(frozen=True, kw_only=True)
class UrgentTable:
    """What all delegations need at once because of an incident."""

    incident_id: int
    number: int
    lines: Sequence[UrgentLine]
    needed: int
    answered: int
    gap: int
    parties: Sequence[tuple[int, str]]
    is_open: bool


def evacuations(*, by: Actor, at: datetime) -> Evacuations:
    """Return them."""
    rows = Evacuation.objects.visible_to(by, Right.SEE_CRISIS).filter(over_at=None)
    planned = list(rows.select_related("party").prefetch_related("vehicles"))
    found = manifests(planned, at=at)
    lines = [_line(row, found[row.party_id]) for row in planned]
    for party in Party.objects.visible_to(by).order_by("code"):
        if party.comes and party.pk not in found:
            lines.append(_line(Evacuation(event_id=party.event_id, party=party), NOBODY))
    lines.sort(key=lambda one: (one.id is None, one.turn, one.code))
    return Evacuations(
        lines=lines,
        ready=sum(one.id is not None and not one.lacks for one in lines),
        heads=sum(one.heads for one in lines if one.id),
        left=sum(one.left_heads or 0 for one in lines),
        arrived=sum(one.arrived_heads or 0 for one in lines),
        may_lead=by.may(Right.LEAD_CRISIS),
    )


def evacuation_sheet(*, evacuation_id: int, by: Actor, at: datetime) -> EvacuationSheet:
    """Return one. Raises Evacuation.DoesNotExist."""
    rows = Evacuation.objects.visible_to(by).filter(over_at=None).select_related("party")
    row = rows.get(pk=evacuation_id)
    found = manifest(row, at=at)
    leads = by.may(Right.LEAD_CRISIS)
    sees_route = by.may_for(Right.SEE_ROUTES, row.party_id)
    open_ = Incident.objects.visible_to(by, Right.SEE_CRISIS).exclude(state=IncidentState.CLOSED)
    cars = list(row.vehicles.order_by("plate")) if _sees_cars(row, by) else []
    return EvacuationSheet(
        line=_line(row, found),
        manifest=found,
        route=row.route if sees_route else "",
        sees_route=sees_route,
        plates=[(car.label(), car.seats, car.driver) for car in cars],
        shared=_shared(row, cars) if leads else [],
        incidents=[(one.pk, one.number, one.what[:60]) for one in open_.order_by("-number")],
        decides=str(DECIDES[row.level]),
        printed_at=at,
        may_lead=leads,
    )


def own_evacuations(*, by: Actor, at: datetime) -> list[EvacuationLine]:
    """Return the ways out of one's own delegations."""
    rows = Evacuation.objects.visible_to(by).filter(over_at=None, party_id__in=by.own)
    planned = list(rows.select_related("party").prefetch_related("vehicles").order_by("turn"))
    found = manifests(planned, at=at)
    return [_line(row, found[row.party_id]) for row in planned]


def urgent_table(*, number: int, by: Actor, at: datetime) -> UrgentTable:
    """Return it. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    found = urgent_needs(row)
    opens = by.may(Right.SEE_NEEDS)
    lines = [
        UrgentLine(
            urgent=one,
            word=str(URGENT[one.kind]),
            is_late=one.gap > 0 and one.due_at is not None and one.due_at <= at,
            need_id=one.need_id if opens else None,
        )
        for one in found
    ]
    parties = [one for one in Party.objects.visible_to(by).order_by("code") if one.comes]
    return UrgentTable(
        incident_id=row.pk,
        number=row.number,
        lines=lines,
        needed=sum(one.needed for one in found),
        answered=sum(one.answered for one in found),
        gap=sum(one.gap for one in found),
        parties=[(one.pk, f"{one.code} {one.name}") for one in parties],
        is_open=row.state != IncidentState.CLOSED,
    )


Cars = list[tuple[int, str]]


def vehicles_to_choose(
    *, by: Actor, party_id: int, chosen: Collection[int] = ()
) -> tuple[Cars, Cars]:
    """Return the cars that carry guests: the delegation's and those chosen; then all others.

    Of the others those of no delegation come first. None without the right.
    """
    rows = Vehicle.objects.visible_to(by).order_by("plate")
    cars = [row for row in rows if row.carries_guests]
    cars.sort(key=lambda row: row.party_id is not None)
    near = [row for row in cars if row.party_id == party_id or row.pk in chosen]
    others = [row for row in cars if row not in near]
    return _named(near), _named(others)


def _named(cars: Sequence[Vehicle]) -> Cars:
    return [(row.pk, f"{row.label()} ({row.seats or '?'})") for row in cars]


def _sees_cars(row: Evacuation, by: Actor) -> bool:
    return by.may_for(Right.SEE_MOVEMENTS, row.party_id)


def _shared(row: Evacuation, cars: Sequence[Vehicle]) -> list[tuple[str, str]]:
    others = Evacuation.objects.filter(over_at=None, vehicles__in=cars).exclude(pk=row.pk)
    pairs = others.values_list("vehicles__pk", "party__code").distinct()
    found: dict[int, list[str]] = {}
    for pk, code in pairs:
        found.setdefault(pk, []).append(code)
    return [(car.label(), ", ".join(sorted(found[car.pk]))) for car in cars if car.pk in found]


def _line(row: Evacuation, found: Manifest) -> EvacuationLine:
    return EvacuationLine(
        id=row.pk,
        party_id=row.party_id,
        code=row.party.code,
        name=row.party.name,
        level=row.level,
        level_word=str(Level(row.level).label),
        turn=row.turn,
        rally=row.rally,
        safe_place=row.safe_place,
        authority=row.authority,
        state=row.state,
        word=str(E(row.state).label),
        heads=found.heads,
        by_roll=found.by_roll,
        seats=found.seats,
        vehicles=found.vehicles,
        lacks=[str(one) for one in lacking(row, found)],
        decided_by=row.decided_by,
        decided_why=row.decided_why,
        left_at=row.left_at,
        left_heads=row.left_heads,
        arrived_at=row.arrived_at,
        arrived_heads=row.arrived_heads,
    )
