"""Bags: where some were lost on their way, and when the airline is to be asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.airports.models import BagPoint, BagState, MissingBag
from narahubung.kit.refusals import Refusal

ASK_AGAIN = timedelta(hours=2)
OPEN = (BagState.MISSING.value, BagState.FOUND.value)


class NoBagsToUndo(Refusal):
    """Nobody counted, or it was taken back."""

    says = _("There is no count here to take back.")


class DescribeIt(Refusal):
    """A bag nobody could recognise."""

    says = _("Describe the bag: kind, colour, what is on it.")


@dataclass(frozen=True, kw_only=True)
class Lost:
    """So many bags fewer (or, negative, more) at one point than at the one before it."""

    before: str
    after: str
    count: int


def lost_between(told: int | None, counts: Mapping[str, int]) -> list[Lost]:
    """Return where the number changed on the way, in order; told: as the list says, None unknown.

    counts: {point: bags}. A point nobody counted at is passed over.
    """
    found, before, stands = [], "", told
    for point in BagPoint.values:
        if point not in counts:
            continue
        if stands is not None and counts[point] != stands:
            found.append(Lost(before=before, after=point, count=stands - counts[point]))
        before, stands = point, counts[point]
    return found


def ask_at(bag: MissingBag) -> datetime | None:
    """Return when the airline is to be asked again; None when it is over."""
    if bag.state != BagState.MISSING:
        return None
    return (bag.asked_at or bag.told_at) + ASK_AGAIN


def check_description(text: str) -> None:
    """Raise DescribeIt."""
    if not text.strip():
        raise DescribeIt
