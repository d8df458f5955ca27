"""What can happen in the book of a desk that guests walk up to."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.needs.words import BOOK


@dataclass(frozen=True, kw_only=True)
class _OfBook(Entry):
    """Base: read with the right to needs. A line without a party has no text in the journal."""

    right: ClassVar[str] = Right.SEE_NEEDS

    party_id: int | None
    line_id: int
    department_id: int
    book_kind: str

    def topics(self) -> list[str]:
        """Name the department's book."""
        return [f"book:{self.department_id}"]


@dataclass(frozen=True, kw_only=True)
class BookLineWritten(_OfBook):
    """Something was written into the book."""

    kind: ClassVar[str] = "needs.book_line_written"

    text: str = field(metadata={"seal": "line_id"})

    def sentence(self) -> str:
        """Say what sort of line, and what it says."""
        return f"{BOOK[self.book_kind]}: {self.text}"


@dataclass(frozen=True, kw_only=True)
class BookLineEnded(_OfBook):
    """A line was done: given back, handed out, called, found."""

    kind: ClassVar[str] = "needs.book_line_ended"

    text: str = field(metadata={"seal": "line_id"})

    def sentence(self) -> str:
        """Say which."""
        return _("Done: {text}").format(text=self.text)


@dataclass(frozen=True, kw_only=True)
class CallUnanswered(_OfBook):
    """A wake-up call was made and nobody answered. tries: how many by now."""

    kind: ClassVar[str] = "needs.call_unanswered"

    tries: int

    def sentence(self) -> str:
        """Say how often."""
        return _("Wake-up call without an answer, {tries} times").format(tries=self.tries)


@dataclass(frozen=True, kw_only=True)
class CallOverdue(_OfBook):
    """The time of a wake-up call went by and nobody had called."""

    kind: ClassVar[str] = "needs.call_overdue"

    def sentence(self) -> str:
        """Say that it was not made."""
        return _("A wake-up call was not made in time")


@dataclass(frozen=True, kw_only=True)
class BookLineTakenBack(_OfBook):
    """The last thing done to a line was a slip. removed: the whole line was."""

    kind: ClassVar[str] = "needs.book_line_taken_back"

    removed: bool

    def sentence(self) -> str:
        """Say what was taken back."""
        return _("A line of the book was a slip") if self.removed else _("A line is open again")
