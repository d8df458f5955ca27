"""What a text hangs on falls: its sentences turn red, and what was published is corrected."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.commands.making import about, check_reason, new_text, put
from narahubung.media.holding import correction_line
from narahubung.media.knowing import fallen, sentences_of
from narahubung.media.models import Sentence, Statement, StatementKind, StatementState
from narahubung.media.rules import statements as rules

S = StatementState
# Of what was published on it, word goes to every receiver.
WRONG = {"withdrawn", "against", "dropped", "gone"}


@command
def check_statement(*, statement_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Mark the sentences that hang on what holds no more; draft the correction of what went out.

    For the house. A fact that is only too old is marked, not corrected: it may still be so. So is
    a key message that waits to be approved again.
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
            for order, gone in found.items()
            for _number, code in gone
            if code in WRONG
        }
        if row.state == S.PUBLISHED and wrong:
            _correct(row, sentences, wrong, record, by=by, at=at)


@command
def take_source_back(
    *, sentence_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that the source of a sentence stands behind it no more.

    What was published is corrected. Raises NoSuchSource, NeedsAReason; Sentence.DoesNotExist.
    """
    with act(by=by, at=at, key=key):
        rows = Sentence.objects.filter(statement__in=Statement.objects.visible_to(by))
        row = Statement.objects.for_change(by, rows.get(pk=sentence_id).statement_id)
        sentence = rows.get(pk=sentence_id)
        if not sentence.source or sentence.source_gone_at is not None or row.state == S.WITHDRAWN:
            raise rules.NoSuchSource
        check_reason(why)
        sentence.source_gone_at, sentence.source_gone_why = at, why.strip()
        sentence.save(update_fields=["source_gone_at", "source_gone_why"])
        check_statement(statement_id=row.pk, by=by, at=at)


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
        correction = new_text(event, row.incident, kind, by=by, at=at, corrects=row)
    said_before = Sentence.objects.filter(statement__corrects=row, takes_back__isnull=False)
    taken_back = set(said_before.values_list("takes_back_id", flat=True))
    lines = []
    for each in sentences:
        if str(each.order) in wrong and each.pk not in taken_back:
            line = correction_line(
                (each.text_id, each.text_en),
                said_at=row.published_at or at,
                zone=event.zone,
                why=wrong[str(each.order)],
            )
            facts = [fact.pk for fact in each.facts.all()]
            lines.append(replace(line, fact_ids=facts, takes_back=each.pk))
    if not lines and not correction.sentences.exists():
        correction.delete()
        return
    put(correction, lines)
    told = entries.StatementDrafted(**about(correction), sort=correction.kind, corrects=row.number)
    record(told, tell=who_may(Right.PUBLISH, row.event_id, at))
