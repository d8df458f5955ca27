"""The newest plan of a day's cars: what it would change and why, and whom it finds no car for."""

import json
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.movements.models import Vehicle
from narahubung.movements.queries import TripLine
from narahubung.movements.queries.lists import trip_lines, trip_rows
from narahubung.plans.movements import fleet as engine
from narahubung.transport.models import Proposal, ProposalKind, ProposalState
from narahubung.transport.planning import new_cars


@dataclass(frozen=True, kw_only=True)
class CarChange:
    """One trip that would get another car, and why this one."""

    trip: TripLine
    old: str
    new: str
    why: str


@dataclass(frozen=True, kw_only=True)
class NoCar:
    """One trip without a car, and what stands in the way."""

    trip: TripLine
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FleetSheet:
    """One plan. fleet: cars it uses; bound: no plan does with fewer, 0 where that is not known.

    adopted: a plan before this one that stands and can be taken back.
    """

    row: Proposal
    adopted: Proposal | None
    changes: tuple[CarChange, ...]
    without: tuple[NoCar, ...]
    fleet: int
    bound: int
    proven: bool

    @property
    def state_word(self) -> str:
        """Return how far it is."""
        return str(ProposalState(self.row.state).label)


def fleet_sheet(*, by: Actor, day: date) -> FleetSheet | None:
    """Return the newest plan of that day that was not put aside. Six queries."""
    rows = Proposal.objects.visible_to(by).filter(kind=ProposalKind.CARS, day=day)
    row = rows.exclude(state=ProposalState.DISMISSED).order_by("-pk").first()
    if row is None:
        return None
    adopted = adopted_before(row, by=by, kind=ProposalKind.CARS, day=day)
    if not row.plan:
        return FleetSheet(
            row=row, adopted=adopted, changes=(), without=(), fleet=0, bound=0, proven=False
        )
    plan = engine.from_json(engine.FleetPlan, json.dumps(row.plan))
    problem = engine.from_json(engine.FleetProblem, json.dumps(row.problem))
    wanted = new_cars(row)
    left = {int(one.trip): one for one in plan.unserved if one.trip.isdecimal()}
    lines = trip_lines(trip_rows(by).filter(pk__in=[*wanted, *left]))
    present = {ride.trip: ride.vehicle for ride in problem.present}
    cars = dict(Vehicle.objects.visible_to(by).values_list("pk", "plate"))
    reasons = {ride.trip: ride.reasons for ride in plan.rides}
    return FleetSheet(
        row=row,
        adopted=adopted,
        changes=tuple(
            CarChange(
                trip=line,
                old=cars.get(int(present.get(str(line.id), 0)), ""),
                new=cars.get(wanted[line.id] or 0, ""),
                why=", ".join(_why(reason) for reason in reasons.get(str(line.id), ())),
            )
            for line in lines
            if line.id in wanted
        ),
        without=tuple(
            NoCar(trip=line, why=tuple(_why(reason) for reason in left[line.id].reasons))
            for line in lines
            if line.id in left
        ),
        fleet=plan.fleet,
        bound=plan.fleet_bound,
        proven=plan.proven,
    )


def adopted_before(
    shown: Proposal | None, *, by: Actor, kind: str, **of: object
) -> Proposal | None:
    """Return the newest adopted plan of a day or item where another one is shown. One query.

    It stands until it is taken back, whatever is asked for after it.
    """
    if shown is not None and shown.state == ProposalState.ADOPTED:
        return None
    rows = Proposal.objects.visible_to(by).filter(kind=kind, state=ProposalState.ADOPTED, **of)
    return rows.order_by("-pk").first()


def _why(reason: engine.Reason) -> str:
    """Return why, in the language in force."""
    facts = reason.facts
    if reason.code == "first":
        return _("its first trip")
    if reason.code == "follows":
        return _("{spare} min to spare after the trip before").format(
            spare=facts.get("spare_min", 0)
        )
    if reason.code == "kept_away":
        rule = _rule(str(facts.get("rule", "")))
        return _("{vehicles} cars: {rule}").format(vehicles=facts.get("vehicles", 0), rule=rule)
    if reason.code == "short":
        return _("more trips at one time than there are cars")
    return _rule(reason.code)


def _rule(code: str) -> str:
    words = {
        "pinned": _("held"),
        "kept": _("as it is"),
        "kind": _("a truck for guests, or no truck for luggage"),
        "seats": _("too few seats"),
        "permits": _("for another delegation, or no permit"),
        "pinned_elsewhere": _("held with another car"),
        "engaged": _("on another trip"),
        "too_far": _("cannot be there in time, or not at its next trip"),
        "driving": _("too long at the wheel in a day"),
        "not_free": _("its driver is not on duty"),
        "free": _("free, but that was not found"),
    }
    return words.get(code, _("another rule"))
