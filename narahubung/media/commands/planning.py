"""A line of the communication plan is written, approved, said, dropped."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.commands.falling import check_statement
from narahubung.media.commands.making import check_reason
from narahubung.media.knowing import changed_by_message
from narahubung.media.models import PlanLine, Planned
from narahubung.media.rules import planning as rules
from narahubung.media.rules.statements import NotInTheChain
from narahubung.media.words import PLANNED


@command
def plan_line(
    *,
    audience: str,
    text_id: str,
    text_en: str,
    channel: str,
    due_at: datetime,
    drafter_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> PlanLine:
    """Plan what is said to whom, by which channel, when. drafter_id: who makes what goes out.

    Raises NothingPlanned, TwoLanguages, TwoMessages, NotInTheChain.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_planned(audience, channel, text_id, text_en)
        _check_drafter(drafter_id, by, at)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        last = PlanLine.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        row = PlanLine.objects.create(
            event=event,
            number=last + 1,
            audience=audience.strip(),
            text_id=text_id.strip(),
            text_en=text_en.strip(),
            channel=channel.strip(),
            due_at=due_at,
            drafter_id=drafter_id,
            written_by_id=by.person_id,
            written_by_name=by.name,
        )
        told = entries.LinePlanned(**_of(row, by), audience=row.audience)
        record(told, tell=who_may(Right.SPEAK, event.pk, at))
    return row


@command
def rewrite_planned(  # noqa: PLR0913 -- the columns of the plan
    *,
    planned_id: int,
    audience: str,
    text_id: str,
    text_en: str,
    channel: str,
    due_at: datetime,
    drafter_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Plan it otherwise; other words must be approved again, and texts that hang on them wait.

    Raises StandsElsewhere, NothingPlanned, TwoLanguages, TwoMessages, NotInTheChain; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = PlanLine.objects.for_change(by, planned_id)
        rules.check_open(row)
        rules.check_planned(audience, channel, text_id, text_en)
        _check_drafter(drafter_id, by, at)
        reworded = (text_id.strip(), text_en.strip()) != (row.text_id, row.text_en)
        row.audience, row.channel = audience.strip(), channel.strip()
        row.due_at, row.drafter_id = due_at, drafter_id
        if reworded:
            row.text_id, row.text_en = text_id.strip(), text_en.strip()
            row.written_by_id, row.written_by_name = by.person_id, by.name
            row.state, row.approved_at, row.approved_by_name = Planned.WRITTEN.value, None, ""
        row.save()
        told = entries.LineRewritten(**_of(row, by), reworded=reworded)
        record(told, tell=who_may(Right.SPEAK, row.event_id, at) if reworded else [])
        _look_at_texts(row, by, at)


@command
def approve_planned(*, planned_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Stand behind a key message for the organiser.

    Raises NotYourStep, StandsElsewhere, OwnMessage; PlanLine.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = PlanLine.objects.for_change(by, planned_id)
        rules.check_can_approve(row, by)
        row.state = Planned.APPROVED.value
        row.approved_at, row.approved_by_name = at, by.name
        row.save(update_fields=["state", "approved_at", "approved_by_name"])
        people = {row.written_by_id, row.drafter_id} - {None, by.person_id}
        record(entries.LineApproved(**_of(row, by)), tell=sorted(pk for pk in people if pk))
        _look_at_texts(row, by, at)


@command
def note_said(*, planned_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Note that it went out. Raises StandsElsewhere, NotYetApproved; PlanLine.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = PlanLine.objects.for_change(by, planned_id)
        rules.check_can_say(row)
        row.state, row.said_at, row.said_by_name = Planned.SAID.value, at, by.name
        row.save(update_fields=["state", "said_at", "said_by_name"])
        record(entries.LineSaid(**_of(row, by)))


@command
def drop_planned(
    *, planned_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say it not, or no more: of a text that was published on it, the correction is drafted.

    Raises StandsElsewhere, NeedsAReason; PlanLine.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = PlanLine.objects.for_change(by, planned_id)
        if row.state == Planned.DROPPED:
            raise rules.StandsElsewhere(state=PLANNED[row.state])
        check_reason(why)
        row.state, row.why = Planned.DROPPED.value, why.strip()
        row.save(update_fields=["state", "why"])
        told = entries.LineDropped(**_of(row, by), why=row.why)
        people = {row.drafter_id, *who_may(Right.SPEAK, row.event_id, at)} - {None, by.person_id}
        record(told, tell=sorted(pk for pk in people if pk))
        _look_at_texts(row, by, at)


def _look_at_texts(row: PlanLine, by: Actor, at: datetime) -> None:
    for pk in changed_by_message(row.pk, at):
        check_statement(statement_id=pk, by=by, at=at)


def _check_drafter(drafter_id: int | None, by: Actor, at: datetime) -> None:
    if drafter_id is not None and drafter_id not in who_may(Right.SEE_MEDIA, by.here, at):
        raise NotInTheChain


def _of(row: PlanLine, by: Actor) -> dict[str, Any]:
    return {"line_id": row.pk, "number": row.number, "name": by.name}
