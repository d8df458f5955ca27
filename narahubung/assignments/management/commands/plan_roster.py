"""`narahubung plan roster`: ask the engine from the command line who is with whom when."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from narahubung.accounts.models import Event
from narahubung.assignments import commands
from narahubung.assignments.forms import ROSTER_SECONDS
from narahubung.assignments.jobs import plan_now
from narahubung.assignments.models import ProposalKind, ProposalState
from narahubung.assignments.words import hours_text
from narahubung.kit import clock
from narahubung.kit.actor import the_house


class Command(BaseCommand):
    """Plan who is with whom when; it lies ready on its page, or is adopted at once."""

    help = "Plan who is with each delegation in every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the event, the time it may use, and the form of the answer."""
        parser.add_argument("--event", required=True, help="the event's slug")
        parser.add_argument(
            "--seconds", type=float, default=ROSTER_SECONDS, help="how long it may compute"
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument(
            "--adopt", action="store_true", help="adopt the roster when it is sound"
        )

    def handle(self, *, event: str, seconds: float, json: bool, adopt: bool, **_: Any) -> None:
        """Plan, print, perhaps adopt; exit code 1 when no roster could be made."""
        found = Event.objects.filter(slug=event).first()
        if found is None:
            raise CommandError(f"There is no event {event!r}. `narahubung import` makes one.")
        by = the_house("command line", event_id=found.pk)
        proposal = plan_now(
            commands.ask_proposal(seconds=seconds, kind=ProposalKind.ROSTER, by=by, at=clock.now())
        )
        if proposal.state == ProposalState.FAILED:
            raise CommandError(f"No roster could be made: {proposal.trouble}.")
        if adopt:
            commands.adopt_roster(proposal_id=proposal.pk, by=by, at=clock.now())
        self.stdout.write(_answer(proposal.summary, as_json=json))


def _answer(summary: dict[str, Any], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(summary)
    proof = "proven best" if summary["proven"] else f"at most {summary['gap_pct']} % from the best"
    open_time = summary["uncovered_min"]
    covered = f"{hours_text(open_time)} not covered" if open_time else "every minute covered"
    return (
        f"{summary['duties']} duties, {covered}, {summary['faults']} faults, "
        f"{proof}, {summary['seconds']} s."
    )
