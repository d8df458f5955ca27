"""Who sits beside whom, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.places import planning
from narahubung.places.queries.seatings import names_of, row_of
from narahubung.places.saying import pair_said
from narahubung.plans import seating as engine


@dataclass(frozen=True, kw_only=True)
class PairLine:
    """Two who sit side by side: right is at the right hand of left.

    article: what the order of precedence says of the one who ranks before the other.
    """

    left: str
    left_seat: str
    right: str
    right_seat: str
    why: str
    article: str


def pairs(*, seating_id: int, by: Actor) -> Sequence[PairLine]:
    """Return who sits beside whom, and why. Raises Seating.DoesNotExist."""
    row = row_of(seating_id, by)
    asked = planning.asked_of(row)
    names = names_of(row)
    articles = {str(one.pk): in_one(one.rank_why) for one in row.guests.all()}
    found = engine.explain(asked.problem, asked.sits)
    return [
        PairLine(
            left=names[one.left],
            left_seat=asked.sits[one.left],
            right=names[one.right],
            right_seat=asked.sits[one.right],
            why=pair_said(one, names),
            article=articles.get(one.first, ""),
        )
        for one in found.pairs
    ]
