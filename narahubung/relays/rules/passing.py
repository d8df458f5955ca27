"""Who may pass a message on by hand, and to whom it may go."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import TieKind
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Lane, Relay
from narahubung.relays.rules.answering import Replaced
from narahubung.relays.rules.sending import MayNotSend, lane_of
from narahubung.relays.rules.voices import check_is_written

# Who works in one lane only, whatever he is tied to.
LANE_OF_ROLE = {"media": Lane.MEDIA}


class NotGot(Refusal):
    """It never came to this person."""

    says = _("Only who got this message passes it on.")
    advice = _("Its sender writes to others by a message of his own.")
    status = 403


class EverybodyHasIt(Refusal):
    """Nobody among them who does not know it yet."""

    says = _("All of these have it already. Choose somebody else.")


class TimeIsOver(Refusal):
    """Worthless by now."""

    says = _("The time of this message is over. It is not passed on any more.")


class OtherLane(Refusal):
    """Somebody who works in another lane only."""

    says = _("This belongs to the lane {lane}. {names} works in another one.")
    advice = _("Choose somebody of this lane, or write a message of your own.")


def check_can_pass_on(relay: Relay, by: Actor, at: datetime) -> None:
    """Raise MayNotSend, NotGot, Replaced, NotWrittenDown or TimeIsOver. One query."""
    if not by.may(Right.SEND_RELAY):
        raise MayNotSend
    if not relay.recipients.filter(person_id=by.person_id or 0).exists():
        raise NotGot
    check_goes_on(relay, at)


def check_goes_on(relay: Relay, at: datetime) -> None:
    """Raise Replaced, NotWrittenDown or TimeIsOver for what nobody passes on any more, or yet."""
    if relay.struck_at is not None:
        raise Replaced(code=relay.code, new=relay.superseded_by.code)
    check_is_written(relay)
    if relay.expires_at is not None and relay.expires_at <= at:
        raise TimeIsOver


def lane_of_tie(role: str, kind: str, object_id: int | None) -> str | None:
    """Return the one lane to which a tie holds a person, None for whoever works in all of them."""
    if role in LANE_OF_ROLE:
        return LANE_OF_ROLE[role]
    return lane_of(object_id) if kind == TieKind.PARTY and object_id else None


def check_same_lane(lane: str, others: Collection[str]) -> None:
    """Raise OtherLane. others: the names of those who work in other lanes only."""
    if others:
        raise OtherLane(lane=Lane(lane).label, names=", ".join(sorted(others)[:5]))
