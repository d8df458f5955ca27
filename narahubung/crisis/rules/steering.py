"""When an objective is off track; when a duty has nobody."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import Objective, ObjectiveState
from narahubung.kit.refusals import Refusal

LAG = 0.25  # of the target: so far behind an even pace an objective may be


class NothingToReach(Refusal):
    """An objective without words, target, owner or time."""

    says = _("Write what is to be reached, how many, who answers for it and by when.")


class ObjectiveIsOver(Refusal):
    """It was met or dropped."""

    says = _("This objective is {state}.")
    status = 409


class HowMuchTime(Refusal):
    """More time, without how much."""

    says = _("Say how many minutes more.")


class MatrixIsMade(Refusal):
    """It stands already."""

    says = _("The matrix stands already.")
    advice = _("Add to it.")
    status = 409


class NothingNamed(Refusal):
    """A duty or a party without a name."""

    says = _("Name the duty and the party.")


class NoName(Refusal):
    """A signature of nobody."""

    says = _("Write the name of who says so.")


class IsReleased(Refusal):
    """It was given back."""

    says = _("{name} has released this already.")
    status = 409


class ReleaseHasBegun(Refusal):
    """The checklist stands already."""

    says = _("The checklist stands already.")
    status = 409


def check_open(row: Objective) -> None:
    """Raise ObjectiveIsOver."""
    if row.state != ObjectiveState.OPEN:
        raise ObjectiveIsOver(state=ObjectiveState(row.state).label)


def is_off_track(row: Objective, at: datetime) -> bool:
    """Tell whether it is late, or a quarter of its target behind an even pace."""
    if row.state != ObjectiveState.OPEN:
        return False
    if row.due_at <= at:
        return True
    passed = (at - row.since) / (row.due_at - row.since) if row.due_at > row.since else 1.0
    return row.reached < row.target * (passed - LAG)
