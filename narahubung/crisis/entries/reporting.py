"""What can happen to a situation report."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.crisis.entries.incidents import OfIncident


@dataclass(frozen=True, kw_only=True)
class _OfReport(OfIncident):
    report_id: int
    report: int

    def topics(self) -> list[str]:
        """Name the incident's reports besides."""
        return [*super().topics(), f"reports:{self.incident_id}", "cadence"]


@dataclass(frozen=True, kw_only=True)
class ReportDrafted(_OfReport):
    """A report was drafted from what is known."""

    kind: ClassVar[str] = "crisis.report_drafted"

    def sentence(self) -> str:
        """Say which."""
        words = _("Situation report {report} of incident {number} drafted.")
        return words.format(report=self.report, number=self.number)


@dataclass(frozen=True, kw_only=True)
class ReportWritten(_OfReport):
    """Somebody wrote in a draft."""

    kind: ClassVar[str] = "crisis.report_written"
    name: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} wrote in situation report {report}.")
        return words.format(name=self.name, report=self.report)


@dataclass(frozen=True, kw_only=True)
class ReportApproved(_OfReport):
    """It stands. unchanged: nothing new since the one before."""

    kind: ClassVar[str] = "crisis.report_approved"
    name: str
    unchanged: bool = False

    def sentence(self) -> str:
        """Say who."""
        words = _("Situation report {report} approved by {name}.")
        told = words.format(report=self.report, name=self.name)
        return f"{told} {_('No change.')}" if self.unchanged else told


@dataclass(frozen=True, kw_only=True)
class ReportOverdue(OfIncident):
    """The next report was due."""

    kind: ClassVar[str] = "crisis.report_overdue"

    def topics(self) -> list[str]:
        """Name when reports fall due besides."""
        return [*super().topics(), "cadence"]

    def sentence(self) -> str:
        """Say of what."""
        words = _("The next situation report of incident {number} is overdue.")
        return words.format(number=self.number)
