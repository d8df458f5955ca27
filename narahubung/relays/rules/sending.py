"""What may be sent, to whom, in which lane."""

from collections.abc import Callable, Collection

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Lane, Precedence, Relay, Side, Thread

OUTSIDE_ROLES = frozenset({"focal_point"})  # who reads only what is meant for the outside
LaneOf = Callable[[int], str | None]
_lane_of: list[LaneOf] = []
WordsCheck = Callable[[str, int, int | None], None]
_words_checks: list[WordsCheck] = []


class NothingSaid(Refusal):
    """An empty message."""

    says = _("Write the message first.")


class NobodyThere(Refusal):
    """The audience holds nobody at this second."""

    says = _("At this moment nobody is meant by that. Choose whom it is for.")


class NotForYou(Refusal):
    """Someone this person may not address."""

    says = _("You cannot write to all of these. Choose from the list, or ask the coordinator.")
    status = 403


class MayNotSend(Refusal):
    """No right to send messages here."""

    says = _("Your role sends no messages in this event. Tell the coordinator.")
    status = 403


class TimeWithoutZone(Refusal):
    """A flash message with a time that can be read on two clocks."""

    says = _("A FLASH message must say whose clock it means. Write the zone behind {time}.")
    advice = _("For example {time} WITA. Bali is WITA, Jakarta is WIB.")


class WrongLane(Refusal):
    """What is said in one lane never shows in another."""

    says = _("This belongs to the lane {lane}. Send it there.")


class OutsiderInside(Refusal):
    """Somebody of the outside among those who would read what is inside."""

    says = _("This is said inside. {names} belongs to the outside and would read it.")
    advice = _("Take that person out, or release an answer for the outside.")


class OnlyByRelease(Refusal):
    """Nothing of a thread goes outside but by releasing it."""

    says = _("Only who keeps this question sends something outside, by releasing it word by word.")
    status = 403


class ThreadIsClosed(Refusal):
    """The question is answered."""

    says = _("This question is closed. Open a new one.")


def lane_of_party(ask: LaneOf) -> LaneOf:
    """Register how the lane of a party is known: parties stand on a floor above."""
    _lane_of.append(ask)
    return ask


def words_for_outside(check: WordsCheck) -> WordsCheck:
    """Register a check of (words, event's number, party's number or None) that goes outside.

    What is ours only stands in lists on floors above. It raises a refusal.
    """
    _words_checks.append(check)
    return check


def check_words_for_outside(event_id: int, party_id: int | None, *wordings: str) -> None:
    """Raise what a registered check says against words that leave for the outside."""
    for words in wordings:
        for check in _words_checks:
            check(words, event_id, party_id)


def check_can_send(text: str, by: Actor, *, heard: bool = False) -> None:
    """Raise MayNotSend or NothingSaid. heard: a voice note says it, and the text may be empty."""
    if "house" not in by.roles and not by.may(Right.SEND_RELAY):
        raise MayNotSend
    if not text.strip() and not heard:
        raise NothingSaid


def check_zone(precedence: str, times_without_zone: Collection[str]) -> None:
    """Raise TimeWithoutZone for a flash message that leaves the clock open."""
    if precedence == Precedence.KILAT and times_without_zone:
        raise TimeWithoutZone(time=next(iter(times_without_zone)))


def check_lane(lane: str, parties: Collection[int]) -> None:
    """Raise WrongLane where one of these parties has a lane of its own, and this is another."""
    for party_id in parties:
        own = lane_of(party_id)
        if own is not None and own != lane:
            raise WrongLane(lane=Lane(own).label)


def lane_of(party_id: int) -> str | None:
    """Return the lane of a party's own, None where it has none."""
    return next((own for ask in _lane_of if (own := ask(party_id)) is not None), None)


def check_thread(thread: Thread, side: str, by: Actor, *, released: bool) -> None:
    """Raise ThreadIsClosed, or OnlyByRelease for what would go outside without being released."""
    if thread.closed_at is not None:
        raise ThreadIsClosed
    if side == Side.OUTSIDE and (not released or by.person_id != thread.kept_by_id):
        raise OnlyByRelease


def check_stays_inside(outsiders: Collection[str]) -> None:
    """Raise OutsiderInside when what is inside would reach somebody of the outside."""
    if outsiders:
        raise OutsiderInside(names=", ".join(sorted(outsiders)))


def must_read_back(precedence: str, facts: dict[str, list[str]]) -> bool:
    """Tell whether it must be read back where the sender did not say: urgent, and with facts."""
    return bool(facts) and precedence in {Precedence.KILAT, Precedence.SEGERA}


def may_steer(relay: Relay, by: Actor) -> bool:
    """Tell whether this person may confirm and correct: its sender, or who oversees messages."""
    if "house" in by.roles:
        return True
    oversees = Right.SEE_RELAYS in by.everywhere and Right.SEND_RELAY in by.everywhere
    return relay.sender_id == by.person_id or oversees
