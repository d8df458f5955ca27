"""What may be told about a movement or a trip. The chains themselves are in `chains`."""

from datetime import datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.movements.chains import CHAINS
from narahubung.movements.models import Movement

_NO_CODE = "-"  # in the place of an airport whose code nobody wrote down
FARTHEST = timedelta(days=7)  # a delay longer than this is another flight, or a slip of the finger


class NoSuchStatus(Refusal):
    """The word is not on this chain."""

    says = _("This status does not belong to this movement.")
    advice = _("Choose one of the statuses shown.")


class NothingToUndo(Refusal):
    """No mark stands."""

    says = _("There is no status here to take back.")


class NoMoveToUndo(Refusal):
    """No change of the last day stands, or the last one was taken back already."""

    says = _("There is no change here to take back.")


class ChangedSince(Refusal):
    """Taking it back would wipe out what somebody else told later."""

    says = _("This trip was changed again since then, so the change cannot be taken back.")
    advice = _("Look at the trip as it stands now and change it by hand.")
    status = 409


class NoTimeYet(Refusal):
    """Minutes were added to a time that nobody knows."""

    says = _("No time is known for this movement, so minutes cannot be added to it.")
    advice = _("Give the new clock time instead.")


class ItHappened(Refusal):
    """The movement is over: it cannot be late any more."""

    says = _("This movement has already happened, at {clock}.")
    advice = _("If that is wrong, take the status back first.")
    status = 409


class ItIsCancelled(Refusal):
    """The movement is cancelled."""

    says = _("This movement is cancelled.")
    advice = _("Let the list be corrected first.")
    status = 409


class TooFar(Refusal):
    """A time far from the plan is more likely a slip than a delay."""

    says = _("The new time lies more than {days} days from the plan.")
    advice = _("Check the minutes or the day. Another flight is a new movement.")


class NothingNew(Refusal):
    """What was told is what stands."""

    says = _("This is what already stands. Nothing was changed.")


class WrongWayRound(Refusal):
    """A drive that arrives before it leaves."""

    says = _("The arrival must be later than the departure.")


class Delayable(Protocol):
    """What the rules of a delay look at."""

    @property
    def certainty(self) -> str: ...
    @property
    def actual_at(self) -> datetime | None: ...
    @property
    def planned_at(self) -> datetime | None: ...
    @property
    def expected_at(self) -> datetime | None: ...


def check_can_report(chain: str, status: str) -> None:
    """Raise NoSuchStatus when the status is not on the chain. Nothing else stops a fact."""
    if status not in CHAINS[chain]:
        raise NoSuchStatus


def check_can_delay(movement: Delayable, *, clock: str = "") -> None:
    """Raise ItHappened or ItIsCancelled; clock: when it happened, as the person reads it."""
    if movement.certainty == Certainty.CANCELLED:
        raise ItIsCancelled
    if movement.actual_at is not None:
        raise ItHappened(clock=clock)


def planned_airport(movement: Movement) -> str:
    """Return the code of the airport that was planned, "" where nobody wrote it down."""
    planned = movement.diverted_from or movement.airport
    return "" if planned == _NO_CODE else planned


def note_airport(movement: Movement, airport: str) -> None:
    """Keep from where it is diverted, and that no time is known for where it goes instead."""
    if airport == movement.airport:
        return
    planned = planned_airport(movement)
    movement.diverted_from = "" if airport == planned else planned or _NO_CODE
    movement.time_open = bool(movement.diverted_from)


def check_new_time(movement: Delayable, new: datetime) -> None:
    """Raise TooFar or NothingNew."""
    check_near(movement, new)
    if new == (movement.expected_at or movement.planned_at):
        raise NothingNew


def check_near(movement: Delayable, new: datetime) -> None:
    """Raise TooFar."""
    plan = movement.planned_at or movement.expected_at
    if plan is not None and abs(new - plan) > FARTHEST:
        raise TooFar(days=FARTHEST.days)


def check_way(departs_at: datetime | None, arrives_at: datetime | None) -> None:
    """Raise WrongWayRound."""
    if departs_at and arrives_at and arrives_at < departs_at:
        raise WrongWayRound
