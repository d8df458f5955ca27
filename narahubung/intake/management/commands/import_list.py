"""`narahubung import`: take in an organiser's workbook from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from narahubung.intake.from_shell import Outcome, take_in_file
from narahubung.kit.refusals import Refusal

_MOST = 100


class Command(BaseCommand):
    """Read, compare, say what happens, take it in. Exit code 1 when it is not taken in."""

    help = "Take in an organiser's workbook: new and changed facts, each with its source."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the event, and the form of the answer."""
        parser.add_argument("file", type=Path, help="the workbook")
        parser.add_argument("--event", default="", help="into this event, if no sheet names it")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="print counts as JSON")

    def handle(self, *, file: Path, event: str, dry_run: bool, json: bool, **rest: Any) -> None:
        """Do it; problems go to the error stream, one sentence each."""
        try:
            outcome = take_in_file(Path(file), slug=event or "", dry_run=dry_run)
        except OSError as problem:
            says = _("{file} cannot be opened: {problem}.")
            raise CommandError(says.format(file=file, problem=problem.strerror)) from problem
        except Refusal as refusal:
            advice = f" {refusal.advice}" if refusal.advice else ""
            raise CommandError(f"{refusal}{advice}") from refusal
        self.stdout.write(_as_json(outcome) if json else outcome.table())
        problems = outcome.problems()
        for sentence in problems[:_MOST]:
            self.stderr.write(sentence)
        if len(problems) > _MOST:
            self.stderr.write(_("… and {n} more problems.").format(n=len(problems) - _MOST))
        if outcome.hindered and not dry_run:
            raise CommandError(_("Nothing was taken in: correct these first."))
        if not json:
            self.stdout.write(_end(outcome, dry_run=dry_run))


def _as_json(outcome: Outcome) -> str:
    return json.dumps(outcome.as_json(), ensure_ascii=False)


def _end(outcome: Outcome, *, dry_run: bool) -> str:
    if outcome.stored:
        return _("Taken in.")
    if dry_run:
        return _("Nothing was changed.")
    return _("All of it was known already: nothing to do.")
