"""What can happen to a request for a police escort."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one, said
from narahubung.kit.zones import clock_text
from narahubung.movements.entries import moved_clock


@dataclass(frozen=True, kw_only=True)
class _OfRequest(Entry):
    """party: its code; label: what the trip is for; zone: whose clock is read."""

    right: ClassVar[str] = Right.SEE_ROUTES

    request_id: int
    trip_id: int
    party_id: int
    party: str
    label: str
    zone: str

    def topics(self) -> list[str]:
        """Name the request, its trip, and the list of all."""
        return [f"escort:{self.request_id}", f"trip:{self.trip_id}", "escorts"]

    def named(self) -> str:
        """Return `JPN, dinner`, in the language in force."""
        return f"{self.party}, {said(self.label)}"


@dataclass(frozen=True, kw_only=True)
class EscortAsked(_OfRequest):
    """An escort was asked for."""

    kind: ClassVar[str] = "transport.escort_asked"
    starts_at: datetime

    def sentence(self) -> str:
        """Say for whom and when."""
        return _("{name}: a police escort was asked for, from {clock}.").format(
            name=self.named(), clock=clock_text(self.starts_at, self.zone)
        )


@dataclass(frozen=True, kw_only=True)
class EscortApproved(_OfRequest):
    """The police said yes. unit: who comes; number: of the order."""

    kind: ClassVar[str] = "transport.escort_approved"
    unit: str
    number: str

    def sentence(self) -> str:
        """Say who comes."""
        return _("{name}: the escort is approved, {unit}, order {number}.").format(
            name=self.named(), unit=self.unit, number=self.number or "-"
        )


@dataclass(frozen=True, kw_only=True)
class EscortRefused(_OfRequest):
    """The police said no. note: why."""

    kind: ClassVar[str] = "transport.escort_refused"
    note: str

    def sentence(self) -> str:
        """Say why."""
        words = _("{name}: the escort is refused: {why}.")
        return words.format(name=self.named(), why=self.note)


@dataclass(frozen=True, kw_only=True)
class EscortWithdrawn(_OfRequest):
    """It is not wanted any more."""

    kind: ClassVar[str] = "transport.escort_withdrawn"
    why: str = ""

    def sentence(self) -> str:
        """Say it."""
        words = _("{name}: the request for an escort was withdrawn.").format(name=self.named())
        return f"{words} {self.why}" if self.why else words


@dataclass(frozen=True, kw_only=True)
class EscortReopened(_OfRequest):
    """The answer was a slip; the request is open again."""

    kind: ClassVar[str] = "transport.escort_reopened"

    def sentence(self) -> str:
        """Say it."""
        return _("{name}: the answer about the escort was taken back.").format(name=self.named())


@dataclass(frozen=True, kw_only=True)
class EscortMoved(_OfRequest):
    """It starts at another time. asked_again: too far from what was approved."""

    kind: ClassVar[str] = "transport.escort_moved"
    old: datetime
    new: datetime
    asked_again: bool
    why: str = ""

    def sentence(self) -> str:
        """Say old and new, and whether a new yes is needed."""
        words = _("{name}: the escort starts {change}.").format(
            name=self.named(), change=moved_clock(self.old, self.new, self.zone)
        )
        again = _("It needs a new approval.")
        return " ".join(filter(None, [words, again if self.asked_again else "", in_one(self.why)]))
