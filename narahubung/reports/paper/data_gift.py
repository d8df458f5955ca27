"""The data of a gratification report on paper, as `data.py` has those of the other sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.reports.paper.data import Language, Name


@dataclass(frozen=True, kw_only=True)
class ReportField:
    """A field of the form. beside: its name in English; value "": a blank to be filled in."""

    label: str
    beside: str
    value: str = ""
    unsure: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportPart:
    """A part of the form with its fields."""

    title: str
    beside: str
    fields: Sequence[ReportField]


@dataclass(frozen=True, kw_only=True)
class GiftReport:
    """The filled draft of a report to the KPK: Indonesian, as its form is, with English beside.

    `missing` are the blanks, `unsure` the sentences of what is to be confirmed, in both languages.
    """

    event: str
    code: str
    delegation: Name
    zone: str
    printed_at: datetime
    url: str
    parts: Sequence[ReportPart]
    missing: Sequence[str] = ()
    unsure: Sequence[tuple[str, str]] = ()
    synthetic: bool = False
    language: Language = "id"
