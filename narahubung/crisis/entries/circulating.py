"""An approved report goes out and is read."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.crisis.entries.incidents import OfIncident


@dataclass(frozen=True, kw_only=True)
class _OfCopies(OfIncident):
    report_id: int
    report: int

    def topics(self) -> list[str]:
        """Name the incident's reports besides."""
        return [*super().topics(), f"reports:{self.incident_id}"]


@dataclass(frozen=True, kw_only=True)
class ReportHandedOut(_OfCopies):
    """A report went to so many readers. common: numbers of the facts that all of them may know."""

    kind: ClassVar[str] = "crisis.report_handed_out"
    sending_id: int
    name: str
    readers: int
    common: tuple[int, ...]

    def sentence(self) -> str:
        """Say who, and to how many."""
        words = ngettext(
            "{name} handed situation report {report} out to {number} reader.",
            "{name} handed situation report {report} out to {number} readers.",
            self.readers,
        )
        return words.format(name=self.name, report=self.report, number=self.readers)


@dataclass(frozen=True, kw_only=True)
class ReportAnnounced(_OfCopies):
    """Its readers have word of it. relay_id: by which message."""

    kind: ClassVar[str] = "crisis.report_announced"
    sending_id: int
    relay_id: int

    def sentence(self) -> str:
        """Say so."""
        words = _("The readers of situation report {report} have word of it.")
        return words.format(report=self.report)


@dataclass(frozen=True, kw_only=True)
class ReportRead(_OfCopies):
    """A reader confirmed it."""

    kind: ClassVar[str] = "crisis.report_read"
    name: str
    person_id: int

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} has read situation report {report}.")
        return words.format(name=self.name, report=self.report)
