"""Whether the papers of a flight hold, and until when they can be asked for.

At the latest three working days before the aircraft enters (Permenhan 3/2024 art. 6(2)); flights
for the most important guests, humanitarian and medical ones may be let off (art. 6(3)).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from narahubung.airports.models import ClearanceState
from narahubung.kit.refusals import Refusal

WORKING_DAYS = 3
_SATURDAY = 5


class Trouble(StrEnum):
    """What is wrong with a paper. The order is that of how bad it is."""

    REFUSED = "refused"
    RUN_OUT = "run_out"  # holds for the planned time, not for the one now expected
    NOT_THEN = "not_then"  # does not hold for the planned time either
    TOO_LATE = "too_late"  # not asked for, and the last day for asking is over
    TO_ASK = "to_ask"
    WAITING = "waiting"  # asked for, no answer


class NoNumber(Refusal):
    """Given, but nobody could show it."""

    says = _("A paper that is given needs its number and from when to when it is valid.")
    advice = _("Write the number and both times, or leave it as asked.")


class EndsBeforeItStarts(Refusal):
    """A validity the wrong way round."""

    says = _("The paper must be valid until after the time from which it is valid.")


def check_clearance(
    state: str, number: str, valid_from: datetime | None, valid_until: datetime | None
) -> None:
    """Raise NoNumber or EndsBeforeItStarts."""
    if state == ClearanceState.GIVEN and not (number.strip() and valid_from and valid_until):
        raise NoNumber
    if valid_from and valid_until and valid_until <= valid_from:
        raise EndsBeforeItStarts


def ask_by(enters_at: datetime) -> datetime:
    """Return until when a paper can be asked for: so many working days before, Monday to Friday.

    enters_at: on the clock of the event. Public holidays are not known here.
    """
    day, left = enters_at, WORKING_DAYS
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def trouble_of(
    *,
    state: str,
    valid_from: datetime | None,
    valid_until: datetime | None,
    planned: Iterable[datetime | None],
    expected: Iterable[datetime | None],
    asks_until: datetime | None,
    at: datetime,
) -> Trouble | None:
    """Return what is wrong with a paper, None where it holds.

    planned, expected: the moments at which the aircraft needs it, as planned and as now believed.
    asks_until: the last moment for asking, None where no time is known.
    """
    if state == ClearanceState.NOT_NEEDED:
        return None
    if state == ClearanceState.REFUSED:
        return Trouble.REFUSED
    if state == ClearanceState.GIVEN:
        if all(_holds(valid_from, valid_until, moment) for moment in expected):
            return None
        held = all(_holds(valid_from, valid_until, moment) for moment in planned)
        return Trouble.RUN_OUT if held else Trouble.NOT_THEN
    if state == ClearanceState.ASKED:
        return Trouble.WAITING
    return Trouble.TOO_LATE if asks_until is not None and at > asks_until else Trouble.TO_ASK


def _holds(start: datetime | None, end: datetime | None, moment: datetime | None) -> bool:
    return moment is None or ((start is None or start <= moment) and (end is None or moment <= end))
