"""Whom a kept warning touches, and from when until when that is asked."""

from datetime import datetime

from narahubung.alerts.models import Alert
from narahubung.alerts.presence import touched_by
from narahubung.alerts.reading import shaped
from narahubung.alerts.rules.warnings import LOOK_AHEAD
from narahubung.plans.impact import Impact


def impact_of(row: Alert, at: datetime) -> Impact:
    """Return whom it touches, from now (or from when it begins) to its end, at most 12 hours."""
    start, end = window(row, at)
    return touched_by(shaped(row.raw).area, event_id=row.event_id, start=start, end=end)


def window(row: Alert, at: datetime) -> tuple[datetime, datetime]:
    """Return from when until when it is asked who is there."""
    start = max(at, row.begins_at or at)
    start = min(start, at + LOOK_AHEAD)
    end = min(row.expires_at or start + LOOK_AHEAD, start + LOOK_AHEAD)
    return start, max(end, start)


def parties_in(found: Impact) -> set[int]:
    """Return the delegations among those touched."""
    return {int(who[6:]) for who in found.first if who.startswith("party:")}


def trips_in(found: Impact) -> set[int]:
    """Return the drives among what is touched."""
    return {int(stay.what[5:]) for stay in found.touched if stay.what.startswith("trip:")}
