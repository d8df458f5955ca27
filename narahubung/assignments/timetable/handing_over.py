"""What happens because the moment of a hand-over comes: both are asked, and silence rises."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet

from narahubung.accounts.models import EventState
from narahubung.assignments import commands
from narahubung.assignments.models import Duty, DutyState, HandOver, HandOverState
from narahubung.assignments.rules import handing_over as rules
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house

_OVER = (EventState.CLOSED, EventState.ARCHIVED)


@every(timedelta(minutes=1))
def keep_hand_overs(*, at: datetime, key: UUID) -> None:
    """Lay cards ready half an hour before, ask when it is due, tell after ten minutes of silence.

    What is not needed any more is dropped first.
    """
    for row in _open().exclude(incoming__state=DutyState.PLANNED):
        commands.drop_hand_over(hand_over_id=row.pk, **_house(row, at, key, "drop"))
    for duty in _to_announce(at):
        commands.announce_hand_over(duty_id=duty.pk, **_house(duty, at, key, "announce"))
    for row in _open().filter(asked_at=None, due_at__lte=at):
        commands.ask_hand_over(hand_over_id=row.pk, **_house(row, at, key, "ask"))
    silent = _open().filter(raised_at=None, asked_at__lte=at - rules.UNANSWERED)
    for row in silent:
        commands.raise_hand_over(hand_over_id=row.pk, **_house(row, at, key, "raise"))


def _to_announce(at: datetime) -> list[Duty]:
    rows = Duty.objects.filter(
        state=DutyState.PLANNED, starts__lte=at + rules.AHEAD, ends__gt=at, taken=None
    ).exclude(event__state__in=_OVER)
    duties = list(rows.order_by("starts", "pk"))
    gone = {event_id: rules.departed(event_id) for event_id in {one.event_id for one in duties}}
    return [one for one in duties if one.party_id not in gone[one.event_id]]


def _open() -> QuerySet[HandOver]:
    rows = HandOver.objects.filter(state=HandOverState.OPEN).exclude(event__state__in=_OVER)
    return rows.order_by("due_at", "pk")


def _house(row: Duty | HandOver, at: datetime, key: UUID, what: str) -> dict[str, Any]:
    by = the_house("clock", event_id=row.event_id)
    return {"by": by, "at": at, "key": uuid5(key, f"{what} {row.pk}")}
