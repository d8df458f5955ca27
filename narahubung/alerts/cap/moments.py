"""Moments as CAP writes them: with an offset, without a fraction; UTC is -00:00, never Z."""

import re
from datetime import UTC, datetime

WRITTEN = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?P<offset>[-+]\d\d:\d\d|Z)?(?P<rest>.*)", re.DOTALL
)


class NoMoment(ValueError):  # noqa: N818 -- says what it is
    """It cannot be known which moment is meant."""


def moment_of(text: str) -> tuple[datetime, bool]:
    """Return the moment, and if it was written as the standard wants. Raises NoMoment."""
    found = WRITTEN.fullmatch(text)
    if not found or not found["offset"] or found["rest"]:
        raise NoMoment(text)
    try:
        return datetime.fromisoformat(text), found["offset"] != "Z"
    except ValueError:
        raise NoMoment(text) from None


def text_of(moment: datetime) -> str:
    """Write it; the offset is kept, so that who reads it sees the clock of the place."""
    if moment.tzinfo is None:
        raise NoMoment(str(moment))
    whole = moment.replace(microsecond=0)
    if not whole.utcoffset():
        return whole.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")
    return whole.isoformat()
