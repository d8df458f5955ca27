"""In which order guests rank at first, and in which they walk in."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.kit.actor import Actor
from narahubung.kit.said import both_languages
from narahubung.parties.models import Party
from narahubung.places.models import Guest, Seating
from narahubung.protocol.queries.orders import OrderRow, OrderSheet, order_of


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


def rank_reasons(order_id: int, by: Actor) -> dict[str, str]:
    """Return by key why somebody ranks before the next, with the article, in both languages.

    What is not certain yet says so.
    """
    said: dict[str, dict[str, str]] = {}
    for language in ("en", "id"):
        with override(language):
            for row in order_of(order_id=order_id, by=by).rows:
                said.setdefault(row.key, {})[language] = _why(row)
    return {key: both_languages(one["en"], one["id"])[:900] for key, one in said.items()}


def _why(row: OrderRow) -> str:
    pair = row.to_next
    if pair is None:
        return row.level_word
    unsure = "" if pair.sure else _("still to be confirmed")
    parts = [row.level_word, pair.says, pair.article, unsure]
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)[:400]


def both_titles(sheet: OrderSheet) -> str:
    """Return the title of an order in both languages."""
    return both_languages(sheet.title_en or sheet.title_id, sheet.title_id)


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
