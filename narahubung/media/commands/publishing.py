"""A cleared text goes to its receivers, or is withdrawn; and who may hand it out besides."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.commands.making import about, check_holds, check_reason
from narahubung.media.knowing import sentences_of
from narahubung.media.models import Handout, Mandate, SignOff, Statement, StatementState, Step
from narahubung.media.rules import statements as rules
from narahubung.media.words import STATES

S = StatementState


@command
def publish(
    *,
    statement_id: int,
    receivers: Iterable[str],
    channel: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Hand a cleared text to receivers; those of the text that it corrects are all among them.

    A published one goes to further receivers; who has it already does not count twice. Raises
    NotNow, NeedsAMandate, NoReceiver, Fell; Statement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Statement.objects.for_change(by, statement_id)
        mandate = rules.check_can_publish(row, by, at)
        check_holds(sentences_of(row), at)
        has_it = set(row.handouts.values_list("receiver", flat=True))
        names = [name.strip()[:200] for name in receivers if name.strip()]
        if row.corrects is not None and row.state == S.CLEARED:
            names += row.corrects.handouts.order_by("pk").values_list("receiver", flat=True)
        new = [name for name in dict.fromkeys(names) if name not in has_it]
        if not new:
            raise rules.NoReceiver
        Handout.objects.bulk_create(
            Handout(
                statement=row,
                receiver=name,
                channel=channel.strip(),
                at=at,
                by_name=by.name,
                mandate=mandate,
            )
            for name in new
        )
        if row.state == S.CLEARED:
            row.state, row.published_at = S.PUBLISHED.value, at
            row.save(update_fields=["state", "published_at"])
            SignOff.objects.create(
                statement=row,
                version=row.version,
                step=Step.PUBLISHED.value,
                by_id=by.person_id,
                by_name=by.name,
                at=at,
            )
        told = entries.StatementPublished(
            **about(row), receivers=len(new), mandate=mandate.pk if mandate else 0
        )
        record(told)


@command
def withdraw_statement(
    *, statement_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say it no more: each receiver must be told. Raises NotNow, NotYourStep, NeedsAReason."""
    with act(by=by, at=at, key=key) as record:
        row = Statement.objects.for_change(by, statement_id)
        if not by.may(Right.PUBLISH):
            raise rules.NotYourStep
        if row.state == S.WITHDRAWN:
            raise rules.NotNow(state=STATES[row.state])
        check_reason(why)
        row.state, row.withdrawn_at = S.WITHDRAWN.value, at
        row.withdrawn_why = why.strip()
        row.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
        told = entries.StatementWithdrawn(
            **about(row), receivers=row.handouts.count(), why=why.strip()
        )
        record(told, tell=who_may(Right.PUBLISH, row.event_id, at))


@command
def recall(*, handout_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Note that a receiver knows it is withdrawn. Raises NotNow; Handout.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rows = Handout.objects.filter(statement__in=Statement.objects.visible_to(by))
        row = Statement.objects.for_change(by, rows.get(pk=handout_id).statement_id)
        handout = rows.get(pk=handout_id)
        if row.state != S.WITHDRAWN or handout.recalled_at is not None:
            raise rules.NotNow(state=STATES[row.state])
        handout.recalled_at, handout.recalled_by = at, by.name
        handout.save(update_fields=["recalled_at", "recalled_by"])
        record(entries.ReceiverRecalled(**about(row), receiver=handout.receiver))


@command
def give_mandate(
    *,
    person_id: int,
    scope: str,
    channel: str,
    until: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Let somebody of the desk hand out cleared texts: what, where, until when.

    Raises NotYourStep, NotInTheChain, NeedsAReason, TooLate.
    """
    with act(by=by, at=at, key=key) as record:
        if not by.may(Right.SPEAK):
            raise rules.NotYourStep
        if person_id not in who_may(Right.SEE_MEDIA, by.here, at):
            raise rules.NotInTheChain
        check_reason(scope)
        if until <= at:
            raise rules.TooLate
        row = Mandate.objects.create(
            event_id=by.here,
            person=Person.objects.get(pk=person_id),
            scope=scope.strip(),
            channel=channel.strip(),
            until=until,
            given_by_name=by.name,
            given_at=at,
        )
        told = entries.MandateGiven(
            mandate_id=row.pk, name=str(row.person), scope=row.scope, channel=row.channel
        )
        record(told, tell=[person_id])


@command
def end_mandate(*, mandate_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take it back. Raises NotNow (it has ended), Mandate.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Mandate.objects.for_change(by, mandate_id, Right.SPEAK)
        if row.ended_at is not None:
            raise rules.StandsAsBefore
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        told = entries.MandateEnded(mandate_id=row.pk, name=str(row.person))
        record(told, tell=[row.person_id])
