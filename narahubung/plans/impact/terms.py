"""What is asked, and what is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narahubung.plans.impact.shapes import Area


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody or something (who: any name, e.g. "person:17") at a place, from start until end.

    what: which thing says so (a session, a night, a trip), to be named beside.
    """

    who: str
    place: int
    start: int
    end: int
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class ImpactProblem:
    """places: position of each; None: nobody knows it. start, end: the window, end not in it."""

    area: Area
    places: Mapping[int, tuple[float, float] | None]
    stays: Sequence[Stay]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Impact:
    """places: those within. unplaced: those whose position nobody knows, and where somebody is.

    touched: the stays within, by the moment from which each counts. first: of each who, when first.
    unknown: stays at unplaced places in the window, in the same order.
    """

    places: tuple[int, ...]
    unplaced: tuple[int, ...]
    touched: tuple[Stay, ...]
    unknown: tuple[Stay, ...]
    first: Mapping[str, int]
