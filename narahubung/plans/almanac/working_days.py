"""Terms in working days: Monday to Friday without holidays, counted from the day after."""

from collections.abc import Collection
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(on: date, holidays: Collection[date] = ()) -> bool:
    """Tell whether offices are open on this day."""
    return on.weekday() < _SATURDAY and on not in holidays


def last_day(begins: date, days: int, holidays: Collection[date] = ()) -> date:
    """Return the day on which a term of `days` working days ends; the first day is the next one.

    days: at least 0; of 0 the term ends on the day it begins, whatever day that is. holidays: a set
    where there are many. One step for each day of the calendar, so O(days). Raises ValueError.
    """
    if days < 0:
        raise ValueError("a term has no negative length")
    on = begins
    while days:
        on += _DAY
        days -= is_working_day(on, holidays)
    return on


def working_days_after(begins: date, on: date, holidays: Collection[date] = ()) -> int:
    """Return how many working days have begun after `begins`, up to and with `on`.

    The number of the day within its term: on the last day of a term of 30 it is 30. 0 where `on`
    is not after `begins`.
    """
    gone = range(1, (on - begins).days + 1)
    return sum(is_working_day(begins + step * _DAY, holidays) for step in gone)
