"""What can happen to who is attached to whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.words import position_word
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfParty(Entry):
    """What concerns one party and who is with it."""

    party_id: int
    party_code: str

    def topics(self) -> list[str]:
        """Name the party, the board and the assignment desk."""
        return [f"party:{self.party_id}", "board", "assignments"]


@dataclass(frozen=True, kw_only=True)
class OfficerAttached(OfParty):
    """An officer was attached to a party: duty and access begin."""

    kind: ClassVar[str] = "assignments.attached"
    right: ClassVar[str] = Right.SEE_OFFICERS
    attachment_id: int
    officer_id: int
    officer: str
    person_id: int | None
    position: str
    since: datetime
    until: datetime

    def topics(self) -> list[str]:
        """Name also the officer, whose own day and reach change."""
        person = [f"person:{self.person_id}"] if self.person_id else []
        return [*super().topics(), f"officer:{self.officer_id}", *person]

    def sentence(self) -> str:
        """Say it."""
        return _("{officer} was attached to {party} as {position}.").format(
            officer=self.officer, party=self.party_code, position=position_word(self.position)
        )


@dataclass(frozen=True, kw_only=True)
class OfficerDetached(OfParty):
    """An officer was taken from a party: duty and access end."""

    kind: ClassVar[str] = "assignments.detached"
    right: ClassVar[str] = Right.SEE_OFFICERS
    attachment_id: int
    officer_id: int
    officer: str
    person_id: int | None
    position: str
    why: str = ""

    def topics(self) -> list[str]:
        """Name also the officer, whose own day and reach change."""
        person = [f"person:{self.person_id}"] if self.person_id else []
        return [*super().topics(), f"officer:{self.officer_id}", *person]

    def sentence(self) -> str:
        """Say it."""
        text = _("{officer} is no longer {position} of {party}.").format(
            officer=self.officer, party=self.party_code, position=position_word(self.position)
        )
        return f"{text} {self.why}".strip()


@dataclass(frozen=True, kw_only=True)
class StayMoved(OfParty):
    """The party comes or leaves at another time, so its officers' duty runs with it.

    was_*: the stay until then; None in entries of before.
    """

    kind: ClassVar[str] = "assignments.stay_moved"
    since: datetime
    until: datetime
    was_since: datetime | None = None
    was_until: datetime | None = None

    def sentence(self) -> str:
        """Say it."""
        return _("The officers' duty with {party} now follows its new stay.").format(
            party=self.party_code
        )


@dataclass(frozen=True, kw_only=True)
class OfficerLetIn(Entry):
    """An officer of the list got a log-in; with it comes the access of the places held."""

    kind: ClassVar[str] = "assignments.let_in"
    right: ClassVar[str] = Right.SEE_OFFICERS
    officer_id: int
    officer: str
    person_id: int
    username: str

    def topics(self) -> list[str]:
        """Name the officer, the person and the lists that show them."""
        return [f"officer:{self.officer_id}", f"person:{self.person_id}", "assignments", "people"]

    def sentence(self) -> str:
        """Say it."""
        return _("{officer} can sign in as {username}.").format(
            officer=self.officer, username=self.username
        )
