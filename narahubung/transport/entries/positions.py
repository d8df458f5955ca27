"""What can happen with the positions of cars. None of it says where a car was."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfPosition(Entry):
    """name: who shares, as the page knows him; party: its code."""

    right: ClassVar[str] = Right.SEE_ROUTES
    trip_id: int
    party_id: int
    party: str
    name: str

    def topics(self) -> list[str]:
        """Name the trip and all that shows where cars are."""
        return [f"trip:{self.trip_id}", "positions"]


@dataclass(frozen=True, kw_only=True)
class PositionShared(_OfPosition):
    """A phone began to say where the car of a trip is."""

    kind: ClassVar[str] = "transport.position_shared"

    def sentence(self) -> str:
        """Say who shares."""
        return _("{name} shares the position of the trip of {party}.").format(
            name=self.name, party=self.party
        )


@dataclass(frozen=True, kw_only=True)
class SharingStopped(_OfPosition):
    """Who shared the position stopped; what was known of it is deleted."""

    kind: ClassVar[str] = "transport.sharing_stopped"

    def sentence(self) -> str:
        """Say who stopped."""
        return _(
            "{name} no longer shares the position of the trip of {party}; it was deleted."
        ).format(name=self.name, party=self.party)


@dataclass(frozen=True, kw_only=True)
class PositionsForgotten(_OfPosition):
    """The positions of a trip that is over were deleted."""

    kind: ClassVar[str] = "transport.positions_forgotten"

    def sentence(self) -> str:
        """Say whose trip it was."""
        return _("The positions of a trip of {party} that is over were deleted.").format(
            party=self.party
        )
