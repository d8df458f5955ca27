"""What can happen to proposals, and to what people hold for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.entries.attaching import OfParty
from narahubung.assignments.words import hours_text, position_word
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfficerHeld(OfParty):
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
class OfficerReleased(OfParty):
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
class RosterMade(_OfProposal):
    """The engine answered with a roster."""

    kind: ClassVar[str] = "assignments.roster_made"
    duties: int
    uncovered_min: int

    def sentence(self) -> str:
        """Say it."""
        if not self.uncovered_min:
            return _("Roster {number}: {duties} duties, every minute is covered.").format(
                number=self.number, duties=self.duties
            )
        return _("Roster {number}: {duties} duties, {hours} are not covered.").format(
            number=self.number, duties=self.duties, hours=hours_text(self.uncovered_min)
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
        """Name also the board and the roster."""
        return [*super().topics(), "board", "roster"]

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
class OfficerRostered(Entry):
    """An adopted roster changed the duties of an officer; each duty has its own entry."""

    kind: ClassVar[str] = "assignments.officer_rostered"
    right: ClassVar[str] = Right.SEE_OFFICERS
    officer_id: int
    officer: str
    person_id: int | None
    new: int
    gone: int

    def topics(self) -> list[str]:
        """Name the officer and the person."""
        person = [f"person:{self.person_id}"] if self.person_id else []
        return [f"officer:{self.officer_id}", *person]

    def sentence(self) -> str:
        """Say it."""
        return _("The roster of {officer} changed: {new} duties new, {gone} taken away.").format(
            officer=self.officer, new=self.new, gone=self.gone
        )


@dataclass(frozen=True, kw_only=True)
class DutyHeld(Entry):
    """A person holds a duty where it is, or lets the engine move it again."""

    kind: ClassVar[str] = "assignments.duty_held"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    duty_id: int
    party_id: int
    party_code: str
    officer: str
    firm: bool

    def topics(self) -> list[str]:
        """Name the roster and the desk that shows it."""
        return ["roster", "assignments"]

    def sentence(self) -> str:
        """Say it."""
        says = (
            _("A duty of {officer} with {party} is held for the next rosters.")
            if self.firm
            else _("A duty of {officer} with {party} may be moved by the next rosters.")
        )
        return says.format(officer=self.officer, party=self.party_code)


@dataclass(frozen=True, kw_only=True)
class DutiesServed(Entry):
    """Duties that were handed over on paper count as served as planned."""

    kind: ClassVar[str] = "assignments.duties_served"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    until: datetime
    duties: int

    def topics(self) -> list[str]:
        """Name the roster and the board."""
        return ["roster", "board"]

    def sentence(self) -> str:
        """Say it."""
        return _("{duties} duties handed over on paper count as served.").format(duties=self.duties)
