"""What can happen to hand-overs."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.zones import clock_text, zone_label


@dataclass(frozen=True, kw_only=True)
class OfHandOver(Entry):
    """What concerns one hand-over. outgoing: "" where the desk gives the duty."""

    right: ClassVar[str] = Right.SEE_OFFICERS
    party_id: int
    party_code: str
    hand_over_id: int
    outgoing: str
    incoming: str
    people: list[int]
    due_at: datetime
    zone: str

    def topics(self) -> list[str]:
        """Name the party, both officers, the board and the roster."""
        people = [f"person:{person_id}" for person_id in self.people]
        return [f"party:{self.party_id}", *people, "board", "roster"]

    def _said(self, words: str, **more: str) -> str:
        return words.format(
            party=self.party_code,
            outgoing=self.outgoing or _("the desk"),
            incoming=self.incoming,
            when=f"{clock_text(self.due_at, self.zone)} {zone_label(self.zone, self.due_at)}",
            **more,
        )


@dataclass(frozen=True, kw_only=True)
class HandOverOpened(OfHandOver):
    """The card lies ready for both."""

    kind: ClassVar[str] = "assignments.hand_over_opened"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{outgoing} hands {party} over to {incoming} at {when}."))


@dataclass(frozen=True, kw_only=True)
class HandOverAsked(OfHandOver):
    """It is time: who has not acknowledged is asked."""

    kind: ClassVar[str] = "assignments.hand_over_asked"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{party}: {outgoing} and {incoming} are asked for the hand-over now."))


@dataclass(frozen=True, kw_only=True)
class CardKept(OfHandOver):
    """What is told at the hand-over was kept as it stood."""

    kind: ClassVar[str] = "assignments.hand_over_card_kept"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{party}: the card for the hand-over to {incoming} is kept."))


@dataclass(frozen=True, kw_only=True)
class HandOverAcknowledged(OfHandOver):
    """One side acknowledged.

    side: "given" or "taken". said_at: by the clock of who tapped. how: "tap", "code" (the other
    side typed what this side's phone showed) or "desk" (for somebody absent). why: of the desk.
    """

    kind: ClassVar[str] = "assignments.hand_over_acknowledged"
    side: str
    said_at: datetime
    how: str
    why: str = ""

    def sentence(self) -> str:
        """Say who did, and by whose hand."""
        clock = clock_text(self.said_at, self.zone)
        if self.side == "given":
            words = self._said(_("{outgoing} has told {incoming} how it stands with {party}"))
        else:
            words = self._said(_("{incoming} has what is to be known of {party}"))
        if self.how == "code":
            more = _("proved by the code of the other phone")
        elif self.how == "desk":
            more = _("noted by the desk: {why}").format(why=self.why)
        else:
            return f"{words} ({clock})."
        return f"{words} ({clock}, {more})."


@dataclass(frozen=True, kw_only=True)
class HandOverUndone(OfHandOver):
    """One side took the tap back. side: as above."""

    kind: ClassVar[str] = "assignments.hand_over_undone"
    side: str

    def sentence(self) -> str:
        """Say it."""
        if self.side == "given":
            return self._said(_("{party}: {outgoing} took the tap of the hand-over back."))
        return self._said(_("{party}: {incoming} took the tap of the hand-over back."))


@dataclass(frozen=True, kw_only=True)
class HandOverDone(OfHandOver):
    """Both acknowledged: duty and access have passed."""

    kind: ClassVar[str] = "assignments.hand_over_done"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{party}: the duty has passed from {outgoing} to {incoming}."))


@dataclass(frozen=True, kw_only=True)
class HandOverRaised(OfHandOver):
    """Nobody answered for ten minutes: the coordinators are told."""

    kind: ClassVar[str] = "assignments.hand_over_raised"

    def sentence(self) -> str:
        """Say it."""
        return self._said(
            _("{party}: the hand-over from {outgoing} to {incoming}, due {when}, is not answered.")
        )


@dataclass(frozen=True, kw_only=True)
class HandOverCancelled(OfHandOver):
    """It is not needed any more."""

    kind: ClassVar[str] = "assignments.hand_over_cancelled"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{party}: the hand-over to {incoming} at {when} is cancelled."))


@dataclass(frozen=True, kw_only=True)
class LeftToDesk(Entry):
    """An officer left where nobody need be: until the next duty the desk is called."""

    kind: ClassVar[str] = "assignments.left_to_desk"
    right: ClassVar[str] = Right.SEE_OFFICERS
    party_id: int
    party_code: str
    officer: str

    def topics(self) -> list[str]:
        """Name the party, the board and the roster."""
        return [f"party:{self.party_id}", "board", "roster"]

    def sentence(self) -> str:
        """Say it."""
        return _("{officer} has left {party} to the desk.").format(
            officer=self.officer, party=self.party_code
        )
