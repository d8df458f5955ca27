"""Everything that changes who is with whom. One verb, one function, one act."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.commands import people as accounts
from narahubung.accounts.models import Event, Person, Reach, TieKind
from narahubung.assignments import entries, rules
from narahubung.assignments.models import Attachment, Pin, Proposal, ProposalState
from narahubung.assignments.planning import stays_of
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer, Party
from narahubung.plans import assignment as engine

HAND_OVER = timedelta(hours=2)  # what an officer may still read after the duty


@command
def ask_proposal(*, seconds: float, by: Actor, at: datetime, key: UUID | None = None) -> Proposal:
    """Ask the engine for a plan around what is held; a job computes it (see jobs.compute)."""
    with act(by=by, at=at, key=key) as record:
        highest = Proposal.objects.filter(event_id=by.here).aggregate(n=Max("number"))["n"]
        proposal = Proposal.objects.create(
            event_id=by.here,
            number=(highest or 0) + 1,
            made_at=at,
            by_name=by.name,
            seconds=seconds,
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
    """Lay the engine's answer ready. problem, plan: JSON of plans.assignment. Raises NotReady."""
    with act(by=by, at=at, key=key) as record:
        proposal = Proposal.objects.for_change(by, proposal_id)
        if proposal.state != ProposalState.WAITING:
            raise rules.NotReady
        proposal.problem, proposal.plan = json.loads(problem), json.loads(plan)
        proposal.summary = summary
        proposal.state = ProposalState.READY
        proposal.save(update_fields=["problem", "plan", "summary", "state"])
        record(
            entries.ProposalMade(
                proposal_id=proposal.pk,
                number=proposal.number,
                filled=summary["filled"],
                positions=summary["positions"],
                proven=summary["proven"],
            )
        )
    return proposal


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
        proposal = Proposal.objects.for_change(by, proposal_id)
        rules.check_can_adopt(proposal)
        plan = engine.from_json(engine.Plan, json.dumps(proposal.plan))
        problem = engine.from_json(engine.Problem, json.dumps(proposal.problem))
        changes = _replace(proposal, problem, plan, record, by=by, at=at)
        Proposal.objects.visible_to(by).filter(state=ProposalState.READY).exclude(
            pk=proposal.pk
        ).update(state=ProposalState.DISMISSED)
        proposal.state = ProposalState.ADOPTED
        proposal.save(update_fields=["state"])
        record(
            entries.ProposalAdopted(
                proposal_id=proposal.pk, number=proposal.number, changes=changes
            )
        )
    return proposal


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


