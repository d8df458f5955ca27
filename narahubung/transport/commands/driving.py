"""What a driver does through the link to his one trip. The house acts, in the driver's name."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from narahubung.accounts.commands import issue_pass
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor, the_house
from narahubung.movements import commands as movements
from narahubung.movements.models import Trip
from narahubung.movements.rules import NothingToUndo
from narahubung.transport.commands.positions import trip_of_pass
from narahubung.transport.rules.driving import TripIsOver, check_is_his, told_last
from narahubung.transport.rules.positions import (
    DRIVER_LINK,
    KEPT_AFTER,
    NEVER_REPORTED,
    is_over,
)

WITHOUT_TIMES = timedelta(days=1)


@command
def give_driver_link(
    *, trip_id: int, name: str, language: str, by: Actor, at: datetime, key: UUID | None = None
) -> str:
    """Make the driver's link to a trip and return its token; it ends with the trip.

    Raises TripIsOver, LinkNeedsAName, LinkEndsWrongly for a trip too far ahead; Trip.DoesNotExist.
    """
    with act(by=by, at=at, key=key):
        trip = Trip.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=trip_id)
        if is_over(trip, at):
            raise TripIsOver
        ends = trip.arrives_at or trip.departs_at
        return issue_pass(
            purpose=DRIVER_LINK,
            object_id=trip.pk,
            name=name,
            language=language,
            expires_at=ends + NEVER_REPORTED + KEPT_AFTER if ends else at + WITHOUT_TIMES,
            by=by,
            at=at,
        )


@command
def tell_by_link(
    *, pass_id: int, status: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell that the car is ready, under way or there. Raises LinkHasEnded, NotTheDriversToTell."""
    with act(by=by, at=at, key=key):
        trip = trip_of_pass(pass_id, by, at)
        check_is_his(status)
        house = _in_the_name_of(by)
        movements.report_status(status=status, trip_id=trip.pk, by=house, at=at)


@command
def take_back_by_link(*, pass_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take back one's own last tap. Raises LinkHasEnded, NothingToUndo when another's stands."""
    with act(by=by, at=at, key=key):
        trip = trip_of_pass(pass_id, by, at)
        if not told_last(trip, by.name):
            raise NothingToUndo
        movements.undo_status(trip_id=trip.pk, by=_in_the_name_of(by), at=at)


def _in_the_name_of(by: Actor) -> Actor:
    """Return the house, which may tell of every trip, under the driver's name."""
    house = the_house(by.door, event_id=by.here)
    return replace(house, name=by.name, everywhere=frozenset({str(Right.REPORT_MOVEMENT)}))
