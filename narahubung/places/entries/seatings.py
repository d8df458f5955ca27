"""What can happen to the places of an item of the programme."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one
from narahubung.places.words import RULES


@dataclass(frozen=True, kw_only=True)
class OfSeating(Entry):
    """seating_id: the row; seating: what it is called; name: who did it."""

    right: ClassVar[str] = Right.SEE_PLACES
    seating_id: int
    seating: str
    name: str

    def topics(self) -> list[str]:
        """Name the seating and the list."""
        return [f"seating:{self.seating_id}", "places"]


@dataclass(frozen=True, kw_only=True)
class SeatingPlanned(OfSeating):
    """It was begun. item: for which item of the programme; guests: how many."""

    kind: ClassVar[str] = "places.seating_planned"
    item: str
    guests: int

    def sentence(self) -> str:
        """Say for what."""
        words = _("{name} began the places of {item}: {seating}, {guests} guests.")
        return words.format(
            name=self.name, item=in_one(self.item), seating=self.seating, guests=self.guests
        )


@dataclass(frozen=True, kw_only=True)
class OfGuest(OfSeating):
    """guest_id: the row; guest: by name; party_id: whose."""

    guest_id: int
    guest: str
    party_id: int | None

    def topics(self) -> list[str]:
        """Name the day of the party, too."""
        party = [f"party:{self.party_id}"] if self.party_id else []
        return [*super().topics(), *party]


@dataclass(frozen=True, kw_only=True)
class GuestAdded(OfGuest):
    """Somebody is to have a place."""

    kind: ClassVar[str] = "places.guest_added"

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} added {guest} to {seating}.")
        return words.format(name=self.name, guest=self.guest, seating=self.seating)


@dataclass(frozen=True, kw_only=True)
class GuestChanged(OfGuest):
    """The rank or a need of somebody changed. rank: the new one."""

    kind: ClassVar[str] = "places.guest_changed"
    rank: int

    def sentence(self) -> str:
        """Say how they rank now."""
        words = _("{name} changed {guest} in {seating}: number {rank} in the order.")
        return words.format(name=self.name, guest=self.guest, seating=self.seating, rank=self.rank)


@dataclass(frozen=True, kw_only=True)
class GuestDropped(OfGuest):
    """Somebody has no place any more."""

    kind: ClassVar[str] = "places.guest_dropped"

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} took {guest} out of {seating}.")
        return words.format(name=self.name, guest=self.guest, seating=self.seating)


@dataclass(frozen=True, kw_only=True)
class GuestMoved(OfGuest):
    """A person was put on another seat in the plan. old, new: numbers; others: who moved along."""

    kind: ClassVar[str] = "places.guest_moved"
    old: str
    new: str
    others: int

    def sentence(self) -> str:
        """Say from where to where."""
        words = _("{name} put {guest} on {new} (before: {old}) in {seating}.")
        return words.format(
            name=self.name,
            guest=self.guest,
            seating=self.seating,
            old=self.old or "-",
            new=self.new or "-",
        )


@dataclass(frozen=True, kw_only=True)
class GuestPinned(OfGuest):
    """A place is decided. number: the seat."""

    kind: ClassVar[str] = "places.guest_pinned"
    number: str

    def sentence(self) -> str:
        """Say which."""
        words = _("{name} pinned {guest} to {number} in {seating}.")
        return words.format(
            name=self.name, guest=self.guest, number=self.number, seating=self.seating
        )


@dataclass(frozen=True, kw_only=True)
class GuestUnpinned(OfGuest):
    """The engine may move the guest again."""

    kind: ClassVar[str] = "places.guest_unpinned"

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} let go of the place of {guest} in {seating}.")
        return words.format(name=self.name, guest=self.guest, seating=self.seating)


@dataclass(frozen=True, kw_only=True)
class GuestAbsent(OfGuest):
    """Somebody does not come. moves: how many others change seats."""

    kind: ClassVar[str] = "places.guest_absent"
    moves: int

    def sentence(self) -> str:
        """Say what it takes."""
        words = ngettext(
            "{guest} is absent from {seating}: {moves} other moves.",
            "{guest} is absent from {seating}: {moves} others move.",
            self.moves,
        )
        return words.format(guest=self.guest, seating=self.seating, moves=self.moves)


@dataclass(frozen=True, kw_only=True)
class GuestPresent(OfGuest):
    """Somebody comes after all."""

    kind: ClassVar[str] = "places.guest_present"

    def sentence(self) -> str:
        """Say who."""
        words = _("{guest} comes to {seating} after all.")
        return words.format(guest=self.guest, seating=self.seating)


@dataclass(frozen=True, kw_only=True)
class SeatGiven(OfGuest):
    """An adopted plan gives somebody a place. old: the one before; number: the new one."""

    kind: ClassVar[str] = "places.seat_given"
    old: str
    number: str

    def sentence(self) -> str:
        """Say which, and which it was."""
        if not self.number:
            words = _("{guest} has no place at {seating} any more (before: {old}).")
        elif self.old:
            words = _("{guest} at {seating}: place {old} \N{RIGHTWARDS ARROW} {number}.")
        else:
            words = _("{guest} at {seating}: place {number}.")
        return words.format(
            guest=self.guest, seating=self.seating, old=self.old, number=self.number
        )


@dataclass(frozen=True, kw_only=True)
class EntryCued(OfGuest):
    """It is nearly time to walk in. seconds: until then; door: by which one."""

    kind: ClassVar[str] = "places.entry_cued"
    seconds: int
    door: str

    def sentence(self) -> str:
        """Say by which door, and in how many seconds."""
        words = _("{guest} walks in at {seating} in {seconds} seconds, by door {door}.")
        return words.format(
            guest=self.guest, seating=self.seating, seconds=self.seconds, door=self.door or "-"
        )


@dataclass(frozen=True, kw_only=True)
class OfRule(OfSeating):
    """rule: its kind; first, second: about whom."""

    right: ClassVar[str] = Right.PLAN_PLACES
    rule: str
    first: str
    second: str

    def what(self) -> str:
        """Name it."""
        return f"{self.first}, {self.second}: {RULES.get(self.rule, self.rule)}"


@dataclass(frozen=True, kw_only=True)
class SeatRuleAdded(OfRule):
    """Two guests are to sit apart, or together."""

    kind: ClassVar[str] = "places.seat_rule_added"

    def sentence(self) -> str:
        """Say which."""
        words = _("{name} made a rule for {seating}: {rule}.")
        return words.format(name=self.name, seating=self.seating, rule=self.what())


@dataclass(frozen=True, kw_only=True)
class SeatRuleDropped(OfRule):
    """The rule does not hold any more."""

    kind: ClassVar[str] = "places.seat_rule_dropped"

    def sentence(self) -> str:
        """Say which."""
        words = _("{name} dropped a rule of {seating}: {rule}.")
        return words.format(name=self.name, seating=self.seating, rule=self.what())


@dataclass(frozen=True, kw_only=True)
class OrderFollowed(OfSeating):
    """Its guests rank by an order of precedence. order: its title."""

    kind: ClassVar[str] = "places.order_followed"
    order: str

    def sentence(self) -> str:
        """Say by which."""
        words = _("{name} lets {seating} follow the order {order}.")
        return words.format(name=self.name, seating=self.seating, order=in_one(self.order))


@dataclass(frozen=True, kw_only=True)
class SeatsProposed(OfSeating):
    """The engine's plan was taken. seated: how many have a place."""

    kind: ClassVar[str] = "places.seats_proposed"
    seated: int

    def sentence(self) -> str:
        """Say how many."""
        words = _("{name} took the proposal for {seating}: {seated} places.")
        return words.format(name=self.name, seating=self.seating, seated=self.seated)


