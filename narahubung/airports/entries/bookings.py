"""What happens to bookings at the airport."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.airports.kinds import BookingKind, BookingState
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one
from narahubung.kit.zones import clock_text, zone_label


def said_words() -> Any:
    """Return the field of words that people wrote: sealed, to be forgotten with the party."""
    return field(default="", metadata={"seal": "party_id"})


@dataclass(frozen=True, kw_only=True)
class OfAirport(Entry):
    """What every entry of this room carries. party: its code; zone: whose clock is read."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS

    party_id: int
    party: str
    zone: str
    movement_id: int | None = None

    def topics(self) -> list[str]:
        """Name the movement, its party and the lists of the airport and the board."""
        movement = [f"movement:{self.movement_id}"] if self.movement_id else []
        return [*movement, f"party:{self.party_id}", "airports", "board"]

    def clock(self, moment: datetime) -> str:
        """Return `18.11 WITA`."""
        return f"{clock_text(moment, self.zone)} {zone_label(self.zone, moment)}"


@dataclass(frozen=True, kw_only=True)
class OfBooking(OfAirport):
    """What every entry about a booking carries. sort: models.BookingKind."""

    booking_id: int
    sort: str
    what: str = said_words()

    def topics(self) -> list[str]:
        """Name the booking besides."""
        return [f"booking:{self.booking_id}", *super().topics()]

    def named(self) -> str:
        """Return `JPN, parking stand: Apron A 3`."""
        word = str(BookingKind(self.sort).label)
        return (
            f"{self.party}, {word}: {self.what}" if self.what != word else f"{self.party}, {word}"
        )


@dataclass(frozen=True, kw_only=True)
class Booked(OfBooking):
    """Something was booked."""

    kind: ClassVar[str] = "airports.booked"
    starts_at: datetime
    ends_at: datetime

    def sentence(self) -> str:
        """Say what, from when to when."""
        return _("{name}, asked for from {start} to {end}.").format(
            name=self.named(), start=self.clock(self.starts_at), end=self.clock(self.ends_at)
        )


@dataclass(frozen=True, kw_only=True)
class BookingMoved(OfBooking):
    """It is at another time, or another stand. old_what, new_what: empty where that stays."""

    kind: ClassVar[str] = "airports.booking_moved"
    old_starts_at: datetime
    old_ends_at: datetime
    starts_at: datetime
    ends_at: datetime
    old_what: str = ""
    why: str = said_words()

    def sentence(self) -> str:
        """Say old and new."""
        words = _("{name}, moved: {old} to {old_end}, now {new} to {new_end}.").format(
            name=self.named(),
            old=self.clock(self.old_starts_at),
            old_end=self.clock(self.old_ends_at),
            new=self.clock(self.starts_at),
            new_end=self.clock(self.ends_at),
        )
        if self.old_what:
            words = f"{words} {_('Before: {old}.').format(old=self.old_what)}"
        return f"{words} {in_one(self.why)}" if self.why else words


@dataclass(frozen=True, kw_only=True)
class BookingAnswered(OfBooking):
    """It was confirmed, refused, cancelled, or asked for again."""

    kind: ClassVar[str] = "airports.booking_answered"
    old_state: str
    state: str
    reason: str = said_words()

    def sentence(self) -> str:
        """Say how it stands."""
        words = f"{self.named()}: {BookingState(self.state).label}."
        return f"{words} {self.reason}" if self.reason else words
