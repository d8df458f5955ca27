"""The data of an ICS form on paper, as `data.py` has those of the other sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.reports.paper.data import Language, Name


@dataclass(frozen=True, kw_only=True)
class FormBlock:
    """One block of an ICS form: text, named values, a table; `empty` is said where all is empty."""

    number: str
    title: str
    text: str = ""
    pairs: Sequence[tuple[str, str]] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[float] = ()
    empty: str = ""


@dataclass(frozen=True, kw_only=True)
class FormSheet:
    """An ICS form; `delegation` holds its standard name, `beside` the Indonesian one.

    `sensitive`: it holds private numbers and says so; `wide`: it lies on its side.
    """

    event: str
    code: str
    delegation: Name
    beside: str
    incident: str
    zone: str
    printed_at: datetime
    url: str
    blocks: Sequence[FormBlock]
    sensitive: bool = False
    wide: bool = False
    synthetic: bool = False
    language: Language = "id"
