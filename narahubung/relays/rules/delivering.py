"""How long a sender holds a delivery, when it tries again or gives up; when nights are quiet."""

from datetime import datetime, time, timedelta

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop as noop

from narahubung.kit.refusals import Refusal
from narahubung.kit.zones import zone
from narahubung.relays.entries.delivering import ANSWERS
from narahubung.relays.models import Channel, Delivery, DeliveryState, Precedence

TRIES = 5
LEASE = timedelta(seconds=25)  # a dead sender's delivery is taken up after it
UNDO_WITHIN = timedelta(minutes=5)  # a call that was noted can be taken back
REPEATS = 1  # of a text that may have arrived
REPEAT_AFTER = timedelta(minutes=1)
BY_SENDER = frozenset({Channel.PUSH, Channel.MAIL, Channel.SMS, Channel.WHATSAPP})
BY_PEOPLE = frozenset({Channel.PHONE, Channel.RADIO, Channel.ADDRESS})
LOUD = frozenset({Precedence.KILAT, Precedence.SEGERA})  # these break quiet hours
URGENCY = [Precedence.KILAT, Precedence.SEGERA, Precedence.PENTING, Precedence.BIASA]
RANK = Case(
    *[When(precedence=one, then=Value(n)) for n, one in enumerate(URGENCY)],
    default=Value(len(URGENCY)),
    output_field=IntegerField(),
)
OPEN = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNCERTAIN})
# For how long word of a message is of use that names no end of its own.
OF_USE = {
    Precedence.KILAT: timedelta(hours=2),
    Precedence.SEGERA: timedelta(hours=6),
    Precedence.PENTING: timedelta(hours=24),
    Precedence.BIASA: timedelta(hours=72),
}
# The only words that ever leave the pages, whatever it is about.
WORD = noop("There is new word for you in Narahubung.")
_FIRST_WAIT = timedelta(seconds=20)
_LONGEST_CLOSED = timedelta(seconds=60)
# What a person answers who has understood, by SMS or WhatsApp.
YES = {"ok", "oke", "okay", "8-6", "86", "8 6", "terima", "diterima", "terima kasih", "siap"}
YES |= {"roger", "copy", "ya", "yes", "received", "wilco", "laksanakan"}


class NotACall(Refusal):
    """Not in the call list."""

    says = _lazy("This is not a call for people to make, or it has another answer.")


class AlreadyCalled(Refusal):
    """Another caller was faster."""

    says = _lazy("This call was noted already: {answer}.")
    status = 409


class NothingToTakeBack(Refusal):
    """Too late, or the message went on meanwhile."""

    says = _lazy("This call cannot be taken back any more.")
    advice = _lazy("Call again, and tell the sender what is right.")
    status = 409


def check_can_answer(call: Delivery, answer: str) -> None:
    """Raise NotACall or AlreadyCalled."""
    if call.channel not in BY_PEOPLE or answer not in ANSWERS:
        raise NotACall
    if call.state != DeliveryState.QUEUED:
        raise AlreadyCalled(answer=_(ANSWERS[call.answer]) if call.answer else call.state)


def check_can_take_back(call: Delivery, at: datetime) -> None:
    """Raise NothingToTakeBack unless it is a call that was noted just now."""
    fresh = call.sent_at is not None and at - call.sent_at <= UNDO_WITHIN
    if call.channel not in BY_PEOPLE or not call.answer or not fresh:
        raise NothingToTakeBack


def text_in(language: str) -> str:
    """Return the words that leave the pages; the language in force must be `language`."""
    return _(WORD)


def expires(precedence: str, at: datetime, named: datetime | None) -> datetime:
    """Return until when word of it may still be sent."""
    return named or at + OF_USE[Precedence(precedence)]


def wait(tries: int, luck: float) -> timedelta:
    """Return how long to wait after so many tries: 20 s, 1 min, 3 min, 9 min; luck: 0 to 1."""
    return _FIRST_WAIT * float(3 ** (max(1, tries) - 1)) * (0.75 + luck / 2)


def closed_for(failures: int) -> timedelta:
    """Return for how long a gateway is left in peace that failed so often in a row."""
    return min(timedelta(seconds=5) * float(2 ** (min(failures, 10) - 1)), _LONGEST_CLOSED)


def not_before(
    at: datetime,
    *,
    precedence: str,
    quiet_from: time | None,
    quiet_until: time | None,
    zone_name: str,
) -> datetime:
    """Return when word may be sent to a person with these quiet hours: now, or when they end."""
    if quiet_from is None or quiet_until is None or precedence in LOUD:
        return at
    local = at.astimezone(zone(zone_name))
    now = local.timetz().replace(tzinfo=None)
    over_night = quiet_from > quiet_until
    inside = quiet_from <= now < quiet_until
    if over_night:
        inside = now >= quiet_from or now < quiet_until
    if not inside:
        return at
    end = local.replace(hour=quiet_until.hour, minute=quiet_until.minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)


def means_yes(text: str) -> bool:
    """Tell whether an answer says "received"."""
    return " ".join(text.lower().strip(" .,!").split()) in YES
