"""What the programme says, cut to who asks."""

from narahubung.programme.queries.cues import (
    CueLine,
    RunOfShow,
    items_with_cues,
    owners,
    run_of_show,
)
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
from narahubung.programme.queries.private import (
    Both,
    BothDay,
    PrivateLine,
    both_of,
    party_of_private,
    private_line,
)

__all__ = [
    "Both",
    "BothDay",
    "CueLine",
    "Day",
    "ItemLine",
    "PrivateLine",
    "ReleaseLine",
    "RunOfShow",
    "Version",
    "both_of",
    "calendars_of",
    "in_days",
    "item_line",
    "items_with_cues",
    "owners",
    "party_of_private",
    "private_line",
    "programme_of",
    "releases",
    "run_of_show",
    "unreleased",
    "version",
]
