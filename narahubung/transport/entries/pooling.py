"""What can happen to a transfer: asked for, given to one car, parted, not needed any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.zones import clock_text, zone_label


@dataclass(frozen=True, kw_only=True)
class _OfTransfer(Entry):
    """party: its code; start, goal: names of places; due_at: when it begins, or must be there."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS
    transfer_id: int
    party_id: int
    party: str
    people: int
    start: str
    goal: str
    due_at: datetime
    zone: str

    def topics(self) -> list[str]:
        """Name the transfers and the party."""
        return ["transfers", f"party:{self.party_id}"]

    @property
    def named(self) -> str:
        """Return which transfer it is, in the language in force."""
        return _("{party}, transfer of {people}, {start} to {goal}, {clock}").format(
            party=self.party,
            people=self.people,
            start=self.start,
            goal=self.goal,
            clock=f"{clock_text(self.due_at, self.zone)} {zone_label(self.zone, self.due_at)}",
        )


@dataclass(frozen=True, kw_only=True)
class TransferAsked(_OfTransfer):
    """People need a transfer and may share a car."""

    kind: ClassVar[str] = "transport.transfer_asked"

    def sentence(self) -> str:
        """Say it."""
        return _("{transfer}: asked for.").format(transfer=self.named)


@dataclass(frozen=True, kw_only=True)
class TransferPinned(_OfTransfer):
    """It goes by this car or not at all; "": by any."""

    kind: ClassVar[str] = "transport.transfer_pinned"
    vehicle: str

    def sentence(self) -> str:
        """Say by which."""
        if not self.vehicle:
            return _("{transfer}: by any car.").format(transfer=self.named)
        return _("{transfer}: by {vehicle}.").format(transfer=self.named, vehicle=self.vehicle)


@dataclass(frozen=True, kw_only=True)
class TransferSplit(_OfTransfer):
    """Its people go in several cars, so many in each. taken_back: they are one group again."""

    kind: ClassVar[str] = "transport.transfer_split"
    parts: list[int]
    taken_back: bool = False

    def sentence(self) -> str:
        """Say how many go in each."""
        if self.taken_back:
            return _("{transfer}: one group again.").format(transfer=self.named)
        return _("{transfer}: no car takes all, in parts of {parts}.").format(
            transfer=self.named, parts=", ".join(map(str, self.parts))
        )


@dataclass(frozen=True, kw_only=True)
class TransferWithdrawn(_OfTransfer):
    """Not needed any more. taken_back: needed again."""

    kind: ClassVar[str] = "transport.transfer_withdrawn"
    taken_back: bool = False

    def sentence(self) -> str:
        """Say it."""
        words = _("{transfer}: needed again.") if self.taken_back else _("{transfer}: not needed.")
        return words.format(transfer=self.named)
