"""The data of escorts and motorcades: units, tolerances, and the orders in which cars drive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language


@dataclass(frozen=True, kw_only=True)
class Order:
    """One order of cars, front to rear, with where it comes from.

    most_cars: more of them are too many; most_police_days: an escort on more days is too much.
    None for no limit.
    """

    id: str
    title: Mapping[str, str]
    grade: str
    source: Mapping[str, str]
    roles: tuple[str, ...]
    most_cars: int | None = None
    most_police_days: int | None = None

    @property
    def name(self) -> str:
        """Return how it is called, in the language in force."""
        return _in_force(self.title)

    @property
    def said_by(self) -> str:
        """Return the source, in the language in force."""
        return _in_force(self.source)


@dataclass(frozen=True, kw_only=True)
class EscortTerms:
    """form_up: how long before the start the escort stands ready. tolerance: see orders.yaml.

    units: of each grade, how many motorcycles, lead_cars and rear_cars are usual.
    """

    form_up: timedelta
    tolerance: timedelta
    units: Mapping[str, Mapping[str, int]]


def order_of(name: str) -> Order | None:
    """Return an order by its id, None where there is none of that name."""
    return next((order for order in orders() if order.id == name), None)


@lru_cache(maxsize=1)
def orders() -> tuple[Order, ...]:
    """Return all orders as the file has them."""
    return tuple(Order(**{**row, "roles": tuple(row["roles"])}) for row in _read()["orders"])


@lru_cache(maxsize=1)
def escort_terms() -> EscortTerms:
    """Return what holds for every escort."""
    told = _read()["escort"]
    return EscortTerms(
        form_up=timedelta(minutes=told["form_up_min"]),
        tolerance=timedelta(minutes=told["tolerance_min"]),
        units=told["units"],
    )


def _read() -> Any:
    return yaml.safe_load((Path(__file__).parent / "orders.yaml").read_text())


def _in_force(text: Mapping[str, str]) -> str:
    return text["id" if (get_language() or "").startswith("id") else "en"]
