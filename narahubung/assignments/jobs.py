"""Planning in the background: a page asks, this computes in a child process, the page shows it."""

import time
from typing import Any

from django_tasks import task

from narahubung.accounts.models import Event
from narahubung.assignments import commands
from narahubung.assignments.models import Proposal, ProposalKind, ProposalState
from narahubung.assignments.planning import problem_of, summary_of
from narahubung.assignments.roster_planning import roster_problem, roster_summary
from narahubung.kit import clock
from narahubung.kit.actor import the_house
from narahubung.plans import assignment, roster

Made = tuple[str, str, dict[str, Any]]


@task()
def compute(proposal_id: int) -> None:
    """Compute a proposal that waits. Safe to run again after a crash."""
    proposal = Proposal.objects.select_related("event").get(pk=proposal_id)
    if proposal.state == ProposalState.WAITING:
        plan_now(proposal)


def plan_now(proposal: Proposal) -> Proposal:
    """Compute the proposal in a child process and lay it ready, or say why it failed."""
    by = the_house("job", event_id=proposal.event_id)
    make = _roster if proposal.kind == ProposalKind.ROSTER else _officers
    try:
        problem, plan, summary = make(proposal, proposal.event)
    except (assignment.PlanningFailedError, assignment.BadProblemError) as trouble:
        commands.record_failure(
            proposal_id=proposal.pk, trouble=str(trouble), by=by, at=clock.now()
        )
        proposal.refresh_from_db()
        return proposal
    return commands.record_plan(
        proposal_id=proposal.pk,
        problem=problem,
        plan=plan,
        summary=summary,
        by=by,
        at=clock.now(),
    )


def _officers(proposal: Proposal, event: Event) -> Made:
    problem, seconds = problem_of(event), proposal.seconds
    began = time.monotonic()
    plan = assignment.run_in_child(problem, effort=seconds, wall_guard_s=seconds)
    took = time.monotonic() - began
    figures = summary_of(problem, plan, seconds=took)
    return assignment.to_json(problem), assignment.to_json(plan), figures


def _roster(proposal: Proposal, event: Event) -> Made:
    problem, seconds = roster_problem(event, at=clock.now()), proposal.seconds
    began = time.monotonic()
    if proposal.summary["repair"]:
        plan = roster.repair(problem, wall_guard_s=seconds)  # no solver in it
    else:
        plan = roster.run_roster_in_child(problem, effort=seconds, wall_guard_s=seconds)
    took = time.monotonic() - began
    figures = roster_summary(problem, plan, seconds=took)
    return roster.to_json(problem), roster.to_json(plan), figures
