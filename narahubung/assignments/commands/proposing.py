"""A plan is asked for, held at places, adopted or put aside."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.assignments import entries, rules
from narahubung.assignments.commands.attaching import begin, end
from narahubung.assignments.models import (
    Attachment,
    Pin,
    Proposal,
    ProposalKind,
    ProposalState,
)
from narahubung.assignments.planning import places_of, stays_of
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer, Party
from narahubung.plans import assignment as engine


@command
def ask_proposal(
    *,
    seconds: float,
    kind: str = ProposalKind.OFFICERS,
    repair: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Proposal:
    """Ask an engine for a plan around what is held; a job computes it (see jobs.compute).

    repair: change as little of the present roster as possible.
    """
    with act(by=by, at=at, key=key) as record:
        highest = Proposal.objects.filter(event_id=by.here).aggregate(n=Max("number"))["n"]
        proposal = Proposal.objects.create(
            event_id=by.here,
            kind=kind,
            number=(highest or 0) + 1,
            made_at=at,
            by_name=by.name,
            seconds=seconds,
            summary={"repair": repair} if kind == ProposalKind.ROSTER else {},
        )
        record(entries.ProposalAsked(proposal_id=proposal.pk, number=proposal.number))
    return proposal


@command
def record_plan(
    *,
    proposal_id: int,
    problem: str,
    plan: str,
    summary: dict[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Proposal:
    """Lay an engine's answer ready. problem, plan: its JSON. Raises NotReady."""
    with act(by=by, at=at, key=key) as record:
        proposal = Proposal.objects.for_change(by, proposal_id)
        if proposal.state != ProposalState.WAITING:
            raise rules.NotReady
        proposal.problem, proposal.plan = json.loads(problem), json.loads(plan)
        proposal.summary |= summary
        proposal.state = ProposalState.READY
        proposal.save(update_fields=["problem", "plan", "summary", "state"])
        record(_made(proposal))
    return proposal


def _made(proposal: Proposal) -> entries.ProposalMade | entries.RosterMade:
    figures = proposal.summary
    if proposal.kind == ProposalKind.ROSTER:
        return entries.RosterMade(
            proposal_id=proposal.pk,
            number=proposal.number,
            duties=figures["duties"],
            uncovered_min=figures["uncovered_min"],
        )
    return entries.ProposalMade(
        proposal_id=proposal.pk,
        number=proposal.number,
        filled=figures["filled"],
        positions=figures["positions"],
        proven=figures["proven"],
    )


