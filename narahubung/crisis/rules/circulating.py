"""When a report may go out, and to whom."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import Report, ReportState
from narahubung.kit.refusals import Refusal


class NotApproved(Refusal):
    """What is a draft goes to nobody."""

    says = _("Report {number} is a draft. Approve it first.")
    status = 409


class NobodyNew(Refusal):
    """All of them have it, or nobody is meant at this second."""

    says = _("Nobody is meant by that who has it not already.")
    advice = _("Choose others.")


class NotConfirmed(Refusal):
    """Others get only what is confirmed."""

    says = _("Fact {number} was not confirmed in this report: it stays inside.")


class ReadBefore(Refusal):
    """One receipt."""

    says = _("You have confirmed this report already.")
    status = 409


def check_can_go_out(report: Report, common: Collection[int]) -> None:
    """Raise NotApproved or NotConfirmed."""
    if report.state != ReportState.APPROVED:
        raise NotApproved(number=report.number)
    confirmed = {fact["number"] for fact in confirmed_in(report.known)}
    for number in sorted(set(common) - confirmed):
        raise NotConfirmed(number=number)


def confirmed_in(known: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the facts of a report that were confirmed when it was approved."""
    return [fact for fact in known.get("facts", []) if fact["is"] == "confirmed"]