@dataclass(frozen=True, kw_only=True)
class SeatsUndone(OfSeating):
    """The last change of the plan was taken back."""

    kind: ClassVar[str] = "places.seats_undone"

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} took back the last change of {seating}.")
        return words.format(name=self.name, seating=self.seating)


@dataclass(frozen=True, kw_only=True)
class SeatingAdopted(OfSeating):
    """It holds, and officers see it. given: how many places are new or other than before."""

    kind: ClassVar[str] = "places.seating_adopted"
    given: int

    def sentence(self) -> str:
        """Say how many officers hear of it."""
        words = _("{name} adopted {seating}: {given} new or changed places.")
        return words.format(name=self.name, seating=self.seating, given=self.given)


@dataclass(frozen=True, kw_only=True)
class SeatingCancelled(OfSeating):
    """It does not take place like this. why: as officers read it."""

    kind: ClassVar[str] = "places.seating_cancelled"
    why: str

    def sentence(self) -> str:
        """Say why."""
        words = _("{name} cancelled {seating}: {why}")
        return words.format(name=self.name, seating=self.seating, why=self.why)


@dataclass(frozen=True, kw_only=True)
class EntryTimed(OfSeating):
    """Who walks in when is set. seconds: between two."""

    kind: ClassVar[str] = "places.entry_timed"
    seconds: int

    def sentence(self) -> str:
        """Say how far apart."""
        words = _("{name} set the walk-in of {seating}: {seconds} seconds apart.")
        return words.format(name=self.name, seating=self.seating, seconds=self.seconds)
