"""The library of lessons, one lesson with its improvements, what one is asked to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.learning.models import Improvement, Lesson, Reading, Result
from narahubung.learning.queries.drills import took
from narahubung.learning.rules.lessons import missing
from narahubung.learning.versions import called, fingerprint
from narahubung.learning.words import CHANGES, ELEMENTS, MEASURES, MISSING


@dataclass(frozen=True, kw_only=True)
class LessonLine:
    """One of the library."""

    id: int
    number: int
    what: str
    target: str
    open: int
    closed: int
    proved: bool


@dataclass(frozen=True, kw_only=True)
class ImprovementLine:
    """A corrective action. missing: what keeps it open; unread: who has not acknowledged yet."""

    id: int
    number: int
    action: str
    element: str
    changes: str
    owner: str
    starts_on: date
    due_on: date
    late: bool
    says: str
    announced_at: datetime | None
    is_new: bool
    missing: Sequence[str]
    unread: Sequence[str]
    users: int
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """What a drill showed."""

    code: str
    title: str
    ended_at: datetime
    met: bool
    took: str
    reached: int
    of: int
    signed_by: str


@dataclass(frozen=True, kw_only=True)
class LessonSheet:
    """All of one lesson."""

    line: LessonLine
    why: str
    incident: int | None
    by: str
    at: datetime
    people: Sequence[str]
    improvements: Sequence[ImprovementLine]
    results: Sequence[ResultLine]
    may_lead: bool


@dataclass(frozen=True, kw_only=True)
class KnownLine:
    """A new version that this person is asked to acknowledge."""

    id: int
    what: str
    kind: str
    says: str
    asked_at: datetime
    acknowledged_at: datetime | None


def lesson_list(*, by: Actor) -> list[LessonLine]:
    """Return the library, what is open first."""
    rows = Lesson.objects.visible_to(by).prefetch_related("improvements", "results")
    lines = [_line(row) for row in rows.order_by("-number")]
    return sorted(lines, key=lambda line: line.open == 0 and line.closed > 0)


def lesson_sheet(*, number: int, by: Actor, on: date) -> LessonSheet:
    """Return one. Raises Lesson.DoesNotExist."""
    rows = Lesson.objects.visible_to(by).select_related("incident")
    row = rows.prefetch_related("improvements", "results").get(number=number)
    improvements = row.improvements.select_related("owner").order_by("number")
    results = row.results.select_related("signed_by").order_by("-signed_at")
    names = Person.objects.filter(pk__in=row.people).order_by("full_name")
    return LessonSheet(
        line=_line(row),
        why=row.why,
        incident=row.incident.number if row.incident else None,
        by=row.by_name,
        at=row.at,
        people=[str(person) for person in names],
        improvements=[_improvement(each, on) for each in improvements],
        results=[result_line(each) for each in results],
        may_lead=by.may(Right.LEAD_CRISIS),
    )


def known_list(*, by: Actor) -> list[KnownLine]:
    """Return what this person is or was asked to acknowledge, the open ones first."""
    rows = Reading.objects.filter(
        person_id=by.person_id or 0, improvement__event_id=by.here
    ).select_related("improvement")
    return [
        KnownLine(
            id=row.improvement_id,
            what=called(row.improvement.changes, row.improvement.ref),
            kind=str(CHANGES[row.improvement.changes]),
            says=row.improvement.says,
            asked_at=row.asked_at,
            acknowledged_at=row.acknowledged_at,
        )
        for row in sorted(rows, key=lambda row: (row.acknowledged_at is not None, -row.pk))
        if row.version == row.improvement.announced
    ]


def result_line(row: Result) -> ResultLine:
    """Return what a drill showed, by the measure of its target."""
    aim = row.figures["target"]["measure"]
    timing = next((each for each in row.figures["timings"] if each["measure"] == aim), None)
    seconds = timing["took_s"] if timing else None
    return ResultLine(
        code=row.code,
        title=in_one(row.title),
        ended_at=row.finished_at,
        met=row.met,
        took=took(seconds) if seconds is not None else "",
        reached=timing["reached"] if timing else 0,
        of=timing["of"] if timing else 0,
        signed_by=str(row.signed_by),
    )


def _line(row: Lesson) -> LessonLine:
    improvements = list(row.improvements.all())
    target = f"{MEASURES[row.measure]} ≤ {row.within_min} min"
    return LessonLine(
        id=row.pk,
        number=row.number,
        what=row.what,
        target=f"{target} ({row.of})" if row.of else target,
        open=sum(each.closed_at is None for each in improvements),
        closed=sum(each.closed_at is not None for each in improvements),
        proved=any(each.met for each in row.results.all()),
    )


def _improvement(row: Improvement, on: date) -> ImprovementLine:
    now = fingerprint(row.changes, row.ref, event_id=row.event_id)
    readings = list(row.readings.filter(version=row.announced).select_related("person"))
    lacks = [] if row.closed_at else missing(row, now)
    name = called(row.changes, row.ref)
    return ImprovementLine(
        id=row.pk,
        number=row.number,
        action=row.action,
        element=str(ELEMENTS[row.element]),
        changes=f"{CHANGES[row.changes]}: {name}" if name else str(CHANGES[row.changes]),
        owner=str(row.owner),
        starts_on=row.starts_on,
        due_on=row.due_on,
        late=row.closed_at is None and row.due_on < on,
        says=row.says,
        announced_at=row.announced_at,
        is_new=now not in {"", row.was, row.announced},
        missing=[str(MISSING[each]) for each in lacks],
        unread=[str(each.person) for each in readings if each.acknowledged_at is None],
        users=len(readings),
        closed_at=row.closed_at,
    )
