"""What can happen to shuttles and their passengers. Names of passengers stand in no entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one
from narahubung.kit.zones import clock_text, zone_label


@dataclass(frozen=True, kw_only=True)
class _OfLine(Entry):
    """line: its name in both languages."""

    right: ClassVar[str] = Right.SEE_EVENT
    line_id: int
    line: str

    def topics(self) -> list[str]:
        """Name all that shows shuttles."""
        return ["shuttles"]


@dataclass(frozen=True, kw_only=True)
class LineAdded(_OfLine):
    """A shuttle line was made."""

    kind: ClassVar[str] = "transport.line_added"

    def sentence(self) -> str:
        """Say which."""
        return _("Shuttle line {line} was made.").format(line=in_one(self.line))


@dataclass(frozen=True, kw_only=True)
class RunsAdded(_OfLine):
    """Buses were put into the timetable of a line. count: how many."""

    kind: ClassVar[str] = "transport.runs_added"
    count: int

    def sentence(self) -> str:
        """Say how many."""
        return _("{count} buses of line {line} were put into the timetable.").format(
            count=self.count, line=in_one(self.line)
        )


@dataclass(frozen=True, kw_only=True)
class _OfRun(_OfLine):
    """departs_at: of the bus; zone: whose clock is read."""

    run_id: int
    departs_at: datetime
    zone: str

    def topics(self) -> list[str]:
        """Name the run and all that shows shuttles."""
        return [f"shuttlerun:{self.run_id}", "shuttles"]

    def bus(self) -> str:
        """Return `Line 1, 14.00 WITA`, in the language in force."""
        clock = clock_text(self.departs_at, self.zone)
        return f"{in_one(self.line)}, {clock} {zone_label(self.zone, self.departs_at)}"


@dataclass(frozen=True, kw_only=True)
class RunCancelled(_OfRun):
    """A bus does not drive."""

    kind: ClassVar[str] = "transport.run_cancelled"

    def sentence(self) -> str:
        """Say which."""
        return _("Bus {bus} is cancelled.").format(bus=self.bus())


@dataclass(frozen=True, kw_only=True)
class RunLeft(_OfRun):
    """A bus has left, and its list is closed. boarded, missing: how many; last: of its day."""

    kind: ClassVar[str] = "transport.run_left"
    boarded: int
    missing: int
    last: bool

    def sentence(self) -> str:
        """Say who is on it, and who is not."""
        says = _("Bus {bus} has left: {boarded} on board, {missing} not seen.").format(
            bus=self.bus(), boarded=self.boarded, missing=self.missing
        )
        last = _("It was the last one of the day: the list is closed.")
        return f"{says} {last}" if self.last else says


@dataclass(frozen=True, kw_only=True)
class RunStays(_OfRun):
    """That a bus had left was a slip."""

    kind: ClassVar[str] = "transport.run_stays"

    def sentence(self) -> str:
        """Say which."""
        return _("Bus {bus} has not left yet.").format(bus=self.bus())


@dataclass(frozen=True, kw_only=True)
class _OfPassenger(_OfRun):
    """party: the code of whose passenger it is."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    passenger_id: int
    party_id: int
    party: str

    def topics(self) -> list[str]:
        """Name the run, the party and all that shows shuttles."""
        return [f"shuttlerun:{self.run_id}", "shuttles", f"party:{self.party_id}"]


@dataclass(frozen=True, kw_only=True)
class PassengerSignedUp(_OfPassenger):
    """Somebody has a seat."""

    kind: ClassVar[str] = "transport.passenger_signed_up"

    def sentence(self) -> str:
        """Say whose seat, on which bus."""
        return _("One seat for {party} on bus {bus}.").format(party=self.party, bus=self.bus())


@dataclass(frozen=True, kw_only=True)
class PassengerRemoved(_OfPassenger):
    """A seat is free again."""

    kind: ClassVar[str] = "transport.passenger_removed"

    def sentence(self) -> str:
        """Say whose seat, on which bus."""
        return _("One seat of {party} on bus {bus} is free again.").format(
            party=self.party, bus=self.bus()
        )


@dataclass(frozen=True, kw_only=True)
class PassengerBoarded(_OfPassenger):
    """Somebody got on, or (is_on False) it was a slip."""

    kind: ClassVar[str] = "transport.passenger_boarded"
    is_on: bool

    def sentence(self) -> str:
        """Say whose passenger, on which bus."""
        if self.is_on:
            return _("One of {party} is on board of bus {bus}.").format(
                party=self.party, bus=self.bus()
            )
        return _("One of {party} is not on board of bus {bus} after all.").format(
            party=self.party, bus=self.bus()
        )
