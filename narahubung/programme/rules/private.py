"""Who may plan a private item, and what clashes with what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal

LONGEST_OUTING = timedelta(hours=18)
FRAME = timedelta(hours=10)  # so long an official item is a frame for others, no appointment


class EndsInThePast(Refusal):
    """An outing that begins now cannot be over."""

    says = _("The outing ends before it begins.")
    advice = _("Give the clock time at which they will be back.")


class TooLong(Refusal):
    """A typing slip, rather than an outing."""

    says = _("A private item lasts at most 18 hours.")
    advice = _("Plan a second one for the next day.")


class WhereTo(Refusal):
    """An item without a name helps nobody."""

    says = _("Say where to, or what it is.")


class PrivateIsOver(Refusal):
    """What was cancelled, or is over, is not ended again."""

    says = _("This is cancelled or over already.")
    status = 409


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A stretch of somebody's time. whose: a member, None for the head and so the whole party."""

    id: int
    start: datetime
    end: datetime
    is_private: bool
    whose: int | None = None
    officer: int | None = None


def check_private_span(starts_at: datetime, ends_at: datetime) -> None:
    """Raise EndsInThePast, TooLong."""
    if ends_at <= starts_at:
        raise EndsInThePast
    if ends_at - starts_at > LONGEST_OUTING:
        raise TooLong


def clashes(taken: Sequence[Taken]) -> dict[int, list[int]]:
    """Return for each item the items of the same party that take the same people's time.

    The head's own items clash with the official programme; those of one person only with others of
    that person; and two private ones where one officer is to go along with both.
    """
    found: dict[int, list[int]] = {}
    for n, one in enumerate(taken):
        for other in taken[n + 1 :]:
            if one.start < other.end and other.start < one.end and _same_people(one, other):
                found.setdefault(one.id, []).append(other.id)
                found.setdefault(other.id, []).append(one.id)
    return found


def _same_people(one: Taken, other: Taken) -> bool:
    if not (one.is_private or other.is_private):
        return False
    if one.is_private and other.is_private:
        same_officer = one.officer is not None and one.officer == other.officer
        return same_officer or one.whose == other.whose
    private, official = (one, other) if one.is_private else (other, one)
    return private.whose is None and official.end - official.start < FRAME
