"""Questions and requests of the press come in, are taken, are answered."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.models import Answered, Ask, Medium, PressConference, PressQuestion, Statement
from narahubung.media.rules import asking as rules

# A question is answered within the hour; a request decided within a day.
DUE = {Ask.QUESTION.value: timedelta(minutes=60)}
DECIDED = timedelta(hours=24)


@command
def receive_question(  # noqa: PLR0913 -- who asks what, of whom
    *,
    text: str,
    kind: str = Ask.QUESTION,
    asked_by: str = "",
    contact: str = "",
    outlet: str = "",
    country: str = "",
    wish_person: str = "",
    wish_time: str = "",
    conference_id: int | None = None,
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> PressQuestion:
    """Take in what the press asks; an officer passes it on with this and has the receipt.

    due_at: a question in an hour, a request in a day where nobody says. wish_…: of an interview.
    conference_id: where it was asked. Raises NothingAsked; PressConference.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        if not text.strip():
            raise rules.NothingAsked
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        rows = PressQuestion.objects.filter(event=event)
        held = PressConference.objects.visible_to(by)
        conference = held.get(pk=conference_id) if conference_id is not None else None
        forwarded = not by.may(Right.SEE_MEDIA)
        row = PressQuestion.objects.create(
            event=event,
            number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
            kind=Ask(kind).value,
            text=text.strip(),
            asked_by=asked_by.strip(),
            contact=contact.strip(),
            outlet=outlet.strip(),
            country=country.strip(),
            wish_person=wish_person.strip(),
            wish_time=wish_time.strip(),
            conference=conference,
            received_at=at,
            received_by_name=by.name,
            forwarded_by_id=by.person_id if forwarded else None,
            due_at=due_at or at + DUE.get(Ask(kind).value, DECIDED),
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
def answer_press(  # noqa: PLR0913 -- the answer, and what an accreditation says
    *,
    press_id: int,
    answer: str,
    statement_id: int | None = None,
    note: str = "",
    medium: str = "",
    area: str = "",
    valid_until: date | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note how it was answered: from a published text, "we do not know yet", yes or no.

    With "more asked for" it stays open. medium, area, valid_until: of an accreditation that is
    granted. Raises IsAnswered, NotThatAnswer, OnlyClearedText, NeedsWords, NeedsAnArea, IsOver;
    DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = PressQuestion.objects.for_change(by, press_id)
        texts = Statement.objects.visible_to(by)
        statement = texts.get(pk=statement_id) if statement_id else None
        rules.check_answer(row, answer, statement, note)
        if row.kind == Ask.ACCREDITATION and answer == Answered.GRANTED:
            today = at.astimezone(ZoneInfo(row.event.zone)).date()
            rules.check_accreditation(medium, area, valid_until, today)
            row.medium, row.area = Medium(medium).value, area.strip()
            row.valid_until = valid_until
        row.answer, row.statement, row.note = answer, statement, note.strip()
        row.answered_at = None if answer == Answered.MORE else at
        row.answered_by_name = by.name
        row.told_at, row.told_how, row.told_by_name = None, "", ""
        row.save()
        told = entries.PressAnswered(
            **_of(row), answer=answer, statement=statement.number if statement else 0, name=by.name
        )
        record(told, tell=[row.forwarded_by_id] if row.forwarded_by_id else [])


@command
def tell_asker(
    *, press_id: int, told_how: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that who asked has heard the answer. Raises NothingToTell; DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = PressQuestion.objects.for_change(by, press_id)
        rules.check_can_tell(row)
        row.told_at, row.told_how, row.told_by_name = at, told_how.strip(), by.name
        row.save(update_fields=["told_at", "told_how", "told_by_name"])
        record(entries.PressTold(**_of(row), name=by.name))


@command
def issue_badge(
    *, press_id: int, badge: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note the badge that a journalist got. Raises NotGranted, NeedsABadge, BadgeIsOut."""
    with act(by=by, at=at, key=key) as record:
        Event.objects.select_for_update(of=("self",)).get(pk=by.here)  # a number is given once
        row = PressQuestion.objects.for_change(by, press_id)
        others = PressQuestion.objects.filter(event_id=row.event_id, badge=badge.strip())
        rules.check_badge(row, badge, others.exclude(badge="").exclude(pk=row.pk).first())
        row.badge, row.badge_at, row.badge_by_name = badge.strip(), at, by.name
        row.save(update_fields=["badge", "badge_at", "badge_by_name"])
        record(entries.BadgeIssued(**_of(row), badge=row.badge, name=by.name))


def _of(row: PressQuestion) -> dict[str, Any]:
    return {"press_id": row.pk, "number": row.number}
