"""A list from the command line: read, compare, say what would happen, take it in."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from narahubung.intake import commands
from narahubung.intake.comparing import compare
from narahubung.intake.difference import VERDICTS, Difference
from narahubung.intake.reader import MAX_FILE
from narahubung.intake.reading import FileRefused, read_book
from narahubung.intake.wording import LEFT_ALONE, problem_says, remark_says, value_says
from narahubung.intake.wording import VERDICTS as VERDICT_WORDS
from narahubung.journal.words import field_word
from narahubung.kit import clock
from narahubung.kit.actor import the_house

_MANY = 20


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of it. hindered: problems kept it from being taken in."""

    difference: Difference
    stored: bool
    hindered: bool

    def as_json(self) -> dict[str, Any]:
        """Return the contract's answer: counters by sheet, and rows without a verdict."""
        return {"sheets": self.difference.counters(), "lost": self.difference.lost}

    def problems(self) -> list[str]:
        """Return every problem as a sentence."""
        return [problem_says(vars(problem)) for problem in self.difference.problems]

    def table(self) -> str:
        """Return counters, remarks and changes for people."""
        heads = ["rows", *VERDICTS]
        words = [_("rows"), *(str(VERDICT_WORDS[head]) for head in VERDICTS)]
        lines = [f"{'':<22}" + "".join(f"{word:>10}" for word in words)]
        for sheet in self.difference.sheets:
            counts = "".join(f"{getattr(sheet, head):>10}" for head in heads)
            why = f"  {LEFT_ALONE[sheet.why]}" if sheet.why else ""
            lines.append(f"{sheet.name[:21]:<22}{counts}{why}")
            if sheet.gone:
                gone = ", ".join(sheet.gone[:_MANY])
                says = _("{n} not in this list (they stay): {codes}")
                lines.append(f"{'':<22}{says.format(n=len(sheet.gone), codes=gone)}")
        lines += [f"{_('lost'):<22}{self.difference.lost:>10}", ""]
        lines += [remark_says(*remark) for remark in self.difference.remarks]
        changed = [row for row in self.difference.rows if row.verdict == "changed"]
        for row in changed[:_MANY]:
            parts = "; ".join(
                f"{field_word(t.field)}: {value_says(t.old) or '-'} -> {value_says(t.new) or '-'}"
                for t in row.told
            )
            lines.append(f"{row.sheet} {row.code} {row.label}: {parts}")
        if len(changed) > _MANY:
            lines.append(_("… and {n} more changed rows").format(n=len(changed) - _MANY))
        return "\n".join(lines)


def take_in_file(path: Path, *, slug: str = "", dry_run: bool = False) -> Outcome:
    """Take a workbook in, or only say what would happen. Nothing is written when all is known.

    Raises Refusal: the file cannot be read, the event is closed, or the database changed meanwhile.
    """
    with path.open("rb") as file:
        body = file.read(MAX_FILE + 1)
    if len(body) > MAX_FILE:
        raise FileRefused("too_big", most=MAX_FILE // 1024**2)
    difference, event = compare(read_book(body), slug=slug)
    hindered = bool(difference.problems)
    if dry_run or hindered or difference.is_nothing:
        return Outcome(difference=difference, stored=False, hindered=hindered)
    commands.take_in(
        difference=difference,
        file_name=path.name,
        digest=hashlib.sha256(body).hexdigest(),
        size=len(body),
        by=the_house("command line", event_id=event.pk if event else None),
        at=clock.now(),
    )
    return Outcome(difference=difference, stored=True, hindered=False)
