"""The numbers of `times.yaml`, as an event has them."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from narahubung.accounts.models import Event


@dataclass(frozen=True, kw_only=True)
class Times:
    """Minutes by name, as `times.yaml` explains them. rush: (from, until) in minutes of the day."""

    tight: int
    small: int
    replaces: int
    longest_session: int
    usual_meeting: int
    transfer: int
    arrival: dict[str, int]
    departure: dict[str, int]
    by_mode: dict[str, dict[str, int]]
    wake_before: int
    line_up: int
    room_ready: int
    getting_ready: dict[str, int]
    rush: tuple[tuple[int, int], ...]
    quickest: float
    later: dict[str, int]
    desks: dict[str, list[str]]
    bookings: dict[str, str]

    def processing(self, direction: str, mode: str, *, head: bool) -> int:
        """Return the minutes between the carriage and the cars."""
        if mode in self.by_mode:
            return self.by_mode[mode][direction]
        table = self.arrival if direction == "arrival" else self.departure
        return table["head" if head else "others"]


def times_of(event: Event) -> Times:
    """Return the numbers that hold for an event: ours, with its own in their place."""
    given: dict[str, Any] = {**_ours(), **event.policy.get("ripple", {})}
    return Times(**{**given, "rush": tuple(map(_stretch, given["rush"]))})


@lru_cache(maxsize=1)
def _ours() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return found


def _stretch(text: str) -> tuple[int, int]:
    start, end = (part.split(".") for part in text.split("-"))
    return int(start[0]) * 60 + int(start[1]), int(end[0]) * 60 + int(end[1])
