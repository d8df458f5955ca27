"""What the paper of a seating holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from narahubung.reports.paper.data import Language, Name

PlaceKind = Literal["place_cards", "name_plates", "table_plan", "floor_marks", "line_up"]


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card, plate or mark: whose, a line beneath (country, office), the number of the seat."""

    name: Name
    line: str
    seat: str


@dataclass(frozen=True, kw_only=True)
class PlaceSheet:
    """The paper of a seating, as `kind` says.

    cards: for what is folded or laid on the floor. room: the drawing (`places.queries.drawing`) of
    a table plan, from the viewpoint that `view` names. heads, rows: of the list, widths its columns
    (0: as wide as needed).
    """

    kind: PlaceKind
    event: str
    code: str
    title: str
    about: str
    delegation: Name
    zone: str
    printed_at: datetime
    url: str
    cards: Sequence[Card] = ()
    room: dict[str, Any] | None = None
    view: str = ""
    widths: Sequence[float] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    synthetic: bool = False
    language: Language = "id"
