"""What can happen to a meeting."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(Entry):
    """A meeting begins at another time. Each of its sides has an entry, party_id says whose.

    old, new: when it begins, as people read it; stood: {field: what it held, ISO 8601 or None}, for
    taking it back.
    """

    kind: ClassVar[str] = "meetings.moved"
    right: ClassVar[str] = Right.SEE_MEETINGS
    meeting_id: int
    party_id: int
    party_ids: list[int]
    label: str
    old: str
    new: str
    zone: str
    why: str = ""
    stood: dict[str, Any] = field(default_factory=dict)

    def topics(self) -> list[str]:
        """Name the meeting, and its sides."""
        return [f"meeting:{self.meeting_id}", *(f"party:{pk}" for pk in self.party_ids)]

    def sentence(self) -> str:
        """Say old and new, and why."""
        words = _("Meeting {label}: {old} \N{RIGHTWARDS ARROW} {new}.").format(
            label=self.label, old=self.old, new=self.new
        )
        return f"{words} {self.why}" if self.why else words
