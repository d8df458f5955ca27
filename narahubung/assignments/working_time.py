"""Rows to the rules of working time: which rules hold for an officer, and what he has served."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from narahubung.assignments.models import Duty, DutyTerms, Engagement
from narahubung.kit.intervals import Span
from narahubung.parties.models import Officer
from narahubung.plans.roster import DutyPolicy, Worked

FOLDER = Path(__file__).parent / "policies"
STANDARD = "summit"


@dataclass(frozen=True, kw_only=True)
class ReadyMade:
    """A ready-made set of rules. names, sources: by language. cover: when somebody is there."""

    code: str
    version: str
    names: dict[str, str]
    sources: dict[str, str]
    rules: DutyPolicy
    day_from: time
    day_to: time
    night: str

    @property
    def name(self) -> str:
        """Return its name in the reader's language."""
        return self.names.get(get_language() or "", self.names["en"])

    @property
    def source(self) -> str:
        """Return where its figures come from, in the reader's language."""
        return self.sources.get(get_language() or "", self.sources["en"])


@cache
def ready_made() -> dict[str, ReadyMade]:
    """Return the ready-made rules of assignments/policies, by code."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))}


def _read(path: Path) -> ReadyMade:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return ReadyMade(
        code=told["code"],
        version=told["version"],
        names=told["name"],
        sources=told["source"],
        rules=DutyPolicy(code=told["code"], **told["rules"]),
        day_from=time.fromisoformat(told["cover"]["day_from"]),
        day_to=time.fromisoformat(told["cover"]["day_to"]),
        night=told["cover"]["night"],
    )


FIGURES = tuple(one.name for one in fields(DutyPolicy) if one.name != "code")


def rules_of(terms: DutyTerms | None) -> DutyPolicy:
    """Return the rules that the terms name, with the event's own figures."""
    base = ready_made()[terms.policy if terms else STANDARD].rules
    own: dict[str, Any] = {
        k: v for k, v in (terms.changes if terms else {}).items() if k in FIGURES
    }
    return replace(base, **own)


def policies_of(event_id: int) -> dict[int | None, DutyPolicy]:
    """Return the rules by officer's number; None: of all who are not named. Three queries.

    Nobody has more hours a day than the list of officers says of him.
    """
    terms = {row.group: row for row in DutyTerms.objects.filter(event_id=event_id)}
    standard = rules_of(terms.get(""))
    by_group = {group: rules_of(row) for group, row in terms.items() if group}
    found: dict[int | None, DutyPolicy] = {None: standard}
    for officer_id, group in Engagement.objects.filter(event_id=event_id).values_list(
        "officer_id", "group"
    ):
        found[officer_id] = by_group.get(group, standard)
    limits = Officer.objects.filter(event_id=event_id)
    for officer_id, most in limits.values_list("pk", "max_hours_per_day"):
        if most is None:
            continue
        rules = found.get(officer_id, standard)
        day = min(rules.day_hours or most, most)
        over = min(rules.overtime_day, most - day)
        found[officer_id] = replace(rules, day_hours=day, overtime_day=over)
    return found


def served(
    event_id: int, officer_ids: Collection[int] | None = None, *, without: Iterable[int] = ()
) -> dict[int, list[Worked]]:
    """Return the duties of officers that count for their hours and rest, by officer. One query.

    What really was goes before what was planned. without: numbers of duties to leave out.
    """
    rows = Duty.objects.filter(event_id=event_id).standing().exclude(pk__in=list(without))
    if officer_ids is not None:
        rows = rows.filter(officer_id__in=officer_ids)
    found: dict[int, list[Worked]] = defaultdict(list)
    for row in rows.select_related("party").order_by("starts", "pk"):
        span = span_of(row)
        if span.length:
            found[row.officer_id].append(
                Worked(
                    span=span,
                    delegation=row.party.code,
                    breaks=breaks_of(row),
                    overtime_agreed=row.overtime_agreed_at is not None,
                )
            )
    return found


def span_of(row: Duty) -> Span:
    """Return from when to when a duty was, as far as it is known, else is planned."""
    return Span(row.taken_at or row.starts, row.left_at or row.ends)


def breaks_of(row: Duty) -> tuple[Span, ...]:
    """Return the breaks of a duty: those taken, then the planned ones that are still to come."""
    taken = pauses_of(row)
    planned = planned_breaks_of(row)
    return (*taken, *(one for one in planned if not taken or one.start >= taken[-1].end))


def planned_breaks_of(row: Duty) -> tuple[Span, ...]:
    """Return the breaks that were planned into a duty."""
    return tuple(
        Span(datetime.fromisoformat(start), datetime.fromisoformat(end))
        for start, end in row.breaks
    )


def pauses_of(row: Duty) -> tuple[Span, ...]:
    """Return the breaks that the officer noted and that are over."""
    return tuple(
        Span(datetime.fromisoformat(start), datetime.fromisoformat(end))
        for start, end, _meal in row.pauses
        if end
    )
