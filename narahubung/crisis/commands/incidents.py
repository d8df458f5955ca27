"""An incident is reported, graded, taken care of, closed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import Action, Grade, Grading, Incident, IncidentState
from narahubung.crisis.rules import incidents as rules
from narahubung.documents.reading import Received
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Place

S = IncidentState


@command
def report_incident(
    *,
    kind: str,
    what: str,
    place_id: int | None = None,
    place_text: str = "",
    looks: str = Grade.UNKNOWN.value,
    photo: Received | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Incident:
    """Report what happened; who leads in a crisis has word of it.

    looks: how bad it looks to who reports, the first grade until somebody leads. photo: of
    `documents.reading.receive`. Raises NothingSaid, NotAPhoto.
    """
    with act(by=by, at=at, key=key) as record:
        if not what.strip():
            raise rules.NothingSaid
        rules.check_photo(photo)
        # The event's row, so that two reports at once get two numbers.
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        place = Place.objects.visible_to(by).get(pk=place_id) if place_id else None
        last = Incident.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        row = Incident.objects.create(
            event=event,
            number=last + 1,
            kind=kind,
            what=what.strip(),
            place=place,
            place_text=place_text.strip(),
            photo=photo.digest if photo else "",
            grade=Grade(looks).value,
            reported_by_id=by.person_id,
            reported_by_name=by.name,
            reported_at=at,
        )
        if row.grade != Grade.UNKNOWN:
            Grading.objects.create(
                incident=row, grade=row.grade, why=row.what[:300], by_name=by.name, at=at
            )
        told = entries.IncidentReported(
            **about(row),
            sort=kind,
            what=row.what,
            where=place.name if place else row.place_text,
            looks=row.grade,
            photo=row.photo,
        )
        record(told, tell=who_may(Right.LEAD_CRISIS, event.pk, at))
    return row


@command
def grade_incident(
    *, incident_id: int, grade: str, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say how bad it is, and why. Raises IncidentIsOver, NeedsAReason; Incident.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        rules.check_open(row)
        rules.check_reason(why)
        was, row.grade = row.grade, Grade(grade).value
        row.save(update_fields=["grade"])
        Grading.objects.create(
            incident=row, grade=row.grade, why=why.strip(), by_name=by.name, at=at
        )
        record(entries.IncidentGraded(**about(row), was=was, grade=row.grade, why=why.strip()))


@command
def take_incident(*, incident_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take care of it. Raises IncidentIsOver; Incident.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        rules.check_open(row)
        row.lead_id = by.person_id
        if row.state == S.REPORTED:
            row.state = S.WATCHED.value
        row.save(update_fields=["lead", "state"])
        record(entries.IncidentTaken(**about(row), name=by.name), tell=_reporter(row))


@command
def close_incident(
    *, incident_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it is over. Raises IncidentIsOver, IsACrisis, NeedsAReason, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        rules.check_can_close(row, why)
        row.switches.filter(state="asked").update(state="dropped", ended_at=at, ended_by=by.name)
        row.state, row.closed_at, row.closed_why = S.CLOSED.value, at, why.strip()
        row.save(update_fields=["state", "closed_at", "closed_why"])
        record(entries.IncidentClosed(**about(row), why=row.closed_why), tell=_reporter(row))


@command
def reopen_incident(
    *, incident_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it is not over. Raises NotClosed, NeedsAReason; Incident.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        if row.state != S.CLOSED:
            raise rules.NotClosed
        rules.check_reason(why)
        row.state, row.closed_at, row.closed_why = S.WATCHED.value, None, ""
        row.save(update_fields=["state", "closed_at", "closed_why"])
        record(entries.IncidentReopened(**about(row), why=why.strip()))


def about(row: Incident) -> dict[str, Any]:
    """Return what every entry says of it."""
    return {"incident_id": row.pk, "number": row.number}


def _reporter(row: Incident) -> list[int]:
    return [row.reported_by_id] if row.reported_by_id else []


def of_action(action: Action) -> dict[str, Any]:
    """Return what every entry says of a part."""
    return {
        **about(action.plan.incident),
        "action_id": action.pk,
        "part": action.number,
        "who": action.whose,
    }
