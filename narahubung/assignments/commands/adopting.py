"""A roster is adopted, all of it or nothing; a duty is held where it is."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import F

from narahubung.accounts.models import Event
from narahubung.assignments import entries, rules
from narahubung.assignments.commands.attaching import begin
from narahubung.assignments.commands.proposing import open_proposal, set_adopted
from narahubung.assignments.commands.rostering import begin_duty, head
from narahubung.assignments.models import (
    Attachment,
    Duty,
    DutyState,
    Proposal,
    ProposalKind,
)
from narahubung.assignments.planning import stays_of
from narahubung.assignments.roster_planning import roster_problem
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.parties.models import Officer, Party
from narahubung.plans import roster as engine

Key = tuple[str, str, Span]


@command
def adopt_roster(*, proposal_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Proposal:
    """Make the roster the present: cancel the duties it drops, plan those it adds, keep the rest.

    Each officer concerned is told once. Raises NotReady, OutOfDate, HasFaults.
    """
    with act(by=by, at=at, key=key) as record:
        proposal = open_proposal(proposal_id, ProposalKind.ROSTER, by=by)
        plan = engine.from_json(engine.RosterPlan, json.dumps(proposal.plan))
        problem = engine.from_json(engine.RosterProblem, json.dumps(proposal.problem))
        adopting = Adopting(proposal.event, problem, plan, record, by, at)
        adopting.do()
        changes = len(adopting.gone) + len(adopting.made)
        set_adopted(proposal, by=by)
        record(
            entries.ProposalAdopted(
                proposal_id=proposal.pk, number=proposal.number, changes=changes
            )
        )
    return proposal


@command
def hold_duty(
    *, duty_id: int, firm: bool, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Hold a duty for the rosters to come, or let them move it. Raises Duty.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        duty = Duty.objects.ahead().for_change(by, duty_id)
        duty.firm = firm
        duty.save(update_fields=["firm"])
        record(
            entries.DutyHeld(
                duty_id=duty.pk,
                party_id=duty.party_id,
                party_code=duty.party.code,
                officer=duty.officer.full_name,
                firm=firm,
            )
        )


@command
def take_as_served(*, before: datetime, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Count the duties until then as served as planned: they were handed over on paper.

    Those in the middle of which `before` lies are on from then on. Returns how many were served.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Duty.objects.visible_to(by).filter(state=DutyState.PLANNED, starts__lte=before)
        count = rows.filter(ends__lte=before).update(
            state=DutyState.DONE, taken_at=F("starts"), left_at=F("ends")
        )
        for row in rows.select_related("party", "officer", "event").order_by("starts", "pk"):
            begin_duty(row, record, at=row.starts)
        record(entries.DutiesServed(until=before, duties=count))
    return count


@dataclass
class Adopting:
    """One adoption: the roster that was computed, and the rows that are brought to it.

    gone, made, homes: the duties cancelled and planned, and the attachments begun, after `do`.
    """

    event: Event
    problem: engine.RosterProblem
    plan: engine.RosterPlan
    record: Record
    by: Actor
    at: datetime
    gone: list[Duty] = field(default_factory=list)
    made: list[Duty] = field(default_factory=list)
    homes: list[Attachment] = field(default_factory=list)

    def do(self) -> None:
        """Bring the rows to the plan. Raises OutOfDate."""
        officers = (
            Officer.objects.visible_to(self.by).order_by("pk").select_for_update(of=("self",))
        )
        self.officers = {officer.code: officer for officer in officers}
        self.parties = {party.code: party for party in Party.objects.visible_to(self.by)}
        self._check_still_so()
        self._fill_homes()
        rows = Duty.objects.visible_to(self.by).ahead().filter(ends__gt=self.problem.starts)
        wanted = {_key(duty): duty for duty in self.plan.duties}
        firm = {_key(duty) for duty in self.problem.duties if duty.firm}
        present = set()
        for row in rows.select_related("party", "officer", "event"):
            key = (row.officer.code, row.party.code, Span(row.starts, row.ends))
            present.add(key)
            if key in wanted or key in firm:
                continue
            if row.state == DutyState.ON:  # somebody took it while the engine computed
                raise rules.OutOfDate
            self.gone.append(row)
        for row in self.gone:
            row.state = DutyState.CANCELLED
            row.save(update_fields=["state"])
            self.record(entries.DutyCancelled(**head(row)))
        self.made = Duty.objects.bulk_create(
            self._row(duty)
            for key, duty in sorted(wanted.items())
            if key not in present and key not in firm and duty.span.end > self.at
        )
        for row in self.made:
            self.record(entries.DutyPlanned(**head(row)))
        tell_each(self.officers.values(), made=self.made, gone=self.gone, record=self.record)

    def _check_still_so(self) -> None:
        """Raise OutOfDate when somebody changed what the roster was computed from."""
        now, then = roster_problem(self.event, at=self.problem.starts), self.problem
        if (
            self._ahead(now) != self._ahead(then)
            or set(now.absences) != set(then.absences)
            or set(now.posts) != set(then.posts)
            or now.policies != then.policies
        ):
            raise rules.OutOfDate

    def _ahead(self, problem: engine.RosterProblem) -> set[Key]:
        return {_key(duty) for duty in problem.duties if duty.span.end > self.at}

    def _fill_homes(self) -> None:
        """Attach the officers whom the roster puts into homes that nobody held."""
        stays = stays_of(self.event)
        for post in sorted(set(self.plan.posts) - set(self.problem.posts), key=str):
            party = self.parties[post.delegation]
            home = Attachment(
                event=self.event,
                party=party,
                officer=self.officers[post.officer],
                position=post.position,
                since=stays[party.pk].start,
                until=stays[party.pk].end,
                firm=post.firm,
                decided_by=self.by.name,
            )
            begin(home, self.record, at=self.at)
            self.homes.append(home)

    def _row(self, duty: engine.Duty) -> Duty:
        return Duty(
            event=self.event,
            party=self.parties[duty.delegation],
            officer=self.officers[duty.officer],
            position=duty.position,
            starts=duty.span.start,
            ends=duty.span.end,
            breaks=[[pause.start.isoformat(), pause.end.isoformat()] for pause in duty.breaks],
            firm=duty.firm,
        )


def tell_each(
    officers: Iterable[Officer], *, made: list[Duty], gone: list[Duty], record: Record
) -> None:
    """Leave one word for each officer whose duties changed."""
    new, old = Counter(row.officer_id for row in made), Counter(row.officer_id for row in gone)
    for officer in officers:
        if new[officer.pk] or old[officer.pk]:
            record(
                entries.OfficerRostered(
                    officer_id=officer.pk,
                    officer=officer.full_name,
                    person_id=officer.person_id,
                    new=new[officer.pk],
                    gone=old[officer.pk],
                ),
                tell=[officer.person_id] if officer.person_id else [],
            )


def _key(duty: engine.Duty) -> Key:
    return duty.officer, duty.delegation, duty.span
