"""What a part may be: never more than what is left of the need."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Need, NeedPart, PartState

RUNNING = (PartState.ASKED, PartState.PROMISED)


class TooMany(Refusal):
    """More than the remainder."""

    says = _("Only {left} are left to give. Take a smaller number.")


class NobodySupplies(Refusal):
    """A part without a supplier."""

    says = _("Name who supplies this part.")


class PartIsOver(Refusal):
    """Done or dropped parts do not move."""

    says = _("This part is {state} already.")
    status = 409


def remainder(need: Need, parts: list[NeedPart]) -> int:
    """Return how many are with no supplier yet; 0 for a need that is not counted."""
    given = sum(part.quantity for part in parts if part.state != PartState.DROPPED)
    return max(0, (need.quantity or 0) - given)


def delivered(parts: list[NeedPart]) -> int:
    """Return how many were delivered."""
    return sum(part.quantity for part in parts if part.state == PartState.DONE)


def is_whole(need: Need, parts: list[NeedPart]) -> bool:
    """Tell whether all parts are done and nothing is left over."""
    counted = [part for part in parts if part.state != PartState.DROPPED]
    return (
        bool(counted)
        and all(part.state == PartState.DONE for part in counted)
        and remainder(need, parts) == 0
    )


def check_part(need: Need, parts: list[NeedPart], quantity: int, supplier: str) -> None:
    """Raise NobodySupplies or TooMany."""
    if not supplier.strip():
        raise NobodySupplies
    left = remainder(need, parts)
    if need.quantity is not None and quantity > left:
        raise TooMany(left=left)


def check_running(part: NeedPart) -> None:
    """Raise PartIsOver."""
    if part.state not in RUNNING:
        raise PartIsOver(state=part.get_state_display())
