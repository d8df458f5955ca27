"""What of the duties went along with their party by rule, and can be put back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.assignments.entries.following import DutyFollowed, cause_text
from narahubung.assignments.models import Duty
from narahubung.assignments.words import when_text
from narahubung.journal.reading import newest
from narahubung.kit.actor import Actor

_SHOWN_FOR = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Followed:
    """How a duty stood before it went along, and why it did."""

    was: str
    starts: datetime
    ends: datetime
    cause: str


def followed(*, duty: Duty, by: Actor, at: datetime) -> Followed | None:
    """Return how a duty stood before its last following; None where it stands otherwise by now."""
    entry = newest(DutyFollowed, topic=f"duty:{duty.pk}", since=at - _SHOWN_FOR, by=by)
    if not isinstance(entry, DutyFollowed) or (entry.starts, entry.ends) != (
        duty.starts,
        duty.ends,
    ):
        return None
    return Followed(
        was=when_text(entry.was_starts, entry.was_ends, entry.zone),
        starts=entry.was_starts,
        ends=entry.was_ends,
        cause=cause_text(entry.cause),
    )
