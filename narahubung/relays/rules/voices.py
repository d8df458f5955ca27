"""A word that is a voice note and no text yet: who writes it down, what waits for that."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Relay
from narahubung.relays.rules.sending import NothingSaid


class NotWrittenDown(Refusal):
    """Nobody can compare a voice with what is repeated."""

    says = _("This is a voice note still. Write down first what was said.")
    status = 409


class WrittenAlready(Refusal):
    """The other side was faster."""

    says = _("{name} has written it down already.")
    advice = _("What is wrong in it, its sender corrects.")
    status = 409


class NotOfTheTwo(Refusal):
    """Neither said it nor heard it."""

    says = _("Only who said it or heard it writes it down.")
    status = 403


def check_is_written(relay: Relay) -> None:
    """Raise NotWrittenDown."""
    if not relay.text:
        raise NotWrittenDown


def check_can_write_down(relay: Relay, text: str, by: Actor) -> None:
    """Raise NotOfTheTwo, WrittenAlready or NothingSaid. One query."""
    heard = relay.recipients.filter(person_id=by.person_id or 0).exists()
    if relay.sender_id != by.person_id and not heard:
        raise NotOfTheTwo
    if relay.text:
        raise WrittenAlready(name=relay.written_by or relay.sender_name)
    if not text.strip():
        raise NothingSaid
