"""What the programme says, cut to who asks."""

from narahubung.programme.queries.items import (
    Day,
    ItemLine,
    ReleaseLine,
    Version,
    calendars_of,
    in_days,
    item_line,
    programme_of,
    releases,
    unreleased,
    version,
)

__all__ = [
    "Day",
    "ItemLine",
    "ReleaseLine",
    "Version",
    "calendars_of",
    "in_days",
    "item_line",
    "programme_of",
    "releases",
    "unreleased",
    "version",
]
