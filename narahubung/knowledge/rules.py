"""What is allowed to happen to questions among colleagues."""

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.knowledge.models import Answer, Question


class NothingAsked(Refusal):
    """A question or an answer without a word."""

    says = _("Nothing is written there.")
    advice = _("Write it in a few words.")


class NotYoursToTakeBack(Refusal):
    """Somebody else wrote it."""

    says = _("{name} wrote this.")
    advice = _("Who wrote it or a coordinator can take it back.")


class IsAnswered(Refusal):
    """What was answered belongs to all."""

    says = _("This question is answered; others look for it.")
    advice = _("A coordinator can take it back.")
    status = 409


def check_has_words(text: str) -> None:
    """Raise NothingAsked, or return."""
    if not text.strip():
        raise NothingAsked


def may_take_back(row: Question | Answer, by: Actor) -> bool:
    """Tell whether it is one's own, or one plans officers."""
    own = by.person_id is not None and row.by_person_id == by.person_id
    return own or Right.PLAN_OFFICERS in by.everywhere


def check_can_take_back(row: Question | Answer, by: Actor) -> None:
    """Raise NotYoursToTakeBack or IsAnswered, or return."""
    if not may_take_back(row, by):
        raise NotYoursToTakeBack(name=row.by_name)
    is_steered = Right.PLAN_OFFICERS in by.everywhere
    if isinstance(row, Question) and not is_steered and row.answers.filter(removed=False).exists():
        raise IsAnswered
