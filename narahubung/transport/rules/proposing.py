"""What may be done with a plan of cars, and why not."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.transport.models import Proposal, ProposalState


class NotReady(Refusal):
    """It is being computed, was dismissed, or is adopted already."""

    says = _("This plan is not open any more.")
    advice = _("Ask for a new one.")
    status = 409


class OutOfDate(Refusal):
    """Somebody changed the cars of a trip since."""

    says = _("Cars of these trips were changed since the plan was made. Nothing was changed now.")
    advice = _("Ask for a new plan.")
    status = 409


class NothingToAdopt(Refusal):
    """The plan is what stands."""

    says = _("This plan changes nothing.")


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
