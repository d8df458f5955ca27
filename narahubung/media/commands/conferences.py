"""A press conference is planned, confirmed, held or cancelled; journalists register."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.commands.making import check_reason
from narahubung.media.models import (
    ConferenceState,
    Journalist,
    PlanLine,
    Planned,
    PressConference,
    Statement,
)
from narahubung.media.rules import conferences as rules


@command
def plan_conference(  # noqa: PLR0913 -- what a press conference is
    *,
    topic: str,
    starts_at: datetime,
    minutes: int,
    place_text: str,
    speakers: str,
    moderator: str = "",
    languages: str = "",
    interpreter: str = "",
    statement_id: int | None = None,
    messages: Collection[int] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> PressConference:
    """Plan one. statement_id, messages: the cleared text and the key messages to hold to.

    Raises ConferenceIncomplete, HoldsToADraft; Statement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        statement = _text(statement_id, by)
        rules.check_conference(topic, place_text, speakers, statement)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        rows = PressConference.objects.filter(event=event)
        row = PressConference.objects.create(
            event=event,
            number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
            topic=topic.strip(),
            starts_at=starts_at,
            minutes=minutes,
            place_text=place_text.strip(),
            speakers=speakers.strip(),
            moderator=moderator.strip(),
            languages=languages.strip(),
            interpreter=interpreter.strip(),
            statement=statement,
        )
        row.messages.set(_messages(messages, by))
        record(entries.ConferencePlanned(**_of(row, by), topic=row.topic))
    return row


@command
def change_conference(  # noqa: PLR0913 -- what a press conference is
    *,
    conference_id: int,
    topic: str,
    starts_at: datetime,
    minutes: int,
    place_text: str,
    speakers: str,
    moderator: str = "",
    languages: str = "",
    interpreter: str = "",
    statement_id: int | None = None,
    messages: Collection[int] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Plan it otherwise, while it is to come.

    Raises ConferenceStands, ConferenceIncomplete, HoldsToADraft; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = PressConference.objects.for_change(by, conference_id)
        rules.check_to_come(row)
        statement = _text(statement_id, by)
        rules.check_conference(topic, place_text, speakers, statement)
        row.topic, row.starts_at, row.minutes = topic.strip(), starts_at, minutes
        row.place_text, row.speakers = place_text.strip(), speakers.strip()
        row.moderator, row.languages = moderator.strip(), languages.strip()
        row.interpreter, row.statement = interpreter.strip(), statement
        row.save()
        row.messages.set(_messages(messages, by))
        record(entries.ConferencePlanned(**_of(row, by), topic=row.topic, anew=True))


@command
def move_conference(
    *,
    conference_id: int,
    state: str,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Confirm it, note that it was held, cancel it with a reason, or plan it again.

    Raises ConferenceStands, NeedsAReason; PressConference.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = PressConference.objects.for_change(by, conference_id)
        to = ConferenceState(state)
        rules.check_step(row, to.value)
        if to == ConferenceState.CANCELLED:
            check_reason(why)
        row.state, row.why = to.value, why.strip()
        row.save(update_fields=["state", "why"])
        record(entries.ConferenceMoved(**_of(row, by), state=row.state, why=row.why))


@command
def register_journalist(
    *,
    conference_id: int,
    name: str,
    outlet: str = "",
    contact: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note that a journalist comes. Raises ConferenceStands, NeedsAName, IsRegistered."""
    with act(by=by, at=at, key=key) as record:
        row = PressConference.objects.for_change(by, conference_id)
        rules.check_to_come(row)
        if not name.strip():
            raise rules.NeedsAName
        if row.journalists.filter(name=name.strip(), outlet=outlet.strip()).exists():
            raise rules.IsRegistered(name=name.strip())
        one = Journalist.objects.create(
            conference=row,
            name=name.strip(),
            outlet=outlet.strip(),
            contact=contact.strip(),
            at=at,
            by_name=by.name,
        )
        record(entries.JournalistRegistered(**_of(row, by), journalist=one.name))


@command
def strike_journalist(
    *, journalist_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take somebody off the list. Raises ConferenceStands; Journalist.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rows = Journalist.objects.filter(conference__in=PressConference.objects.visible_to(by))
        found = rows.get(pk=journalist_id)
        row = PressConference.objects.for_change(by, found.conference_id)
        rules.check_to_come(row)
        name = found.name
        found.delete()
        record(entries.JournalistStruck(**_of(row, by), journalist=name))


def _text(statement_id: int | None, by: Actor) -> Statement | None:
    rows = Statement.objects.visible_to(by)
    return rows.get(pk=statement_id) if statement_id is not None else None


def _messages(ids: Collection[int], by: Actor) -> list[PlanLine]:
    rows = PlanLine.objects.visible_to(by).filter(pk__in=ids)
    return list(rows.filter(state__in=[Planned.APPROVED, Planned.SAID]))


def _of(row: PressConference, by: Actor) -> dict[str, Any]:
    return {"conference_id": row.pk, "number": row.number, "name": by.name}
