"""Who may stand between an inside and an outside, and where word from outside goes."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.journal.watching import allowed
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Lane, Thread
from narahubung.relays.rules.sending import ThreadIsClosed


class NotYourParty(Refusal):
    """The person may not even see this party."""

    says = _("Only who serves this delegation, or the coordinator, opens a question for it.")
    status = 403


class NotYours(Refusal):
    """Somebody else keeps the question."""

    says = _("Only who keeps this question, or the coordinator, closes it.")
    status = 403


class NobodySaid(Refusal):
    """Word from outside without its source."""

    says = _("Write who said it. The source stays on the message to its last reader.")


class SaidLater(Refusal):
    """A moment that has not come."""

    says = _("It cannot have been said later than now. Correct the time.")


# Where word from outside goes when nobody chose: by lane; with a party, to who serves it as well.
OUTSIDE_WORD_GOES_TO: dict[str, tuple[str, ...]] = {
    Lane.OPERATIONS: ("role:coordinator",),
    Lane.VIP: ("role:coordinator", "role:protocol"),
    Lane.MEDIA: ("role:media",),
    Lane.SPONSORS: ("role:coordinator",),
    Lane.DEPARTMENT: ("role:coordinator",),
}


def goes_to(lane: str, party_id: int | None) -> list[str]:
    """Return the audience of word from outside: who serves the party, and the lane's own team."""
    serves = [f"party:{party_id}"] if party_id else []
    return serves + list(OUTSIDE_WORD_GOES_TO[lane])


def keeper(by: Actor) -> int:
    """Return who keeps a question that this person opens. Raises NotYours for the house."""
    if by.person_id is None:
        raise NotYours
    return by.person_id


def check_party(party_id: int | None, by: Actor) -> None:
    """Raise NotYourParty, also for a party of another event. One query.

    Parties stand on a floor above: whom the journal lets hear of one may name it.
    """
    if party_id is not None and not allowed([f"party:{party_id}"], by=by):
        raise NotYourParty


def check_can_close(thread: Thread, by: Actor) -> None:
    """Raise NotYours or ThreadIsClosed."""
    if thread.kept_by_id != by.person_id and not _oversees(by):
        raise NotYours
    if thread.closed_at is not None:
        raise ThreadIsClosed


def check_source(said_by: str, said_at: datetime, at: datetime) -> None:
    """Raise NobodySaid or SaidLater."""
    if not said_by.strip():
        raise NobodySaid
    if said_at > at:
        raise SaidLater


def _oversees(by: Actor) -> bool:
    return Right.SEE_RELAYS in by.everywhere
