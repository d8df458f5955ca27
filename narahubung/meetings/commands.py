"""What is done about meetings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.accounts.rules import check_may
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import clock_text, zone_label
from narahubung.meetings import rules
from narahubung.meetings.entries import MeetingMoved
from narahubung.meetings.models import NOT_HELD, Meeting


@command
def move_meeting(
    *,
    meeting_id: int,
    starts_at: datetime,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Meeting:
    """Let a meeting begin at another time; it lasts as long as before.

    For who plans the programme, after both sides agreed. Raises NotAllowed, NothingNew, NotHeld,
    DoesNotExist.
    """
    check_may(by, Right.PLAN_PROGRAMME, event_id=by.event_id)
    with act(by=by, at=at, key=key) as record:
        meeting = Meeting.objects.for_change(by, meeting_id)
        if meeting.starts_at is None or meeting.status in NOT_HELD:
            raise rules.NotHeld
        if meeting.starts_at == starts_at:
            raise rules.NothingNew
        stood = {name: _text(getattr(meeting, name)) for name in ("starts_at", "ends_at")}
        old = meeting.starts_at
        if meeting.ends_at is not None:
            meeting.ends_at += starts_at - old
        meeting.starts_at, meeting.certainty = starts_at, Certainty.CHANGED.value
        meeting.save(update_fields=["starts_at", "ends_at", "certainty"])
        for party_id in meeting.party_ids:
            record(
                MeetingMoved(
                    meeting_id=meeting.pk,
                    party_id=party_id,
                    party_ids=meeting.party_ids,
                    label=meeting.label(),
                    old=_clock(old, meeting.zone),
                    new=_clock(starts_at, meeting.zone),
                    zone=meeting.zone,
                    why=why,
                    stood=stood,
                )
            )
    return meeting


def _text(moment: datetime | None) -> Any:
    return moment.isoformat() if moment else None


def _clock(moment: datetime, zone_name: str) -> str:
    return f"{clock_text(moment, zone_name)} {zone_label(zone_name, moment)}"
