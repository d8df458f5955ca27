"""In which order guests rank at first, and in which they walk in."""

from collections.abc import Iterable, Sequence

from narahubung.parties.models import Party
from narahubung.places.models import Guest, Seating


def by_the_list(parties: Iterable[Party]) -> dict[int, int]:
    """Return the rank of each party by the numbers of the organiser's list; equal ones are a tie.

    Whom the list does not number comes last, all as one tie.
    """
    last = (10**6, 10**6)
    numbers = {
        party.pk: (
            (party.precedence_group or 0, party.precedence_order)
            if party.precedence_order is not None
            else last
        )
        for party in parties
    }
    before = sorted(numbers.values())
    return {pk: before.index(number) + 1 for pk, number in numbers.items()}


def entering(row: Seating) -> Sequence[Guest]:
    """Return who walks in, first to last: the most honoured last (Permensesneg 13/2009, as retold).

    On photo rows the back row goes first, so that nobody passes in front of who stands already.
    Who belongs to somebody walks with them, and has no turn of their own.
    """
    guests = row.guests.filter(is_absent=False, of=None).exclude(seat=None)
    by_row = row.plan.shape in {"photo", "stairs"}

    def turn(guest: Guest) -> tuple[int, int, int]:
        seat = guest.seat
        assert seat is not None  # noqa: S101 -- they were left out above
        return (-seat.row if by_row else 0, -seat.honour, guest.pk)

    return sorted(guests.select_related("seat", "party"), key=turn)
