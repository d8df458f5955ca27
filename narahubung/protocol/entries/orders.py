"""What can happen to an order of precedence."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class OfOrder(Entry):
    """order_id: the row; title: in both languages; name: who did it."""

    right: ClassVar[str] = Right.SEE_PLACES
    order_id: int
    title: str
    name: str

    def topics(self) -> list[str]:
        """Name the order, the list, and what officers see of orders."""
        return [f"rankorder:{self.order_id}", "protocol", "precedence"]

    def said(self, words: str, **more: object) -> str:
        """Fill a sentence in."""
        return words.format(title=in_one(self.title), name=self.name, **more)


@dataclass(frozen=True, kw_only=True)
class OrderMade(OfOrder):
    """It was made. chain: the codes of its rule sets."""

    kind: ClassVar[str] = "protocol.order_made"
    chain: list[str]

    def sentence(self) -> str:
        """Say for what."""
        return self.said(_("{name} made an order of precedence: {title}."))


@dataclass(frozen=True, kw_only=True)
class OrderRenamed(OfOrder):
    """Its title, item or purpose changed."""

    kind: ClassVar[str] = "protocol.order_renamed"

    def sentence(self) -> str:
        """Say what it is called now."""
        return self.said(_("{name} changed what the order of precedence {title} is for."))


@dataclass(frozen=True, kw_only=True)
class OrderRemoved(OfOrder):
    """It was taken out of the list, or put back."""

    kind: ClassVar[str] = "protocol.order_removed"
    back: bool

    def sentence(self) -> str:
        """Say which of the two."""
        if self.back:
            return self.said(_("{name} put the order of precedence {title} back."))
        return self.said(_("{name} removed the order of precedence {title}."))


@dataclass(frozen=True, kw_only=True)
class OrderShown(OfOrder):
    """The officers of those who take part see it, or no longer do."""

    kind: ClassVar[str] = "protocol.order_shown"
    hidden: bool

    def sentence(self) -> str:
        """Say which of the two."""
        if self.hidden:
            return self.said(_("{name} hid the order of precedence {title} from the officers."))
        return self.said(_("{name} showed the order of precedence {title} to the officers."))


@dataclass(frozen=True, kw_only=True)
class RulesChosen(OfOrder):
    """Other rule sets decide. moved: how many people have another rank."""

    kind: ClassVar[str] = "protocol.rules_chosen"
    old: list[str]
    chain: list[str]
    moved: int

    def sentence(self) -> str:
        """Say how many moved."""
        words = _("{name} chose other rule sets for {title}: {moved} people have another rank.")
        return self.said(words, moved=self.moved)


@dataclass(frozen=True, kw_only=True)
class GuestsTakenIn(OfOrder):
    """People were put into the order."""

    kind: ClassVar[str] = "protocol.guests_taken_in"
    who: list[str]

    def sentence(self) -> str:
        """Say whom."""
        return self.said(_("{name} put into {title}: {who}."), who=", ".join(self.who))


@dataclass(frozen=True, kw_only=True)
class OfGuest(OfOrder):
    """who: whom it concerns, as people call him or her."""

    who: str


@dataclass(frozen=True, kw_only=True)
class GuestLeftOut(OfGuest):
    """Somebody was taken out of the order."""

    kind: ClassVar[str] = "protocol.guest_left_out"

    def sentence(self) -> str:
        """Say whom."""
        return self.said(_("{name} took {who} out of {title}."), who=self.who)


@dataclass(frozen=True, kw_only=True)
class GuestAbsent(OfGuest):
    """Does not come: the place stays empty."""

    kind: ClassVar[str] = "protocol.guest_absent"
    why: str

    def sentence(self) -> str:
        """Say why."""
        words = _("{who} is absent from {title}: {why} ({name})")
        return self.said(words, who=self.who, why=self.why or "-")


@dataclass(frozen=True, kw_only=True)
class GuestPresent(OfGuest):
    """Comes after all."""

    kind: ClassVar[str] = "protocol.guest_present"

    def sentence(self) -> str:
        """Say who noted it."""
        return self.said(_("{who} comes to {title} after all ({name})."), who=self.who)


@dataclass(frozen=True, kw_only=True)
class StandInNamed(OfGuest):
    """Somebody comes instead, and ranks by what he or she is."""

    kind: ClassVar[str] = "protocol.stand_in_named"
    instead: str

    def sentence(self) -> str:
        """Say for whom."""
        words = _("{instead} stands in for {who} in {title}, by the own rank ({name}).")
        return self.said(words, who=self.who, instead=self.instead)


@dataclass(frozen=True, kw_only=True)
class GuestMoved(OfGuest):
    """A person put somebody before or after somebody else."""

    kind: ClassVar[str] = "protocol.guest_moved"
    anchor: str
    after: bool
    why: str

    def sentence(self) -> str:
        """Say where, and why."""
        if self.after:
            words = _("{name} put {who} after {anchor} in {title}: {why}")
        else:
            words = _("{name} put {who} before {anchor} in {title}: {why}")
        return self.said(words, who=self.who, anchor=self.anchor, why=self.why)


@dataclass(frozen=True, kw_only=True)
class MoveTakenBack(OfGuest):
    """A place given by hand was taken back."""

    kind: ClassVar[str] = "protocol.move_taken_back"

    def sentence(self) -> str:
        """Say whose."""
        words = _("{name} took back the place given to {who} by hand in {title}.")
        return self.said(words, who=self.who)


@dataclass(frozen=True, kw_only=True)
class TieWasSettled(OfOrder):
    """A person settled a tie. who: in their order."""

    kind: ClassVar[str] = "protocol.tie_settled"
    who: list[str]
    why: str

    def sentence(self) -> str:
        """Say how, and why."""
        words = _("{name} settled a tie in {title}: {who}. {why}")
        return self.said(words, who=", ".join(self.who), why=self.why)


@dataclass(frozen=True, kw_only=True)
class SettlementTakenBack(OfOrder):
    """A tie is a tie again."""

    kind: ClassVar[str] = "protocol.settlement_taken_back"

    def sentence(self) -> str:
        """Say who did it."""
        return self.said(_("{name} took back how a tie was settled in {title}."))
