"""Who may answer a message, and how."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Recipient, RecipientState, Relay
from narahubung.relays.rules.sending import may_steer
from narahubung.relays.rules.states import may_move

S = RecipientState


class Replaced(Refusal):
    """A correction stands in its place."""

    says = _("{code} is void. {new} replaces it: answer that one.")
    status = 409


class ReadBackFirst(Refusal):
    """Nothing is done on a word that was not understood."""

    says = _("Read it back first. Once the sender has confirmed, it can be marked done.")


class DiffersStill(Refusal):
    """What was repeated is not what was said."""

    says = _("You read back something else than was said. Read it back once more.")
    advice = _("Look at what is marked red, or call the sender.")


class NotPossibleNow(Refusal):
    """The message stands elsewhere by now."""

    says = _("This is not possible any more: the message is {state}.")
    status = 409


class NothingRepeated(Refusal):
    """An empty read-back."""

    says = _("Say in your own words what you understood: time, place, numbers, names.")


class NotAllAnswered(Refusal):
    """A fact without an answer."""

    says = _('Choose an answer at every number, or write it at "Something else".')


class NoReason(Refusal):
    """A refusal without a word why."""

    says = _("Say why it cannot be done, so that the sender can find another way.")


class NotYourMessage(Refusal):
    """Only who sent it, or who oversees messages, may do that."""

    says = _("Only the sender, or the coordinator, confirms and corrects this message.")
    status = 403


class NothingToConfirm(Refusal):
    """Nobody's read-back waits."""

    says = _("Nobody has read it back rightly and waits for your word.")
    status = 409


class SameText(Refusal):
    """A correction that corrects nothing."""

    says = _("That is the text as it stands. Write what is right instead.")


def check_can_move(recipient: Recipient, to: RecipientState) -> None:
    """Raise Replaced or NotPossibleNow."""
    relay = recipient.relay
    if recipient.state == S.SUPERSEDED:
        new = getattr(relay, "superseded_by", None)
        raise Replaced(code=relay.code, new=new.code if new else "")
    if not may_move(recipient.state, to):
        raise NotPossibleNow(state=RecipientState(recipient.state).label)


def check_can_be_done(recipient: Recipient) -> None:
    """Raise DiffersStill, ReadBackFirst, Replaced or NotPossibleNow."""
    if recipient.state == S.DIFFERS:
        raise DiffersStill
    needs_confirming = recipient.relay.must_read_back and recipient.state != S.SUPERSEDED
    if needs_confirming and recipient.state not in {S.CONFIRMED, S.DONE}:
        raise ReadBackFirst
    check_can_move(recipient, S.DONE)


def check_can_steer(relay: Relay, by: Actor) -> None:
    """Raise NotYourMessage."""
    if not may_steer(relay, by):
        raise NotYourMessage


def check_can_correct(relay: Relay, said: dict[str, Any], by: Actor) -> None:
    """Raise NotYourMessage, Replaced or SameText. said: what may be corrected, by field."""
    check_can_steer(relay, by)
    if relay.struck_at is not None:
        raise Replaced(code=relay.code, new=relay.superseded_by.code)
    if all(getattr(relay, name) == value for name, value in said.items()):
        raise SameText
