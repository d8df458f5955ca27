"""A proposal of the engine beside the present, in words."""

import json
from dataclasses import dataclass
from functools import lru_cache

from narahubung.assignments.models import Proposal, ProposalKind, ProposalState
from narahubung.assignments.planning import with_present
from narahubung.assignments.queries.serving import teller
from narahubung.assignments.words import position_word
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer, Party
from narahubung.plans import assignment as engine


@dataclass(frozen=True, kw_only=True)
class ProposedChange:
    """One place that the proposal would change, with its reasons in words."""

    party: Party
    position: str
    position_word: str
    old: str
    new: str
    new_id: int | None
    pinned: bool
    reasons: tuple[str, ...]
    waived: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """A proposal beside the present."""

    proposal: Proposal
    comparison: tuple[tuple[str, int, int], ...] = ()
    changes: tuple[ProposedChange, ...] = ()
    kept: int = 0
    unfilled: tuple[tuple[str, str, str], ...] = ()
    faults: tuple[str, ...] = ()


def newest_proposal(*, by: Actor, kind: str = ProposalKind.OFFICERS) -> Proposal | None:
    """Return the proposal people look at: the newest that was not put aside or adopted."""
    open_ones = [ProposalState.WAITING, ProposalState.READY, ProposalState.FAILED]
    return (
        Proposal.objects.visible_to(by)
        .filter(kind=kind, state__in=open_ones)
        .order_by("-number")
        .first()
    )


def proposal_view(*, proposal: Proposal, by: Actor) -> ProposalView:
    """Return a proposal beside the present, each change with its reasons. Five queries."""
    if proposal.state not in {ProposalState.READY, ProposalState.ADOPTED}:
        return ProposalView(proposal=proposal)
    plan, problem = _stored(proposal.pk, proposal.state)
    parties = {p.code: p for p in Party.objects.visible_to(by)}
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    present = {(h.delegation, h.position): h.officer for h in problem.present}
    told = teller(officers, problem.timezone)

    def name(code: str | None) -> str:
        return officers[code].full_name if code in officers else ""

    changes = tuple(
        ProposedChange(
            party=parties[place.delegation],
            position=place.position,
            position_word=position_word(place.position),
            old=name(present.get((place.delegation, place.position))),
            new=name(place.officer),
            new_id=officers[place.officer].pk if place.officer in officers else None,
            pinned=place.pinned,
            reasons=tuple(told(r) for r in place.reasons),
            waived=tuple(told(r) for r in place.waived),
        )
        for place in plan.places
        if present.get((place.delegation, place.position)) != place.officer
        and place.delegation in parties
    )
    now = with_present(
        problem,
        (
            engine.Place(delegation=h.delegation, position=h.position, officer=h.officer)
            for h in problem.present
        ),
    )
    return ProposalView(
        proposal=proposal,
        comparison=_compare(problem, now, plan),
        changes=changes,
        kept=len(plan.places) - len(changes),
        unfilled=tuple(
            (u.delegation, position_word(u.position), "; ".join(told(r) for r in u.reasons))
            for u in plan.unfilled
        ),
        faults=tuple(
            f"{f.delegation} {position_word(f.position)} {name(f.officer)}: {told(f.reason)}"
            for f in engine.faults(problem, plan)
        ),
    )


def passed_over(*, proposal: Proposal, by: Actor) -> list[tuple[Officer, str, str]]:
    """Return each officer without a place: where he would have fitted best, and why not there."""
    plan, problem = _stored(proposal.pk, proposal.state)
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    told = teller(officers, problem.timezone)
    return [
        (
            officers[p.officer],
            f"{p.delegation}, {position_word(p.position)}",
            "; ".join(told(r) for r in p.reasons),
        )
        for p in plan.passed_over
        if p.officer in officers
    ]


@lru_cache(maxsize=8)
def _stored(proposal_id: int, state: str) -> tuple[engine.Plan, engine.Problem]:
    # A proposal's plan never changes once it is ready, so it is decoded once.
    row = Proposal.objects.get(pk=proposal_id)
    return (
        engine.from_json(engine.Plan, json.dumps(row.plan)),
        engine.from_json(engine.Problem, json.dumps(row.problem)),
    )


def _compare(
    problem: engine.Problem, now: engine.Plan, plan: engine.Plan
) -> tuple[tuple[str, int, int], ...]:
    before, after = engine.faults(problem, now), engine.faults(problem, plan)
    wanted = len(plan.places) + len(plan.unfilled)
    return (
        ("empty", wanted - len(now.places), len(plan.unfilled)),
        ("faults", len([f for f in before if f.reason.code != "left_out"]), len(after)),
        (
            "misfit",
            engine.price(problem, now.places) if now.places else 0,
            engine.price(problem, plan.places),
        ),
    )
