"""To whom word is overdue in an incident, and which families are to be called."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from narahubung.crisis.models import Consent, Fate, Incident, IncidentState, Stakeholder, Telling
from narahubung.crisis.rules.stakeholders import due_at


@dataclass(frozen=True, kw_only=True)
class Due:
    """One who should have heard of us, and since when."""

    stakeholder: Stakeholder
    at: datetime


def due_of(incident: Incident, at: datetime) -> list[Due]:
    """Return them, the longest overdue first. Two queries.

    Outside a crisis only those to whom a next word was promised: how often somebody hears of us is
    said for a crisis.
    """
    last = last_tellings(incident)
    rows = Stakeholder.objects.filter(event_id=incident.event_id, removed_at=None)
    rows = rows.filter(Q(incident=None) | Q(incident=incident))
    found = []
    for row in rows:
        told = last.get(row.pk)
        if told is None and incident.state != IncidentState.CRISIS:
            continue
        due = due_at(
            every_min=row.every_min,
            last_next_at=told.next_at if told else None,
            was_told=told is not None,
            begins=incident.crisis_since or incident.reported_at,
        )
        known = row.reminded_for
        if due is not None and due <= at and (known is None or known < due):
            found.append(Due(stakeholder=row, at=due))
    return sorted(found, key=lambda one: (one.at, one.stakeholder.pk))


def last_tellings(incident: Incident) -> dict[int, Telling]:
    """Return what each was told last; what did not go told nobody anything. One query."""
    rows = incident.tellings.filter(failed_at=None).order_by("at", "pk")
    return {telling.stakeholder_id: telling for telling in rows}


def due_calls(event_id: int, at: datetime) -> QuerySet[Fate]:
    """Return those whose family is to be called now, and of whom nobody had word of it yet."""
    rows = Fate.objects.filter(event_id=event_id, next_try_at__lte=at, kin_told_at=None)
    rows = rows.filter(Q(reminded_for=None) | Q(reminded_for__lt=F("next_try_at")))
    rows = rows.exclude(kin=Consent.REFUSED).exclude(incident__state=IncidentState.CLOSED)
    return rows.filter(kin_none="").order_by("pk")
