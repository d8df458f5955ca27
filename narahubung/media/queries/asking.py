"""The questions and requests of the press, and the receipts of who passed one on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.media.models import Answered, Ask, PressQuestion, Statement, StatementState
from narahubung.media.rules import asking as rules
from narahubung.media.words import ANSWERS, ASKS, MEDIUMS


@dataclass(frozen=True, kw_only=True)
class AskLine:
    """One question or request. choices: how it may be answered, as code and words.

    answered_at: empty while it is open, also while more is asked for. conference: id and number.
    """

    id: int
    number: int
    sort: str
    kind: str
    text: str
    asked_by: str
    outlet: str
    country: str
    contact: str
    wish_person: str
    wish_time: str
    conference: tuple[int, int] | None
    received_at: datetime
    received_by: str
    owner: str
    due_at: datetime
    is_late: bool
    answer: str
    answer_word: str
    statement: int | None
    statement_id: int | None
    note: str
    answered_at: datetime | None
    answered_by: str
    told_at: datetime | None
    told_how: str
    told_by: str
    medium: str
    area: str
    valid_until: date | None
    badge: str
    badge_at: datetime | None
    badge_by: str
    choices: Sequence[tuple[str, str]]
    can_tell: bool
    can_issue: bool


def questions(*, by: Actor, at: datetime, sort: str = "") -> Sequence[AskLine]:
    """Return all, or those of one sort; the open ones first, the one due soonest on top."""
    rows = _rows().visible_to(by)
    lines = [_line(row, at) for row in (rows.filter(kind=sort) if sort else rows)]
    return sorted(lines, key=lambda one: (one.answered_at is not None, one.due_at, one.id))


def question(*, press_id: int, by: Actor, at: datetime) -> AskLine:
    """Return one. Raises PressQuestion.DoesNotExist."""
    return _line(_rows().visible_to(by).get(pk=press_id), at)


def asked_at(*, conference_id: int, by: Actor, at: datetime) -> Sequence[AskLine]:
    """Return what was asked at a press conference, in its order."""
    rows = _rows().visible_to(by).filter(conference_id=conference_id)
    return [_line(row, at) for row in rows.order_by("number")]


def receipts(*, by: Actor, at: datetime) -> Sequence[AskLine]:
    """Return what this person passed on: that it is there, who has it, that it was answered."""
    rows = _rows().visible_to(by, Right.SEND_RELAY)
    mine = rows.filter(forwarded_by_id=by.person_id or 0)
    return [_line(row, at) for row in mine.order_by("-number")]


def texts_to_answer(*, by: Actor) -> Sequence[tuple[int, int]]:
    """Return (id, number) of the published texts that hold."""
    rows = Statement.objects.visible_to(by).filter(state=StatementState.PUBLISHED)
    return [(row.pk, row.number) for row in rows.order_by("-number") if not row.fallen]


def _rows() -> Any:
    return PressQuestion.objects.select_related("owner", "statement", "conference")


def _line(row: PressQuestion, at: datetime) -> AskLine:
    is_badge = row.kind == Ask.ACCREDITATION and row.answer == Answered.GRANTED
    return AskLine(
        id=row.pk,
        number=row.number,
        sort=row.kind,
        kind=str(ASKS[row.kind]),
        text=row.text,
        asked_by=row.asked_by,
        outlet=row.outlet,
        country=row.country,
        contact=row.contact,
        wish_person=row.wish_person,
        wish_time=row.wish_time,
        conference=(row.conference.pk, row.conference.number) if row.conference else None,
        received_at=row.received_at,
        received_by=row.received_by_name,
        owner=str(row.owner) if row.owner else "",
        due_at=row.due_at,
        is_late=row.answered_at is None and row.due_at <= at,
        answer=row.answer,
        answer_word=str(ANSWERS[row.answer]),
        statement=row.statement.number if row.statement else None,
        statement_id=row.statement_id,
        note=row.note,
        answered_at=row.answered_at,
        answered_by=row.answered_by_name,
        told_at=row.told_at,
        told_how=row.told_how,
        told_by=row.told_by_name,
        medium=str(MEDIUMS[row.medium]) if row.medium else "",
        area=row.area,
        valid_until=row.valid_until,
        badge=row.badge,
        badge_at=row.badge_at,
        badge_by=row.badge_by_name,
        choices=[(code, str(ANSWERS[code])) for code in rules.answers_for(row)],
        can_tell=bool(row.answer) and row.told_at is None,
        can_issue=is_badge and row.badge_at is None,
    )
