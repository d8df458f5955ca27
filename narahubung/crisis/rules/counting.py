"""When people may be counted."""

from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import HeadState, Roll
from narahubung.kit.refusals import Refusal


class RollIsOver(Refusal):
    """The crisis ended, or was taken back."""

    says = _("This roll call is over.")
    status = 409


class NobodyToCount(Refusal):
    """All of the delegation are accounted for."""

    says = _("Everybody of this delegation is accounted for already.")
    status = 409


class NotAState(Refusal):
    """Nobody is put back to not accounted for by a tap of how they are."""

    says = _("Say how the person is.")


def check_open(roll: Roll) -> None:
    """Raise RollIsOver."""
    if roll.over_at is not None:
        raise RollIsOver


def check_state(state: str) -> None:
    """Raise NotAState."""
    if state not in HeadState.values:
        raise NotAState
