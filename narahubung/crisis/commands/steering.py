"""Objectives are set, measured, asked about and adjusted; duties shared; resources released."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import (
    DutyPart,
    DutyShare,
    Feedback,
    Incident,
    Objective,
    ObjectiveAnswer,
    ObjectiveState,
    Releasing,
)
from narahubung.crisis.planbook import planbook
from narahubung.crisis.rules import steering as rules
from narahubung.crisis.rules.incidents import check_open, check_reason
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def set_objective(
    *,
    incident_id: int,
    text: str,
    target: int,
    owner: str,
    due_at: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Objective:
    """Set what is to be reached: so many by then. Raises IncidentIsOver, NothingToReach,
    Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _incident(by, incident_id)
        if not (text.strip() and owner.strip() and target > 0 and due_at > at):
            raise rules.NothingToReach
        last = row.objectives.aggregate(last=Max("number"))["last"] or 0
        objective = Objective.objects.create(
            event_id=row.event_id,
            incident=row,
            number=last + 1,
            text=text.strip(),
            target=target,
            owner=owner.strip(),
            since=at,
            due_at=due_at,
        )
        told = entries.ObjectiveSet(
            **_of(objective), text=objective.text, target=target, owner=objective.owner
        )
        record(told)
    return objective


@command
def measure_objective(
    *,
    objective_id: int,
    reached: int,
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say how far it has come; at its target it is met. Raises ObjectiveIsOver, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = _objective(by, objective_id)
        row.reached = max(reached, 0)
        if row.reached >= row.target:
            row.state = ObjectiveState.MET.value
        row.save()
        _note(row, "", note, by=by, at=at)
        record(
            entries.ObjectiveMeasured(
                **_of(row), reached=row.reached, target=row.target, note=note.strip()
            )
        )


@command
def ask_objective_owner(
    *, objective_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Ask whose it is: more time, help, or drop? For the house. Raises ObjectiveIsOver."""
    with act(by=by, at=at, key=key) as record:
        row = _objective(by, objective_id)
        row.asked_at = at
        row.save(update_fields=["asked_at"])
        people = who_may(Right.LEAD_CRISIS, row.event_id, at)
        record(entries.ObjectiveOffTrack(**_of(row), owner=row.owner), tell=people)


@command
def answer_objective(
    *,
    objective_id: int,
    choice: str,
    why: str,
    minutes: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Answer for it: more time (how many minutes), help, or drop; that is its next version.

    Raises ObjectiveIsOver, NeedsAReason, HowMuchTime; Objective.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row, said = _objective(by, objective_id), ObjectiveAnswer(choice)
        check_reason(why)
        if said == ObjectiveAnswer.TIME:
            if not minutes:
                raise rules.HowMuchTime
            row.due_at = max(row.due_at, at) + timedelta(minutes=minutes)
        elif said == ObjectiveAnswer.DROP:
            row.state = ObjectiveState.DROPPED.value
        row.version, row.since, row.asked_at = row.version + 1, at, None
        row.save()
        _note(row, said.value, why, by=by, at=at)
        needs_help = said == ObjectiveAnswer.HELP
        people = who_may(Right.LEAD_CRISIS, row.event_id, at) if needs_help else []
        told = entries.ObjectiveAnswered(
            **_of(row), answer=said.value, why=why.strip(), its_version=row.version
        )
        record(told, tell=people)


@command
def make_matrix(*, incident_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Make the matrix of the template. Raises IncidentIsOver, MatrixIsMade, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = _incident(by, incident_id)
        if row.duty_parts.exists():
            raise rules.MatrixIsMade
        made = [
            DutyPart(event_id=row.event_id, incident=row, duty=duty.name, who=who, share=share)
            for duty in planbook().duties
            for who, share in duty.parts
        ]
        DutyPart.objects.bulk_create(made)
        record(entries.MatrixMade(**about(row), parts=len(made)))


@command
def give_duty(
    *,
    incident_id: int,
    duty: str,
    who: str,
    share: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say what a party is to a duty; share "" takes it out. It is to be acknowledged anew.

    Raises IncidentIsOver, NothingNamed; Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _incident(by, incident_id)
        duty, who = duty.strip(), who.strip()
        if not (duty and who):
            raise rules.NothingNamed
        if share:
            DutyPart.objects.update_or_create(
                incident=row,
                duty=duty,
                who=who,
                defaults={
                    "event_id": row.event_id,
                    "share": DutyShare(share).value,
                    "acknowledged_by": "",
                    "acknowledged_at": None,
                },
            )
        else:
            row.duty_parts.filter(duty=duty, who=who).delete()
        record(entries.DutyGiven(**about(row), duty=duty, who=who, share=share))


@command
def acknowledge_duty(
    *, duty_part_id: int, said_by: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Write down who of the party acknowledged its share. Raises NoName, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        part = DutyPart.objects.for_change(by, duty_part_id, Right.SEE_CRISIS)
        if not said_by.strip():
            raise rules.NoName
        part.acknowledged_by, part.acknowledged_at = said_by.strip(), at
        part.save()
        record(
            entries.DutyAcknowledged(
                **about(part.incident), duty=part.duty, who=part.who, name=part.acknowledged_by
            )
        )


@command
def begin_release(*, incident_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Begin to give back, by the checklist of the template.

    Raises IncidentIsOver, ReleaseHasBegun; Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _incident(by, incident_id)
        if row.releasings.exists():
            raise rules.ReleaseHasBegun
        for what, releaser in planbook().releases:
            Releasing.objects.create(
                event_id=row.event_id, incident=row, what=what, releaser=releaser
            )
        record(entries.ReleaseBegun(**about(row), lines=row.releasings.count()))


@command
def release_resource(
    *, releasing_id: int, said_by: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Write down who released it. Raises NoName, IsReleased; Releasing.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Releasing.objects.for_change(by, releasing_id, Right.LEAD_CRISIS)
        if row.released_at is not None:
            raise rules.IsReleased(name=row.released_by)
        if not said_by.strip():
            raise rules.NoName
        row.released_by, row.released_at = said_by.strip(), at
        row.save()
        told = entries.ResourceReleased(**about(row.incident), what=row.what, name=row.released_by)
        record(told)


def _incident(by: Actor, incident_id: int) -> Incident:
    row = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
    check_open(row)
    return row


def _objective(by: Actor, objective_id: int) -> Objective:
    row = Objective.objects.for_change(by, objective_id, Right.SEE_CRISIS)
    rules.check_open(row)
    return row


def _note(row: Objective, answer: str, note: str, *, by: Actor, at: datetime) -> None:
    Feedback.objects.create(
        objective=row,
        version=row.version,
        reached=row.reached,
        answer=answer,
        note=note.strip(),
        by_name=by.name,
        at=at,
    )


def _of(row: Objective) -> dict[str, Any]:
    return {**about(row.incident), "objective": row.number}