@command
def record_failure(
    *, proposal_id: int, trouble: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that the engine gave no plan, and why."""
    with act(by=by, at=at, key=key) as record:
        proposal = Proposal.objects.for_change(by, proposal_id)
        proposal.state, proposal.trouble = ProposalState.FAILED, trouble
        proposal.save(update_fields=["state", "trouble"])
        record(
            entries.ProposalFailed(proposal_id=proposal.pk, number=proposal.number, trouble=trouble)
        )


@command
def hold(
    *,
    party_id: int,
    officer_id: int,
    position: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Hold an officer at a place: the next plans are made around it. Replaces an older hold."""
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        officer = Officer.objects.visible_to(by).get(pk=officer_id)
        Pin.objects.filter(party=party).filter(officer=officer).delete()
        Pin.objects.update_or_create(
            party=party,
            position=position,
            defaults={
                "event_id": by.here,
                "officer": officer,
                "by_name": by.name,
                "at": at,
            },
        )
        record(
            entries.OfficerHeld(
                party_id=party.pk,
                party_code=party.code,
                officer=officer.full_name,
                position=position,
            )
        )


@command
def release(
    *, party_id: int, position: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let the engine choose this place again. Raises Pin.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        pin = (
            Pin.objects.visible_to(by)
            .select_related("party", "officer")
            .get(party_id=party_id, position=position)
        )
        record(
            entries.OfficerReleased(
                party_id=pin.party_id,
                party_code=pin.party.code,
                officer=pin.officer.full_name,
                position=position,
            )
        )
        pin.delete()


@command
def adopt(*, proposal_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Proposal:
    """Make the plan the present: end what it drops, attach what it adds, keep the rest.

    Duty and access pass in this one act. Raises NotReady, OutOfDate, HasFaults.
    """
    with act(by=by, at=at, key=key) as record:
        proposal = open_proposal(proposal_id, ProposalKind.OFFICERS, by=by)
        plan = engine.from_json(engine.Plan, json.dumps(proposal.plan))
        problem = engine.from_json(engine.Problem, json.dumps(proposal.problem))
        changes = _replace(proposal, problem, plan, record, by=by, at=at)
        set_adopted(proposal, by=by)
        record(
            entries.ProposalAdopted(
                proposal_id=proposal.pk, number=proposal.number, changes=changes
            )
        )
    return proposal


def open_proposal(proposal_id: int, kind: str, *, by: Actor) -> Proposal:
    """Return a proposal to adopt, locked. Raises Proposal.DoesNotExist, NotReady, HasFaults."""
    proposal = Proposal.objects.for_change(by, proposal_id)
    if proposal.kind != kind:
        raise Proposal.DoesNotExist
    rules.check_can_adopt(proposal)
    return proposal


def set_adopted(proposal: Proposal, *, by: Actor) -> None:
    """Say that it is in force; what else lay ready of its kind is put aside."""
    ready = Proposal.objects.visible_to(by).filter(state=ProposalState.READY, kind=proposal.kind)
    ready.exclude(pk=proposal.pk).update(state=ProposalState.DISMISSED)
    proposal.state = ProposalState.ADOPTED
    proposal.save(update_fields=["state"])


@command
def dismiss(*, proposal_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Put a proposal aside. Raises NotReady."""
    with act(by=by, at=at, key=key) as record:
        proposal = Proposal.objects.for_change(by, proposal_id)
        if proposal.state in {ProposalState.ADOPTED, ProposalState.DISMISSED}:
            raise rules.NotReady
        proposal.state = ProposalState.DISMISSED
        proposal.save(update_fields=["state"])
        record(entries.ProposalDismissed(proposal_id=proposal.pk, number=proposal.number))


def _replace(
    proposal: Proposal,
    problem: engine.Problem,
    plan: engine.Plan,
    record: Record,
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Bring the standing attachments to the plan; returns how many places changed."""
    standing = {(row.party.code, row.position): row for row in places_of(proposal.event)}
    known = {d.id for d in problem.delegations}
    present = {(h.delegation, h.position): h.officer for h in problem.present}
    if {k: v.officer.code for k, v in standing.items() if k[0] in known} != present:
        raise rules.OutOfDate
    wanted = {(place.delegation, place.position): place for place in plan.places}
    staying = {(place.delegation, place.officer) for place in plan.places}
    parties = {p.code: p for p in Party.objects.visible_to(by)}
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    stays = stays_of(proposal.event)
    changes = 0
    for place, row in standing.items():
        new = wanted.get(place)
        if place[0] in known and (new is None or new.officer != row.officer.code):
            stays_on = (place[0], row.officer.code) in staying
            end(row, "", record, at=at, drops_duties=not stays_on)
            changes += 1
    for place, new in sorted(wanted.items()):
        old = standing.get(place)
        if old is not None and old.officer.code == new.officer:
            continue
        party = parties[new.delegation]
        span = stays[party.pk]
        made = Attachment(
            event_id=by.here,
            party=party,
            officer=officers[new.officer],
            position=new.position,
            since=span.start,
            until=span.end,
            firm=new.pinned,
            decided_by=by.name,
            reasons=_stored([*new.reasons, *new.waived]),
        )
        begin(made, record, at=at)
        changes += old is None
    return changes


def _stored(reasons: Iterable[engine.Reason]) -> list[dict[str, Any]]:
    return [{"code": r.code, "facts": asdict(r)["facts"]} for r in reasons]
