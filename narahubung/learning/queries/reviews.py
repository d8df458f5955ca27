"""Reviews of incidents: what the record says, and what people make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Incident
from narahubung.journal.reading import Line, history
from narahubung.kit.actor import Actor
from narahubung.learning.models import Exercise, Result, Review
from narahubung.learning.queries.drills import TimingLine, timing_line
from narahubung.learning.queries.lessons import ResultLine, result_line
from narahubung.learning.scoring import Proof, Timing, timings_of
from narahubung.learning.words import KINDS, POINTS, RATINGS

SHOWN = 300


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """An incident, and how far its review is. state: "none", "open", "signed"."""

    number: int
    what: str
    reported_at: datetime
    state: str


@dataclass(frozen=True, kw_only=True)
class RatedLine:
    """One objective: what the record says, and how it was rated."""

    timing: TimingLine
    rating: str
    word: str
    why: str
    by: str


@dataclass(frozen=True, kw_only=True)
class PointLine:
    """What went well or less well."""

    text: str
    why: str
    entry_id: int | None
    by: str


@dataclass(frozen=True, kw_only=True)
class ReviewSheet:
    """All of a review. timeline: the incident's own lines of the journal, the first first."""

    id: int
    number: int
    what: str
    begun_by: str
    begun_at: datetime
    signed_by: str
    signed_at: datetime | None
    rated: Sequence[RatedLine]
    points: Sequence[tuple[str, Sequence[PointLine]]]
    timeline: Sequence[Line]
    may_lead: bool


@dataclass(frozen=True, kw_only=True)
class ExerciseLine:
    """One of the calendar. state: "planned", "late", "held", "off"."""

    id: int
    title: str
    kind: str
    on: date
    lesson: int | None
    state: str
    why: str


def review_list(*, by: Actor) -> list[ReviewLine]:
    """Return every incident, the newest first, with its review."""
    rows = Incident.objects.visible_to(by, Right.SEE_CRISIS).order_by("-number")
    signed = dict(Review.objects.visible_to(by).values_list("incident_id", "signed_at"))
    return [
        ReviewLine(
            number=row.number,
            what=row.what,
            reported_at=row.reported_at,
            state="none" if row.pk not in signed else "signed" if signed[row.pk] else "open",
        )
        for row in rows
    ]


def review_sheet(*, number: int, by: Actor) -> ReviewSheet:
    """Return the review of one incident. Raises Review.DoesNotExist."""
    row = Review.objects.visible_to(by).select_related("incident").get(incident__number=number)
    timings = [_stood(each) for each in row.timings] if row.signed_at else timings_of(row.incident)
    ratings = {each.objective: each for each in row.ratings.order_by("pk")}  # the newest stands
    rated = []
    for timing in timings:
        rating = ratings.get(timing.measure)
        rated.append(
            RatedLine(
                timing=timing_line(timing),
                rating=rating.rating if rating else "",
                word=str(RATINGS[rating.rating]) if rating else "",
                why=rating.why if rating else "",
                by=rating.by_name if rating else "",
            )
        )
    points = list(row.points.order_by("pk"))
    timeline = history(topic=f"incident:{row.incident_id}", by=by, limit=SHOWN)
    return ReviewSheet(
        id=row.pk,
        number=row.incident.number,
        what=row.incident.what,
        begun_by=row.begun_by,
        begun_at=row.begun_at,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        rated=rated,
        points=[
            (
                str(word),
                [
                    PointLine(text=each.text, why=each.why, entry_id=each.entry_id, by=each.by_name)
                    for each in points
                    if each.kind == kind
                ],
            )
            for kind, word in POINTS.items()
        ],
        timeline=[line for line in reversed(timeline) if line.says],
        may_lead=by.may(Right.LEAD_CRISIS),
    )


def calendar(*, by: Actor, on: date) -> tuple[list[ExerciseLine], list[ResultLine]]:
    """Return the exercises by day, and what was brought back, the newest first."""
    rows = Exercise.objects.visible_to(by).select_related("lesson").order_by("on", "pk")
    results = Result.objects.visible_to(by).select_related("signed_by").order_by("-finished_at")
    return [_exercise(row, on) for row in rows], [result_line(row) for row in results]


def _exercise(row: Exercise, on: date) -> ExerciseLine:
    state = "planned" if row.on >= on else "late"
    if row.held_at is not None:
        state = "held"
    elif row.called_off_why:
        state = "off"
    return ExerciseLine(
        id=row.pk,
        title=row.title,
        kind=str(KINDS[row.kind]),
        on=row.on,
        lesson=row.lesson.number if row.lesson else None,
        state=state,
        why=row.called_off_why,
    )


def _stood(told: dict[str, Any]) -> Timing:
    """Return a timing as it stood when the review was signed."""
    return Timing(
        measure=told["measure"],
        target=timedelta(seconds=told["target_s"]),
        took=timedelta(seconds=told["took_s"]) if told["took_s"] is not None else None,
        met=told["met"],
        of=told["of"],
        reached=told["reached"],
        proof=[Proof(**each) for each in told["proof"]],
    )
