"""An officer cannot serve, or can again; another takes a duty over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments import entries
from narahubung.assignments.commands.handing_over import hand_over_now
from narahubung.assignments.commands.rostering import cancel, duty_of, head, locked, put
from narahubung.assignments.models import Absence, Duty, DutyState
from narahubung.assignments.rules import changing as rules
from narahubung.assignments.rules.working_time import check_may_serve
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import refusal_of
from narahubung.kit.said import in_both
from narahubung.parties.models import Officer


@command
def report_absence(
    *,
    officer_id: int,
    kind: str,
    since: datetime | None = None,
    until: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Absence:
    """Say for an officer that he cannot serve; his duties in that time are without an officer.

    since: None for now; until: None where nobody knows. A duty that is on stays with him until it
    is handed over. Raises EndsTooEarly, AlreadyAway; Officer.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        officer = locked(officer_id, by)
        return _leave(officer, kind, since or at, until, record, by=by, at=at)


@command
def call_in_sick(
    *,
    kind: str,
    until: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Absence:
    """Say that one cannot serve from now on. As `report_absence`; raises NotAnOfficer."""
    with act(by=by, at=at, key=key) as record:
        return _leave(_oneself(by), kind, at, until, record, by=by, at=at)


@command
def end_absence(*, absence_id: int, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Let an officer serve again; return how many duties he got back. Raises NotAway."""
    with act(by=by, at=at, key=key) as record:
        officer_id = Absence.objects.visible_to(by).values_list("officer", flat=True)
        officer = locked(officer_id.get(pk=absence_id), by)
        return _return(officer, absence_id, record, by=by, at=at)


@command
def be_back(*, absence_id: int, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Say that one can serve again, or that it was a slip. As `end_absence`."""
    with act(by=by, at=at, key=key) as record:
        return _return(_oneself(by), absence_id, record, by=by, at=at)


@command
def replace_officer(
    *,
    duty_id: int,
    officer_id: int,
    was: int,
    starts: datetime | None = None,
    ends: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Duty:
    """Give a duty, or a part of it, to another officer; return the new one.

    was: the officer whom the person saw there. A duty that is on is not cut off: both are asked to
    hand it over now. Raises NoLongerOpen, NotInTheDuty, Away, AgainstTheRules; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        officer = locked(officer_id, by)
        old = Duty.objects.select_related("party", "officer").for_change(
            by, duty_id, Right.PLAN_OFFICERS
        )
        is_on = old.state == DutyState.ON
        begins = max(old.starts, at) if is_on else old.starts
        span = Span(starts or begins, ends or old.ends)
        rules.check_open(old, was, span, at)
        if is_on:
            old.ends = span.start
            old.save(update_fields=["ends"])
        elif old.state == DutyState.PLANNED:
            taken = in_both(lambda: _("{officer} takes it over.").format(officer=officer.full_name))
            cancel(old, record, why=taken, at=at)
        new = duty_of(old.party, officer, span, firm=True)
        put(new, record)
        if is_on:
            hand_over_now(duty_id=new.pk, by=by, at=at)
    return new


@command
def name_what_no_longer_fits(
    *, party_id: int, duty_ids: list[int], by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell the coordinators of duties beside a party's stay. Nothing is deleted. For the house."""
    with act(by=by, at=at, key=key) as record:
        rows = Duty.objects.visible_to(by).filter(party_id=party_id, pk__in=duty_ids)
        party = rows[0].party
        record(
            entries.DutiesNoLongerFit(party_id=party.pk, party_code=party.code, duties=len(rows)),
            tell=coordinators(party.event_id, at),
        )


def _oneself(by: Actor) -> Officer:
    """Return the officer who acts, locked: no right but one's own. Raises NotAnOfficer."""
    own = Officer.objects.filter(event_id=by.here, person_id=by.person_id or 0)
    officer = own.select_for_update(of=("self",)).first()
    if officer is None:
        raise rules.NotAnOfficer
    return officer


def _leave(
    officer: Officer,
    kind: str,
    since: datetime,
    until: datetime | None,
    record: Record,
    *,
    by: Actor,
    at: datetime,
) -> Absence:
    event = Event.objects.get(pk=by.here)
    rules.check_can_leave(officer, since, until, zone_name=event.zone, at=at)
    row = Absence.objects.create(
        event=event,
        officer=officer,
        kind=kind,
        since=since,
        until=until,
        told_at=at,
        told_by=by.name,
    )
    duties = Duty.objects.filter(officer=officer, state=DutyState.PLANNED, ends__gt=max(since, at))
    if until is not None:
        duties = duties.filter(starts__lt=until)
    lost = list(duties.select_for_update(of=("self",)).order_by("pk"))
    why = in_both(lambda: _("{officer} cannot serve then.").format(officer=officer.full_name))
    for duty in lost:
        cancel(duty, record, why=why, at=at)
    row.duties.set(lost)
    record(entries.AbsenceTold(**_head(row, event), duties=len(lost)), tell=_concerned(row, by, at))
    return row


def _return(officer: Officer, absence_id: int, record: Record, *, by: Actor, at: datetime) -> int:
    """End an absence of a locked officer; what nobody else has taken is his again."""
    row = Absence.objects.select_for_update(of=("self",)).get(pk=absence_id, officer=officer)
    rules.check_stands(row)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    event = Event.objects.get(pk=by.here)
    lost = row.duties.filter(state=DutyState.CANCELLED, ends__gt=at)
    back = [
        duty
        for duty in lost.select_for_update(of=("self",)).order_by("pk")
        if _given_back(duty, officer, event, record)
    ]
    record(
        entries.AbsenceEnded(**_head(row, event), duties=len(back)), tell=_concerned(row, by, at)
    )
    return len(back)


def _given_back(duty: Duty, officer: Officer, event: Event, record: Record) -> bool:
    span = Span(duty.starts, duty.ends)
    no = refusal_of(
        check_may_serve, officer, span, delegation=duty.party.code, zone_name=event.zone
    )
    if no is not None or rules.beside(duty, span):
        return False
    duty.state, duty.why = DutyState.PLANNED, ""
    duty.save(update_fields=["state", "why"])
    tell = [officer.person_id] if officer.person_id else []
    record(entries.DutyPlanned(**head(duty)), tell=tell)
    return True


def _head(row: Absence, event: Event) -> dict[str, Any]:
    return {
        "absence_id": row.pk,
        "officer_id": row.officer_id,
        "officer": row.officer.full_name,
        "person_id": row.officer.person_id,
        "since": row.since,
        "until": row.until,
        "zone": event.zone,
    }


def _concerned(row: Absence, by: Actor, at: datetime) -> list[int]:
    """Return whom to tell: the coordinators and the officer, without who says it."""
    people = {*coordinators(row.event_id, at), row.officer.person_id}
    return sorted(one for one in people if one is not None and one != by.person_id)
