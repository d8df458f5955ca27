"""What can happen to questions among colleagues. Their words stand in their tables alone."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfQuestion(Entry):
    right: ClassVar[str] = Right.SEND_RELAY
    question_id: int
    name: str

    def topics(self) -> list[str]:
        """Name the list of questions."""
        return ["questions"]


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(_OfQuestion):
    """Somebody asked the colleagues."""

    kind: ClassVar[str] = "knowledge.asked"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} asked the colleagues something.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(_OfQuestion):
    """A colleague answered. answer_id: which answer."""

    kind: ClassVar[str] = "knowledge.answered"
    answer_id: int

    def sentence(self) -> str:
        """Say it."""
        return _("{name} answered a question of a colleague.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class QuestionTakenBack(_OfQuestion):
    """A question is no longer shown."""

    kind: ClassVar[str] = "knowledge.question_taken_back"

    def sentence(self) -> str:
        """Say it."""
        return _("{name} took a question to the colleagues back.").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class AnswerTakenBack(_OfQuestion):
    """An answer is no longer shown. answer_id: which answer."""

    kind: ClassVar[str] = "knowledge.answer_taken_back"
    answer_id: int

    def sentence(self) -> str:
        """Say it."""
        return _("{name} took an answer to a colleague back.").format(name=self.name)
