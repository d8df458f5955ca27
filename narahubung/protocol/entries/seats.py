"""What can happen to the seats that a party asks for."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class SeatsAsked(Entry):
    """A party's security said how its principal is to be seated. told_by: who said so."""

    kind: ClassVar[str] = "protocol.seats_asked"
    right: ClassVar[str] = Right.SEE_PLACES
    party_id: int
    told_by: str

    def topics(self) -> list[str]:
        """Name the party."""
        return [f"party:{self.party_id}"]

    def sentence(self) -> str:
        """Say who asked."""
        return _("Seats in the car as {who} asks.").format(who=self.told_by)
