"""A statement is drafted, written, handed on, signed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import Fact, Incident
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.commands.making import about, check_holds, check_reason, new_text, put
from narahubung.media.holding import holding_lines, release_lines
from narahubung.media.knowing import fallen, sentences_of, worth
from narahubung.media.models import (
    Part,
    PlanLine,
    Sentence,
    SignOff,
    Statement,
    StatementKind,
    StatementState,
    StatementVersion,
    Step,
)
from narahubung.media.rules import statements as rules
from narahubung.media.words import STATES
from narahubung.parties.models import Member

S = StatementState
NEXT_WORD = timedelta(minutes=60)
MOST_FACTS = 8  # a holding statement is short: the newest ones, people take out what they want


@command
def draft_statement(
    *,
    kind: str,
    incident_id: int | None = None,
    messages: Collection[int] = (),
    contact: str = "",
    next_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Statement:
    """Begin a text. A holding statement begins with what may be cited now and the usual lines.

    A press release has no incident; it begins with key messages (ids), all of them approved.
    next_at: of the next word, in an hour where nobody says. Raises NeedsAnIncident, OnlyFacts,
    NotApproved; Incident.DoesNotExist, PlanLine.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_sort(kind, incident_id)
        incidents = Incident.objects.visible_to(by, Right.SEE_MEDIA)
        incident = incidents.get(pk=incident_id) if incident_id is not None else None
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        row = new_text(event, incident, kind, by=by, at=at)
        if kind == StatementKind.HOLDING:
            facts = Fact.objects.filter(incident=incident).order_by("number")
            codes = worth(facts.values_list("pk", flat=True), at)
            citable = [(f.pk, f.text) for f in facts if codes[f.pk] == "confirmed"][-MOST_FACTS:]
            lines = holding_lines(
                citable, next_at=next_at or at + NEXT_WORD, contact=contact, zone=event.zone
            )
            put(row, lines)
        if kind == StatementKind.RELEASE:
            said = [_message(row, "announced", pk, "", by) for pk in messages]
            put(row, release_lines([_words(one) for one in said if one], contact=contact))
        record(entries.StatementDrafted(**about(row), sort=kind))
    return row


