"""What can happen to a fact."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.crisis.entries.incidents import OfIncident


@dataclass(frozen=True, kw_only=True)
class _OfFact(OfIncident):
    fact_id: int
    fact: int

    def topics(self) -> list[str]:
        """Name the incident's facts besides."""
        return [*super().topics(), f"facts:{self.incident_id}"]


@dataclass(frozen=True, kw_only=True)
class FactTold(_OfFact):
    """Somebody said something."""

    kind: ClassVar[str] = "crisis.fact_told"
    text: str
    source: str
    photo: str = ""
    origin: str = ""

    def sentence(self) -> str:
        """Say what, and who says so."""
        words = _("Fact {fact}: {text} (source: {source})")
        source = ", ".join(filter(None, [self.source or "-", self.origin]))
        return words.format(fact=self.fact, text=self.text, source=source)


@dataclass(frozen=True, kw_only=True)
class FactSourced(_OfFact):
    """Another source says so too. confirmed: it is confirmed now."""

    kind: ClassVar[str] = "crisis.fact_sourced"
    source: str
    confirmed: bool

    def sentence(self) -> str:
        """Say who, and whether that confirms it."""
        words = _("Fact {fact} has another source: {source}.")
        told = words.format(fact=self.fact, source=self.source)
        return f"{told} {_('It is confirmed.')}" if self.confirmed else told


@dataclass(frozen=True, kw_only=True)
class FactContradicted(_OfFact):
    """Two facts cannot both be true."""

    kind: ClassVar[str] = "crisis.fact_contradicted"
    other: int

    def sentence(self) -> str:
        """Say which."""
        return _("Facts {fact} and {other} contradict each other.").format(
            fact=self.fact, other=self.other
        )


@dataclass(frozen=True, kw_only=True)
class FactWithdrawn(_OfFact):
    """It is not so."""

    kind: ClassVar[str] = "crisis.fact_withdrawn"
    why: str

    def sentence(self) -> str:
        """Say which, and why."""
        return _("Fact {fact} withdrawn: {why}").format(fact=self.fact, why=self.why)


@dataclass(frozen=True, kw_only=True)
class FactRenewed(_OfFact):
    """It still holds."""

    kind: ClassVar[str] = "crisis.fact_renewed"
    name: str

    def sentence(self) -> str:
        """Say which, and who says so."""
        return _("Fact {fact} still holds, says {name}.").format(fact=self.fact, name=self.name)
