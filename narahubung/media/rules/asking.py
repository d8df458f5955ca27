"""How a question of the press may be answered."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.media.models import Answered, Ask, PressQuestion, Statement, StatementState

_FOR = {
    Ask.QUESTION.value: {Answered.TEXT.value, Answered.UNKNOWN.value},
    Ask.INTERVIEW.value: {Answered.GRANTED.value, Answered.DECLINED.value},
    Ask.ACCREDITATION.value: {Answered.GRANTED.value, Answered.DECLINED.value},
}


class NothingAsked(Refusal):
    """A question without words."""

    says = _("Question: write what was asked, in their words.")


class IsAnswered(Refusal):
    """Somebody was quicker."""

    says = _("This question is answered.")
    status = 409


class OnlyClearedText(Refusal):
    """An answer that nobody released."""

    says = _("Answer from a published text, or say that we do not know yet.")
    advice = _("Choose the text whose words you gave.")


class NotThatAnswer(Refusal):
    """A question is not granted, an interview not answered."""

    says = _("Choose an answer that fits: text or not known for a question, yes or no else.")


def check_answer(row: PressQuestion, answer: str, statement: Statement | None) -> None:
    """Raise IsAnswered, NotThatAnswer, OnlyClearedText."""
    if row.answered_at is not None:
        raise IsAnswered
    if answer not in _FOR[row.kind]:
        raise NotThatAnswer
    if answer == Answered.TEXT and (
        statement is None or statement.state != StatementState.PUBLISHED or statement.fallen
    ):
        raise OnlyClearedText
