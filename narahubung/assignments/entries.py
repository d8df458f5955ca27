"""What can happen to who is with whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.words import position_word
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfParty(Entry):
    party_id: int
    party_code: str

    def topics(self) -> list[str]:
        """Name the party, the board and the assignment desk."""
        return [f"party:{self.party_id}", "board", "assignments"]


@dataclass(frozen=True, kw_only=True)
class OfficerAttached(_OfParty):
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
class OfficerDetached(_OfParty):
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
class StayMoved(_OfParty):
    """The party comes or leaves at another time, so its officers' duty runs with it."""

    kind: ClassVar[str] = "assignments.stay_moved"
    since: datetime
    until: datetime

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


@dataclass(frozen=True, kw_only=True)
class OfficerHeld(_OfParty):
    """A person holds an officer at a place for the plans to come."""

    kind: ClassVar[str] = "assignments.held"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    officer: str
    position: str

    def sentence(self) -> str:
        """Say it."""
        return _("{officer} is held as {position} of {party} for the next plans.").format(
            officer=self.officer, party=self.party_code, position=position_word(self.position)
        )


@dataclass(frozen=True, kw_only=True)
class OfficerReleased(_OfParty):
    """A place is free again for the engine to choose."""

    kind: ClassVar[str] = "assignments.released"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    officer: str
    position: str

    def sentence(self) -> str:
        """Say it."""
        return _("{officer} is no longer held as {position} of {party}.").format(
            officer=self.officer, party=self.party_code, position=position_word(self.position)
        )


@dataclass(frozen=True, kw_only=True)
class _OfProposal(Entry):
    right: ClassVar[str] = Right.PLAN_OFFICERS
    proposal_id: int
    number: int

    def topics(self) -> list[str]:
        """Name the proposal and the desk that shows it."""
        return [f"proposal:{self.proposal_id}", "assignments"]


@dataclass(frozen=True, kw_only=True)
class ProposalAsked(_OfProposal):
    """Somebody asked the engine for a plan."""

    kind: ClassVar[str] = "assignments.proposal_asked"

    def sentence(self) -> str:
        """Say it."""
        return _("Proposal {number} was asked for.").format(number=self.number)


@dataclass(frozen=True, kw_only=True)
class ProposalMade(_OfProposal):
    """The engine answered."""

    kind: ClassVar[str] = "assignments.proposal_made"
    filled: int
    positions: int
    proven: bool

    def sentence(self) -> str:
        """Say it."""
        return _("Proposal {number} fills {filled} of {positions} places.").format(
            number=self.number, filled=self.filled, positions=self.positions
        )


@dataclass(frozen=True, kw_only=True)
class ProposalFailed(_OfProposal):
    """The engine gave no plan."""

    kind: ClassVar[str] = "assignments.proposal_failed"
    trouble: str

    def sentence(self) -> str:
        """Say it."""
        return _("Proposal {number} could not be made: {trouble}").format(
            number=self.number, trouble=self.trouble
        )


@dataclass(frozen=True, kw_only=True)
class ProposalAdopted(_OfProposal):
    """A person adopted the plan; each attachment it made has its own entry."""

    kind: ClassVar[str] = "assignments.proposal_adopted"
    changes: int

    def topics(self) -> list[str]:
        """Name also the board."""
        return [*super().topics(), "board"]

    def sentence(self) -> str:
        """Say it."""
        return _("Proposal {number} was adopted: {changes} changes.").format(
            number=self.number, changes=self.changes
        )


@dataclass(frozen=True, kw_only=True)
class ProposalDismissed(_OfProposal):
    """A person put the plan aside."""

    kind: ClassVar[str] = "assignments.proposal_dismissed"

    def sentence(self) -> str:
        """Say it."""
        return _("Proposal {number} was put aside.").format(number=self.number)


@dataclass(frozen=True, kw_only=True)
class _OfLine(Entry):
    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_id: int
    party_code: str
    phone: str

    def topics(self) -> list[str]:
        """Name the party and the desk of assignments, where lines are switched."""
        return [f"party:{self.party_id}", "assignments"]


@dataclass(frozen=True, kw_only=True)
class LineGiven(_OfLine):
    """A party was given a telephone line of the organiser."""

    kind: ClassVar[str] = "assignments.line_given"

    def sentence(self) -> str:
        """Say it."""
        words = _("{party} was given the line {phone}")
        return words.format(party=self.party_code, phone=self.phone)


@dataclass(frozen=True, kw_only=True)
class LineTaken(_OfLine):
    """The line was taken back."""

    kind: ClassVar[str] = "assignments.line_taken"

    def sentence(self) -> str:
        """Say it."""
        words = _("The line {phone} was taken back from {party}")
        return words.format(party=self.party_code, phone=self.phone)


@dataclass(frozen=True, kw_only=True)
class LineSwitched(_OfLine):
    """Somebody switched the line. to: the name of who answers it now."""

    kind: ClassVar[str] = "assignments.line_switched"
    to: str

    def sentence(self) -> str:
        """Say who answers."""
        words = _("The line {phone} of {party} rings at {name} now")
        return words.format(party=self.party_code, phone=self.phone, name=self.to)


@dataclass(frozen=True, kw_only=True)
class LineMustSwitch(_OfLine):
    """Somebody else is on duty than who answers the line. to: the name of who must."""

    kind: ClassVar[str] = "assignments.line_must_switch"
    to: str

    def sentence(self) -> str:
        """Say to whom."""
        words = _("The line {phone} of {party} must be switched to {name}")
        return words.format(party=self.party_code, phone=self.phone, name=self.to)
