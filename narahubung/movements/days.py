"""Days as addresses and forms name them."""

from datetime import date

FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)  # near the ends of time sums of days fail


def day_named(text: str) -> date | None:
    """Return the day that an address names, None where it names none on which an event may be."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None
