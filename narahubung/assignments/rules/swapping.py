"""Between whom a duty may be swapped, and when."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Duty, DutyState, Swap, SwapState
from narahubung.assignments.rules.working_time import NoLongerOpen
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Officer

OPEN = (SwapState.ASKED, SwapState.AGREED)


class AlreadyOffered(Refusal):
    """A duty is offered to one officer at a time."""

    says = _("This duty is offered to {officer} already.")
    advice = _("Take that offer back first, or wait for the answer.")
    status = 409


class NotToSwap(Refusal):
    """A swap is between two officers who can both sign in."""

    says = _("A duty can be offered only to another officer who signs in.")
    advice = _("Choose somebody from the list.")


class MayNotServe(Refusal):
    """A rule about the person or the guest stands against it."""

    says = _("{officer} may not serve {party}: {reason}.")
    advice = _("Choose another officer.")


class SwapIsOver(Refusal):
    """Somebody decided it, or took it back."""

    says = _("This swap is decided already: {state}.")
    advice = _("Look at the swaps again.")
    status = 409


class NotAgreed(Refusal):
    """The other officer has not answered."""

    says = _("{officer} has not agreed yet.")
    advice = _("Wait for the answer, or refuse the swap.")
    status = 409


class SayWhyNot(Refusal):
    """A coordinator's no has a reason."""

    says = _("Why not: write a reason for the two officers.")


def check_can_offer(duty: Duty, to: Officer, back: Duty | None, at: datetime) -> None:
    """Raise NotToSwap, AlreadyOffered or NoLongerOpen, or return."""
    if to.pk == duty.officer_id or to.person_id is None or duty.officer.person_id is None:
        raise NotToSwap
    if back is not None and back.officer_id != to.pk:
        raise NotToSwap
    open_ = Swap.objects.filter(duty=duty, state__in=OPEN).select_related("to").first()
    if open_ is not None:
        raise AlreadyOffered(officer=open_.to.full_name)
    check_ahead(duty, at)
    if back is not None:
        check_ahead(back, at)


def check_ahead(duty: Duty, at: datetime) -> None:
    """Raise NoLongerOpen unless the duty is planned and has not begun."""
    if duty.state != DutyState.PLANNED or duty.starts <= at:
        raise NoLongerOpen(officer=duty.officer.full_name)


def check_waits(swap: Swap) -> None:
    """Raise SwapIsOver unless nobody decided it."""
    if swap.state not in OPEN:
        raise SwapIsOver(state=SwapState(swap.state).label)


def check_agreed(swap: Swap) -> None:
    """Raise SwapIsOver or NotAgreed."""
    check_waits(swap)
    if swap.state != SwapState.AGREED:
        raise NotAgreed(officer=swap.to.full_name)
