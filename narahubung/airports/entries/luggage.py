"""What happens to bags."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.airports.entries.bookings import OfAirport, said_words
from narahubung.airports.kinds import BagPoint, BagState


@dataclass(frozen=True, kw_only=True)
class BagsCounted(OfAirport):
    """Somebody counted bags."""

    kind: ClassVar[str] = "airports.bags_counted"
    at_point: str
    count: int

    def sentence(self) -> str:
        """Say where, how many."""
        return _("{party}: {n} bags {where}.").format(
            party=self.party, n=self.count, where=BagPoint(self.at_point).label
        )


@dataclass(frozen=True, kw_only=True)
class CountUndone(OfAirport):
    """A count was taken back."""

    kind: ClassVar[str] = "airports.count_undone"
    at_point: str
    count: int

    def sentence(self) -> str:
        """Say which."""
        return _("{party}: the count of {n} bags {where} was taken back.").format(
            party=self.party, n=self.count, where=BagPoint(self.at_point).label
        )


@dataclass(frozen=True, kw_only=True)
class BagMissing(OfAirport):
    """A bag did not come along. It is followed until it is delivered or given up."""

    kind: ClassVar[str] = "airports.bag_missing"
    bag_id: int
    tag: str = ""
    airline_ref: str = ""
    description: str = said_words()
    deliver_to: str = said_words()

    def topics(self) -> list[str]:
        """Name the bag besides."""
        return [f"bag:{self.bag_id}", *super().topics()]

    def sentence(self) -> str:
        """Say which bag."""
        words = _("{party}: a bag is missing: {description}").format(
            party=self.party, description=self.description
        )
        marks = ", ".join(mark for mark in (self.tag, self.airline_ref) if mark)
        return f"{words} ({marks})" if marks else words


@dataclass(frozen=True, kw_only=True)
class BagFollowed(OfAirport):
    """The airline was asked again, or the bag was found, delivered, given up, missed again."""

    kind: ClassVar[str] = "airports.bag_followed"
    bag_id: int
    old_state: str
    state: str
    description: str = said_words()
    note: str = said_words()

    def topics(self) -> list[str]:
        """Name the bag besides."""
        return [f"bag:{self.bag_id}", *super().topics()]

    def sentence(self) -> str:
        """Say how it stands."""
        words = _("{party}, missing bag {description}: {state}.").format(
            party=self.party, description=self.description, state=BagState(self.state).label
        )
        return f"{words} {self.note}" if self.note else words
