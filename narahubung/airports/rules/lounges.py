"""How many a lounge takes."""

from django.utils.translation import gettext_lazy as _

from narahubung.airports.models import Booking, BookingKind
from narahubung.airports.rules.bookings import SayWhy
from narahubung.kit.refusals import Refusal


class NotALounge(Refusal):
    """People are listed for a lounge only."""

    says = _("Only the booking of a lounge has a list of people.")


class ListIsFull(Refusal):
    """HoD + n is reached."""

    says = _(
        "{lounge} takes the head of the delegation and {n} more; {count} are on the list already."
    )
    advice = _(
        "Take somebody off the list, or ask for more as a wish over the limit; "
        "the coordinator may grant it."
    )
    status = 409


class AlreadyListed(Refusal):
    """Twice the same name."""

    says = _("{name} is on this list already.")
    status = 409


class NobodyNamed(Refusal):
    """Neither a member nor a name."""

    says = _("Choose a member of the delegation or write a name.")


def check_is_lounge(booking: Booking) -> None:
    """Raise NotALounge."""
    if booking.kind != BookingKind.LOUNGE:
        raise NotALounge


def check_room(booking: Booking, listed: int, *, granted: bool) -> None:
    """Raise ListIsFull; granted: somebody who may grant it says why there may be one more."""
    limit = booking.facility.with_head if booking.facility else None
    if limit is not None and listed > limit and not granted:
        raise ListIsFull(lounge=booking.label(), n=limit, count=listed)


def check_answer(state: str, reason: str) -> None:
    """Raise SayWhy where somebody is refused without a reason."""
    if state == "refused" and not reason.strip():
        raise SayWhy
