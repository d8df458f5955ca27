"""Steps from facts: laid out, moved, and reopened when what somebody checked is no longer true."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.duties import entries, rules
from narahubung.duties.anchors import Laid, anchors
from narahubung.duties.counting import recount
from narahubung.duties.lists import lists, step_of
from narahubung.duties.models import MEETING, OUTSTANDING, Check, Step, StepState
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.plans import procedures as plan

PARTIES_PER_ACT = 10  # about 1,500 new steps: half a second of the one writer's time
TOO_OLD_TO_COUNT = timedelta(days=1)
# What a due says of a step's row, besides its moments and facts.
_TOLD = ("version", "anchor_label", "anchor_at", "place", "where_id", "critical", "role")
_ALSO = ("department", "evidence", "weight", "counts", "moments", "check_at", "facts")
_KEY = ("procedure", "code", "anchor_kind", "anchor_id")
_KEPT = [
    *(name.removesuffix("_id") if name == "where_id" else name for name in (*_TOLD, *_ALSO)),
    *("recheck_at", "done", "due_at", "changed", "state"),
]
_COLUMNS = ["where_id" if name == "where" else name for name in _KEPT]


@command
def refold(*, party_ids: Sequence[int], by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Bring the steps of parties up to date with the facts; return how many changed.

    Changes nothing and records nothing when they are. New steps are told as one entry a party,
    moved ones as well; each reopened one has an entry with old and new. Hold the write lock short:
    give at most PARTIES_PER_ACT parties when many steps are new.
    """
    event = Event.objects.get(pk=by.event_id or 0)
    todo = _compare(event, party_ids, at)
    if not todo.new and not todo.touched:
        return 0
    with act(by=by, at=at, key=key) as record:
        _lay_out(todo.new, record)
        concerned = {row.party_id for row in todo.new} | _bring_up(todo.touched, record, at)
        recount(event.pk, concerned)
    return len(todo.new) + len(todo.touched)


