"""In which order guests rank at first, and in which they walk in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.kit.actor import Actor
from narahubung.kit.said import both_languages
from narahubung.parties.models import Party
from narahubung.places.models import Guest, GuestRole, Seating, ShapeCode
from narahubung.plans.rooms.terms import HOST
from narahubung.plans.seating import Guest as Walker
from narahubung.plans.seating import Seat
from narahubung.plans.seating.calling import calls
from narahubung.plans.seating.walking import walk_in
from narahubung.protocol.queries.orders import OrderRow, OrderSheet, order_of, orders_of_item

PHOTOS = {"photo", "stairs"}  # rooms of rows before a camera
CALLED_WITHIN_S = 40.0  # a family photo stands in so many seconds
LEAST = 99_999
HEADS = (GuestRole.PRINCIPAL.value, GuestRole.HOST.value)
FITS = {"photo": "photo", "stairs": "photo", "carpet": "welcome"}  # shape: what its order is for


def order_for(item_id: int, shape: str, by: Actor) -> int | None:
    """Return the order of precedence that is kept for an item: one for this use, else for seats.

    Of several the first that was made; None where the item has none.
    """
    lines = orders_of_item(item_id=item_id, by=by)
    wanted = FITS.get(shape, "seats")
    lines.sort(key=lambda one: (one.purpose != wanted, one.purpose != "seats", one.number))
    return lines[0].id if lines else None


def key_of(guest: Guest) -> str:
    """Return the key that the head of a party has in orders; "" for others."""
    return f"party:{guest.party_id}" if guest.party_id and guest.role in HEADS else ""


def absent_in_order(row: Seating, by: Actor) -> frozenset[str]:
    """Return the keys of who is absent in the order that is kept for the item of a seating."""
    order_id = order_for(row.item_id, row.plan.shape, by)
    if order_id is None:
        return frozenset()
    return frozenset(one.key for one in order_of(order_id=order_id, by=by).absent)


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


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One who is called, or walks in. others: who walk with them; tied: names of equal number.

    at_s: seconds from the first call; side: from which side of the camera, or `front`; both only
    of photo rows.
    """

    guest: Guest
    others: tuple[Guest, ...] = ()
    tied: tuple[str, ...] = ()
    at_s: float = 0.0
    side: str = ""


def entering(row: Seating) -> Sequence[Turn]:
    """Return who walks in or is called, first to last.

    The most honoured last (Permensesneg 13/2009, as retold), spouses with their partners; who is of
    equal number walks as they sit. On a carpet the marks decide. On photo rows everybody is called,
    the back row first and who walks farthest before the others, so that nobody crosses anybody.
    """
    guests = row.guests.filter(is_absent=False).exclude(seat=None).select_related("seat", "party")
    seated = {_code(one): one for one in guests.order_by("pk")}
    if row.plan.shape in PHOTOS:
        return _called(row, seated)
    by_mark = row.plan.shape == ShapeCode.CARPET
    walking = [one for one in seated.values() if not _stays(one, by_mark=by_mark)]
    cues = walk_in([_walker(one, by_mark=by_mark) for one in walking])
    return [
        Turn(
            guest=seated[cue.guests[0]],
            others=tuple(
                one
                for one in seated.values()
                if one.of_id == seated[cue.guests[0]].pk and one.role == GuestRole.SPOUSE
            ),
            tied=tuple(seated[code].name for code in cue.tied),
        )
        for cue in cues
    ]


def _called(row: Seating, seated: Mapping[str, Guest]) -> list[Turn]:
    """Call to the marks; rows are drawn as the camera sees them, the front row nearest to it."""
    marks = [
        Seat(
            code=one.number,
            x_cm=one.x_cm - row.plan.width_cm // 2,
            y_cm=one.y_cm,
            honour=one.honour,
        )
        for one in row.plan.seats.all()
    ]
    sits = {code: one.seat.number for code, one in seated.items() if one.seat}
    return [
        Turn(guest=seated[one.guest], at_s=one.at_s, side=one.side)
        for one in calls(marks, sits, within_s=CALLED_WITHIN_S)
    ]


def _stays(guest: Guest, *, by_mark: bool) -> bool:
    """Tell who has no turn: who goes along with somebody, and who receives beside the carpet."""
    receives = by_mark and guest.seat is not None and guest.seat.side == HOST
    return guest.of_id is not None or receives


def _code(guest: Guest) -> str:
    """Name a guest so that of equal numbers who has the lesser seat comes first."""
    seat = guest.seat
    return f"{LEAST - (seat.honour if seat else 0):05}-{guest.pk}"


def _walker(guest: Guest, *, by_mark: bool) -> Walker:
    seat = guest.seat
    rank = seat.honour if by_mark and seat else guest.rank
    return Walker(code=_code(guest), rank=rank)
