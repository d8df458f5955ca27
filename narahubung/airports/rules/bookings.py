"""When something scarce is free, and what a booking may become."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.airports.models import Booking, BookingState
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import Refusal
from narahubung.movements.models import Direction

LONGEST = timedelta(days=14)  # longer than this is a slip of the finger
FARTHEST = timedelta(days=2)  # so far away a free time is looked for
BESIDE = timedelta(hours=2)  # a booking begins so long after a landing at most


class Taken(Refusal):
    """Somebody else has it then. free: what could be had instead, in words."""

    says = _("{name} is taken from {start} to {end} by {whom}. Free instead: {free}.")
    status = 409


class NotOfThisKind(Refusal):
    """A stand was to be booked as a lounge."""

    says = _("{name} cannot be booked for this.")
    advice = _("Choose one of those shown for what you need.")


class EndsBeforeItStarts(Refusal):
    """No time, or a whole fortnight."""

    says = _("The booking must end after it starts, at most 14 days later.")
    advice = _("Check both times and the day.")


class BookingIsOver(Refusal):
    """Cancelled or refused: it holds nothing that could be moved."""

    says = _("This booking is {state}, so it cannot be moved.")
    advice = _("Ask for it again first.")
    status = 409


class GivenBack(Refusal):
    """Somebody cancelled it after the page was made: an answer to what it was revives nothing."""

    says = _("This booking was given back meanwhile.")
    advice = _("Ask for it again first.")
    status = 409


class SayWhy(Refusal):
    """A refusal without a reason helps nobody."""

    says = _("Say why it is refused, so that the delegation can be told.")


class NothingNew(Refusal):
    """It stands so already."""

    says = _("This is what already stands. Nothing was changed.")


def check_times(span: Span) -> None:
    """Raise EndsBeforeItStarts."""
    if not timedelta() < span.end - span.start <= LONGEST:
        raise EndsBeforeItStarts


def check_can_move(booking: Booking) -> None:
    """Raise BookingIsOver."""
    if booking.state in {BookingState.REFUSED, BookingState.CANCELLED}:
        raise BookingIsOver(state=booking.get_state_display())


def check_answer(booking: Booking, state: str, reason: str, seen: str = "") -> None:
    """Raise SayWhy, GivenBack or NothingNew. seen: the state that the page showed, if it said."""
    is_cancelled = booking.state == BookingState.CANCELLED
    if is_cancelled and state != booking.state and seen not in {"", booking.state}:
        raise GivenBack
    if state == BookingState.REFUSED and not reason.strip():
        raise SayWhy
    stands = (booking.agreed_start, booking.agreed_end) == (booking.starts_at, booking.ends_at)
    if booking.state == state and (state != BookingState.CONFIRMED or stands):
        raise NothingNew


def in_the_way(wanted: Span, held: Sequence[Span], capacity: int) -> list[Span]:
    """Return who is in the way, in order of time; none while there is room for one more.

    There is room while at no moment of `wanted` as many as `capacity` hold it.
    """
    others = sorted(span for span in held if span.overlaps(wanted))
    moments = [wanted.start, *(span.start for span in others if wanted.covers(span.start))]
    is_full = any(sum(span.covers(at) for span in others) >= capacity for at in moments)
    return others if is_full else []


def nearest_free(
    wanted: Span, held: Sequence[Span], capacity: int, *, not_before: datetime
) -> datetime | None:
    """Return the start nearest to the wanted one at which there is room for so long, or None.

    It is the wanted start, the end of another booking, or ends where another one begins.
    """
    starts = {wanted.start, not_before}
    starts |= {span.end for span in held} | {span.start - wanted.length for span in held}
    near = [
        start
        for start in starts
        if start >= not_before
        and abs(start - wanted.start) <= FARTHEST
        and not in_the_way(Span(start, start + wanted.length), held, capacity)
    ]
    return min(near, key=lambda start: (abs(start - wanted.start), start), default=None)


def fits(direction: str, best_at: datetime | None, span: Span) -> bool:
    """Tell whether a booking still suits the movement: not over before it, nor hours beside it."""
    if best_at is None:
        return True
    if direction == Direction.ARRIVAL:
        return span.start - BESIDE <= best_at < span.end
    return span.start < best_at <= span.end + BESIDE
