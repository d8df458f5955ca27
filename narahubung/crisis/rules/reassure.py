"""When a word to guests and staff may be read by everybody."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.crisis.models.reassure import Assurance, AssuranceSort, AssuranceState
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

LONGEST = timedelta(hours=24)
FIRST = ("id", "en")  # one of these everybody here can check


class SaysNothing(Refusal):
    """Neither words nor "we do not know yet"."""

    says = _("Write what we can say, or tick that we do not know yet.")


class AsksNothing(Refusal):
    """An answer without its question."""

    says = _("Write the question as people ask it.")


class NoLanguageToCheck(Refusal):
    """Who clears it must be able to read it."""

    says = _("Write it in Indonesian or English first.")
    status = 409


class IsCleared(Refusal):
    """What everybody reads is changed by who clears."""

    says = _("This is cleared: who leads in the crisis changes it.")
    advice = _("Write a new one and ask for it to be cleared.")
    status = 403


class IsWithdrawn(Refusal):
    """It does not come back."""

    says = _("This was withdrawn.")
    advice = _("Write a new one.")
    status = 409


class HoldsTooLong(Refusal):
    """An answer that nobody renews is worse than none."""

    says = _("It holds for at least 5 minutes and at most 24 hours.")


class NoChannelOfOnesOwn(Refusal):
    """A link without log-in has no channels."""

    says = _("Sign in to be told of new words.")
    status = 403


class GuestDidNotAsk(Refusal):
    """Nobody is sent what they did not ask for."""

    says = _("Tick that the guest asked for it: nobody is sent what they did not ask for.")


class NoGatewayForGuests(Refusal):
    """The event has nothing that sends it."""

    says = _("This event cannot send that way.")
    advice = _("Ask an administrator to set up mail or SMS, or show the guest the page's address.")
    status = 409


def check_words(sort: str, asks: str, says: str, *, is_unknown: bool) -> None:
    """Raise AsksNothing, SaysNothing."""
    if sort == AssuranceSort.QUESTION and not asks.strip():
        raise AsksNothing
    if not says.strip() and not is_unknown:
        raise SaysNothing


def check_may_word(row: Assurance, by: Actor) -> None:
    """Raise IsWithdrawn, IsCleared."""
    if row.state == AssuranceState.WITHDRAWN:
        raise IsWithdrawn
    if row.state == AssuranceState.CLEARED and not by.may(Right.LEAD_CRISIS):
        raise IsCleared


def check_holds(minutes: int) -> None:
    """Raise HoldsTooLong."""
    if not timedelta(minutes=5) <= timedelta(minutes=minutes) <= LONGEST:
        raise HoldsTooLong
