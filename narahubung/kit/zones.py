"""Time zones: a time without one is a question, never a guess."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# What Indonesians call their zones; other zones are shown by their own abbreviation or offset.
_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_MEANT = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura", "UTC": "UTC"}


class NotAZone(ValueError):  # noqa: N818 -- a question to the one who wrote it
    """The text names no time zone we know."""


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name or WIB/WITA/WIT. Raises NotAZone."""
    try:
        return ZoneInfo(_MEANT.get(name.strip().upper(), name.strip()))
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise NotAZone(name) from problem


def moment(on: date, at: time, zone_name: str) -> datetime:
    """Join a day and a clock time of a zone to an aware moment. Raises NotAZone."""
    return datetime.combine(on, at, tzinfo=zone(zone_name))


def zone_word(zone_name: str) -> str:
    """Return what people write for a zone: WITA rather than Asia/Makassar."""
    return _NAMES.get(zone_name, zone_name)


def zone_label(zone_name: str, at: datetime) -> str:
    """Return how the zone is called beside a time: WITA, WIB, UTC, or GMT+11."""
    if zone_name in _NAMES:
        return _NAMES[zone_name]
    if zone_name == "UTC":
        return "UTC"
    offset = at.astimezone(zone(zone_name)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    sign = "+" if minutes >= 0 else "-"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{sign}{hours}" + (f".{rest:02d}" if rest else "")


def clock_text(at: datetime, zone_name: str) -> str:
    """Return `18.11` as the clock of that zone shows it."""
    return at.astimezone(zone(zone_name)).strftime("%H.%M")
