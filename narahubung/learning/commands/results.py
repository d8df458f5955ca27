"""What a drill showed is brought back and signed; the calendar of exercises."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.learning import entries
from narahubung.learning.commands.lessons import settle
from narahubung.learning.models import Exercise, Improvement, Lesson, Result
from narahubung.learning.rules import drills as separate
from narahubung.learning.rules import exercises as calendar
from narahubung.learning.rules import results as rules
from narahubung.parties.models import Officer
from narahubung.training.commands import note_evidence
from narahubung.training.units import units


@command
def sign_result(
    *, told: Mapping[str, Any], by: Actor, at: datetime, key: UUID | None = None
) -> Result:
    """Take the figures of a drill into the house, and answer for them with one's name.

    The officers' competency maps get their evidence; improvements that were waiting for it close.
    Raises OnlyInRealLife, NoResult, NotOurs, NotOver, OtherEvent, SignedAlready.
    """
    with act(by=by, at=at, key=key) as record:
        separate.check_real()
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        rules.check_can_sign(told, event.slug)
        lesson = Lesson.objects.visible_to(by).filter(number=told["lesson"]).first()
        row = Result.objects.create(
            event=event,
            lesson=lesson,
            code=told["code"],
            title=told["title"],
            begun_at=datetime.fromisoformat(told["begun_at"]),
            finished_at=datetime.fromisoformat(told["ended_at"]),
            figures=dict(told),
            met=told["met"],
            seal=told["seal"],
            signed_by_id=by.person_id or 0,
            signed_at=at,
        )
        record(
            entries.ResultSigned(
                result_id=row.pk,
                code=row.code,
                title=row.title,
                met=row.met,
                seal=row.seal,
                lesson_id=lesson.pk if lesson else None,
            )
        )
        _prove(row, by=by, at=at)
        if lesson is not None:
            _hold(lesson, record, at=at)
            for improvement in Improvement.objects.filter(lesson=lesson, closed_at=None).in_turn():
                settle(improvement, record, at=at)
    return row


@command
def plan_exercise(
    *,
    title: str,
    kind: str,
    on: date,
    lesson_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Exercise:
    """Put an exercise into the calendar. Raises OnlyInRealLife; Lesson.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        separate.check_real()
        lesson = Lesson.objects.visible_to(by).get(pk=lesson_id) if lesson_id else None
        row = Exercise.objects.create(
            event_id=by.here,
            title=title.strip(),
            kind=kind,
            on=on,
            lesson=lesson,
            by_name=by.name,
            at=at,
        )
        record(entries.ExercisePlanned(exercise_id=row.pk, title=row.title, sort=kind))
    return row


@command
def hold_exercise(*, exercise_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that it took place. Raises NotOpen; Exercise.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Exercise.objects.for_change(by, exercise_id, Right.LEAD_CRISIS)
        calendar.check_open(row)
        _held(row, record, at=at)


@command
def call_off_exercise(
    *, exercise_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it does not take place. Raises NotOpen; Exercise.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Exercise.objects.for_change(by, exercise_id, Right.LEAD_CRISIS)
        calendar.check_open(row)
        row.called_off_why = why.strip()
        row.save(update_fields=["called_off_why"])
        told = entries.ExerciseCalledOff(exercise_id=row.pk, title=row.title, why=why.strip())
        record(told)


def _prove(row: Result, *, by: Actor, at: datetime) -> None:
    """Give each officer who was called the evidence, or the gap, of the units it shows."""
    here = set(Officer.objects.filter(event_id=row.event_id).values_list("pk", flat=True))
    for answer in row.figures["answers"]:
        if answer["officer_id"] not in here:
            continue
        for unit in set(answer["units"]) & set(units()):
            note_evidence(
                officer_id=answer["officer_id"],
                unit=unit,
                says=_answered(answer["took_s"], row.figures["target"]["within_min"]),
                met=answer["met"],
                source=row.code,
                by=by,
                at=at,
            )


def _answered(took_s: float | None, within_min: int) -> str:
    """Say in both languages how long the answer took."""
    if took_s is None:
        return in_both(lambda: _("did not answer; target {min} min").format(min=within_min))
    took = f"{int(took_s) // 60}:{int(took_s) % 60:02}"
    words = lambda: _("answered after {took} min; target {min} min").format(  # noqa: E731
        took=took, min=within_min
    )
    return in_both(words)


def _hold(lesson: Lesson, record: Record, *, at: datetime) -> None:
    """Tick the planned exercise of this lesson that was due first."""
    rows = Exercise.objects.filter(lesson=lesson, held_at=None, called_off_why="")
    if row := rows.order_by("on", "pk").first():
        _held(row, record, at=at)


def _held(row: Exercise, record: Record, *, at: datetime) -> None:
    row.held_at = at
    row.save(update_fields=["held_at"])
    record(entries.ExerciseHeld(exercise_id=row.pk, title=row.title))
