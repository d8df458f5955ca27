"""What may be done with a plan, and why not."""

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.accounts.rules import NotAllowed
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
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


class NothingToAdopt(Refusal):
    """The plan is what stands."""

    says = _("This plan changes nothing.")


def check_plans(by: Actor) -> None:
    """Raise NotAllowed unless the person tells of movements for the whole event."""
    if "house" not in by.roles and not by.may_for(Right.REPORT_MOVEMENT, None):
        raise NotAllowed


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
