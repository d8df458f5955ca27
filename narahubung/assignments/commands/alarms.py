"""The watch asks, rises, is answered, settles."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.accounts.roles import Right
from narahubung.assignments import entries
from narahubung.assignments.models import Alarm
from narahubung.assignments.noticing import Sighting
from narahubung.assignments.rules import alarms as rules
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor


@command
def notice(*, seen: Sighting, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Ask the officer, or tell the coordinators where there is nobody to ask. For the house.

    Once for the same thing: what was noticed already opens no act.
    """
    known = Alarm.objects.filter(event_id=by.here, kind=seen.kind, about=seen.about)
    if known.exists():
        return
    with act(by=by, at=at, key=key) as record:
        row = Alarm.objects.create(
            event_id=by.here,
            kind=seen.kind,
            about=seen.about,
            party=seen.party,
            officer=seen.officer,
            facts=seen.facts,
            noticed_at=at,
        )
        person = seen.officer.person_id if seen.officer else None
        if person and seen.kind in rules.OFFICERS_ANSWERS:
            row.asked_at = at
            row.save(update_fields=["asked_at"])
            record(entries.AlarmAsked(**_head(row)), tell=[person])
        if not (person and rules.asks_officer(seen.kind)):
            _raise(row, record, at=at)


@command
def raise_alarm(*, alarm_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Tell the coordinators that the officer did not answer. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = Alarm.objects.for_change(by, alarm_id)
        if row.closed_at is None and row.raised_at is None:
            _raise(row, record, at=at)


@command
def settle_alarm(*, alarm_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Close a question whose reason is gone. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = Alarm.objects.for_change(by, alarm_id)
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        record(entries.AlarmSettled(**_head(row)))


@command
def answer_alarm(
    *, alarm_id: int, answer: str, by: Actor, at: datetime, key: UUID | None = None
) -> Alarm:
    """Answer with one tap: the officer who is asked, or a coordinator.

    Raises AlarmIsOver, NoSuchAnswer; Alarm.DoesNotExist for anybody else.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Alarm.objects.filter(event_id=by.here).select_for_update(of=("self",))
        desk = by.may(Right.PLAN_OFFICERS)
        if not desk:
            rows = rows.filter(officer__person_id=by.person_id or 0).exclude(asked_at=None)
        row = rows.get(pk=alarm_id)
        own = bool(row.officer and row.officer.person_id == by.person_id)
        settled = rules.check_answer(row, answer, desk=desk and not own)
        row.answer, row.answered_at, row.answered_by = answer, at, by.name
        row.closed_at = at if settled else None
        row.save(update_fields=["answer", "answered_at", "answered_by", "closed_at"])
        record(entries.AlarmAnswered(**_head(row), answer=answer, name=by.name))
        if not settled and row.raised_at is None:
            _raise(row, record, at=at)
    return row


def _raise(row: Alarm, record: Record, *, at: datetime) -> None:
    row.raised_at = at
    row.save(update_fields=["raised_at"])
    record(entries.AlarmRaised(**_head(row)), tell=coordinators(row.event_id, at))


def _head(row: Alarm) -> dict[str, Any]:
    person = row.officer.person_id if row.officer else None
    return {
        "party_id": row.party_id,
        "party_code": row.party.code if row.party else "",
        "alarm_id": row.pk,
        "alarm_kind": row.kind,
        "officer": row.officer.full_name if row.officer else "",
        "people": [person] if person else [],
    }
