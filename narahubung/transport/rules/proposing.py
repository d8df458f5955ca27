"""What may be done with a plan, and why not."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.accounts.rules import NotAllowed
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.movements.models import Trip
from narahubung.transport.models import Proposal, ProposalState


class NotReady(Refusal):
    """It is being computed, was dismissed, or is adopted already."""

    says = _("This plan is not open any more.")
    advice = _("Ask for a new one.")
    status = 409


class OutOfDate(Refusal):
    """Somebody changed since what it is about."""

    says = _("What this plan is about was changed since. Nothing was changed now.")
    advice = _("Ask for a new plan.")
    status = 409


class HasBegun(Refusal):
    """What was driven was driven: it is not made another drive afterwards."""

    says = _("A trip of this plan has begun. The plan cannot be taken back any more.")
    advice = _("Change the trips that are ahead one by one, or ask for a new plan.")
    status = 409


class NothingToAdopt(Refusal):
    """The plan is what stands."""

    says = _("This plan changes nothing.")


def check_plans(by: Actor) -> None:
    """Raise NotAllowed unless the person tells of movements for the whole event."""
    if "house" not in by.roles and not by.may_for(Right.REPORT_MOVEMENT, None):
        raise NotAllowed


def check_waits(row: Proposal) -> None:
    """Raise NotReady: it is there already, or was put aside meanwhile."""
    if row.state != ProposalState.WAITING:
        raise NotReady


def check_none_begun(trips: Iterable[Trip]) -> None:
    """Raise HasBegun."""
    if any(trip.left_at or trip.reached_at for trip in trips):
        raise HasBegun


def check_can_adopt(row: Proposal) -> None:
    """Raise NotReady."""
    if row.state != ProposalState.READY:
        raise NotReady


def check_can_take_back(row: Proposal) -> None:
    """Raise NotReady."""
    if row.state != ProposalState.ADOPTED:
        raise NotReady


def check_can_dismiss(row: Proposal) -> None:
    """Raise NotReady."""
    if row.state in {ProposalState.ADOPTED, ProposalState.DISMISSED}:
        raise NotReady
