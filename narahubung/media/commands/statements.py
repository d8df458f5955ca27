"""A statement is drafted, written, handed on, signed, and put right when its facts fall."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import Fact, Incident
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.holding import Line, correction_line, holding_lines
from narahubung.media.knowing import fallen, sentences_of, worth
from narahubung.media.models import (
    Part,
    Sentence,
    SignOff,
    Statement,
    StatementKind,
    StatementState,
    StatementVersion,
    Step,
)
from narahubung.media.rules import statements as rules
from narahubung.media.words import STATES, WORTH
from narahubung.parties.models import Member

S = StatementState
NEXT_WORD = timedelta(minutes=60)
MOST_FACTS = 8  # a holding statement is short: the newest ones, people take out what they want


@command
def draft_statement(
    *,
    kind: str,
    incident_id: int,
    contact: str = "",
    next_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Statement:
    """Begin a text. A holding statement begins with what may be cited now and the usual lines.

    next_at: of the next word, in an hour where nobody says. Raises Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        incident = Incident.objects.visible_to(by, Right.SEE_MEDIA).get(pk=incident_id)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        row = _new(event, incident, kind, by=by, at=at)
        if kind == StatementKind.HOLDING:
            facts = Fact.objects.filter(incident=incident).order_by("number")
            codes = worth(facts.values_list("pk", flat=True), at)
            citable = [(f.pk, f.text) for f in facts if codes[f.pk] == "confirmed"][-MOST_FACTS:]
            lines = holding_lines(
                citable, next_at=next_at or at + NEXT_WORD, contact=contact, zone=event.zone
            )
            _put(row, lines)
        record(entries.StatementDrafted(**about(row), sort=kind))
    return row


@command
def add_sentence(
    *,
    statement_id: int,
    part: str,
    text_id: str,
    text_en: str,
    facts: Collection[int],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Add a sentence that hangs on facts (their ids), all of which may be cited now.

    Raises NotNow, NeedsFacts, MayNotBeCited; Statement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _draft(by, statement_id)
        found = _citable(row, part, facts, by, at)
        last = row.sentences.aggregate(last=Max("order"))["last"] or 0
        sentence = Sentence.objects.create(
            statement=row, order=last + 1, part=part, text_id=text_id.strip(), text_en=text_en
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


@command
def check_statement(*, statement_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Mark the sentences whose facts hold no more; draft the correction of what was published.

    For the house. A fact that is only too old is marked, not corrected: it may still be so.
    Raises StandsAsBefore; Statement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Statement.objects.for_change(by, statement_id)
        sentences = sentences_of(row)
        found = fallen(sentences, at)
        if found == row.fallen or row.state == S.WITHDRAWN:
            raise rules.StandsAsBefore
        row.fallen = found
        row.save(update_fields=["fallen"])
        people = who_may(Right.PUBLISH, row.event_id, at) if found else []
        record(entries.StatementStands(**about(row), fallen=sorted(found)), tell=people)
        wrong = {
            order: str(code)
            for order, facts in found.items()
            for _number, code in facts
            if code in {"withdrawn", "against"}
        }
        if row.state == S.PUBLISHED and wrong:
            _correct(row, sentences, wrong, record, by=by, at=at)


def check_holds(sentences: Iterable[Sentence], at: datetime) -> None:
    """Raise Fell."""
    for order, facts in fallen(sentences, at).items():
        number, code = facts[0]
        raise rules.Fell(number=order, fact=number, why=WORTH[str(code)])


def about(row: Statement) -> dict[str, Any]:
    """Return what every entry says of it."""
    return {"statement_id": row.pk, "number": row.number}


def check_reason(why: str) -> None:
    """Raise NeedsAReason."""
    if not why.strip():
        raise rules.NeedsAReason


def _new(
    event: Event,
    incident: Incident | None,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    corrects: Statement | None = None,
) -> Statement:
    last = Statement.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
    return Statement.objects.create(
        event=event,
        number=last + 1,
        kind=StatementKind(kind).value,
        incident=incident,
        drafted_by_id=by.person_id,
        drafted_by_name=by.name,
        drafted_at=at,
        corrects=corrects,
    )


def _put(row: Statement, lines: Iterable[Line]) -> None:
    last = row.sentences.aggregate(last=Max("order"))["last"] or 0
    for order, line in enumerate(lines, start=last + 1):
        sentence = Sentence.objects.create(
            statement=row,
            order=order,
            part=line.part,
            text_id=line.text_id,
            text_en=line.text_en,
            from_template=line.from_template,
        )
        sentence.facts.set(line.fact_ids)


def _correct(
    row: Statement,
    sentences: Iterable[Sentence],
    wrong: dict[str, str],
    record: Record,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Draft it, or add to the one that is drafted; each sentence is taken back once."""
    event = Event.objects.select_for_update(of=("self",)).get(pk=row.event_id)
    correction = row.corrections.filter(state=S.DRAFT).first()
    if correction is None:
        kind = StatementKind.CORRECTION.value
        correction = _new(event, row.incident, kind, by=by, at=at, corrects=row)
    said_before = Sentence.objects.filter(statement__corrects=row, part=Part.TAKEN_BACK)
    taken_back = set(said_before.values_list("facts", flat=True))
    lines = []
    for each in sentences:
        facts = [fact.pk for fact in each.facts.all()]
        if str(each.order) in wrong and not taken_back & set(facts):
            line = correction_line(
                (each.text_id, each.text_en),
                said_at=row.published_at or at,
                zone=event.zone,
                why=wrong[str(each.order)],
            )
            lines.append(
                Line(part=line.part, text_id=line.text_id, text_en=line.text_en, fact_ids=facts)
            )
    if not lines and not correction.sentences.exists():
        correction.delete()
        return
    _put(correction, lines)
    told = entries.StatementDrafted(**about(correction), sort=correction.kind, corrects=row.number)
    record(told, tell=who_may(Right.PUBLISH, row.event_id, at))


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
    found = list(facts.filter(incident=row.incident).order_by("number"))
    codes = worth([fact.pk for fact in found], at)
    rules.check_facts(part, {fact.number: codes[fact.pk] for fact in found})
    return found


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
