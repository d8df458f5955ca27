"""What an answer must say, and what may be taken back."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Need

UNDO_WITHIN = timedelta(minutes=10)
MOST_PASSES = 4


class NobodyNamed(Refusal):
    """Accepting without a name."""

    says = _("Say who takes care of it: a name.")


class InThePast(Refusal):
    """A promise for a time that is over."""

    says = _("The promised time is over already. Give a later one.")


class SayWhyLater(Refusal):
    """A promise later than the clock allows, without a reason."""

    says = _("This is later than the request is due. Say why.")


class NothingSaid(Refusal):
    """A question, reply or no without words."""

    says = _("Write it in words first: the other side reads them.")


class SameDepartment(Refusal):
    """Passed on to itself."""

    says = _("The request is already with this department.")


class GoesInCircles(Refusal):
    """It was at that department before, or went through too many."""

    says = _("This request was with that department already. It would go in circles.")
    advice = _("Ask the coordinator to decide who does it.")


class WhichDepartment(Refusal):
    """No department was chosen."""

    says = _("Choose the department.")


class NothingToTakeBack(Refusal):
    """Somebody else did the last thing, or it is too long ago."""

    says = _("Only your own last step can be taken back, within 10 minutes.")
    status = 409


def check_promise(need: Need, until: datetime, why: str, at: datetime) -> None:
    """Raise InThePast or SayWhyLater."""
    if until <= at:
        raise InThePast
    if need.due_at and until > need.due_at and not why.strip():
        raise SayWhyLater


def check_said(words: str) -> None:
    """Raise NothingSaid."""
    if not words.strip():
        raise NothingSaid


def check_pass_on(need: Need, department_id: int, *, deciding: bool = False) -> None:
    """Raise SameDepartment or GoesInCircles. deciding: the coordinator may send it back."""
    if need.department_id == department_id:
        raise SameDepartment
    if not deciding and (department_id in need.passed or len(need.passed) >= MOST_PASSES):
        raise GoesInCircles


def check_undo(need: Need, by: Actor, at: datetime) -> None:
    """Raise NothingToTakeBack."""
    if not may_undo(need, by, at):
        raise NothingToTakeBack


def may_undo(need: Need, by: Actor, at: datetime) -> bool:
    """Tell whether the last step was this person's and is young enough."""
    if not isinstance(need.last, dict) or need.last["by"] != by.person_id:
        return False
    return at - datetime.fromisoformat(need.last["at"]) <= UNDO_WITHIN
