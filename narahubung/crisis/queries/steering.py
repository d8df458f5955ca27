"""Objectives, off track on top; the matrix of duties; what is still to be given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.crisis.models import (
    DutyPart,
    DutyShare,
    Incident,
    IncidentState,
    Objective,
    ObjectiveState,
)
from narahubung.crisis.rules.steering import is_off_track
from narahubung.crisis.words_steering import ANSWERS
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class FeedbackLine:
    """What was measured or said."""

    version: int
    reached: int
    answer: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ObjectiveLine:
    """One objective; asks: its owner owes an answer."""

    id: int
    number: int
    text: str
    target: int
    reached: int
    owner: str
    due_at: datetime
    version: int
    state: str
    word: str
    is_off_track: bool
    asks: bool
    feedback: Sequence[FeedbackLine]


@dataclass(frozen=True, kw_only=True)
class SharePart:
    """One party of a duty."""

    id: int
    who: str
    share: str
    word: str
    acknowledged_by: str


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """One duty. covered: somebody is responsible. name: as stored, for the form."""

    stored: str
    name: str
    covered: bool
    parts: Sequence[SharePart]


@dataclass(frozen=True, kw_only=True)
class ReleaseLine:
    """One thing to give back."""

    id: int
    what: str
    releaser: str
    released_by: str
    released_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Steering:
    """All three of an incident. uncovered: duties of nobody, by name."""

    incident_id: int
    number: int
    objectives: Sequence[ObjectiveLine]
    duties: Sequence[DutyLine]
    uncovered: Sequence[str]
    unacknowledged: int
    releases: Sequence[ReleaseLine]
    to_release: int
    may_lead: bool
    is_open: bool


def steering(*, number: int, by: Actor, at: datetime) -> Steering:
    """Return it. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    rows = row.objectives.prefetch_related("feedback")
    lines = sorted((_objective(one, at) for one in rows), key=_order)
    parts = list(row.duty_parts.order_by("pk"))
    duties = _duties(parts)
    releases = [
        ReleaseLine(
            id=one.pk,
            what=in_one(one.what),
            releaser=in_one(one.releaser),
            released_by=one.released_by,
            released_at=one.released_at,
        )
        for one in row.releasings.order_by("pk")
    ]
    return Steering(
        incident_id=row.pk,
        number=row.number,
        objectives=lines,
        duties=duties,
        uncovered=[one.name for one in duties if not one.covered],
        unacknowledged=sum(not part.acknowledged_by for part in parts),
        releases=releases,
        to_release=sum(one.released_at is None for one in releases),
        may_lead=by.may(Right.LEAD_CRISIS),
        is_open=row.state != IncidentState.CLOSED,
    )


def _order(line: ObjectiveLine) -> tuple[bool, bool, datetime]:
    return (not line.is_off_track, line.state != ObjectiveState.OPEN, line.due_at)


def _duties(parts: Sequence[DutyPart]) -> list[DutyLine]:
    """Return the duties, those of nobody first."""
    groups: dict[str, list[DutyPart]] = {}
    for part in parts:
        groups.setdefault(part.duty, []).append(part)
    found = []
    for duty, own in groups.items():
        own.sort(key=lambda part: list(DutyShare).index(DutyShare(part.share)))
        shares = [
            SharePart(
                id=part.pk,
                who=in_one(part.who),
                share=part.share,
                word=str(DutyShare(part.share).label),
                acknowledged_by=part.acknowledged_by,
            )
            for part in own
        ]
        covered = any(part.share == DutyShare.RESPONSIBLE for part in own)
        found.append(DutyLine(stored=duty, name=in_one(duty), covered=covered, parts=shares))
    return sorted(found, key=lambda one: one.covered)


def _objective(row: Objective, at: datetime) -> ObjectiveLine:
    off = is_off_track(row, at)
    return ObjectiveLine(
        id=row.pk,
        number=row.number,
        text=row.text,
        target=row.target,
        reached=row.reached,
        owner=row.owner,
        due_at=row.due_at,
        version=row.version,
        state=row.state,
        word=str(ObjectiveState(row.state).label),
        is_off_track=off,
        asks=off or row.asked_at is not None,
        feedback=[
            FeedbackLine(
                version=one.version,
                reached=one.reached,
                answer=str(ANSWERS[one.answer]) if one.answer else "",
                note=one.note,
                by=one.by_name,
                at=one.at,
            )
            for one in sorted(row.feedback.all(), key=lambda one: -one.pk)
        ],
    )
