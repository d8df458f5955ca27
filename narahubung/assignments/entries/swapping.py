"""What can happen to a swap between two officers."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.words import when_text
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfSwap(Entry):
    """What concerns one swap: whose duty with which party goes to whom. no: why it was refused."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    swap_id: int
    party_id: int
    party_code: str
    officer: str
    to: str
    people: list[int]
    starts: datetime
    ends: datetime
    zone: str
    no: str = ""

    def topics(self) -> list[str]:
        """Name the roster and the two."""
        return ["roster", "swaps", *(f"person:{pk}" for pk in self.people)]

    def _said(self, words: str) -> str:
        return words.format(
            officer=self.officer,
            to=self.to,
            party=self.party_code,
            when=when_text(self.starts, self.ends, self.zone),
            no=self.no,
        ).strip()


@dataclass(frozen=True, kw_only=True)
class SwapAsked(OfSwap):
    """An officer offers a duty to another."""

    kind: ClassVar[str] = "assignments.swap_asked"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{officer} offers {to} the duty with {party} {when}."))


@dataclass(frozen=True, kw_only=True)
class SwapAgreed(OfSwap):
    """The other agrees; a coordinator decides."""

    kind: ClassVar[str] = "assignments.swap_agreed"

    def sentence(self) -> str:
        """Say it."""
        words = _("{to} agrees to take the duty with {party} {when} from {officer}.")
        return f"{self._said(words)} {_('The coordinator decides.')}"


@dataclass(frozen=True, kw_only=True)
class SwapApproved(OfSwap):
    """Both duties have changed hands."""

    kind: ClassVar[str] = "assignments.swap_approved"

    def sentence(self) -> str:
        """Say it."""
        words = _("The swap stands: {to} has the duty with {party} {when} instead of {officer}.")
        return self._said(words)


@dataclass(frozen=True, kw_only=True)
class SwapRefused(OfSwap):
    """The other declined, or a coordinator said no; no: why."""

    kind: ClassVar[str] = "assignments.swap_refused"

    def sentence(self) -> str:
        """Say it."""
        words = _("No swap: {officer} keeps the duty with {party} {when}. {no}")
        return self._said(words)


@dataclass(frozen=True, kw_only=True)
class SwapWithdrawn(OfSwap):
    """Who offered the duty keeps it after all."""

    kind: ClassVar[str] = "assignments.swap_withdrawn"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{officer} takes the offer of the duty with {party} {when} back."))
