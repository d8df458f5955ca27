"""Questions and requests of the press come in, are taken, are answered."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.models import Ask, PressQuestion, Statement
from narahubung.media.rules import asking as rules

DUE = timedelta(minutes=60)


@command
def receive_question(
    *,
    text: str,
    kind: str = Ask.QUESTION,
    asked_by: str = "",
    contact: str = "",
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> PressQuestion:
    """Take in what the press asks; an officer passes it on with this and has the receipt.

    due_at: in an hour where nobody says. Raises NothingAsked.
    """
    with act(by=by, at=at, key=key) as record:
        if not text.strip():
            raise rules.NothingAsked
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        rows = PressQuestion.objects.filter(event=event)
        forwarded = not by.may(Right.SEE_MEDIA)
        row = PressQuestion.objects.create(
            event=event,
            number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
            kind=Ask(kind).value,
            text=text.strip(),
            asked_by=asked_by.strip(),
            contact=contact.strip(),
            received_at=at,
            received_by_name=by.name,
            forwarded_by_id=by.person_id if forwarded else None,
            due_at=due_at or at + DUE,
        )
        told = entries.PressAsked(**_of(row), text=row.text, name=by.name, forwarded=forwarded)
        record(told, tell=who_may(Right.PUBLISH, event.pk, at))
    return row


@command
def take_question(*, press_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take care of it. Raises IsAnswered; PressQuestion.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = PressQuestion.objects.for_change(by, press_id)
        if row.answered_at is not None:
            raise rules.IsAnswered
        row.owner_id = by.person_id
        row.save(update_fields=["owner"])
        record(entries.PressTaken(**_of(row), name=by.name))


@command
def answer_press(
    *,
    press_id: int,
    answer: str,
    statement_id: int | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note how it was answered: from a published text, "we do not know yet", yes or no.

    Raises IsAnswered, NotThatAnswer, OnlyClearedText; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = PressQuestion.objects.for_change(by, press_id)
        texts = Statement.objects.visible_to(by)
        statement = texts.get(pk=statement_id) if statement_id else None
        rules.check_answer(row, answer, statement)
        row.answer, row.statement, row.note = answer, statement, note.strip()
        row.answered_at, row.answered_by_name = at, by.name
        row.save(update_fields=["answer", "statement", "note", "answered_at", "answered_by_name"])
        told = entries.PressAnswered(
            **_of(row), answer=answer, statement=statement.number if statement else 0, name=by.name
        )
        record(told, tell=[row.forwarded_by_id] if row.forwarded_by_id else [])


def _of(row: PressQuestion) -> dict[str, Any]:
    return {"press_id": row.pk, "number": row.number}
