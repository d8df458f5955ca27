"""Planning cars in the background: a page asks, this computes, the page shows it."""

from django_tasks import task

from narahubung.kit import clock
from narahubung.kit.actor import the_house
from narahubung.plans.movements import fleet as engine
from narahubung.transport.commands.proposing import record_fleet, record_fleet_failure
from narahubung.transport.models import Proposal, ProposalState
from narahubung.transport.planning import fleet_problem

SECONDS = 20.0


@task()
def compute_fleet(proposal_id: int) -> None:
    """Compute a plan that waits. Safe to run again after a crash."""
    row = Proposal.objects.select_related("event").get(pk=proposal_id)
    if row.state == ProposalState.WAITING:
        plan_fleet_now(row)


def plan_fleet_now(row: Proposal) -> None:
    """Lay the plan ready, or say why there is none. The solver runs in a child process."""
    by = the_house("job", event_id=row.event_id)
    try:
        problem = fleet_problem(row.event, row.day, at=clock.now())
        plan = (
            engine.run_fleet_in_child(problem, effort=SECONDS, wall_guard_s=2 * SECONDS)
            if row.anew
            else engine.repair_fleet(problem, wall_guard_s=SECONDS)  # no solver in it
        )
    except (engine.PlanningFailedError, engine.BadProblemError) as trouble:
        record_fleet_failure(proposal_id=row.pk, trouble=str(trouble), by=by, at=clock.now())
        return
    record_fleet(
        proposal_id=row.pk,
        problem=engine.to_json(problem),
        plan=engine.to_json(plan),
        by=by,
        at=clock.now(),
    )
