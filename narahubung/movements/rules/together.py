"""Who travels on the same carriage, and when a movement may be split."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.kit.scoping import Scoped
from narahubung.movements.models import Mode, Movement

# One flight number, train or ship at one time is one carriage; others are told by a word.
_SHARED = {Mode.SCHEDULED.value, Mode.TRAIN.value, Mode.SHIP.value}


class NobodyElse(Refusal):
    """Nobody is left to tell."""

    says = _("Nobody else on this carriage has another time. Nothing was changed.")


class TooMany(Refusal):
    """More than there are, or all of them."""

    says = _("{people} people and {bags} bags travel here; so many cannot be taken out.")
    advice = _("Write how many go on the other flight; somebody must stay on this one.")


class WasNotSplit(Refusal):
    """Nothing to take back."""

    says = _("This movement was not split from another one, or it is over.")
    status = 409


def companions(movement: Movement, rows: Scoped[Movement]) -> list[Movement]:
    """Return who else is on the same carriage, of `rows`."""
    others = rows.filter(event_id=movement.event_id, direction=movement.direction)
    others = others.exclude(pk=movement.pk).exclude(certainty=Certainty.CANCELLED)
    if movement.group:
        others = others.filter(group=movement.group)
    elif movement.mode in _SHARED and movement.carrier and movement.planned_at:
        others = others.filter(
            mode=movement.mode, carrier=movement.carrier, planned_at=movement.planned_at
        )
    else:
        return []
    return list(others.select_related("party").order_by("party__code", "code"))


def check_can_split(movement: Movement, *, people: int, bags: int, named: int) -> None:
    """Raise TooMany."""
    too_many = movement.pax is not None and people >= movement.pax
    too_heavy = movement.bags is not None and bags > movement.bags
    if people < 1 or too_many or too_heavy or named > people:
        raise TooMany(
            people="?" if movement.pax is None else movement.pax,
            bags="?" if movement.bags is None else movement.bags,
        )


def check_can_rejoin(movement: Movement) -> None:
    """Raise WasNotSplit."""
    is_over = movement.actual_at is not None or movement.certainty == Certainty.CANCELLED
    if movement.split_from_id is None or is_over:
        raise WasNotSplit
