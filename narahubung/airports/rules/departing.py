"""When each thing of a departure is due, and what may be told of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from narahubung.airports.models import FarewellPlace, LeavingStep
from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.kit.zones import zone
from narahubung.movements.chains import DEPARTURE
from narahubung.movements.models import Direction, Movement

# What is told of these two is a status of the movement itself.
STATUS_OF = {LeavingStep.BOARDING: "boarded", LeavingStep.AIRBORNE: "airborne"}


class NoDeparture(Refusal):
    """Only who leaves has a plan for leaving."""

    says = lazy("This is no departure, or it is cancelled.")


class PlannedAlready(Refusal):
    """It stands."""

    says = lazy("The departure is planned already.")


class DoneAlready(Refusal):
    """Somebody was first."""

    says = lazy("This was already told, by {who}.")
    status = 409


class NotDone(Refusal):
    """There is nothing to take back."""

    says = lazy("This is not done yet, so there is nothing to take back.")


class ToldSince(Refusal):
    """A status is taken back in the order in which it was told."""

    says = lazy("Since then it was told: {status}. Take that back first.")
    status = 409


class InLineAlready(Refusal):
    """Nobody stands in two places."""

    says = lazy("{name} stands in the line already.")


class PayerMissing(Refusal):
    """A bill is settled by somebody."""

    says = lazy("Say who pays the bill.")


class NameMissing(Refusal):
    """Nobody stands nameless in a line."""

    says = lazy("Write the name of who bids farewell, or choose a member.")


def check_is_departure(movement: Movement) -> None:
    """Raise NoDeparture."""
    if movement.direction != Direction.DEPARTURE or movement.certainty == Certainty.CANCELLED:
        raise NoDeparture


def due_at(kind: str, movement: Movement) -> datetime | None:
    """Return when it is due, counted backward from the departure as now expected."""
    flies = movement.expected_at or movement.planned_at
    if flies is None:
        return None
    told = _terms()[kind]
    if "day_before" not in told:
        return flies - timedelta(minutes=told["before_min"])
    here = zone(movement.zone)
    on: date = flies.astimezone(here).date() - timedelta(days=1)
    return datetime.combine(on, time.fromisoformat(told["day_before"]), tzinfo=here)


def reached_by(status: str) -> set[str]:
    """Return the things that are done when the departure stands at a status; "" for none."""
    order = list(DEPARTURE)
    if status not in order:
        return set()
    return {
        kind.value for kind, code in STATUS_OF.items() if order.index(code) <= order.index(status)
    }


def in_line(places: Iterable[FarewellPlace]) -> list[FarewellPlace]:
    """Return the farewell line: the highest nearest to the aircraft.

    The most honoured leaves last and is the last to say goodbye; by given rank, then in the order
    in which they were named.
    """
    return sorted(places, key=lambda one: (one.rank, one.pk))


def why_there(rank: int, ranks: Sequence[int]) -> str:
    """Say why somebody stands there, in the language in force. ranks: of the whole line."""
    if ranks.count(rank) > 1:
        return _("rank {rank}, in the order in which they were named").format(rank=rank)
    return _("rank {rank}").format(rank=rank)


@lru_cache(maxsize=1)
def _terms() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parents[1] / "departing.yaml").read_text()
    )
    return found
