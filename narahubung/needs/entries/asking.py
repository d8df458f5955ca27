"""What can happen to a need."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class NeedRaised(Entry):
    """Somebody said what a party needs, or what we need from it.

    department: the code of who answers (or asks the party), "" while nobody is found.
    routed_by: the line of the event's table that found it, and what it saw.
    """

    kind: ClassVar[str] = "needs.raised"
    right: ClassVar[str] = Right.SEE_NEEDS

    need_id: int
    party_id: int
    code: str
    text: str = field(metadata={"seal": "party_id"})
    priority: str
    department: str = ""
    department_id: int | None = None
    due_at: datetime | None = None
    direction: str = "to_host"
    routed_by: str = field(default="", metadata={"seal": "party_id"})

    def topics(self) -> list[str]:
        """Name the need, its party, the department's queue and the board, which counts."""
        names = [f"need:{self.need_id}", f"party:{self.party_id}", "needs", "board"]
        return [*names, f"department:{self.department_id}"] if self.department_id else names

    def sentence(self) -> str:
        """Say it, and whom it was given to."""
        words = _("Request {code}: {text}").format(code=self.code, text=in_one(self.text))
        if not self.department:
            return words
        if self.direction == "to_party":
            return _("{words} ({department} asks)").format(words=words, department=self.department)
        told = _("{words} (to {department})").format(words=words, department=self.department)
        return f"{told}; {self.routed_by}" if self.routed_by else told
