"""The almanac: what kind of day a day is. Pure: no clock, no tables; who asks brings the holidays.

Words: holiday (a day on which offices are closed besides Saturdays and Sundays), working day (any
other day), last day (the day on which a term of so many working days ends, until midnight).
"""

from narahubung.plans.almanac.working_days import (
    is_working_day,
    last_day,
    working_days_after,
)

__all__ = ["is_working_day", "last_day", "working_days_after"]
