"""A long day of drives, hour by hour, so that a phone shows those that matter now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from narahubung.kit.zones import zone
from narahubung.movements.queries.lists import TripLine

MANY = 20  # drives of a day that need no folds
NOW = timedelta(hours=2)  # so long from the hour before now, hours stand open


@dataclass(frozen=True, kw_only=True)
class TripFold:
    """Drives of one hour, which begins at starts_at; until: all that began before that moment.

    Neither where the day is short and has no folds. awaited: those that nobody told to be there.
    """

    starts_at: datetime | None = None
    until: datetime | None = None
    lines: tuple[TripLine, ...]
    is_open: bool = True

    @property
    def awaited(self) -> int:
        """Return how many are not there yet, as far as was told."""
        return sum(line.reached_at is None and line.certainty != "cancelled" for line in self.lines)


TripDay = tuple[date | None, Sequence[TripLine]]


def in_folds(
    days: Iterable[TripDay], zone_name: str, *, at: datetime
) -> list[tuple[date | None, list[TripFold]]]:
    """Return days of drives in order, a long one in folds by the hour of that zone's clock.

    Of today, what began before the hour before now is one fold. Where one day is shown and no hour
    of it is near, its first stands open.
    """
    here = at.astimezone(zone(zone_name))
    since = here.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    found = [(on, _folds(on, lines, since)) for on, lines in days]
    if len(found) == 1 and not any(fold.is_open for fold in found[0][1]):
        on, (first, *rest) = found[0]
        return [(on, [TripFold(starts_at=first.starts_at, lines=first.lines), *rest])]
    return found


def _folds(on: date | None, lines: Sequence[TripLine], since: datetime) -> list[TripFold]:
    if len(lines) <= MANY or any(line.best_at is None for line in lines):
        return [TripFold(lines=tuple(lines))]
    hours: dict[datetime | None, list[TripLine]] = {}
    for line in lines:
        begins = (line.best_at or since).astimezone(since.tzinfo)
        hour = begins.replace(minute=0, second=0, microsecond=0)
        early = hour < since and on == since.date()
        hours.setdefault(None if early else hour, []).append(line)
    return [
        TripFold(
            starts_at=hour,
            until=None if hour else since,
            lines=tuple(of_hour),
            is_open=hour is not None and since <= hour < since + NOW,
        )
        for hour, of_hour in hours.items()
    ]
