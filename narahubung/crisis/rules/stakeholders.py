"""When word to a stakeholder is due, which way to use first, and what is refused."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal

if TYPE_CHECKING:
    from narahubung.crisis.models import Way


class NoName(Refusal):
    """A body without a name."""

    says = _("Name: who must be told?")


class NothingToTell(Refusal):
    """Told without a word."""

    says = _("Write what they were told.")


class NothingAsked(Refusal):
    """A question, or an answer, without a word."""

    says = _("Write the question, or the answer, in a few words.")


class IsAnswered(Refusal):
    """It was answered before."""

    says = _("{name} has answered this question already.")
    status = 409


class IsGone(Refusal):
    """It was taken off the list."""

    says = _("{name} is not on the list any more.")
    advice = _("Add it again if it must be told.")
    status = 409


class NoValue(Refusal):
    """A way without number or place."""

    says = _("Write the number, the address or the place.")


class OfAnotherIncident(Refusal):
    """It belongs to one incident only."""

    says = _("{name} belongs to another incident.")
    status = 409


class NothingGoesThere(Refusal):
    """The house cannot reach them."""

    says = _("Nothing can be sent to {name}: they have no account, and no address that works.")
    advice = _("Tell them yourself, then tap how you told them.")
    status = 409


def due_at(
    *, every_min: int | None, last_next_at: datetime | None, was_told: bool, begins: datetime
) -> datetime | None:
    """Return when they must hear of us next: as said when they were told, else from the beginning.

    every_min: how often; None: no clock runs for them unless one was set when they were told.
    """
    if was_told:
        return last_next_at
    return begins + timedelta(minutes=every_min) if every_min else None


def first_to_try(ways: Sequence["Way"]) -> "Way | None":
    """Return the way to use: the one that worked last, else one that nobody tried, else any."""
    return next(iter(in_order(ways)), None)


def in_order(ways: Sequence["Way"]) -> "list[Way]":
    """Return the ways as they are tried: what worked last first, what failed last."""

    def rank(way: "Way") -> tuple[int, float]:
        tried = -way.tried_at.timestamp() if way.tried_at else 0.0
        return ({True: 0, None: 1, False: 2}[way.works], tried)

    return sorted(ways, key=rank)
