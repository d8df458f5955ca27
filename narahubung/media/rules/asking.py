"""How a question of the press may be answered, and a request decided."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.media.models import Answered, Ask, PressQuestion, Statement, StatementState

_DECISIONS = {Answered.GRANTED.value, Answered.DECLINED.value, Answered.MORE.value}
_FOR = {
    Ask.QUESTION.value: {Answered.TEXT.value, Answered.UNKNOWN.value},
    Ask.INTERVIEW.value: _DECISIONS,
    Ask.ACCREDITATION.value: _DECISIONS,
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


class NeedsWords(Refusal):
    """Declined, asked for more or answered aloud, without a word of what was said."""

    says = _("Write why, what is missing, or what the speaker answered.")


class NeedsAnArea(Refusal):
    """An accreditation that says neither where nor how long."""

    says = _("An accreditation needs a category, an area and the day until which it is valid.")


class IsOver(Refusal):
    """Valid until a day that is over."""

    says = _("Valid until: choose today or a later day.")


class NotGranted(Refusal):
    """A badge for nobody."""

    says = _("A badge is issued once, for an accreditation that was granted.")
    status = 409


class NeedsABadge(Refusal):
    """No number."""

    says = _("Write the number of the badge.")


class BadgeIsOut(Refusal):
    """Somebody else wears it."""

    says = _("Badge {badge} is issued to request {number}.")
    advice = _("Look at the number on the badge again.")
    status = 409


class NothingToTell(Refusal):
    """Not answered, or told already."""

    says = _("There is no answer that is still to be told.")
    status = 409


def answers_for(row: PressQuestion) -> list[str]:
    """Return how it may be answered, in the order of `Answered`."""
    fits = set(_FOR[row.kind])
    if row.kind == Ask.QUESTION and row.conference_id is not None:
        fits.add(Answered.SAID.value)
    return [one.value for one in Answered if one.value in fits]


def check_answer(
    row: PressQuestion, answer: str, statement: Statement | None, note: str = ""
) -> None:
    """Raise IsAnswered, NotThatAnswer, OnlyClearedText, NeedsWords."""
    if row.answered_at is not None:
        raise IsAnswered
    if answer not in answers_for(row):
        raise NotThatAnswer
    if answer == Answered.TEXT and (
        statement is None or statement.state != StatementState.PUBLISHED or statement.fallen
    ):
        raise OnlyClearedText
    if answer in {Answered.DECLINED, Answered.MORE, Answered.SAID} and not note.strip():
        raise NeedsWords


def check_accreditation(medium: str, area: str, valid_until: date | None, today: date) -> None:
    """Raise NeedsAnArea, IsOver. today: by the event's clock."""
    if not medium or not area.strip() or valid_until is None:
        raise NeedsAnArea
    if valid_until < today:
        raise IsOver


def check_badge(row: PressQuestion, badge: str, other: PressQuestion | None) -> None:
    """Raise NotGranted, NeedsABadge, BadgeIsOut. other: who has this badge already."""
    granted = row.kind == Ask.ACCREDITATION and row.answer == Answered.GRANTED
    if not granted or row.badge_at is not None:
        raise NotGranted
    if not badge.strip():
        raise NeedsABadge
    if other is not None:
        raise BadgeIsOut(badge=badge.strip(), number=other.number)


def check_can_tell(row: PressQuestion) -> None:
    """Raise NothingToTell."""
    if not row.answer or row.told_at is not None:
        raise NothingToTell
