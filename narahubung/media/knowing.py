"""What the facts behind sentences are worth at a moment."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet

from narahubung.crisis.knowing import standings
from narahubung.crisis.models import Fact, IncidentState
from narahubung.media.models import Sentence, Statement, StatementState
from narahubung.media.rules.statements import OF_THE_HOUSE, worth_of_message

LIVE = [state.value for state in StatementState if state != StatementState.WITHDRAWN]


def worth(ids: Collection[int], at: datetime) -> dict[int, str]:
    """Return what each of these facts is worth now, by its id."""
    facts = Fact.objects.filter(pk__in=ids).prefetch_related("sources", "against__sources")
    return {pk: standing.code for pk, standing in standings(facts, at).items()}


def sentences_of(row: Statement) -> list[Sentence]:
    """Return its sentences in order, with their facts."""
    rows = row.sentences.select_related("message").prefetch_related("facts")
    return list(rows.order_by("order", "pk"))


def fallen(sentences: Iterable[Sentence], at: datetime) -> dict[str, list[list[object]]]:
    """Return the sentences that hang on something that carries no more, as `Statement.fallen`."""
    lines = [each for each in sentences if each.part not in OF_THE_HOUSE]
    codes = worth({fact.pk for each in lines for fact in each.facts.all()}, at)
    found: dict[str, list[list[object]]] = {}
    for each in lines:
        gone: list[list[object]] = [
            [f.number, codes[f.pk]] for f in each.facts.all() if codes[f.pk] != "confirmed"
        ]
        if each.message is not None and (code := worth_of_message(each.message)) != "confirmed":
            gone.append([each.message.number, code])
        if each.source_gone_at is not None:
            gone.append([0, "gone"])
        if gone:
            found[str(each.order)] = gone
    return found


def changed(at: datetime, *, incident_id: int | None = None) -> list[tuple[int, int]]:
    """Return (statement, event) of those whose facts carry more or less than was noted.

    Of incidents that are not closed: afterwards nobody renews a fact.
    """
    rows = Statement.objects.filter(state__in=LIVE, sentences__facts__isnull=False)
    rows = rows.exclude(incident__state=IncidentState.CLOSED)
    if incident_id is not None:
        rows = rows.filter(sentences__facts__incident_id=incident_id)
    return _moved(rows, at)


def changed_by_message(line_id: int, at: datetime) -> list[int]:
    """Return the statements that hang on a key message which carries more or less than before."""
    rows = Statement.objects.filter(state__in=LIVE, sentences__message_id=line_id)
    return [pk for pk, _event in _moved(rows, at)]


def _moved(rows: QuerySet[Statement], at: datetime) -> list[tuple[int, int]]:
    return [
        (row.pk, row.event_id)
        for row in rows.distinct().order_by("pk")
        if fallen(sentences_of(row), at) != row.fallen
    ]
