"""A plan of who shares which car: its rides with their stops, and why each goes so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from django.utils.translation import gettext as _

from narahubung.movements.models import Vehicle
from narahubung.plans.assignment.terms import Reason
from narahubung.plans.movements.pooling.terms import PoolRequest, PoolRide
from narahubung.transport.models import Proposal, ProposalState
from narahubung.transport.pooling import car_of, plan_of, problem_of, transfer_of
from narahubung.transport.queries.rides import Stop, joined
from narahubung.transport.queries.transfers import TransferLine


@dataclass(frozen=True, kw_only=True)
class RideLine:
    """What one car does; most: people on board at once; why: for each who gets in."""

    car: str
    driver: str
    seats: int
    leaves: datetime
    returns: datetime
    stops: tuple[Stop[TransferLine], ...]
    most: int
    why: tuple[tuple[TransferLine, str], ...]


@dataclass(frozen=True, kw_only=True)
class PooledPlan:
    """One plan. changes: transfers that would get another car than they have."""

    row: Proposal
    rides: tuple[RideLine, ...]
    left: tuple[tuple[TransferLine, str], ...]
    changes: int
    gap_pct: float | None
    proven: bool

    @property
    def state_word(self) -> str:
        """Return how far it is."""
        return str(ProposalState(self.row.state).label)


def pooled_plan(row: Proposal, lines: Mapping[int, TransferLine]) -> PooledPlan:
    """Return the plan that a proposal holds. lines: by the transfer, those of its day. One query.

    Of a group that goes in several cars, each part has a line of its own.
    """
    if not row.plan:
        return PooledPlan(row=row, rides=(), left=(), changes=0, gap_pct=None, proven=False)
    plan, problem = plan_of(row), problem_of(row)
    rows = Vehicle.objects.filter(pk__in={car_of(one.id) for one in problem.vehicles})
    cars = {car.pk: car for car in rows.select_related("usual_driver")}
    known = {
        one.id: _part(lines[pk], one)
        for one in problem.requests
        if (pk := transfer_of(one.id)) in lines
    }
    plates = {one.id: _plate(cars, one.id) for one in problem.vehicles}
    size = _sizes(problem.requests)
    told = {one.request: one.reasons for one in plan.carried}
    told |= {one.request: one.reasons for one in plan.left}
    why = {
        one: "; ".join(filter(None, (size.get(one), _words(reasons, known, plates))))
        for one, reasons in told.items()
    }
    held = {one.request: car_of(one.vehicle) for one in problem.present}
    return PooledPlan(
        row=row,
        rides=tuple(
            _ride(ride, cars, known, why) for ride in sorted(plan.rides, key=lambda r: r.leaves)
        ),
        left=tuple(
            (known[one.request], why[one.request]) for one in plan.left if one.request in known
        ),
        changes=sum(held.get(one.request) != car_of(one.vehicle) for one in plan.carried),
        gap_pct=plan.gap_pct,
        proven=plan.proven,
    )


def _part(line: TransferLine, request: PoolRequest) -> TransferLine:
    """Return the line as the plan has it: it may have become more or fewer people since."""
    return replace(line, people=request.people, luggage=request.luggage)


def _sizes(requests: Iterable[PoolRequest]) -> dict[str, str]:
    """Say of each part of a group which one it is, and why the group goes in parts."""
    groups: dict[str, list[PoolRequest]] = {}
    for one in requests:
        if one.of:
            groups.setdefault(one.of, []).append(one)
    words = _("part {part} of {parts}: no car takes all {people} with their luggage")
    return {
        one.id: words.format(part=n, parts=len(group), people=sum(it.people for it in group))
        for group in groups.values()
        for n, one in enumerate(group, start=1)
    }


def _plate(cars: Mapping[int, Vehicle], vehicle: str) -> str:
    car = cars.get(car_of(vehicle))
    return car.plate if car else vehicle


def _ride(
    ride: PoolRide,
    cars: Mapping[int, Vehicle],
    lines: Mapping[str, TransferLine],
    why: Mapping[str, str],
) -> RideLine:
    car = cars.get(car_of(ride.vehicle))
    known = [(stop, lines[stop.request]) for stop in ride.stops if stop.request in lines]
    aboard = accumulate(line.people if stop.boards else -line.people for stop, line in known)
    driver = car.usual_driver if car else None
    return RideLine(
        car=car.label() if car else "",
        driver=driver.full_name if driver else car.driver if car else "",
        seats=(car.seats or 0) if car else 0,
        leaves=ride.leaves,
        returns=ride.returns,
        stops=joined(
            (stop.leaves, line.from_place, False, line)
            if stop.boards
            else (stop.begins, line.to_place, True, line)
            for stop, line in known
        ),
        most=max(aboard, default=0),
        why=tuple((line, why.get(stop.request, "")) for stop, line in known if stop.boards),
    )


def _words(
    reasons: Iterable[Reason], lines: Mapping[str, TransferLine], plates: Mapping[str, str]
) -> str:
    return "; ".join(word for one in reasons if (word := _why(one, lines, plates)))


def _why(reason: Reason, lines: Mapping[str, TransferLine], plates: Mapping[str, str]) -> str:
    """Return why, in the language in force; "" for what says nothing to people."""
    words = {
        "pinned": _("set by hand"),
        "kept": _("as it is"),
        "moved": _("was in {vehicle}"),
        "alone": _("alone on board"),
        "shared": _("shares with {requests}"),
        "aboard": _("{min} min on board, {direct} direct"),
        "pinned_elsewhere": _("{vehicles} cars: it is set for another"),
        "too_many": _("{vehicles} cars: more people than seats"),
        "too_much_luggage": _("{vehicles} cars: more luggage than room"),
        "needs": _("{vehicles} cars: without what is needed, or no permit"),
        "no_way": _("{vehicles} cars: not in time, even with nobody else"),
        "apart": _("{vehicles} cars: it would meet a delegation that it must not"),
        "full": _("{vehicles} cars: full then"),
        "no_time": _("{vehicles} cars: under way then"),
        "not_found": _("{vehicles} cars: possible, and not worth it"),
    }
    facts = dict(reason.facts)
    if "requests" in facts:
        named = str(facts["requests"]).split(", ")
        codes = [lines[one].party.code for one in named if one in lines]
        facts["requests"] = ", ".join(dict.fromkeys(codes))
    if reason.code == "moved":
        facts["vehicle"] = plates.get(str(facts.get("vehicle")), "")
    return words.get(reason.code, "").format(**facts)
