"""What is allowed to happen to places and proposals."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Attachment, Duty, DutyState, Proposal, ProposalState
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Officer

HAND_OVER = timedelta(hours=2)  # what an officer may still read after the duty


class NotReady(Refusal):
    """A proposal can be adopted or put aside only while it lies ready."""

    says = _("This proposal is not open any more.")
    advice = _("Ask for a new one.")
    status = 409


class OutOfDate(Refusal):
    """Somebody changed who is with whom after the proposal was computed."""

    says = _("Who is with whom was changed after this proposal was computed.")
    advice = _("Ask for a new proposal; it starts from the present.")
    status = 409


class HasFaults(Refusal):
    """The plan breaks a rule."""

    says = _("This proposal breaks {count} rules and cannot be adopted.")
    advice = _("Ask for a new one, or release what you hold by hand.")


class AlreadyThere(Refusal):
    """The officer already has a place with this party."""

    says = _("{officer} already serves this delegation.")
    advice = _("End the other place first.")


class OnDuty(Refusal):
    """Nobody's place with a party ends while he is the one who is with it."""

    says = _("{officer} is on duty with {party} until it is handed over or {party} is airborne.")
    advice = _(
        "Let somebody take the duty first. For who is absent, the coordinator acknowledges it."
    )
    status = 409


class HasLogIn(Refusal):
    """An officer has one log-in."""

    says = _("{officer} already has a log-in.")
    advice = _("Open People and roles to print a new letter.")
    status = 409


def check_can_end(row: Attachment) -> None:
    """Raise OnDuty, or return."""
    on = Duty.objects.filter(state=DutyState.ON)
    if on.filter(party_id=row.party_id, officer_id=row.officer_id).exists():
        raise OnDuty(officer=row.officer.full_name, party=row.party.code)


def check_can_let_in(officer: Officer) -> None:
    """Raise HasLogIn, or return."""
    if officer.person_id is not None:
        raise HasLogIn(officer=officer.full_name)


def check_can_adopt(proposal: Proposal) -> None:
    """Raise NotReady or HasFaults, or return."""
    if proposal.state != ProposalState.READY:
        raise NotReady
    if proposal.summary.get("faults"):
        raise HasFaults(count=proposal.summary["faults"])