@command
def attach(
    *,
    party_id: int,
    officer_id: int,
    position: str,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Attachment:
    """Attach an officer by hand, at once; who held the place is detached. Raises AlreadyThere."""
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        officer = Officer.objects.visible_to(by).get(pk=officer_id)
        standing = Attachment.objects.visible_to(by).standing().filter(party=party)
        if standing.filter(officer=officer).exists():
            raise rules.AlreadyThere(officer=officer.full_name)
        for old in standing.filter(position=position):
            _end(old, why, record, at=at)
        span = stays_of(party.event).get(party.pk)
        made = Attachment(
            event_id=by.here,
            party=party,
            officer=officer,
            position=position,
            since=span.start if span else at,
            until=span.end if span else at + timedelta(days=1),
            firm=True,
            decided_by=by.name,
            reasons=[{"code": "pinned", "facts": {"source": "hand", "by": by.name}}],
        )
        _begin(made, record, at=at)
    return made


@command
def detach(
    *, attachment_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """End an attachment now: the duty and the access. Raises Attachment.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        standing = Attachment.objects.visible_to(by).standing().select_related("party", "officer")
        _end(standing.get(pk=attachment_id), why, record, at=at)


@command
def follow_stays(*, party_ids: list[int], by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let duty and access run with the stay when a party comes or leaves at another time.

    Does nothing, and opens no act, when every attachment already fits.
    """
    stays = stays_of(Event.objects.get(pk=by.here))
    moved = [
        row
        for row in Attachment.objects.visible_to(by)
        .standing()
        .filter(party_id__in=party_ids)
        .select_related("party", "reach")
        if row.party_id in stays
        and (row.since, row.until) != (stays[row.party_id].start, stays[row.party_id].end)
    ]
    if not moved:
        return
    with act(by=by, at=at, key=key) as record:
        for row in moved:
            row.since, row.until = stays[row.party_id].start, stays[row.party_id].end
            row.save(update_fields=["since", "until"])
            if row.reach is not None:
                row.reach.until = row.until + HAND_OVER
                row.reach.save(update_fields=["until"])
        for party_id, code in sorted({(row.party_id, row.party.code) for row in moved}):
            span = stays[party_id]
            record(
                entries.StayMoved(
                    party_id=party_id, party_code=code, since=span.start, until=span.end
                )
            )


@command
def give_log_in(*, officer_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Person:
    """Make the account of an officer on the list, tie it to him, and open what his places carry.

    The user name is his code (`lo-017`). Whoever has a log-in may read the programme from then on;
    a delegation only while attached. The letter with the QR is the accounts' (`accounts.commands.
    invite`). Raises HasLogIn, Officer.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        officer = Officer.objects.for_change(by, officer_id)
        rules.check_can_let_in(officer)
        person = accounts.make_person(
            username=_free_name(officer), full_name=officer.full_name, by=by, at=at
        )
        officer.person = person
        officer.save(update_fields=["person"])
        Reach.objects.create(person=person, event_id=by.here, role="officer", since=at)
        record(
            entries.OfficerLetIn(
                officer_id=officer.pk,
                officer=officer.full_name,
                person_id=person.pk,
                username=person.username,
            )
        )
        let_in(officer_id=officer.pk, by=by, at=at)
    return person


@command
def let_in(*, officer_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Give an officer who has just got a log-in the access that the standing places carry."""
    rows = list(
        Attachment.objects.filter(event_id=by.here, officer_id=officer_id, reach=None)
        .standing()
        .select_related("party", "officer")
    )
    if not rows or rows[0].officer.person_id is None:
        return
    with act(by=by, at=at, key=key) as record:
        for row in rows:
            row.reach = _open_reach(row, at=at)
            row.save(update_fields=["reach"])
            record(_attached(row))


def _free_name(officer: Officer) -> str:
    wanted = officer.code.lower()
    taken = Person.objects.filter(username=wanted).exists()
    return f"{wanted}-{officer.event.slug}" if taken else wanted


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
    standing = {
        (row.party.code, row.position): row
        for row in Attachment.objects.visible_to(by).standing().select_related("party", "officer")
    }
    known = {d.id for d in problem.delegations}
    present = {(h.delegation, h.position): h.officer for h in problem.present}
    if {k: v.officer.code for k, v in standing.items() if k[0] in known} != present:
        raise rules.OutOfDate
    wanted = {(place.delegation, place.position): place for place in plan.places}
    parties = {p.code: p for p in Party.objects.visible_to(by)}
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    stays = stays_of(proposal.event)
    changes = 0
    for place, row in standing.items():
        new = wanted.get(place)
        if place[0] in known and (new is None or new.officer != row.officer.code):
            _end(row, "", record, at=at)
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
        _begin(made, record, at=at)
        changes += old is None
    return changes


def _stored(reasons: Iterable[engine.Reason]) -> list[dict[str, Any]]:
    return [{"code": r.code, "facts": asdict(r)["facts"]} for r in reasons]


def _begin(row: Attachment, record: Record, *, at: datetime) -> None:
    row.reach = _open_reach(row, at=at)
    row.save()
    record(_attached(row), tell=[row.officer.person_id] if row.officer.person_id else [])


def _attached(row: Attachment) -> entries.OfficerAttached:
    return entries.OfficerAttached(
        party_id=row.party_id,
        party_code=row.party.code,
        attachment_id=row.pk,
        officer_id=row.officer_id,
        officer=row.officer.full_name,
        person_id=row.officer.person_id,
        position=row.position,
        since=row.since,
        until=row.until,
    )


def _open_reach(row: Attachment, *, at: datetime) -> Reach | None:
    # Access begins with the adoption, because an officer prepares; it ends with the duty and the
    # two hours of hand-over.
    if row.officer.person_id is None:
        return None
    return Reach.objects.create(
        person_id=row.officer.person_id,
        event_id=row.event_id,
        role="officer",
        kind=TieKind.PARTY,
        object_id=row.party_id,
        since=at,
        until=max(row.until, at) + HAND_OVER,
    )


def _end(row: Attachment, why: str, record: Record, *, at: datetime) -> None:
    row.ended_at, row.ended_why = at, why
    row.save(update_fields=["ended_at", "ended_why"])
    if row.reach is not None:
        row.reach.until = at
        row.reach.save(update_fields=["until"])
    record(
        entries.OfficerDetached(
            party_id=row.party_id,
            party_code=row.party.code,
            attachment_id=row.pk,
            officer_id=row.officer_id,
            officer=row.officer.full_name,
            person_id=row.officer.person_id,
            position=row.position,
            why=why,
        ),
        tell=[row.officer.person_id] if row.officer.person_id else [],
    )
