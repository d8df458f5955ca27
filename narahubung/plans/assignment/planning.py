"""From the numbers found to the plan that people read: places with reasons, gaps, passed over."""

import numpy as np

from narahubung.plans.assignment.bounding import FAR
from narahubung.plans.assignment.explaining import View
from narahubung.plans.assignment.solving import Found
from narahubung.plans.assignment.tabling import OfficerTable
from narahubung.plans.assignment.terms import PassedOver, Place, Plan, Reason, Unfilled


def plan_from(table: OfficerTable, found: Found) -> Plan:
    """Return the plan with its reasons, and the bound in points of the filled places."""
    seats = [
        Place(
            delegation=table.places[place][0].id,
            position=table.places[place][1].code,
            officer=table.officers[officer].id,
            pinned=place in table.pinned,
            points=int(table.price[place, officer]),
        )
        for place, officer in sorted(found.chosen.items())
    ]
    view = View(table.fit, seats)
    unfilled_cost = sum(p for place, p in enumerate(table.prize) if place not in found.chosen)
    objective = found.total - unfilled_cost
    bound = max(0, found.bound - unfilled_cost)
    fill_proven = found.bound // table.base >= unfilled_cost // table.base
    return Plan(
        places=tuple(
            _reasoned(view, table, found, place, seat)
            for place, seat in zip(sorted(found.chosen), seats, strict=True)
        ),
        unfilled=tuple(
            Unfilled(delegation=d.id, position=p.code, reasons=view.tally(d, p))
            for place, (d, p) in enumerate(table.places)
            if place not in found.chosen
        ),
        passed_over=tuple(_passed_over(view, table, found)),
        objective=objective,
        bound=bound,
        gap_pct=round(100 * (objective - bound) / objective, 4) if objective > bound else 0.0,
        fill_proven=fill_proven,
        proven=found.stopped_by == "proven",
        stopped_by=found.stopped_by,
        effort=round(found.effort, 4),
    )


def _reasoned(view: View, table: OfficerTable, found: Found, place: int, seat: Place) -> Place:
    delegation, position = table.places[place]
    officer = view.fit.officers[seat.officer]
    said = view.arguments(officer, delegation, position)
    if not seat.pinned:
        said.append(_margin(table, found, place, seat))
    return Place(
        delegation=seat.delegation,
        position=seat.position,
        officer=seat.officer,
        pinned=seat.pinned,
        points=seat.points,
        reasons=tuple(said),
        waived=view.waived(officer, delegation, position),
    )


def _margin(table: OfficerTable, found: Found, place: int, seat: Place) -> Reason:
    """Return by how much he fits better than the next officer who has no place at all."""
    idle = table.allowed[place].copy()
    idle[sorted(set(found.chosen.values()))] = False
    if not idle.any():
        return Reason(code="only_one")
    prices = np.where(idle, table.price[place], FAR)
    following = int(prices.argmin())
    more = int(prices[following]) - seat.points
    code = "ahead" if more > 0 else "level" if more == 0 else "behind"
    return Reason(code=code, facts={"points": abs(more), "officer": table.officers[following].id})


def _passed_over(view: View, table: OfficerTable, found: Found) -> list[PassedOver]:
    """Return each officer without a place, with the place where he comes nearest and why not."""
    if not table.places:
        return []
    holders = np.array(
        [
            table.price[p, found.chosen[p]] if p in found.chosen else 0
            for p in range(len(table.places))
        ]
    )
    worse = np.where(table.allowed, table.price - holders[:, None], FAR)
    used = set(found.chosen.values())
    out = []
    for number, officer in enumerate(table.officers):
        if number in used:
            continue
        place = int(worse[:, number].argmin())
        if not table.allowed[place, number]:
            place = _least_excluded(table, number)
        delegation, position = table.places[place]
        reasons = view.fit.exclusions(officer, delegation, position) or tuple(
            view.against(officer, delegation, position)
        )
        out.append(
            PassedOver(
                officer=officer.id,
                delegation=delegation.id,
                position=position.code,
                reasons=reasons,
            )
        )
    return out


def _least_excluded(table: OfficerTable, number: int) -> int:
    fit, officer = table.fit, table.officers[number]
    return min(
        range(len(table.places)),
        key=lambda place: (len(fit.exclusions(officer, *table.places[place])), place),
    )
