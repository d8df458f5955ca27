"""The data of badges on paper, as `data.py` has those of the other sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.reports.paper.data import Language, Name


@dataclass(frozen=True, kw_only=True)
class BadgeFace:
    """One badge. code: its QR code, photo: the picture, both as SVG; "" for none.

    name: as its owner writes it; a blank badge has none. colour: of the edge, #rrggbb.
    """

    serial: int
    code: str
    category: str
    colour: str
    name: Name | None = None
    organisation: str = ""
    function: str = ""
    photo: str = ""


@dataclass(frozen=True, kw_only=True)
class BadgeSheet:
    """Badges of one event, four on each page. delegation: for the sheet's title alone."""

    event: str
    code: str
    delegation: Name
    zone: str
    printed_at: datetime
    url: str
    badges: Sequence[BadgeFace]
    synthetic: bool = False
    language: Language = "id"
