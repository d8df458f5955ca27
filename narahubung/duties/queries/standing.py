"""Readiness of parties, what is missing, observations, and the log."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.accounts.roles import Right
from narahubung.documents.queries import DocumentLine, documents_about
from narahubung.duties import rules
from narahubung.duties.lists import list_of, text_of, title_of
from narahubung.duties.models import (
    OUTSTANDING,
    Observation,
    ObservationKind,
    Readiness,
    Step,
    StepState,
)
from narahubung.duties.readying import Counted, counted, lists
from narahubung.journal import reading
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party

_BROUGHT_IN = {"journal.recorded", "duties.unfolded"}
_ATTACHED = "documents.attached"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One list of one party. ok: nothing is owed now; else `missing` names the first item."""

    procedure: str
    letter: str
    title: str
    ok: bool
    missing: str
    since: datetime | None
    late: bool
    again: int


@dataclass(frozen=True, kw_only=True)
class PartyReadiness:
    """How ready a party is: `done` of `of` lists owe nothing now.

    share: of all steps of the whole stay, in percent. missing: the first item of each list that
    owes one, earliest first. late: at least one of them is overdue.
    """

    party_id: int
    done: int
    of: int
    share: int
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]
    late: bool
    again: int


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One item that is owed now."""

    step_id: int
    title: str
    code: str
    text: str
    due_at: datetime
    late: bool
    again: bool
    critical: bool


@dataclass(frozen=True, kw_only=True)
class ObservationLine:
    """Something noticed about a guest."""

    id: int
    kind: str
    kind_word: str
    icon: str
    text: str
    member: str
    by: str
    at: datetime
    expires_at: datetime
    need_id: int | None


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """One line of a party's log."""

    id: int
    at: datetime
    by: str
    kind: str
    says: str
    told_late: timedelta | None
    files: tuple[DocumentLine, ...] = ()


_ICONS = {
    ObservationKind.MOOD: "moon",
    ObservationKind.TASTE: "tools-kitchen-2",
    ObservationKind.HELP: "heart-handshake",
    ObservationKind.OTHER: "eye",
}


def readiness(
    *, by: Actor, at: datetime, party_ids: Collection[int] | None = None
) -> dict[int, PartyReadiness]:
    """Return the readiness of the parties this person may see, by party. One query."""
    rows = lists(by, party_ids)
    marks: dict[int, list[Mark]] = {}
    weights: dict[int, list[int]] = {}
    for row in rows:
        marks.setdefault(row.party_id, []).append(_mark(row, at))
        total = weights.setdefault(row.party_id, [0, 0])
        total[0] += row.weight_done
        total[1] += row.weight
    for party_id, above in counted(rows, by=by, at=at, party_ids=party_ids).items():
        marks.setdefault(party_id, []).extend(_mark_of_above(*one) for one in above)
        weights.setdefault(party_id, [0, 0])
    return {
        party_id: _ready(party_id, sorted(found, key=lambda m: m.letter), *weights[party_id])
        for party_id, found in marks.items()
    }


def _mark_of_above(code: str, title: str, one: Counted) -> Mark:
    return Mark(
        procedure=code,
        letter="",
        title=title,
        ok=not one.missing,
        missing=one.missing,
        since=None,
        late=one.late,
        again=0,
    )


def missing_of(*, party_id: int, by: Actor, at: datetime) -> list[Missing]:
    """Return every item a party owes now, the earliest first. One query."""
    rows = Step.objects.visible_to(by).filter(
        party_id=party_id, counts=True, state__in=OUTSTANDING, due_at__isnull=False
    )
    return [
        Missing(
            step_id=row.pk,
            title=title_of(row.procedure),
            code=row.code,
            text=text_of(row.procedure, row.version, row.code),
            due_at=row.due_at,
            late=row.due_at + rules.LATE_AFTER < at,
            again=row.state == StepState.AGAIN,
            critical=row.critical,
        )
        for row in rows.order_by("due_at", "pk")
        if row.due_at is not None and (row.due_at <= at or row.state == StepState.AGAIN)
    ]


def late_count(*, by: Actor, at: datetime) -> int:
    """Return how many steps are overdue among those this person may see. One query."""
    return (
        Step.objects.visible_to(by)
        .filter(state__in=OUTSTANDING, counts=True, due_at__lt=at - rules.LATE_AFTER)
        .count()
    )


def observations_of(*, party_id: int, by: Actor, at: datetime) -> list[ObservationLine]:
    """Return what was noticed about a party and has not ended, newest first. One query."""
    rows = Observation.objects.visible_to(by).filter(
        party_id=party_id, removed=False, expires_at__gt=at
    )
    return [
        ObservationLine(
            id=row.pk,
            kind=row.kind,
            kind_word=str(ObservationKind(row.kind).label),
            icon=_ICONS[ObservationKind(row.kind)],
            text=row.text,
            member=row.member.full_name if row.member else "",
            by=row.by_name,
            at=row.at,
            expires_at=row.expires_at,
            need_id=row.became_need_id,
        )
        for row in rows.select_related("member").order_by("-at", "-pk")
    ]


def log_of(*, party_id: int, by: Actor, limit: int = 200) -> list[LogLine]:
    """Return a party's log in the order of time: what happened to it, as this person may read it.

    Written by the taps of everyone; of the newest `limit` lines those that somebody did, not what
    the lists brought in. Raises Party.DoesNotExist.
    """
    Party.objects.visible_to(by, Right.SEE_DUTIES).get(pk=party_id)
    lines = reading.recent(by=by, party_id=party_id, limit=limit)
    files: dict[tuple[datetime, str], list[DocumentLine]] = defaultdict(list)
    for file in documents_about(topic=f"party:{party_id}", by=by):
        files[file.at, file.by].append(file)
    return [
        LogLine(
            id=line.id,
            at=line.at,
            by=line.by,
            kind=line.kind,
            says=line.says,
            told_late=_told_late(line),
            files=tuple(files.pop((line.at, line.by), ())) if line.kind == _ATTACHED else (),
        )
        for line in sorted(lines, key=lambda line: (line.at, line.id))
        if line.says and line.kind not in _BROUGHT_IN
    ]


def _told_late(line: reading.Line) -> timedelta | None:
    late = line.recorded_at - line.at
    return late if late > timedelta(minutes=5) else None


def _mark(row: Readiness, at: datetime) -> Mark:
    owes = row.next_due_at is not None and (row.next_due_at <= at or row.again > 0)
    written = list_of(row.procedure)
    text = text_of(row.procedure, "", row.next_code) if owes else ""
    return Mark(
        procedure=row.procedure,
        letter=written.letter if written else row.procedure,
        title=title_of(row.procedure),
        ok=not owes,
        missing=f"{row.next_code} {text}" if owes else "",
        since=row.next_due_at if owes else None,
        late=owes and row.next_due_at is not None and row.next_due_at + rules.LATE_AFTER < at,
        again=row.again,
    )


def _ready(party_id: int, marks: list[Mark], done: int, weight: int) -> PartyReadiness:
    owing = sorted((m for m in marks if not m.ok), key=lambda m: (m.since is None, m.since))
    return PartyReadiness(
        party_id=party_id,
        done=sum(mark.ok for mark in marks),
        of=len(marks),
        share=round(100 * done / weight) if weight else 100,
        marks=tuple(marks),
        missing=tuple(mark.missing for mark in owing),
        late=any(mark.late for mark in marks),
        again=sum(mark.again for mark in marks),
    )
