"""What can happen to the questions of the watch, and to calls for help."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.words import alarm_word
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfAlarm(Entry):
    """What concerns one question of the watch. officer: "" where none is concerned."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_id: int
    party_code: str
    alarm_id: int
    alarm_kind: str
    officer: str
    people: list[int]

    def topics(self) -> list[str]:
        """Name the watch and the officer who is asked."""
        return ["watch", *(f"person:{person_id}" for person_id in self.people)]

    def _said(self, words: str, **more: str) -> str:
        what = alarm_word(self.alarm_kind)
        return words.format(party=self.party_code, what=what, officer=self.officer, **more)


@dataclass(frozen=True, kw_only=True)
class AlarmAsked(OfAlarm):
    """The officer is asked, privately, before anybody else."""

    kind: ClassVar[str] = "assignments.alarm_asked"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{party}: {what}. {officer} is asked first."))


@dataclass(frozen=True, kw_only=True)
class AlarmRaised(OfAlarm):
    """The coordinators are told."""

    kind: ClassVar[str] = "assignments.alarm_raised"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{party}: {what}. The coordinators are told."))


@dataclass(frozen=True, kw_only=True)
class AlarmAnswered(OfAlarm):
    """Somebody answered. answer: the code of the tap; name: of who tapped."""

    kind: ClassVar[str] = "assignments.alarm_answered"
    answer: str
    name: str

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{party}: {what}. {name} answered."), name=self.name)


@dataclass(frozen=True, kw_only=True)
class AlarmSettled(OfAlarm):
    """What it was about is no longer so."""

    kind: ClassVar[str] = "assignments.alarm_settled"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("{party}: {what}. It settled by itself."))


@dataclass(frozen=True, kw_only=True)
class OfHelp(Entry):
    """What concerns one call for help. Only coordinators and the officer know of it."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    help_id: int
    officer: str
    person_id: int | None

    def topics(self) -> list[str]:
        """Name the watch and the officer."""
        return ["watch", *([f"person:{self.person_id}"] if self.person_id else [])]


@dataclass(frozen=True, kw_only=True)
class HelpAsked(OfHelp):
    """An officer asks for help; again: nobody took it in time."""

    kind: ClassVar[str] = "assignments.help_asked"
    again: bool = False

    def sentence(self) -> str:
        """Say it."""
        if self.again:
            return _("{officer} asked for help and nobody took it yet.").format(
                officer=self.officer
            )
        return _("{officer} asks for help.").format(officer=self.officer)


@dataclass(frozen=True, kw_only=True)
class HelpTakenBack(OfHelp):
    """It was a slip."""

    kind: ClassVar[str] = "assignments.help_taken_back"

    def sentence(self) -> str:
        """Say it."""
        return _("{officer} took the call for help back.").format(officer=self.officer)


@dataclass(frozen=True, kw_only=True)
class HelpTaken(OfHelp):
    """A coordinator takes care of it."""

    kind: ClassVar[str] = "assignments.help_taken"
    name: str

    def sentence(self) -> str:
        """Say it."""
        return _("{name} takes care of {officer}.").format(name=self.name, officer=self.officer)


@dataclass(frozen=True, kw_only=True)
class HelpClosed(OfHelp):
    """It is over."""

    kind: ClassVar[str] = "assignments.help_closed"
    name: str

    def sentence(self) -> str:
        """Say it."""
        return _("{name} closed the call for help of {officer}.").format(
            name=self.name, officer=self.officer
        )
