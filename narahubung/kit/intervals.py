"""Spans of time. No Django here."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class Span:
    """From `start` until just before `end`; both aware. Empty when end <= start."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """Return how long it is, never negative."""
        return max(self.end - self.start, timedelta())

    def covers(self, moment: datetime) -> bool:
        """Tell whether the moment lies in it."""
        return self.start <= moment < self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether they share any time."""
        return self.start < other.end and other.start < self.end


def gaps(whole: Span, parts: list[Span]) -> list[Span]:
    """Return what of `whole` no part covers, in order of time."""
    found, reached = [], whole.start
    for part in sorted(parts):
        if part.start > reached:
            found.append(Span(reached, min(part.start, whole.end)))
        reached = max(reached, part.end)
        if reached >= whole.end:
            break
    if reached < whole.end:
        found.append(Span(reached, whole.end))
    return [gap for gap in found if gap.length]
