"""Planning in the background: a page asks, this computes, the page shows it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django_tasks import task

from narahubung.kit import clock
from narahubung.kit.actor import Actor, the_house
from narahubung.plans.assignment import BadProblemError, PlanningFailedError, to_json
from narahubung.plans.movements import arriving, fleet, pooling
from narahubung.transport.commands.proposing import record_failure, record_plan
from narahubung.transport.models import Proposal, ProposalKind, ProposalState
from narahubung.transport.planning import fleet_problem, new_cars_of
from narahubung.transport.pooling import pool_problem
from narahubung.transport.rules.proposing import NotReady
from narahubung.transport.slots import arrival_problem

SECONDS = 20.0


@task()
def compute_plan(proposal_id: int) -> None:
    """Compute a plan that waits. Safe to run again after a crash."""
    row = Proposal.objects.select_related("event", "item__place").get(pk=proposal_id)
    if row.state == ProposalState.WAITING:
        plan_now(row)


def plan_now(row: Proposal) -> None:
    """Lay the plan ready, or say why there is none. The solver runs in a child process."""
    by = the_house("job", event_id=row.event_id)
    with suppress(NotReady):  # put aside meanwhile, or another worker was first
        _plan(row, by)


def _plan(row: Proposal, by: Actor) -> None:
    try:
        problem, plan, changes, unserved = _PLAN[row.kind](row, clock.now())
    except (PlanningFailedError, BadProblemError) as trouble:
        record_failure(proposal_id=row.pk, trouble=str(trouble), by=by, at=clock.now())
        return
    record_plan(
        proposal_id=row.pk,
        problem=to_json(problem),
        plan=to_json(plan),
        changes=changes,
        unserved=unserved,
        by=by,
        at=clock.now(),
    )


Planned = tuple[Any, Any, int, int]  # the problem, its plan, what changes, who is without a place


def _cars(row: Proposal, at: datetime) -> Planned:
    problem = fleet_problem(row.event, row.day, at=at)
    plan = (
        fleet.run_fleet_in_child(problem, effort=SECONDS, wall_guard_s=2 * SECONDS)
        if row.anew
        else fleet.repair_fleet(problem, wall_guard_s=SECONDS)  # no solver in it
    )
    return problem, plan, len(new_cars_of(problem, plan)), len(plan.unserved)


def _pooled(row: Proposal, at: datetime) -> Planned:
    problem = pool_problem(row, at=at)
    plan = pooling.run_pool_in_child(problem, wall_guard_s=SECONDS)
    held = {one.request: one.vehicle for one in problem.present}
    changes = sum(held.get(one.request) != one.vehicle for one in plan.carried)
    return problem, plan, changes, len(plan.left)


def _slots(row: Proposal, at: datetime) -> Planned:
    problem = arrival_problem(row, at=at)
    plan = arriving.run_arrivals_in_child(problem, effort=SECONDS, wall_guard_s=2 * SECONDS)
    return (
        problem,
        plan,
        len(plan.changed) if problem.present else len(plan.slots),
        len(plan.without),
    )


_PLAN: Mapping[str, Callable[[Proposal, datetime], Planned]] = {
    ProposalKind.CARS: _cars,
    ProposalKind.POOLED: _pooled,
    ProposalKind.SLOTS: _slots,
    ProposalKind.LEAVING: _slots,
}
