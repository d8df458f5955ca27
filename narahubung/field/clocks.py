"""When something was done that a phone with its own clock brings later. Pure.

The device's clock is testimony: it never decides order or rights, and nothing is refused for it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

ON_THE_WAY = timedelta(seconds=60)  # a request has rarely been longer on its way
LONGEST = timedelta(days=400)  # a time before that is a clock that was never set


@dataclass(frozen=True, kw_only=True)
class When:
    """The middle is what pages are told; the truth lies between the ends, as far as is known."""

    at: datetime
    lo: datetime
    hi: datetime


def when(
    *,
    at: datetime,
    skew_ms: tuple[int, int] | None,
    sent_at: datetime,
    now: datetime,
    not_before: datetime | None = None,
) -> When:
    """Return when a command was done: the phone's time, corrected by how its clock stood.

    skew_ms: between these the phone's clock must be set right, measured at its contacts; without
    it, by the clock at which this request was sent. now: the server's, when the request came.
    not_before: what is known to have been before it (the command before it in its lane).
    """
    if skew_ms is None:
        behind = now - sent_at
        skew = behind - ON_THE_WAY, behind
    else:
        skew = timedelta(milliseconds=skew_ms[0]), timedelta(milliseconds=skew_ms[1])
    earliest = not_before or now
    lo, hi = (min(_moved(at, each, now), now) for each in skew)
    if hi < now - LONGEST:
        lo, hi = earliest, now
    middle = lo + (hi - lo) / 2
    if not_before is not None:
        # Only a middle is known of what was before: it may be later than that was in truth.
        middle = max(middle, not_before)
    return When(at=middle, lo=lo, hi=max(hi, middle))


def _moved(at: datetime, by: timedelta, now: datetime) -> datetime:
    """Add; what lies outside the years that there are is as good as unknown."""
    try:
        return (at.astimezone(UTC) + by).astimezone(UTC)
    except OverflowError:
        return now if at.year > now.year else datetime.min.replace(tzinfo=UTC)
