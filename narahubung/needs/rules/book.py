"""What may be written into a desk's book, and what may be taken back."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.needs.models import BookEntry, BookKind
from narahubung.parties.models import Party

UNDO_FOR = timedelta(hours=1)
LATE = timedelta(minutes=2)  # after its minute a wake-up call counts as forgotten


class NotYourDesk(Refusal):
    """Who does not work at the desk writes nothing into its book."""

    says = _("Only who works at this desk, or the coordinator, writes into its book.")
    status = 403


class NothingWritten(Refusal):
    """An empty line."""

    says = _("Write what it is about first.")


class WhichParty(Refusal):
    """A request of nobody."""

    says = _("Choose the delegation: a request is answered to somebody.")


class WhenToCall(Refusal):
    """A wake-up call without a time."""

    says = _("Give the time of the wake-up call.")


class WhomToCall(Refusal):
    """A wake-up call for nobody."""

    says = _("Give the room or the name that is to be called.")


class TimeIsOver(Refusal):
    """A wake-up call in the past."""

    says = _("This time is over. Give the time of the next wake-up call.")


class LineIsOver(Refusal):
    """Somebody was faster."""

    says = _("This line is done already.")
    status = 409


class NotACall(Refusal):
    """Only a wake-up call can stay unanswered."""

    says = _("Only a wake-up call can stay without an answer.")


class NoMatch(Refusal):
    """Only something lost is matched with something found."""

    says = _("Match a line of something lost with one of something found.")


class TooLateToTakeBack(Refusal):
    """It was somebody else's, or is too long ago."""

    says = _("Only who wrote it takes it back, within an hour.")
    advice = _("Write a new line instead.")
    status = 409


class IsARequest(Refusal):
    """A request has its own page."""

    says = _("This line is a request. It is answered or withdrawn on its own page.")
    status = 409


def check_desk(department_id: int, by: Actor) -> None:
    """Raise NotYourDesk."""
    if not by.may_at(Right.ANSWER_NEED, department_id):
        raise NotYourDesk


def check_line(
    kind: str, text: str, who: str, party: Party | None, due_at: datetime | None, at: datetime
) -> None:
    """Raise NothingWritten, WhichParty, WhenToCall, TimeIsOver or WhomToCall."""
    if kind == BookKind.WAKE_UP:
        if due_at is None:
            raise WhenToCall
        if due_at <= at:
            raise TimeIsOver
        if not who.strip():
            raise WhomToCall
    elif not text.strip():
        raise NothingWritten
    if kind == BookKind.REQUEST and party is None:
        raise WhichParty


def check_open(line: BookEntry) -> None:
    """Raise LineIsOver or IsARequest."""
    if line.removed or line.ended_at is not None:
        raise LineIsOver
    if line.kind == BookKind.REQUEST:
        raise IsARequest


def check_call(line: BookEntry) -> None:
    """Raise NotACall."""
    if line.kind != BookKind.WAKE_UP:
        raise NotACall


def check_match(lost: BookEntry, found: BookEntry) -> None:
    """Raise NoMatch."""
    if (lost.kind, found.kind) != (BookKind.LOST, BookKind.FOUND):
        raise NoMatch


def may_take_back(line: BookEntry, by: Actor, at: datetime) -> bool:
    """Tell whether the last thing done to this line may be taken back by this person."""
    if line.removed or line.kind == BookKind.REQUEST:
        return False
    last, name = (line.ended_at, line.ended_by) if line.ended_at else (line.at, line.by_name)
    return name == by.name and at - last <= UNDO_FOR


def check_take_back(line: BookEntry, by: Actor, at: datetime) -> None:
    """Raise IsARequest or TooLateToTakeBack."""
    if line.kind == BookKind.REQUEST:
        raise IsARequest
    if not may_take_back(line, by, at):
        raise TooLateToTakeBack
