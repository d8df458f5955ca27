"""`narahubung import`: take in an organiser's workbook from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

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

    def handle(self, *, file: Path, event: str, dry_run: bool, json: bool, **_: Any) -> None:
        """Do it; problems go to the error stream, one sentence each."""
        with override("en"):  # the command line speaks the language of its own help
            try:
                outcome = take_in_file(Path(file), slug=event or "", dry_run=dry_run)
            except OSError as problem:
                raise CommandError(f"{file} cannot be opened: {problem.strerror}.") from problem
            except Refusal as refusal:
                advice = f" {refusal.advice}" if refusal.advice else ""
                raise CommandError(f"{refusal}{advice}") from refusal
            self.stdout.write(_as_json(outcome) if json else outcome.table())
            problems = outcome.problems()
            for sentence in problems[:_MOST]:
                self.stderr.write(sentence)
            if len(problems) > _MOST:
                self.stderr.write(f"... and {len(problems) - _MOST} more problems.")
            if outcome.hindered and not dry_run:
                raise CommandError("Nothing was taken in: correct these first.")
            if not json:
                self.stdout.write(_end(outcome, dry_run=dry_run))


def _as_json(outcome: Outcome) -> str:
    return json.dumps(outcome.as_json(), ensure_ascii=False)


def _end(outcome: Outcome, *, dry_run: bool) -> str:
    if outcome.stored:
        return "Taken in."
    return "Nothing was changed." if dry_run else "All of it was known already: nothing to do."
