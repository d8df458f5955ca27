"""A review is begun, rated, written, signed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Incident
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.learning import entries
from narahubung.learning.models import Point, Rating, Review
from narahubung.learning.rules import reviews as rules
from narahubung.learning.scoring import plain, timings_of


@command
def begin_review(*, incident_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Review:
    """Begin the review of an incident. Raises ReviewedAlready; Incident.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        incident = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        if Review.objects.filter(incident=incident).exists():
            raise rules.ReviewedAlready
        row = Review.objects.create(
            event_id=incident.event_id, incident=incident, begun_at=at, begun_by=by.name
        )
        record(entries.ReviewBegun(**_about(row)))
    return row


@command
def rate_objective(
    *,
    review_id: int,
    objective: str,
    rating: str,
    why: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Rate how an objective was performed, and why. Raises ReviewSigned, NeedsAReason."""
    with act(by=by, at=at, key=key) as record:
        row = _open(review_id, why, by)
        Rating.objects.create(
            review=row,
            objective=objective,
            rating=rating,
            why=why.strip(),
            by_name=by.name,
            at=at,
        )
        told = entries.ObjectiveRated(
            **_about(row), objective=objective, rating=rating, why=why.strip()
        )
        record(told)


@command
def note_point(
    *,
    review_id: int,
    kind: str,
    text: str,
    why: str = "",
    entry_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note what went well or less well, and why. Raises ReviewSigned, NeedsAReason."""
    with act(by=by, at=at, key=key) as record:
        row = _open(review_id, text, by)
        Point.objects.create(
            review=row,
            kind=kind,
            text=text.strip(),
            why=why.strip(),
            entry_id=entry_id,
            by_name=by.name,
            at=at,
        )
        record(entries.PointNoted(**_about(row), side=kind, text=text.strip()))


@command
def sign_review(*, review_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Sign it: the figures stand as the record gives them now. Raises ReviewSigned, NotRated."""
    with act(by=by, at=at, key=key) as record:
        row = Review.objects.for_change(by, review_id, Right.LEAD_CRISIS)
        timings = timings_of(row.incident)
        rules.check_can_sign(row, [each.measure for each in timings])
        row.timings = [plain(each) for each in timings]
        row.signed_at, row.signed_by = at, by.name
        row.save(update_fields=["timings", "signed_at", "signed_by"])
        record(entries.ReviewSigned(**_about(row), name=by.name))


def _open(review_id: int, words: str, by: Actor) -> Review:
    row = Review.objects.for_change(by, review_id, Right.LEAD_CRISIS)
    rules.check_open(row)
    rules.check_reason(words)
    return row


def _about(row: Review) -> dict[str, Any]:
    return {"review_id": row.pk, "incident": row.incident.number}
