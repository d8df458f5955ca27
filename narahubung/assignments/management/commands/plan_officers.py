"""`narahubung plan officers`: ask the engine for a plan from the command line."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from narahubung.accounts.models import Event
from narahubung.assignments import commands
from narahubung.assignments.jobs import plan_now
from narahubung.assignments.models import ProposalState
from narahubung.kit import clock
from narahubung.kit.actor import the_house


class Command(BaseCommand):
    """Plan who goes with whom; it lies ready on the assignment desk, or is adopted at once."""

    help = "Plan which officers go with which delegation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the event, the time it may use, and the form of the answer."""
        parser.add_argument("--event", required=True, help="the event's slug")
        parser.add_argument("--seconds", type=float, default=10.0, help="how long it may compute")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument("--adopt", action="store_true", help="adopt the plan when it is sound")

    def handle(self, *, event: str, seconds: float, json: bool, adopt: bool, **_: Any) -> None:
        """Plan, print, perhaps adopt; exit code 1 when no plan could be made."""
        found = Event.objects.filter(slug=event).first()
        if found is None:
            raise CommandError(f"There is no event {event!r}. `narahubung import` makes one.")
        by = the_house("command line", event_id=found.pk)
        proposal = commands.ask_proposal(seconds=seconds, by=by, at=clock.now())
        proposal = plan_now(proposal)
        if proposal.state == ProposalState.FAILED:
            raise CommandError(f"No plan could be made: {proposal.trouble}.")
        if adopt:
            commands.adopt(proposal_id=proposal.pk, by=by, at=clock.now())
        self.stdout.write(_answer(proposal.summary, as_json=json))


def _answer(summary: dict[str, Any], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(summary)
    proof = "proven best" if summary["proven"] else f"at most {summary['gap_pct']} % from the best"
    return (
        f"{summary['filled']} of {summary['positions']} places filled, "
        f"{summary['faults']} faults, {summary['pinned_kept']} preassigned kept, "
        f"{proof}, {summary['seconds']} s."
    )
