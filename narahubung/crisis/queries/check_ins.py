"""Who is at the liaison's place, the general messages, and the blanks of the forms as written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Brief, CheckIn, GeneralMessage, Incident, IncidentState
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class CheckInLine:
    """One who reports here, or is expected."""

    id: int
    who: str
    role: str
    agency: str
    contact: str
    people: int
    assignment: str
    expected_at: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CheckInList:
    """Who is here, who is expected, who left. place: where they report."""

    incident_id: int
    number: int
    place: str
    here: Sequence[CheckInLine]
    expected: Sequence[CheckInLine]
    left: Sequence[CheckInLine]
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """One general message. state: written, approved or answered."""

    id: int
    number: int
    to: str
    subject: str
    by: str
    written_at: datetime
    state: str


def check_in_list(*, number: int, by: Actor) -> CheckInList:
    """Return it. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    lines = [_line(one) for one in row.check_ins.order_by("-arrived_at", "expected_at", "pk")]
    return CheckInList(
        incident_id=row.pk,
        number=row.number,
        place=Brief.objects.filter(incident=row).values_list("check_in_place", flat=True).first()
        or "",
        here=[line for line in lines if line.arrived_at and not line.left_at],
        expected=[line for line in lines if not line.arrived_at and not line.left_at],
        left=[line for line in lines if line.left_at],
        is_open=row.state != IncidentState.CLOSED,
    )


def message_list(*, number: int, by: Actor) -> list[MessageLine]:
    """Return the general messages of an incident, newest first. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    return [
        MessageLine(
            id=one.pk,
            number=one.number,
            to=f"{one.to_name}, {one.to_role}" if one.to_role else one.to_name,
            subject=one.subject,
            by=one.from_name,
            written_at=one.written_at,
            state=_state(one),
        )
        for one in row.messages.order_by("-number")
    ]


def brief_of(row: Incident) -> dict[str, Any]:
    """Return the blanks as they were written."""
    brief = Brief.objects.filter(incident=row).values().first()
    return dict(brief) if brief else {}


def _state(one: GeneralMessage) -> str:
    if one.replied_at:
        return "answered"
    return "approved" if one.approved_at else "written"


def _line(one: CheckIn) -> CheckInLine:
    return CheckInLine(
        id=one.pk,
        who=one.who,
        role=one.role,
        agency=one.agency,
        contact=one.contact,
        people=one.people,
        assignment=one.assignment,
        expected_at=one.expected_at,
        arrived_at=one.arrived_at,
        left_at=one.left_at,
    )
