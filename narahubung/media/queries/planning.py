"""The communication plan: what is due today, what is overdue, what waits to be approved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.media.models import PlanLine, Planned
from narahubung.media.rules.planning import OPEN
from narahubung.media.words import PLANNED


@dataclass(frozen=True, kw_only=True)
class PlannedLine:
    """One line. is_late: its hour passed and it is not said; is_today: by the event's clock."""

    id: int
    number: int
    audience: str
    text_id: str
    text_en: str
    channel: str
    due_at: datetime
    drafter_id: int | None
    drafter: str
    written_by: str
    state: str
    word: str
    approved_at: datetime | None
    approved_by: str
    said_at: datetime | None
    said_by: str
    why: str
    is_late: bool
    is_today: bool
    can_write: bool
    can_approve: bool
    can_say: bool
    can_drop: bool


def plan(*, by: Actor, at: datetime, zone: str) -> Sequence[PlannedLine]:
    """Return what is still to be said by its hour, then what was said, then what was dropped."""
    rows = PlanLine.objects.visible_to(by).select_related("drafter")
    lines = [_line(row, by, at, ZoneInfo(zone)) for row in rows.order_by("due_at", "number")]
    places = {Planned.SAID.value: 1, Planned.DROPPED.value: 2}
    return sorted(lines, key=lambda line: places.get(line.state, 0))


def planned_line(*, planned_id: int, by: Actor, at: datetime, zone: str) -> PlannedLine:
    """Return one line. Raises PlanLine.DoesNotExist."""
    rows = PlanLine.objects.visible_to(by).select_related("drafter")
    return _line(rows.get(pk=planned_id), by, at, ZoneInfo(zone))


def due_now(*, by: Actor, at: datetime, zone: str) -> Sequence[PlannedLine]:
    """Return what is overdue, and what is due today by the event's clock."""
    return [line for line in plan(by=by, at=at, zone=zone) if line.is_late or line.is_today]


def _line(row: PlanLine, by: Actor, at: datetime, zone: ZoneInfo) -> PlannedLine:
    is_open = row.state in OPEN
    own = row.written_by_id is not None and row.written_by_id == by.person_id
    return PlannedLine(
        id=row.pk,
        number=row.number,
        audience=row.audience,
        text_id=row.text_id,
        text_en=row.text_en,
        channel=row.channel,
        due_at=row.due_at,
        drafter_id=row.drafter_id,
        drafter=str(row.drafter) if row.drafter else "",
        written_by=row.written_by_name,
        state=row.state,
        word=str(PLANNED[row.state]),
        approved_at=row.approved_at,
        approved_by=row.approved_by_name,
        said_at=row.said_at,
        said_by=row.said_by_name,
        why=row.why,
        is_late=is_open and row.due_at <= at,
        is_today=is_open and row.due_at.astimezone(zone).date() == at.astimezone(zone).date(),
        can_write=is_open,
        can_approve=row.state == Planned.WRITTEN and by.may(Right.SPEAK) and not own,
        can_say=row.state == Planned.APPROVED,
        can_drop=row.state != Planned.DROPPED,
    )
