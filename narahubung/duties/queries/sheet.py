"""One step in full: its words, its moments, who looked, and what changed."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.documents.queries import DocumentLine, documents_about
from narahubung.duties import rules
from narahubung.duties.lists import list_of, step_of, told
from narahubung.duties.models import Check, Step, StepState
from narahubung.duties.queries.steps import FactLine, StepLine, fact_lines, step_line
from narahubung.duties.queries.whose import whose_of
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import refusal_of
from narahubung.parties.models import Department


@dataclass(frozen=True, kw_only=True)
class MomentLine:
    """One planned look: when, where, and whether it stands."""

    kind: str
    at: datetime
    where: str
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class Look:
    """One check, re-check or note. stale: the facts changed afterwards, `changes` says which."""

    kind: str
    by: str
    at: datetime
    note: str
    count: int | None
    stale: bool
    undone: bool
    changes: tuple[FactLine, ...]


@dataclass(frozen=True, kw_only=True)
class StepSheet:
    """Everything about one step.

    whose: who is attached at that time, or whose role it is. why_not: the sentence why this person
    cannot press, "" if none.
    """

    line: StepLine
    whose: str
    hint: str
    proof: str
    source: str
    department: str
    list_version: str
    facts: tuple[FactLine, ...]
    moments: tuple[MomentLine, ...]
    looks: tuple[Look, ...]
    documents: tuple[DocumentLine, ...]
    may_work: bool
    may_undo: bool
    last_look: int | None
    may_open: bool
    why_not: str


def step_sheet(*, step_id: int, by: Actor, at: datetime) -> StepSheet:
    """Return one step in full. Raises Step.DoesNotExist for who may not see it."""
    line = step_line(step_id=step_id, by=by, at=at)
    row = Step.objects.visible_to(by).get(pk=step_id)
    checks = list(row.checks.order_by("-pk"))
    written = step_of(row.procedure, row.version, row.code)
    newest = list_of(row.procedure)
    last = rules.newest_look(checks)
    why = None
    if line.look == "recheck":
        why = refusal_of(rules.check_can_recheck, row, checks, by, at)
    return StepSheet(
        line=line,
        whose=whose_of([line], by=by)[line.id],
        hint=told(written.hint) if written else "",
        proof=told(written.evidence.of) if written else "",
        source=newest.source if newest else "",
        department=_department(row, by),
        list_version=row.version,
        facts=fact_lines({"fact": f, "old": "", "new": v} for f, v in row.facts.items() if v),
        moments=_moments(row),
        looks=tuple(_look(check, row) for check in checks),
        documents=tuple(documents_about(topic=f"step:{row.pk}", by=by)),
        may_work=refusal_of(rules.check_may_for, row.party_id, by) is None,
        may_undo=refusal_of(rules.check_can_undo, row, checks, by, at) is None,
        last_look=last.pk if last else None,
        may_open=row.state == StepState.ASLEEP
        and refusal_of(rules.check_can_open, row, by) is None,
        why_not=f"{why} {why.advice}".strip() if why else "",
    )


def _department(row: Step, by: Actor) -> str:
    if not row.department:
        return ""
    found = Department.objects.visible_to(by).filter(code=row.department).first()
    return found.name if found else row.department


def _moments(row: Step) -> tuple[MomentLine, ...]:
    written = step_of(row.procedure, row.version, row.code)
    places = [written.check.where, *(m.where for m in written.recheck)] if written else []
    return tuple(
        MomentLine(
            kind="recheck" if index else "check",
            at=moment,
            where=told(places[index]) if index < len(places) else "",
            is_done=index < row.done,
        )
        for index, moment in enumerate(rules.moments_of(row))
    )


def _look(check: Check, row: Step) -> Look:
    counts = check.kind in rules.LOOKS and not check.undone
    return Look(
        kind=check.kind,
        by=check.by_name,
        at=check.at,
        note=check.note,
        count=check.count,
        stale=check.stale and counts,
        undone=check.undone,
        changes=fact_lines(rules.differs(check.facts, row.facts)) if counts else (),
    )
