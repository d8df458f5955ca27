"""What of the duties went along with their party by rule, and can be put back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.assignments.entries.following import DutyFollowed, cause_text
from narahubung.assignments.models import Duty
from narahubung.assignments.words import when_text
from narahubung.journal.reading import readable
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
    found = readable(
        topics=[f"duty:{duty.pk}"],
        kinds_wanted=[DutyFollowed.kind],
        since=at - _SHOWN_FOR,
        by=by,
        limit=1,
    )
    entry = found[0][1] if found else None
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
