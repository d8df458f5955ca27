"""What the commands on texts share: making one, and whether what it hangs on still holds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.crisis.models import Incident
from narahubung.kit.actor import Actor
from narahubung.media.holding import Line
from narahubung.media.knowing import fallen
from narahubung.media.models import Sentence, Statement, StatementKind
from narahubung.media.rules import statements as rules
from narahubung.media.words import WORTH


def check_holds(sentences: Iterable[Sentence], at: datetime) -> None:
    """Raise Fell, MessageFell, SourceFell."""
    for order, gone in fallen(sentences, at).items():
        number, code = gone[0][0], str(gone[0][1])
        if code == "gone":
            raise rules.SourceFell(number=order)
        if code in {"unapproved", "dropped"}:
            raise rules.MessageFell(number=order, line=number, why=WORTH[code])
        raise rules.Fell(number=order, fact=number, why=WORTH[code])


def about(row: Statement) -> dict[str, Any]:
    """Return what every entry says of it."""
    return {"statement_id": row.pk, "number": row.number}


def check_reason(why: str) -> None:
    """Raise NeedsAReason."""
    if not why.strip():
        raise rules.NeedsAReason


def new_text(
    event: Event,
    incident: Incident | None,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    corrects: Statement | None = None,
) -> Statement:
    """Store a text without sentences, with the next number. event: locked."""
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


def put(row: Statement, lines: Iterable[Line]) -> None:
    """Add these sentences at its end."""
    last = row.sentences.aggregate(last=Max("order"))["last"] or 0
    for order, line in enumerate(lines, start=last + 1):
        sentence = Sentence.objects.create(
            statement=row,
            order=order,
            part=line.part,
            text_id=line.text_id,
            text_en=line.text_en,
            from_template=line.from_template,
            message_id=line.message_id,
            takes_back_id=line.takes_back,
        )
        sentence.facts.set(line.fact_ids)
