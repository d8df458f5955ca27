"""The questions of the press, and the receipts of who passed one on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.media.models import Answered, Ask, PressQuestion, Statement, StatementState
from narahubung.media.words import ANSWERS, ASKS


@dataclass(frozen=True, kw_only=True)
class AskLine:
    """One question or request. choices: how it may be answered, as code and words."""

    id: int
    number: int
    kind: str
    text: str
    asked_by: str
    contact: str
    received_at: datetime
    received_by: str
    owner: str
    due_at: datetime
    is_late: bool
    answer: str
    answer_word: str
    statement: int | None
    note: str
    answered_at: datetime | None
    answered_by: str
    choices: Sequence[tuple[str, str]]


def questions(*, by: Actor, at: datetime) -> Sequence[AskLine]:
    """Return all, the open ones first, the one due soonest on top."""
    rows = PressQuestion.objects.visible_to(by).select_related("owner", "statement")
    lines = [_line(row, at) for row in rows]
    return sorted(lines, key=lambda one: (one.answered_at is not None, one.due_at, one.id))


def receipts(*, by: Actor, at: datetime) -> Sequence[AskLine]:
    """Return what this person passed on: that it is there, who has it, that it was answered."""
    rows = PressQuestion.objects.visible_to(by, Right.SEND_RELAY)
    mine = rows.filter(forwarded_by_id=by.person_id or 0).select_related("owner", "statement")
    return [_line(row, at) for row in mine.order_by("-number")]


def texts_to_answer(*, by: Actor) -> Sequence[tuple[int, int]]:
    """Return (id, number) of the published texts that hold."""
    rows = Statement.objects.visible_to(by).filter(state=StatementState.PUBLISHED)
    return [(row.pk, row.number) for row in rows.order_by("-number") if not row.fallen]


def _line(row: PressQuestion, at: datetime) -> AskLine:
    fits = (
        (Answered.TEXT, Answered.UNKNOWN)
        if row.kind == Ask.QUESTION
        else (Answered.GRANTED, Answered.DECLINED)
    )
    return AskLine(
        id=row.pk,
        number=row.number,
        kind=str(ASKS[row.kind]),
        text=row.text,
        asked_by=row.asked_by,
        contact=row.contact,
        received_at=row.received_at,
        received_by=row.received_by_name,
        owner=str(row.owner) if row.owner else "",
        due_at=row.due_at,
        is_late=row.answered_at is None and row.due_at <= at,
        answer=row.answer,
        answer_word=str(ANSWERS[row.answer]),
        statement=row.statement.number if row.statement else None,
        note=row.note,
        answered_at=row.answered_at,
        answered_by=row.answered_by_name,
        choices=[(code.value, str(ANSWERS[code.value])) for code in fits],
    )
