"""What can happen to a press conference."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.media.words import CONFERENCES


@dataclass(frozen=True, kw_only=True)
class OfConference(Entry):
    """conference_id: the row; number: as people call it; name: who did it."""

    right: ClassVar[str] = Right.SEE_MEDIA
    conference_id: int
    number: int
    name: str

    def topics(self) -> list[str]:
        """Name the press conference and the desk."""
        return [f"pressconference:{self.conference_id}", "media"]


@dataclass(frozen=True, kw_only=True)
class ConferencePlanned(OfConference):
    """It was planned, or planned otherwise."""

    kind: ClassVar[str] = "media.conference_planned"
    topic: str
    anew: bool = False

    def sentence(self) -> str:
        """Say what it is about."""
        if self.anew:
            words = _("{name} changed press conference {number}: {topic}")
        else:
            words = _("{name} planned press conference {number}: {topic}")
        return words.format(name=self.name, number=self.number, topic=self.topic)


@dataclass(frozen=True, kw_only=True)
class ConferenceMoved(OfConference):
    """It was confirmed, held or cancelled. why: of a cancelled one."""

    kind: ClassVar[str] = "media.conference_moved"
    state: str
    why: str = ""

    def sentence(self) -> str:
        """Say to where, and why."""
        words = _("Press conference {number}: {state}, {name}.")
        told = words.format(number=self.number, state=CONFERENCES[self.state], name=self.name)
        return f"{told} {self.why}" if self.why else told


@dataclass(frozen=True, kw_only=True)
class JournalistRegistered(OfConference):
    """A journalist comes."""

    kind: ClassVar[str] = "media.journalist_registered"
    journalist: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{journalist} is registered for press conference {number}.")
        return words.format(journalist=self.journalist, number=self.number)


@dataclass(frozen=True, kw_only=True)
class JournalistStruck(OfConference):
    """He does not come after all."""

    kind: ClassVar[str] = "media.journalist_struck"
    journalist: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{journalist} was taken off the list of press conference {number}.")
        return words.format(journalist=self.journalist, number=self.number)
