"""Planning in the background: a page asks, this computes in a child process, the page shows it."""

import time

from django_tasks import task

from narahubung.accounts.models import Event
from narahubung.assignments import commands
from narahubung.assignments.models import Proposal, ProposalState
from narahubung.assignments.planning import problem_of, summary_of
from narahubung.kit import clock
from narahubung.kit.actor import the_house
from narahubung.plans import assignment as engine


@task()
def compute(proposal_id: int) -> None:
    """Compute a proposal that waits. Safe to run again after a crash."""
    proposal = Proposal.objects.select_related("event").get(pk=proposal_id)
    if proposal.state == ProposalState.WAITING:
        plan_now(proposal)


def plan_now(proposal: Proposal) -> Proposal:
    """Compute the proposal in a child process and lay it ready, or say why it failed."""
    event: Event = proposal.event
    by = the_house("job", event_id=event.pk)
    problem = problem_of(event)
    began = time.monotonic()
    try:
        plan = engine.run_in_child(problem, effort=proposal.seconds, wall_guard_s=proposal.seconds)
    except (engine.PlanningFailedError, engine.BadProblemError) as problem_text:
        commands.record_failure(
            proposal_id=proposal.pk, trouble=str(problem_text), by=by, at=clock.now()
        )
        proposal.refresh_from_db()
        return proposal
    seconds = time.monotonic() - began
    return commands.record_plan(
        proposal_id=proposal.pk,
        problem=engine.to_json(problem),
        plan=engine.to_json(plan),
        summary=summary_of(problem, plan, seconds=seconds),
        by=by,
        at=clock.now(),
    )
