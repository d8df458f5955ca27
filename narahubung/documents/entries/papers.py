"""What can happen to papers. No number, date or content stands here."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.documents.models import PaperKind, PaperState
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class PaperMoved(Entry):
    """A paper of a person came to another state; old equal to new: its particulars changed."""

    kind: ClassVar[str] = "documents.paper_moved"
    right: ClassVar[str] = Right.SEE_PEOPLE
    paper_id: int
    party_id: int
    member: str
    paper: str
    old: str
    new: str

    def readable_with(self) -> str:
        """Who is armed is for those who serve them."""
        if self.paper == PaperKind.WEAPONS_PERMIT:
            return f"{Right.SEE_PEOPLE} {Right.SEE_CONTACTS}"
        return self.right

    def topics(self) -> list[str]:
        """Name the paper, the lists of papers, the party and the board."""
        return [f"paper:{self.paper_id}", "documents", f"party:{self.party_id}", "board"]

    def sentence(self) -> str:
        """Say whose, which one, and how far it is."""
        told = {"member": self.member, "paper": PaperKind(self.paper).label}
        if self.old == self.new:
            return _("{member}, {paper}: number, date or scan changed.").format(**told)
        return _("{member}, {paper}: {old} \N{RIGHTWARDS ARROW} {new}.").format(
            **told, old=PaperState(self.old).label, new=PaperState(self.new).label
        )


@dataclass(frozen=True, kw_only=True)
class PapersConfirmed(Entry):
    """All papers that a party needs were said to be in order. number: how many changed by it."""

    kind: ClassVar[str] = "documents.papers_confirmed"
    right: ClassVar[str] = Right.SEE_PEOPLE
    party_id: int
    party: str
    number: int

    def topics(self) -> list[str]:
        """Name the lists of papers, the party and the board."""
        return ["documents", f"party:{self.party_id}", "board"]

    def sentence(self) -> str:
        """Say whose, and how many."""
        return _("{party}: {number} papers were confirmed at once.").format(
            party=self.party, number=self.number
        )
