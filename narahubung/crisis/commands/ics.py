"""The ICS forms: the briefing, who checks in, general messages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.desk import tell_by_message
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.models import Brief, CheckIn, GeneralMessage, Incident, Stakeholder
from narahubung.crisis.rules import ics as rules
from narahubung.crisis.rules.incidents import check_open
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def write_brief(  # noqa: PLR0913 -- the blanks of the forms
    *,
    incident_id: int,
    period_from: datetime | None = None,
    period_until: datetime | None = None,
    objectives: str = "",
    planned: str = "",
    sketch: str = "",
    safety: str = "",
    safety_officer: str = "",
    planning: str = "",
    logistics: str = "",
    finance: str = "",
    check_in_place: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write what the forms need and nobody has written elsewhere.

    Raises PeriodBackwards, IncidentIsOver; Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _incident(by, incident_id)
        rules.check_period(period_from, period_until)
        told = {
            "event_id": row.event_id,
            "period_from": period_from,
            "period_until": period_until,
            "objectives": objectives.strip(),
            "planned": planned.strip(),
            "sketch": sketch.strip(),
            "safety": safety.strip(),
            "safety_officer": safety_officer.strip(),
            "planning": planning.strip(),
            "logistics": logistics.strip(),
            "finance": finance.strip(),
            "check_in_place": check_in_place.strip(),
            "written_at": at,
            "written_by": by.name,
        }
        Brief.objects.update_or_create(incident=row, defaults=told)
        record(entries.BriefWritten(**about(row), name=by.name))


@command
def check_in(  # noqa: PLR0913 -- the columns of form 211
    *,
    incident_id: int,
    who: str,
    stakeholder_id: int | None = None,
    role: str = "",
    agency: str = "",
    order_no: str = "",
    ordered_at: datetime | None = None,
    expected_at: datetime | None = None,
    leader: str = "",
    people: int = 1,
    contact: str = "",
    home: str = "",
    came_from: str = "",
    came_by: str = "",
    assignment: str = "",
    skills: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> CheckIn:
    """Note who reports at the liaison's place; with expected_at they are only expected.

    agency: by default that of the stakeholder. Raises NobodyCame, IncidentIsOver; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        incident = _incident(by, incident_id)
        if not who.strip():
            raise rules.NobodyCame
        body = _stakeholder(by, stakeholder_id)
        row = CheckIn.objects.create(
            event_id=incident.event_id,
            incident=incident,
            stakeholder=body,
            who=who.strip(),
            role=role.strip(),
            agency=agency.strip() or (body.name if body else ""),
            order_no=order_no.strip(),
            ordered_at=ordered_at,
            expected_at=expected_at,
            arrived_at=None if expected_at else at,
            leader=leader.strip(),
            people=people,
            contact=contact.strip(),
            home=home.strip(),
            came_from=came_from.strip(),
            came_by=came_by.strip(),
            assignment=assignment.strip(),
            skills=skills.strip(),
            by_name=by.name,
        )
        told = entries.ArrivalExpected if expected_at else entries.CheckedIn
        record(told(**_of(row)))
    return row