@command
def add_sentence(  # noqa: PLR0913 -- the words, and what they hang on
    *,
    statement_id: int,
    part: str,
    text_id: str,
    text_en: str,
    facts: Collection[int] = (),
    planned_id: int | None = None,
    source: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Add a sentence that hangs on facts (their ids), all of which may be cited now.

    In a press release, on an approved key message or a source by name. Raises NotNow, NeedsFacts,
    MayNotBeCited, OnlyFacts, NeedsASource, NotApproved; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _draft(by, statement_id)
        message = _message(row, part, planned_id, source, by)
        found = _citable(row, part, facts, by, at)
        sentence = Sentence.objects.create(
            statement=row,
            order=_place(row),
            part=part,
            text_id=text_id.strip(),
            text_en=text_en.strip(),
            message=message,
            source=source.strip(),
        )
        sentence.facts.set(found)
        _look_again(row, at)
        record(entries.StatementWritten(**about(row), name=by.name))


@command
def change_sentence(
    *,
    sentence_id: int,
    text_id: str,
    text_en: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write it otherwise; it hangs on the same facts. Raises NotNow; Sentence.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row, sentence = _of_draft(by, sentence_id)
        sentence.text_id, sentence.text_en = text_id.strip(), text_en.strip()
        sentence.save(update_fields=["text_id", "text_en"])
        record(entries.StatementWritten(**about(row), name=by.name))


@command
def drop_sentence(*, sentence_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take it out. Raises NotNow; Sentence.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row, sentence = _of_draft(by, sentence_id)
        sentence.delete()
        _look_again(row, at)
        record(entries.StatementWritten(**about(row), name=by.name))


@command
def set_embargo(
    *,
    statement_id: int,
    until: datetime | None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say until when nobody outside the chain reads it. Raises NotNow, TooLate, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = _draft(by, statement_id)
        if until is not None and until <= at:
            raise rules.TooLate
        row.embargo_until = until
        row.save(update_fields=["embargo_until"])
        record(entries.StatementWritten(**about(row), name=by.name))


@command
def hand_on(*, statement_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Give a draft to the fact check: this version stands from now on.

    Raises NotNow, NothingToSay, BothLanguages, SaysAnother, SaysTooMuch, Fell; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _draft(by, statement_id)
        sentences = sentences_of(row)
        rules.check_words(row, sentences, _names(row))
        check_holds(sentences, at)
        StatementVersion.objects.create(
            statement=row,
            number=row.version,
            sentences=[
                {
                    "order": each.order,
                    "part": each.part,
                    "id": each.text_id,
                    "en": each.text_en,
                    "facts": sorted(fact.number for fact in each.facts.all()),
                    "message": each.message.number if each.message else None,
                    "source": each.source,
                }
                for each in sentences
            ],
            at=at,
            by_name=by.name,
        )
        row.state, row.drafted_by_id, row.drafted_by_name = S.FACTS.value, by.person_id, by.name
        row.save(update_fields=["state", "drafted_by", "drafted_by_name"])
        _sign(row, Step.DRAFT, record, by=by, at=at)


@command
def sign(*, statement_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Do the step of the chain for which it waits, of the version that is shown.

    Raises NotNow, NotYourStep, OwnWords, Fell; Statement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Statement.objects.for_change(by, statement_id)
        rules.check_can_sign(row, by)
        check_holds(sentences_of(row), at)
        step = Step(row.state)
        row.state = rules.CHAIN[row.state][1]
        row.save(update_fields=["state"])
        _sign(row, step, record, by=by, at=at)


@command
def send_back(
    *, statement_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let it be written again: the next version goes through the whole chain.

    Raises NotNow, NeedsAReason; Statement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Statement.objects.for_change(by, statement_id)
        if row.state not in {*rules.WAITING, S.CLEARED}:
            raise rules.NotNow(state=STATES[row.state])
        check_reason(why)
        SignOff.objects.create(
            statement=row,
            version=row.version,
            step=Step.BACK.value,
            by_id=by.person_id,
            by_name=by.name,
            at=at,
            note=why.strip(),
        )
        row.state, row.version = S.DRAFT.value, row.version + 1
        row.save(update_fields=["state", "version"])
        told = [row.drafted_by_id] if row.drafted_by_id else []
        record(entries.StatementSentBack(**about(row), why=why.strip(), name=by.name), tell=told)


def _sign(row: Statement, step: Step, record: Record, *, by: Actor, at: datetime) -> None:
    SignOff.objects.create(
        statement=row,
        version=row.version,
        step=step.value,
        by_id=by.person_id,
        by_name=by.name,
        at=at,
    )
    right = rules.CHAIN[row.state][0] if row.state in rules.CHAIN else Right.PUBLISH.value
    people = [each for each in who_may(right, row.event_id, at) if each != by.person_id]
    told = entries.StatementSigned(**about(row), step=step.value, draft=row.version, name=by.name)
    record(told, tell=people)


def _citable(
    row: Statement, part: str, ids: Collection[int], by: Actor, at: datetime
) -> list[Fact]:
    facts = Fact.objects.visible_to(by, Right.SEE_MEDIA).filter(pk__in=ids)
    found = list(facts.filter(incident_id=row.incident_id or 0).order_by("number"))
    codes = worth([fact.pk for fact in found], at)
    if row.incident_id is not None:
        rules.check_facts(part, {fact.number: codes[fact.pk] for fact in found})
    return found


def _place(row: Statement) -> int:
    """Return where a new sentence stands: at the end, but before whom the press asks."""
    last = row.sentences.order_by("order", "pk").last()
    if last is None:
        return 1
    if last.part != Part.CONTACT:
        return last.order + 1
    last.order += 1
    last.save(update_fields=["order"])
    return last.order - 1


def _message(
    row: Statement, part: str, line_id: int | None, source: str, by: Actor
) -> PlanLine | None:
    lines = PlanLine.objects.visible_to(by)
    message = lines.get(pk=line_id) if line_id is not None else None
    rules.check_basis(row, part, message, source.strip())
    return message


def _words(line: PlanLine) -> tuple[int, str, str]:
    return line.pk, line.text_id, line.text_en


def _look_again(row: Statement, at: datetime) -> None:
    row.fallen = fallen(sentences_of(row), at)
    row.save(update_fields=["fallen"])


def _names(row: Statement) -> list[str]:
    """Return the guests' names: a holding statement says none."""
    if row.kind != StatementKind.HOLDING:
        return []
    rows = Member.objects.filter(event_id=row.event_id)
    return list(rows.values_list("full_name", flat=True))


def _draft(by: Actor, statement_id: int) -> Statement:
    row = Statement.objects.for_change(by, statement_id)
    rules.check_draft(row)
    return row


def _of_draft(by: Actor, sentence_id: int) -> tuple[Statement, Sentence]:
    rows = Sentence.objects.filter(statement__in=Statement.objects.visible_to(by))
    found = rows.get(pk=sentence_id)
    return _draft(by, found.statement_id), found
