"""A drill and real life are never mixed."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit import exercise
from narahubung.kit.refusals import Refusal
from narahubung.learning.models import Drill, Inject


class OnlyInADrill(Refusal):
    """This house is real."""

    says = _("This is the real house: no drill runs in it.")
    advice = _("Make one on its own copy: narahubung drill make")
    status = 409


class OnlyInRealLife(Refusal):
    """This house is a drill."""

    says = _("This is a drill: what is learned is written down in the real house.")
    status = 409


class AlreadyBegun(Refusal):
    """Its clock runs or ran."""

    says = _("The drill has begun already.")
    advice = _("For another run make another copy.")
    status = 409


class NotRunning(Refusal):
    """It did not begin, or is over."""

    says = _("The drill does not run.")
    status = 409


class CameAlready(Refusal):
    """An inject comes once."""

    says = _("Inject {number} was delivered already.")
    status = 409


class NotDelivered(Refusal):
    """Nothing can be said of what has not come yet."""

    says = _("Inject {number} was not delivered yet.")
    status = 409


def check_drill() -> None:
    """Raise OnlyInADrill."""
    if not exercise.is_on():
        raise OnlyInADrill


def check_real() -> None:
    """Raise OnlyInRealLife."""
    if exercise.is_on():
        raise OnlyInRealLife


def check_can_begin(row: Drill) -> None:
    """Raise AlreadyBegun."""
    if row.begun_at is not None:
        raise AlreadyBegun


def check_runs(row: Drill) -> None:
    """Raise NotRunning."""
    if row.begun_at is None or row.ended_at is not None:
        raise NotRunning


def check_not_delivered(row: Inject) -> None:
    """Raise CameAlready."""
    if row.delivered_at is not None:
        raise CameAlready(number=row.number)


def check_can_mark(row: Inject) -> None:
    """Raise NotDelivered."""
    if row.delivered_at is None:
        raise NotDelivered(number=row.number)
