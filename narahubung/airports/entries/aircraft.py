"""What happens to aircraft and their papers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.airports.entries.bookings import OfAirport
from narahubung.airports.kinds import ClearanceKind, ClearanceState


@dataclass(frozen=True, kw_only=True)
class OfAircraft(OfAirport):
    """What every entry about an aircraft carries. label: as people at the airport know it."""

    aircraft_id: int
    label: str

    def topics(self) -> list[str]:
        """Name the aircraft besides."""
        return [f"aircraft:{self.aircraft_id}", *super().topics()]


@dataclass(frozen=True, kw_only=True)
class AircraftKept(OfAircraft):
    """An aircraft was written down or changed. changes: {field: [old, new]}, nothing sealed."""

    kind: ClassVar[str] = "airports.aircraft_kept"
    is_new: bool
    changes: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Say which, and whether it is new."""
        words = (
            _("{party}: aircraft {label} written down.")
            if self.is_new
            else _("{party}: facts of aircraft {label} changed.")
        )
        return words.format(party=self.party, label=self.label)


@dataclass(frozen=True, kw_only=True)
class ClearanceNoted(OfAircraft):
    """A paper was asked for, given, refused. sort: models.ClearanceKind."""

    kind: ClassVar[str] = "airports.clearance_noted"
    sort: str
    old_state: str
    state: str
    number: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def sentence(self) -> str:
        """Say which paper, how it stands, and until when it holds."""
        words = _("{party}, aircraft {label}: {paper} {state}.").format(
            party=self.party,
            label=self.label,
            paper=ClearanceKind(self.sort).label,
            state=ClearanceState(self.state).label,
        )
        if self.valid_until is None:
            return words
        until = _("Valid until {day} {clock}.").format(
            day=f"{self.valid_until:%d.%m.}", clock=self.clock(self.valid_until)
        )
        return f"{words} {until}"
