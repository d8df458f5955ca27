"""Lessons are learned, improvements planned; the house closes them when the record proves them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.models import Event, Person
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import role_holders
from narahubung.crisis.models import Incident
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.learning import entries
from narahubung.learning.models import Improvement, Lesson, Reading
from narahubung.learning.rules import drills as separate
from narahubung.learning.rules import lessons as rules
from narahubung.learning.versions import called, fingerprint
from narahubung.relays import commands as relays
from narahubung.relays.models import Precedence


@command
def learn_lesson(  # noqa: PLR0913 -- what its form holds
    *,
    what: str,
    measure: str,
    within_min: int,
    of: int = 0,
    people: Sequence[int] = (),
    why: str = "",
    incident_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Lesson:
    """Put one thing that was missed into the library, as a measure with a target.

    people: persons who are to be called in its drill. Raises OnlyInRealLife; Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        separate.check_real()
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        incident = Incident.objects.visible_to(by).get(pk=incident_id) if incident_id else None
        row = Lesson.objects.create(
            event=event,
            number=_next(Lesson, event.pk),
            incident=incident,
            what=what.strip(),
            why=why.strip(),
            measure=measure,
            within_min=within_min,
            of=of or len(people),
            people=list(people),
            by_name=by.name,
            at=at,
        )
        record(entries.LessonLearned(lesson_id=row.pk, number=row.number, what=row.what))
    return row


@command
def plan_improvement(  # noqa: PLR0913 -- what its form holds
    *,
    lesson_id: int,
    action: str,
    element: str,
    owner_id: int,
    starts_on: date,
    due_on: date,
    changes: str,
    ref: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Improvement:
    """Say what is changed, by whom, until when; the owner has word.

    Raises OnlyInRealLife, DueBefore, NothingThere; Lesson.DoesNotExist, Person.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        lesson = Lesson.objects.for_change(by, lesson_id, Right.LEAD_CRISIS)
        separate.check_real()
        rules.check_days(starts_on, due_on)
        was = fingerprint(changes, ref, event_id=lesson.event_id)
        if not was:
            raise rules.NothingThere
        owner = Person.objects.get(pk=owner_id)
        row = Improvement.objects.create(
            event_id=lesson.event_id,
            lesson=lesson,
            number=_next(Improvement, lesson.event_id),
            action=action.strip(),
            element=element,
            owner=owner,
            starts_on=starts_on,
            due_on=due_on,
            changes=changes,
            ref=ref,
            was=was,
            by_name=by.name,
            at=at,
        )
        told = entries.ImprovementPlanned(**_about(row), action=row.action, owner=str(owner))
        record(told, tell=[owner.pk])
    return row


@command
def announce_change(
    *,
    improvement_id: int,
    says: str,
    roles: Sequence[str],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Say that the new version is in force, and ask everybody who uses it to acknowledge it.

    Return how many are asked. Raises OnlyInRealLife, ClosedAlready, NothingNew, NobodyUses;
    Improvement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Improvement.objects.for_change(by, improvement_id, Right.LEAD_CRISIS)
        separate.check_real()
        rules.check_open(row)
        now = fingerprint(row.changes, row.ref, event_id=row.event_id)
        if now in {"", row.was}:
            raise rules.NothingNew
        users = role_holders(roles, row.event_id, at)
        if not users:
            raise rules.NobodyUses
        row.announced, row.announced_at = now, at
        row.says, row.roles = says.strip(), list(roles)
        row.save(update_fields=["announced", "announced_at", "says", "roles"])
        Reading.objects.bulk_create(
            [
                Reading(improvement=row, person_id=pk, version=now, asked_at=at)
                for pk in users
                if not row.readings.filter(person_id=pk, version=now).exists()
            ]
        )
        told = entries.ChangeAnnounced(
            **_about(row), changes=row.changes, says=row.says, users=len(users)
        )
        record(told)
        _tell(row, [pk for pk in users if pk != by.person_id], by=by, at=at)
    return len(users)


@command
def acknowledge_change(
    *, improvement_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that one knows the new version. Raises NotAsked; Improvement.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Improvement.objects.for_change(by, improvement_id, Right.SEE_EVENT)
        mine = row.readings.filter(
            person_id=by.person_id or 0, version=row.announced, acknowledged_at=None
        )
        if not mine.update(acknowledged_at=at):
            raise rules.NotAsked
        record(entries.ChangeAcknowledged(**_about(row), person_id=by.person_id or 0, name=by.name))
        settle(row, record, at=at)


@command
def close_improvement(
    *, improvement_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Ask that it be closed: done only where nothing is missing, else refused with what is.

    Raises ClosedAlready, StillOpen; Improvement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Improvement.objects.for_change(by, improvement_id, Right.LEAD_CRISIS)
        rules.check_can_close(row, fingerprint(row.changes, row.ref, event_id=row.event_id))
        settle(row, record, at=at)


def settle(row: Improvement, record: Record, *, at: datetime) -> None:
    """Close it where nothing is missing any more. Inside an act."""
    now = fingerprint(row.changes, row.ref, event_id=row.event_id)
    proof = rules.proof_of(row)
    if row.closed_at is not None or proof is None or rules.missing(row, now):
        return
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    record(entries.ImprovementClosed(**_about(row), code=proof.code), tell=[row.owner_id])


def _tell(row: Improvement, users: list[int], *, by: Actor, at: datetime) -> None:
    """Send its users a message with the page where they acknowledge it."""
    if not users or not by.may(Right.SEND_RELAY):
        return
    words = {}
    for language in ("id", "en"):
        with override(language):
            told = _("New version in force: {what}. {says} Please say that you know it.")
            words[language] = told.format(what=called(row.changes, row.ref), says=row.says)
    relays.send(
        text=words["id"],
        translation=words["en"],
        translation_language="en",
        audience=[f"person:{pk}" for pk in users],
        precedence=Precedence.PENTING,
        must_read_back=False,
        link=reverse("learning:known", kwargs={"slug": row.event.slug}),
        by=by,
        at=at,
    )


def _about(row: Improvement) -> dict[str, Any]:
    return {"improvement_id": row.pk, "number": row.number, "lesson_id": row.lesson_id}


def _next(model: Any, event_id: int) -> int:
    return (model.objects.filter(event_id=event_id).aggregate(last=Max("number"))["last"] or 0) + 1