@command
def note_arrived(*, check_in_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """They are here now. Raises IsHere, IsNotHere; CheckIn.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = CheckIn.objects.for_change(by, check_in_id)
        if row.left_at:
            raise rules.IsNotHere(name=row.who)
        if row.arrived_at:
            raise rules.IsHere(name=row.who)
        row.arrived_at = at
        row.save(update_fields=["arrived_at"])
        record(entries.CheckedIn(**_of(row)))


@command
def check_out(*, check_in_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """They left, or do not come. Raises IsNotHere; CheckIn.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = CheckIn.objects.for_change(by, check_in_id)
        if row.left_at:
            raise rules.IsNotHere(name=row.who)
        row.left_at = at
        row.save(update_fields=["left_at"])
        record(entries.CheckedOut(**_of(row)))


@command
def write_message(  # noqa: PLR0913 -- the blocks of form 213
    *,
    incident_id: int,
    to_name: str,
    subject: str,
    text: str,
    stakeholder_id: int | None = None,
    to_role: str = "",
    from_role: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> GeneralMessage:
    """Write a general message. Raises MessageIsEmpty, IncidentIsOver; DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        incident = _incident(by, incident_id)
        row = GeneralMessage(event_id=incident.event_id, incident=incident, written_at=at)
        _write(row, by, to_name, to_role, from_role, subject, text)
        row.stakeholder = _stakeholder(by, stakeholder_id)
        last = incident.messages.aggregate(last=Max("number"))["last"] or 0
        row.number = last + 1
        row.save()
        record(entries.MessageWritten(**_of_message(row), to=row.to_name))
    return row


@command
def rewrite_message(
    *,
    message_id: int,
    to_name: str,
    subject: str,
    text: str,
    to_role: str = "",
    from_role: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write it anew while nobody approved it. Raises MessageIsEmpty, IsApproved; DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = GeneralMessage.objects.for_change(by, message_id)
        if row.approved_at:
            raise rules.IsApproved(number=row.number)
        _write(row, by, to_name, to_role, from_role, subject, text)
        row.written_at = at
        row.save()
        record(entries.MessageWritten(**_of_message(row), to=row.to_name))


@command
def approve_message(
    *, message_id: int, role: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let it go; whom it goes to on the list counts as told. role: of who approves.

    Raises IsApproved; GeneralMessage.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = GeneralMessage.objects.for_change(by, message_id, Right.LEAD_CRISIS)
        if row.approved_at:
            raise rules.IsApproved(number=row.number)
        row.approved_by, row.approved_role, row.approved_at = by.name, role.strip(), at
        row.save(update_fields=["approved_by", "approved_role", "approved_at"])
        record(entries.MessageApproved(**_of_message(row), name=by.name))
        body = row.stakeholder
        if body and body.removed_at is None and body.incident_id in {None, row.incident_id}:
            words = f"{row.subject}: {row.text}"
            record(tell_by_message(body, row.incident, words, by=by, at=at))


@command
def note_reply(
    *,
    message_id: int,
    reply: str,
    replied_by: str = "",
    replied_role: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write down the reply; replied_by: by default whom the message went to.

    Raises MessageIsEmpty, NotApproved, HasAReply; GeneralMessage.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = GeneralMessage.objects.for_change(by, message_id)
        if not row.approved_at:
            raise rules.NotApproved(number=row.number)
        if row.replied_at:
            raise rules.HasAReply(number=row.number)
        if not reply.strip():
            raise rules.MessageIsEmpty
        row.reply, row.replied_at = reply.strip(), at
        row.replied_by = replied_by.strip() or row.to_name
        row.replied_role = replied_role.strip() or ("" if replied_by.strip() else row.to_role)
        row.save(update_fields=["reply", "replied_by", "replied_role", "replied_at"])
        record(entries.MessageAnswered(**_of_message(row), name=row.replied_by))


def _incident(by: Actor, incident_id: int) -> Incident:
    # Locked, so that two messages at once get two numbers.
    row = Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
    check_open(row)
    return row


def _stakeholder(by: Actor, stakeholder_id: int | None) -> Stakeholder | None:
    if not stakeholder_id:
        return None
    return Stakeholder.objects.visible_to(by).get(pk=stakeholder_id)


def _write(
    row: GeneralMessage,
    by: Actor,
    to_name: str,
    to_role: str,
    from_role: str,
    subject: str,
    text: str,
) -> None:
    if not (to_name.strip() and subject.strip() and text.strip()):
        raise rules.MessageIsEmpty
    row.to_name, row.to_role = to_name.strip(), to_role.strip()
    row.from_name, row.from_role = by.name, from_role.strip()
    row.subject, row.text = subject.strip(), text.strip()


def _of(row: CheckIn) -> dict[str, Any]:
    of = {"check_in_id": row.pk, "who": row.who, "agency": row.agency}
    return {**about(row.incident), **of}


def _of_message(row: GeneralMessage) -> dict[str, Any]:
    of = {"message_id": row.pk, "message": row.number, "subject": row.subject}
    return {**about(row.incident), **of}
