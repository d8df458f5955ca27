"""Where the parts of a day lie on a line of time, in steps of five minutes (`nh-time`)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.kit.zones import zone
from narahubung.ripple.queries import Component, DayChain

_STEP = timedelta(minutes=5)
_SCALES = ((8, "h8"), (12, "h12"), (16, "h16"), (24, "day"))


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One part: first step and width, and those of how far it may slip (slack 0: not at all)."""

    part: Component
    first: int
    width: int
    slack_first: int = 0
    slack: int = 0

    @property
    def is_late(self) -> bool:
        """Tell whether it comes too late as things stand."""
        return self.part.slack_min is not None and self.part.slack_min < 0


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A day as bars. scale: class of the line; hours: the full hours in it, as `07`."""

    scale: str
    hours: tuple[str, ...]
    rows: tuple[Bar, ...]


def bars_of(chain: DayChain) -> Bars | None:
    """Return the bars of a day, in as few hours as hold it (24 at most); None for an empty day."""
    if not chain.parts:
        return None
    here = zone(chain.zone)
    starts = min(part.starts_at for part in chain.parts).astimezone(here)
    begins = starts.replace(minute=0, second=0, microsecond=0)
    ends = max(part.ends_at for part in chain.parts)
    length = next((n for n, _ in _SCALES if begins + timedelta(hours=n) >= ends), 24)
    steps = length * 12
    hours = tuple(f"{(begins + timedelta(hours=each)).hour:02}" for each in range(length))
    rows = tuple(_bar(part, begins, steps) for part in chain.parts)
    return Bars(scale=dict(_SCALES)[length], hours=hours, rows=rows)


def _bar(part: Component, begins: datetime, steps: int) -> Bar:
    first = min(max((part.starts_at - begins) // _STEP, 0), steps - 1)
    last = min(max(-((begins - part.ends_at) // _STEP), first + 1), steps)
    slack = min((part.slack_min or 0) // 5, steps - last)
    if slack <= 0:
        return Bar(part=part, first=first, width=last - first)
    return Bar(part=part, first=first, width=last - first, slack_first=last, slack=slack)
