"""What can happen with people's moods."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.needs.words import WHOSE


@dataclass(frozen=True, kw_only=True)
class _OfPulse(Entry):
    """Base: read with the right to the register. pulse: whose key seals the words."""

    right: ClassVar[str] = Right.SEE_REGISTER

    party_id: int | None
    pulse: int

    def topics(self) -> list[str]:
        """Name the pulse of the event, and of the party."""
        return ["pulse", f"register:{self.party_id}"] if self.party_id else ["pulse"]


@dataclass(frozen=True, kw_only=True)
class PulseGiven(_OfPulse):
    """Somebody said how it is: a face from 1 to 5 and a word. goes: who goes there, if bad."""

    kind: ClassVar[str] = "needs.pulse_given"

    whose: str
    face: int
    word: str = field(default="", metadata={"seal": "pulse"})
    goes: str = ""
    recover_by: datetime | None = None

    def sentence(self) -> str:
        """Say whose face, and who goes."""
        words = _("{whose}: face {face} of 5").format(whose=WHOSE[self.whose], face=self.face)
        words = f"{words}, {self.word}" if self.word else words
        if self.recover_by is None:
            return words
        name = self.goes or _("the coordinator")
        return _("{words}. {name} goes there").format(words=words, name=name)


@dataclass(frozen=True, kw_only=True)
class PulseRecovered(_OfPulse):
    """Somebody went there and it is good again."""

    kind: ClassVar[str] = "needs.pulse_recovered"

    how: str = field(default="", metadata={"seal": "pulse"})

    def sentence(self) -> str:
        """Say what was done."""
        return _("Recovered: {how}").format(how=self.how) if self.how else _("Recovered")


@dataclass(frozen=True, kw_only=True)
class PulseOverdue(_OfPulse):
    """Nobody had said in time that it is good again: the coordinator knows."""

    kind: ClassVar[str] = "needs.pulse_overdue"

    goes: str

    def sentence(self) -> str:
        """Say who was to go."""
        return _("A bad moment waits too long. {name} was to go there").format(
            name=self.goes or _("the coordinator")
        )
