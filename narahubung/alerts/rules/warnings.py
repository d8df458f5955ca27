"""When a warning may be verified, dismissed, issued, updated, cancelled."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.alerts.models import OPEN, Alert, AlertState
from narahubung.alerts.words import STATES
from narahubung.kit import exercise
from narahubung.kit.refusals import Refusal

S = AlertState
AHEAD = timedelta(minutes=5)
"""Clocks differ by so much; what was sent later than that was sent in the future."""
LOOK_AHEAD = timedelta(hours=12)
QUIET = timedelta(minutes=10)
"""However many come in: who leads has word of new ones once in this time."""
FLOOD = 20
"""More than so many of one sender that wait: the list shows them as one line."""
SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor", "Unknown", "")
"""The worst first."""


class CannotBeRead(Refusal):
    """What came is no CAP message, or is not safe to be read."""

    says = _("This file cannot be read as a warning: {why}.")
    advice = _("Ask its sender for the CAP file itself. Nothing of it was kept.")


class KnownAlready(Refusal):
    """The same message, again."""

    says = _("This very message is here already.")
    status = 409


class IsDecided(Refusal):
    """Somebody decided it meanwhile."""

    says = _("This warning stands otherwise meanwhile: {state}.")
    advice = _("Look at it again.")
    status = 409


class IsNotReal(Refusal):
    """A test, an exercise, a draft: never told as real."""

    says = _("It is marked {status}: nobody is told of it as if it were real.")
    advice = _("Dismiss it, or leave it until it is over.")
    status = 409


class IsReal(Refusal):
    """A real warning in a drill: there it would be told as an exercise."""

    says = _("This warning is real, and this is a drill: nobody outside would hear of it.")
    advice = _("Bring it into the real house at once, and dismiss it here.")
    status = 409


class IsOver(Refusal):
    """Its time is over."""

    says = _("This warning is over.")
    advice = _("Dismiss it; look for a newer one.")
    status = 409


class NothingToCancel(Refusal):
    """A cancel of a warning that is not here."""

    says = _("It cancels a warning that is not here: there is nothing to cancel.")
    advice = _("Dismiss it, or bring the earlier warning first.")
    status = 409


class NeedsAReason(Refusal):
    """One sentence why."""

    says = _("Reason: write one sentence why.")


class NotOurs(Refusal):
    """Only what went out from here is updated or cancelled here."""

    says = _("This warning is not ours: only its sender can update or cancel it.")
    status = 409


class NotInForce(Refusal):
    """It was updated or cancelled before."""

    says = _("A later message stands in its place.")
    advice = _("Open the newest one of the chain.")
    status = 409


class NoArea(Refusal):
    """A circle without a middle."""

    says = _("Where: choose a place whose position is known, or write a position.")


class IsNotValid(Refusal):
    """The schema of CAP 1.2 refuses it."""

    says = _("The message would not be valid CAP 1.2: {why}")
    advice = _("Nothing was kept and nobody was told. Change what it names.")


class ShapeIsWrong(Refusal):
    """The circle cannot be meant."""

    says = _("The circle cannot be used: {why}.")


def is_drill() -> bool:
    """Tell whether this data folder is that of a drill: then nothing that goes out is real."""
    return exercise.is_on()


def is_meant(status: str) -> bool:
    """Tell whether a message of this status is meant for us: Exercise in a drill, and only there.

    In a drill a real one is shown as real, so that somebody carries it over to the real house.
    """
    return status == "Actual" or (is_drill() and status == "Exercise")


def is_over(row: Alert, at: datetime) -> bool:
    """Tell whether its own time is over."""
    return row.expires_at is not None and row.expires_at <= at


def is_from_the_future(row: Alert) -> bool:
    """Tell whether it was sent later than it came."""
    return row.sent_at is not None and row.sent_at > row.received_at + AHEAD


def check_open(row: Alert) -> None:
    """Raise IsDecided."""
    if row.state not in OPEN:
        raise IsDecided(state=STATES[row.state])


def check_can_verify(row: Alert, at: datetime) -> None:
    """Raise IsDecided, IsNotReal, IsReal, IsOver, NothingToCancel.

    A held update may be verified: it then stands by itself. A held cancel has nothing to cancel.
    """
    check_open(row)
    if not is_meant(row.status):
        raise IsNotReal(status=row.status or "?")
    if is_drill() and row.is_real:
        raise IsReal
    if row.msg_type != "Cancel" and is_over(row, at):
        raise IsOver
    if row.msg_type == "Cancel" and row.refers_id is None:
        raise NothingToCancel


def check_can_follow(row: Alert) -> None:
    """Raise NotOurs, NotInForce."""
    if not row.is_ours:
        raise NotOurs
    if row.state != S.ISSUED or row.msg_type == "Cancel":
        raise NotInForce


def check_reason(why: str) -> None:
    """Raise NeedsAReason."""
    if not why.strip():
        raise NeedsAReason