@command
def take_as_done(
    *, party_ids: Sequence[int], before: datetime, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Say that what was due before a moment was done elsewhere (on paper); return how many steps.

    For an event that begins to use the system while it runs. Such steps are no longer owed, though
    nobody here checked them. Raises NotYours.
    """
    for party_id in party_ids:
        rules.check_may_for(party_id, by)
    ids: dict[int, list[int]] = defaultdict(list)
    rows = Step.objects.visible_to(by, Right.DO_DUTIES).filter(party_id__in=party_ids)
    for pk, party_id in rows.filter(state__in=OUTSTANDING, due_at__lt=before).values_list(
        "pk", "party_id"
    ):
        ids[party_id].append(pk)
    if not ids:
        return 0
    with act(by=by, at=at, key=key) as record:
        for party_id, pks in ids.items():
            Step.objects.filter(pk__in=pks, due_at__lt=before).update(
                state=StepState.ELSEWHERE, due_at=None
            )
            record(entries.StepsTakenAsDone(party_id=party_id, step_ids=pks, before=before))
        recount(by.event_id or 0, ids)
    return sum(map(len, ids.values()))


@dataclass
class _ToDo:
    """New rows, and of each touched row what the facts now say (None: nothing any more)."""

    new: list[Step] = field(default_factory=list)
    touched: dict[int, dict[str, Any] | None] = field(default_factory=dict)


def _compare(event: Event, party_ids: Sequence[int], at: datetime) -> _ToDo:
    laid = anchors(event, party_ids)
    rows = _rows(party_ids)
    todo = _ToDo()
    for party_id in party_ids:
        by_key = {one.key: one for one in laid[party_id]}
        dues = plan.unfold(lists(), [one.anchor for one in laid[party_id]], event.zone)
        there = rows.get(party_id, {})
        wanted = {due.key: due for due in dues}
        old = [_due(row) for k, row in there.items() if k in wanted or _stands(row)]
        for change in plan.refold(old, dues):
            row = there.get(change.due.key)
            told = None
            if change.new is not None:
                hangs_on = by_key[change.new.anchor_kind, change.new.anchor_id]
                told = _told(change.new, hangs_on, counts=_counts(change.new, row, at))
            if row is None and told is not None:
                todo.new.append(_made(event, party_id, change.due, told))
            elif row is not None and _is_news(row, change, told):
                todo.touched[row["pk"]] = told
    return todo


def _rows(party_ids: Collection[int]) -> dict[int, dict[tuple[str, ...], dict[str, Any]]]:
    names = ("pk", "party_id", "state", "recheck_at", *_KEY, *_TOLD, *_ALSO)
    found: dict[int, dict[tuple[str, ...], dict[str, Any]]] = defaultdict(dict)
    for row in Step.objects.filter(party_id__in=party_ids).values(*names):
        found[row["party_id"]][tuple(str(row[name]) for name in _KEY)] = row
    return found


def _stands(row: dict[str, Any]) -> bool:
    return bool(row["state"] != StepState.GONE)


def _is_news(row: dict[str, Any], change: plan.Change, told: dict[str, Any] | None) -> bool:
    if told is None or change.kind != "same" or not _stands(row):
        return True
    return any(bool(row[name] != value) for name, value in told.items())


def _due(row: dict[str, Any]) -> plan.Due:
    moments = [datetime.fromisoformat(moment) for moment in row["moments"]]
    return plan.Due(
        procedure=row["procedure"],
        version=int(row["version"]),
        code=row["code"],
        anchor_kind=row["anchor_kind"],
        anchor_id=str(row["anchor_id"]),
        check_at=moments[0],
        recheck_at=tuple(moments[1:]),
        critical=row["critical"],
        weight=row["weight"],
        fingerprint=row["facts"],
    )


def _told(due: plan.Due, laid: Laid, *, counts: bool) -> dict[str, Any]:
    step = step_of(due.procedure, due.version, due.code)
    assert step is not None  # noqa: S101 -- the due was unfolded from it
    return {
        "version": str(due.version),
        "anchor_label": laid.label[:420],
        "anchor_at": laid.anchor.at,
        "place": laid.anchor.place[:200],
        "where_id": laid.where_id,
        "critical": due.critical,
        "role": step.role,
        "department": "" if step.department == "officer" else step.department,
        "evidence": "" if step.evidence.kind == "none" else step.evidence.kind,
        "weight": due.weight,
        "counts": counts,
        "moments": [moment.isoformat() for moment in due.moments],
        "check_at": due.check_at,
        "facts": dict(due.fingerprint),
    }


def _counts(due: plan.Due, row: dict[str, Any] | None, at: datetime) -> bool:
    """Tell whether a step is owed: nobody can be asked for what was over when it became known."""
    known_in_time = row is not None and bool(row["counts"])
    return due.weight > 0 and (known_in_time or due.moments[-1] >= at - TOO_OLD_TO_COUNT)


def _made(event: Event, party_id: int, due: plan.Due, told: dict[str, Any]) -> Step:
    step = step_of(due.procedure, due.version, due.code)
    sleeps = step is not None and step.when_needed
    return Step(
        event_id=event.pk,
        party_id=party_id,
        procedure=due.procedure,
        code=due.code,
        anchor_kind=due.anchor_kind,
        anchor_id=int(due.anchor_id),
        state=StepState.ASLEEP if sleeps else StepState.OPEN,
        due_at=None if sleeps else due.check_at,
        recheck_at=due.recheck_at[0] if due.recheck_at else None,
        **told,
    )


def _lay_out(new: Iterable[Step], record: Record) -> None:
    by_party: dict[int, list[Step]] = defaultdict(list)
    for row in new:
        by_party[row.party_id].append(row)
    Step.objects.bulk_create([row for rows in by_party.values() for row in rows], batch_size=500)
    for party_id, rows in by_party.items():
        record(entries.StepsUnfolded(party_id=party_id, number=len(rows)))


def _bring_up(touched: dict[int, dict[str, Any] | None], record: Record, at: datetime) -> set[int]:
    rows = Step.objects.select_for_update().in_bulk(list(touched))
    before = {pk: _kept(row) for pk, row in rows.items()}
    checks: dict[int, list[Check]] = defaultdict(list)
    for check in Check.objects.filter(step_id__in=list(touched), undone=False).order_by("pk"):
        checks[check.step_id].append(check)
    moved: dict[int, list[int]] = defaultdict(list)
    dropped: dict[int, list[int]] = defaultdict(list)
    for pk, row in rows.items():
        told = touched[pk]
        if told is None:
            row.state, row.due_at, row.changed = StepState.GONE, None, []
            dropped[row.party_id].append(pk)
            continue
        entry = _renew(row, told, checks[pk], at)
        if entry is not None:
            record(entry)
        else:
            moved[row.party_id].append(pk)
    after = {pk: _kept(row) for pk, row in rows.items()}
    names = [
        name
        for place, name in enumerate(_KEPT)
        if any(after[pk][place] != before[pk][place] for pk in rows)
    ]
    if names:  # a column that stays is not sent: mostly a few moments change, of twenty columns
        Step.objects.bulk_update(rows.values(), names, batch_size=100)
    _mark_stale(rows, checks)
    for party_id, pks in moved.items():
        record(entries.StepsMoved(party_id=party_id, step_ids=pks))
    for party_id, pks in dropped.items():
        record(entries.StepsDropped(party_id=party_id, step_ids=pks))
    return {row.party_id for row in rows.values()}


def _kept(row: Step) -> list[Any]:
    return [getattr(row, name) for name in _COLUMNS]


def _renew(
    row: Step, told: dict[str, Any], checks: list[Check], at: datetime
) -> entries.StepReopened | entries.StepRestored | None:
    """Write the facts of today into a row; return the entry when its ticks went bad or good."""
    before, changed_before = row.state, row.changed
    for name, value in told.items():
        setattr(row, name, value)
    if before in {StepState.ASLEEP, StepState.ELSEWHERE}:
        return None
    moments = rules.moments_of(row)
    now = rules.standing(facts=row.facts, moments=len(moments), checks=checks)
    if now.state != StepState.AGAIN or before != StepState.AGAIN:
        row.due_at = rules.due_at(state=now.state, moments=moments, done=now.done, at=at)
    row.done, row.state, row.changed = now.done, now.state, now.changed
    row.recheck_at = moments[max(now.done, 1)] if max(now.done, 1) < len(moments) else None
    about = about_step(row)
    if now.state == StepState.AGAIN and now.changed != changed_before:
        return entries.StepReopened(**about, changes=now.changed)
    if before == StepState.AGAIN and now.state != StepState.AGAIN:
        return entries.StepRestored(**about)
    return None


def _mark_stale(rows: dict[int, Step], checks: dict[int, list[Check]]) -> None:
    for is_stale in (True, False):
        other = [
            check.pk
            for pk, row in rows.items()
            for check in rules.looks(checks[pk])
            if check.stale is not is_stale
            and bool(rules.differs(check.facts, row.facts)) is is_stale
        ]
        if other:
            Check.objects.filter(pk__in=other).update(stale=is_stale)


def about_step(row: Step) -> dict[str, Any]:
    """Return what every entry about one step says of it."""
    return {
        "party_id": row.party_id,
        "step_id": row.pk,
        "procedure": row.procedure,
        "list_version": row.version,
        "code": row.code,
        "on": row.anchor_label,
        "of_meeting": row.anchor_kind == MEETING,
    }
