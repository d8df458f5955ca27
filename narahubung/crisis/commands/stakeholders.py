"""Those who must be told: put on the list, reached, told, asked and answered."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.contacts import Found, contacts_of
from narahubung.crisis.models import Incident, Question, Stakeholder, Telling, Way, WayKind
from narahubung.crisis.rules import stakeholders as rules
from narahubung.crisis.rules.incidents import check_open, check_reason
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.relays import audiences
from narahubung.relays.rules.sending import NotForYou


@command
def add_stakeholder(  # noqa: PLR0913 -- one record with its columns
    *,
    kind: str,
    name: str,
    incident_id: int | None = None,
    organisation: str = "",
    representative: str = "",
    role: str = "",
    speaks: str = "unknown",
    must_know: str = "",
    every_min: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Stakeholder:
    """Put somebody on the list: for one incident, or without one for good.

    Raises NoName, IncidentIsOver; Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        incident = incident_of(by, incident_id) if incident_id else None
        row = Stakeholder(event_id=by.here, incident=incident, kind=kind)
        _write(row, name, organisation, representative, role, speaks, must_know, every_min)
        row.save()
        record(entries.StakeholderAdded(**of_stakeholder(row, incident)))
    return row


@command
def change_stakeholder(  # noqa: PLR0913 -- one record with its columns
    *,
    stakeholder_id: int,
    kind: str,
    name: str,
    organisation: str = "",
    representative: str = "",
    role: str = "",
    speaks: str = "unknown",
    must_know: str = "",
    every_min: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write anew what is known of it. Raises NoName, IsGone; Stakeholder.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = locked_stakeholder(by, stakeholder_id)
        row.kind = kind
        _write(row, name, organisation, representative, role, speaks, must_know, every_min)
        row.save()
        record(entries.StakeholderChanged(**of_stakeholder(row, row.incident)))


@command
def remove_stakeholder(
    *, stakeholder_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take it off the list; what it was told stays. Raises NeedsAReason, IsGone, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = locked_stakeholder(by, stakeholder_id)
        check_reason(why)
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        record(entries.StakeholderRemoved(**of_stakeholder(row, row.incident), why=why.strip()))


@command
def take_over_contacts(*, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Put the event's delegations, departments and contacts on the standing list, each once.

    Return how many were new. What was taken before stays as people changed it.
    """
    with act(by=by, at=at, key=key) as record:
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        rows = Stakeholder.objects.filter(event=event).exclude(source="")
        known = set(rows.values_list("source", flat=True))
        found = [one for one in contacts_of(by) if one.source not in known]
        for one in found:
            _take(one, event)
        record(entries.ContactsTakenOver(stakeholder_id=0, name="", count=len(found)))
    return len(found)


@command
def add_way(
    *,
    stakeholder_id: int,
    kind: str,
    value: str,
    is_private: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Way:
    """Note one more way to reach it; of a message in Narahubung the words of its audience.

    Raises NoValue, NotForYou, IsGone; Stakeholder.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = locked_stakeholder(by, stakeholder_id)
        if not value.strip():
            raise rules.NoValue
        if kind == WayKind.RELAY and not audiences.open_to(by, value, at):
            raise NotForYou
        way = Way.objects.create(
            event_id=row.event_id,
            stakeholder=row,
            kind=kind,
            value=value.strip(),
            is_private=is_private,
        )
        record(entries.WayNoted(**of_stakeholder(row, row.incident), way=kind))
    return way


@command
def remove_way(*, way_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a way off the list. Raises IsGone; Way.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        way = Way.objects.for_change(by, way_id)
        if way.removed_at:
            raise rules.IsGone(name=way.value)
        way.removed_at = at
        way.save(update_fields=["removed_at"])
        of = of_stakeholder(way.stakeholder, way.stakeholder.incident)
        record(entries.WayNoted(**of, way=way.kind, removed=True))


@command
def try_way(
    *,
    way_id: int,
    works: bool,
    incident_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say whether they were reached by it. Raises IsGone, OfAnotherIncident; DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        way = Way.objects.for_change(by, way_id)
        if way.removed_at:
            raise rules.IsGone(name=way.value)
        incident = incident_of(by, incident_id) if incident_id else way.stakeholder.incident
        check_belongs(way.stakeholder, incident)
        way.works, way.tried_at, way.tried_by = works, at, by.name
        way.save(update_fields=["works", "tried_at", "tried_by"])
        record(
            entries.WayTried(**of_stakeholder(way.stakeholder, incident), way=way.kind, works=works)
        )


@command
def tell_stakeholder(
    *,
    stakeholder_id: int,
    incident_id: int,
    text: str,
    how: str = "phone",
    next_min: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Telling:
    """Note what they were told and how; they hear again in next_min, else as often as usual.

    Raises NothingToTell, IsGone, OfAnotherIncident, IncidentIsOver; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row, incident = locked_stakeholder(by, stakeholder_id), incident_of(by, incident_id)
        check_belongs(row, incident)
        if not text.strip():
            raise rules.NothingToTell
        minutes = next_min or row.every_min
        telling = Telling.objects.create(
            event_id=row.event_id,
            incident=incident,
            stakeholder=row,
            text=text.strip(),
            how=how,
            at=at,
            by_name=by.name,
            next_at=at + timedelta(minutes=minutes) if minutes else None,
        )
        record(entries.StakeholderTold(**of_stakeholder(row, incident), text=telling.text, how=how))
    return telling


@command
def take_question(
    *,
    stakeholder_id: int,
    incident_id: int,
    text: str,
    is_ours: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Question:
    """Write down what they ask; is_ours: what we asked them. It stays open until answered.

    Raises NothingAsked, IsGone, OfAnotherIncident, IncidentIsOver; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row, incident = locked_stakeholder(by, stakeholder_id), incident_of(by, incident_id)
        check_belongs(row, incident)
        if not text.strip():
            raise rules.NothingAsked
        question = Question.objects.create(
            event_id=row.event_id,
            incident=incident,
            stakeholder=row,
            is_ours=is_ours,
            text=text.strip(),
            asked_at=at,
            asked_by=by.name,
        )
        told = entries.QuestionTaken(
            **of_stakeholder(row, incident), text=question.text, is_ours=is_ours
        )
        record(told)
    return question


@command
def answer_question(
    *, question_id: int, answer: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Close it with the answer. Raises NothingAsked, IsAnswered; Question.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Question.objects.for_change(by, question_id)
        if row.answered_at:
            raise rules.IsAnswered(name=row.answered_by)
        if not answer.strip():
            raise rules.NothingAsked
        row.answer, row.answered_at, row.answered_by = answer.strip(), at, by.name
        row.save(update_fields=["answer", "answered_at", "answered_by"])
        of = of_stakeholder(row.stakeholder, row.incident)
        record(entries.QuestionAnswered(**of, text=row.text, answer=row.answer))


def incident_of(by: Actor, incident_id: int) -> Incident:
    """Return it while it is open. Raises IncidentIsOver; Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(pk=incident_id)
    check_open(row)
    return row


def locked_stakeholder(by: Actor, stakeholder_id: int) -> Stakeholder:
    """Return it, locked until the act commits. Raises IsGone; Stakeholder.DoesNotExist."""
    row = Stakeholder.objects.for_change(by, stakeholder_id)
    if row.removed_at:
        raise rules.IsGone(name=row.name)
    return row


def check_belongs(row: Stakeholder, incident: Incident | None) -> None:
    """Raise OfAnotherIncident."""
    if row.incident_id and (incident is None or row.incident_id != incident.pk):
        raise rules.OfAnotherIncident(name=row.name)


def _write(
    row: Stakeholder,
    name: str,
    organisation: str,
    representative: str,
    role: str,
    speaks: str,
    must_know: str,
    every_min: int | None,
) -> None:
    if not name.strip():
        raise rules.NoName
    row.name, row.organisation = name.strip(), organisation.strip()
    row.representative, row.role, row.speaks = representative.strip(), role.strip(), speaks
    row.must_know, row.every_min = must_know.strip(), every_min


def _take(found: Found, event: Event) -> None:
    row = Stakeholder.objects.create(
        event=event,
        kind=found.kind,
        name=found.name,
        organisation=found.organisation,
        representative=found.representative,
        role=found.role,
        source=found.source,
    )
    Way.objects.bulk_create(
        Way(event=event, stakeholder=row, kind=kind, value=value) for kind, value in found.ways
    )


def of_stakeholder(row: Stakeholder, incident: Incident | None) -> dict[str, Any]:
    """Return what every entry about it says."""
    of = {"incident_id": incident.pk, "number": incident.number} if incident else {}
    return {"stakeholder_id": row.pk, "name": row.name, **of}
