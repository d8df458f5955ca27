"""What happens to the list of facilities, and to the lists of lounges."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.airports.entries.bookings import OfAirport, said_words
from narahubung.airports.kinds import BookingKind, GuestState
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class FacilityKept(Entry):
    """A stand, lounge or ramp car was written down or changed."""

    kind: ClassVar[str] = "airports.facility_kept"
    right: ClassVar[str] = Right.SEE_EVENT
    facility_id: int
    name: str
    sort: str
    capacity: int
    with_head: int | None = None
    is_new: bool = True

    def topics(self) -> list[str]:
        """Name the lists of the airport and the board."""
        return ["airports", "board"]

    def sentence(self) -> str:
        """Say which."""
        words = _("{kind} {name} written down.") if self.is_new else _("{kind} {name} changed.")
        return words.format(kind=BookingKind(self.sort).label, name=self.name)


@dataclass(frozen=True, kw_only=True)
class _OfGuest(OfAirport):
    booking_id: int
    guest_id: int
    lounge: str
    name: str = said_words()

    def topics(self) -> list[str]:
        """Name the booking besides."""
        return [f"booking:{self.booking_id}", *super().topics()]


@dataclass(frozen=True, kw_only=True)
class GuestListed(_OfGuest):
    """Somebody is on the list of a lounge. granted: why, where the list was full."""

    kind: ClassVar[str] = "airports.guest_listed"
    granted: str = said_words()

    def sentence(self) -> str:
        """Say who, and why over the limit."""
        words = _("{party}: {name} is on the list of {lounge}.").format(
            party=self.party, name=self.name, lounge=self.lounge
        )
        if not self.granted:
            return words
        return f"{words} {_('Over the limit: {why}').format(why=self.granted)}"


@dataclass(frozen=True, kw_only=True)
class GuestAnswered(_OfGuest):
    """The lounge accepted or refused somebody, or is asked again."""

    kind: ClassVar[str] = "airports.guest_answered"
    state: str
    reason: str = said_words()

    def sentence(self) -> str:
        """Say who and how."""
        words = _("{party}, {lounge}: {name} {state}.").format(
            party=self.party,
            lounge=self.lounge,
            name=self.name,
            state=GuestState(self.state).label,
        )
        return f"{words} {self.reason}" if self.reason else words


@dataclass(frozen=True, kw_only=True)
class GuestStruck(_OfGuest):
    """Somebody was taken off the list."""

    kind: ClassVar[str] = "airports.guest_struck"

    def sentence(self) -> str:
        """Say who."""
        return _("{party}: {name} was taken off the list of {lounge}.").format(
            party=self.party, name=self.name, lounge=self.lounge
        )
