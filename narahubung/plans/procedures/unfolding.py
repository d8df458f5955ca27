"""From procedures and anchors to dues, and from old and new dues to changes."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from narahubung.plans.procedures.shapes import (
    Anchor,
    Change,
    Due,
    FactChange,
    Moment,
    Procedure,
    Step,
)


def unfold(
    procedures: Iterable[Procedure], anchors: Iterable[Anchor], event_zone: str
) -> list[Due]:
    """Lay every step that applies over every anchor, ordered by `check_at`, then code.

    Call it with the anchors of one delegation. Of each procedure the version in force on the
    anchor's day (in `event_zone`, an IANA name) is taken. Raises ValueError when two anchors
    have the same kind and id.
    """
    procedures, anchors = tuple(procedures), tuple(anchors)
    counted = Counter((anchor.kind, anchor.id) for anchor in anchors)
    twice = sorted(name for name, count in counted.items() if count > 1)
    if twice:
        raise ValueError(f"anchors given twice: {twice}")
    zone = ZoneInfo(event_zone)
    dues = [
        _due(procedure, step, anchor, zone)
        for anchor in anchors
        for procedure in in_force(procedures, anchor.at.astimezone(zone).date())
        for step in procedure.steps
        if step.hangs_on == anchor.kind and _applies(step, anchor)
    ]
    return sorted(dues, key=_order)


def refold(old: Iterable[Due], new: Iterable[Due]) -> list[Change]:
    """Say for each step of two unfoldings what became of it, in the order of the dues.

    A step is the same step when procedure, code and anchor are; another version or another
    weight alone changes nothing that was ticked. Source of the rule: a change of a linked fact
    re-opens the item (check and re-check).
    """
    before, after = {due.key: due for due in old}, {due.key: due for due in new}
    changes = [_change(before.get(key), after.get(key)) for key in before.keys() | after.keys()]
    return sorted(changes, key=lambda change: _order(change.due))


def in_force(procedures: Iterable[Procedure], on: date) -> list[Procedure]:
    """Return of each procedure the version with the latest `effective_on` not after `on`."""
    holding = sorted(
        (procedure for procedure in procedures if procedure.effective_on <= on),
        key=lambda procedure: (procedure.id, procedure.effective_on, procedure.version),
    )
    return [list(group)[-1] for _, group in groupby(holding, key=lambda procedure: procedure.id)]


def find_step(procedures: Iterable[Procedure], due: Due) -> Step | None:
    """Return the step a due was unfolded from, or None when that version is no longer kept."""
    return next(
        (
            step
            for procedure in procedures
            if (procedure.id, procedure.version) == (due.procedure, due.version)
            for step in procedure.steps
            if step.code == due.code
        ),
        None,
    )


def lead_time(
    due_at: datetime, *, at: datetime, travel: timedelta, prepare: timedelta = timedelta(0)
) -> timedelta:
    """Return how long one may still wait before setting off; negative when it is too late.

    Counted backward from the due moment over the way there (`travel`) and what is to be made
    ready first (`prepare`). Sort a now-list by it: what is due later but far away comes first.
    """
    return due_at - travel - prepare - at


def moment_of(
    moment: Moment, anchor: Anchor, zone: ZoneInfo, check_at: datetime | None = None
) -> datetime:
    """Return the moment in UTC; `check_at` is needed for one that counts from the check.

    Offsets are elapsed time, so summer time never stretches them. A clock that summer time
    skips is read as the same time after midnight, one that comes twice as the first.
    """
    if moment.base == "day":
        day = anchor.at.astimezone(zone).date() + moment.offset
        return datetime.combine(day, moment.clock or datetime.min.time(), zone).astimezone(UTC)
    start = anchor.at.astimezone(UTC)
    if moment.base == "check" and check_at is not None:
        return check_at + moment.offset
    if moment.base == "end":
        if anchor.ends_at is not None:
            return anchor.ends_at.astimezone(UTC) + moment.offset
        return start + (moment.otherwise or timedelta(0))
    return start + moment.offset


def _due(procedure: Procedure, step: Step, anchor: Anchor, zone: ZoneInfo) -> Due:
    check_at = moment_of(step.check, anchor, zone)
    facts = _facts(anchor)
    return Due(
        procedure=procedure.id,
        version=procedure.version,
        code=step.code,
        anchor_kind=anchor.kind,
        anchor_id=anchor.id,
        check_at=check_at,
        recheck_at=tuple(moment_of(m, anchor, zone, check_at) for m in step.recheck),
        critical=step.critical,
        weight=step.weight,
        fingerprint={fact: facts.get(fact, "") for fact in step.invalidated_by},
    )


def _applies(step: Step, anchor: Anchor) -> bool:
    return all(
        (anchor.attributes.get(name) or "unknown") in values
        for name, values in step.applies_when.items()
    )


def _facts(anchor: Anchor) -> Mapping[str, str]:
    own = ZoneInfo(anchor.zone)
    told = {"time": _told(anchor.at, own), "place": anchor.place}
    if anchor.ends_at is not None:
        told["end"] = _told(anchor.ends_at, own)
    return {**anchor.facts, **told}


def _told(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes")


def _change(old: Due | None, new: Due | None) -> Change:
    if old is None or new is None:
        return Change(kind="new" if old is None else "gone", old=old, new=new)
    facts = tuple(
        FactChange(fact=fact, old=old.fingerprint[fact], new=new.fingerprint[fact])
        for fact in sorted(old.fingerprint.keys() & new.fingerprint.keys())
        if old.fingerprint[fact] != new.fingerprint[fact]
    )
    if facts:
        return Change(kind="check_again", old=old, new=new, facts=facts)
    return Change(kind="same" if old.moments == new.moments else "moved", old=old, new=new)


def _order(due: Due) -> tuple[datetime, str, int, str, str, str]:
    letter, number = re.fullmatch(r"([A-Z]+)(\d+)", due.code).groups()  # type: ignore[union-attr]
    return (due.check_at, letter, int(number), due.anchor_kind, due.anchor_id, due.procedure)
