"""What can happen with those who must be told."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.crisis.words import SENT_HOW, TOLD_HOW, WAYS
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfStakeholder(Entry):
    """name: of the body. incident_id, number: of what it was about; 0 where of none."""

    right: ClassVar[str] = Right.SEE_CRISIS
    stakeholder_id: int
    name: str
    incident_id: int = 0
    number: int = 0

    def topics(self) -> list[str]:
        """Name the desk, and the incident so that its log has it."""
        of = [f"incident:{self.incident_id}"] if self.incident_id else []
        return ["stakeholders", *of]


@dataclass(frozen=True, kw_only=True)
class StakeholderAdded(OfStakeholder):
    """Somebody else must be told."""

    kind: ClassVar[str] = "crisis.stakeholder_added"

    def sentence(self) -> str:
        """Say who."""
        return _("{name} is on the liaison's list.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class StakeholderChanged(OfStakeholder):
    """What is known of it was written anew."""

    kind: ClassVar[str] = "crisis.stakeholder_changed"

    def sentence(self) -> str:
        """Say of whom."""
        return _("What the liaison knows of {name} was changed.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class StakeholderRemoved(OfStakeholder):
    """Nobody needs to tell it any more."""

    kind: ClassVar[str] = "crisis.stakeholder_removed"
    why: str

    def sentence(self) -> str:
        """Say who, and why."""
        return _("{name} is off the liaison's list: {why}").format(name=self.name, why=self.why)


@dataclass(frozen=True, kw_only=True)
class ContactsTakenOver(OfStakeholder):
    """The event's contacts went onto the standing list. name: is empty."""

    kind: ClassVar[str] = "crisis.contacts_taken_over"
    count: int

    def sentence(self) -> str:
        """Say how many."""
        words = ngettext(
            "{count} contact of the event put on the liaison's list.",
            "{count} contacts of the event put on the liaison's list.",
            self.count,
        )
        return words.format(count=self.count)


@dataclass(frozen=True, kw_only=True)
class WayNoted(OfStakeholder):
    """A way to reach it was noted, or taken off; the number itself stands in no entry."""

    kind: ClassVar[str] = "crisis.way_noted"
    way: str
    removed: bool = False

    def sentence(self) -> str:
        """Say which."""
        if self.removed:
            words = _("A way to {name} was taken off the list ({way}).")
        else:
            words = _("A way to reach {name} was noted ({way}).")
        return words.format(name=self.name, way=WAYS[self.way])


@dataclass(frozen=True, kw_only=True)
class WayTried(OfStakeholder):
    """Somebody tried whether it works."""

    kind: ClassVar[str] = "crisis.way_tried"
    way: str
    works: bool

    def sentence(self) -> str:
        """Say whether."""
        if self.works:
            words = _("{name} was reached ({way}).")
        else:
            words = _("{name} was not reached ({way}).")
        return words.format(name=self.name, way=WAYS[self.way])


@dataclass(frozen=True, kw_only=True)
class StakeholderTold(OfStakeholder):
    """It knows now."""

    kind: ClassVar[str] = "crisis.stakeholder_told"
    text: str
    how: str

    def sentence(self) -> str:
        """Say what, and how."""
        words = _("{name} told {how}: {text}")
        return words.format(name=self.name, how={**TOLD_HOW, **SENT_HOW}[self.how], text=self.text)


@dataclass(frozen=True, kw_only=True)
class QuestionTaken(OfStakeholder):
    """It wants to know something, or we do."""

    kind: ClassVar[str] = "crisis.question_taken"
    text: str
    is_ours: bool = False

    def sentence(self) -> str:
        """Say who asks what."""
        words = _("{name} was asked: {text}") if self.is_ours else _("{name} asks: {text}")
        return words.format(name=self.name, text=self.text)


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(OfStakeholder):
    """There is an answer."""

    kind: ClassVar[str] = "crisis.question_answered"
    text: str
    answer: str

    def sentence(self) -> str:
        """Say it, with the question."""
        words = _("Question with {name}: {text} Answer: {answer}")
        return words.format(name=self.name, text=self.text, answer=self.answer)


@dataclass(frozen=True, kw_only=True)
class StakeholdersOverdue(OfStakeholder):
    """Some should have heard of us again. name: all of them; stakeholder_id: the first."""

    kind: ClassVar[str] = "crisis.stakeholders_overdue"

    def sentence(self) -> str:
        """Say who."""
        words = _("Incident {number}: word is overdue to {name}.")
        return words.format(number=self.number, name=self.name)


@dataclass(frozen=True, kw_only=True)
class WordNotDelivered(OfStakeholder):
    """What the house sent did not go: they do not know it."""

    kind: ClassVar[str] = "crisis.word_not_delivered"

    def sentence(self) -> str:
        """Say who must be told by hand."""
        words = _("What was sent to {name} did not go. Tell them yourself.")
        return words.format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class WordRead(OfStakeholder):
    """They said that they have read it."""

    kind: ClassVar[str] = "crisis.word_read"

    def sentence(self) -> str:
        """Say who."""
        return _("{name} has read what was sent.").format(name=self.name)
