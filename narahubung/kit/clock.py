"""The one place that reads the clock. Only doors (pages, workers, the command line) may ask."""

from datetime import UTC, datetime, timedelta

# A sample or drill folder may stand at another moment; it is set once, at start-up.
_shift = timedelta()


def now() -> datetime:
    """Return the present moment, in UTC; in a sample or drill folder, that folder's moment."""
    return datetime.now(UTC) + _shift  # noqa: TID251 -- the one place that reads the clock


def world() -> datetime:
    """Return the world's present moment, in a sample or drill too: for certificates."""
    return datetime.now(UTC)  # noqa: TID251


def stand_at(moment: datetime) -> None:
    """Let the clock stand at `moment` (aware) and run on from there. For samples and drills."""
    global _shift
    _shift = moment - datetime.now(UTC)  # noqa: TID251
