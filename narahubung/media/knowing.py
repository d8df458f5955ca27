"""What the facts behind sentences are worth at a moment."""

from collections.abc import Collection, Iterable
from datetime import datetime

from narahubung.crisis.knowing import standings
from narahubung.crisis.models import Fact, IncidentState
from narahubung.media.models import Sentence, Statement, StatementState
from narahubung.media.rules.statements import OF_THE_HOUSE

LIVE = [state.value for state in StatementState if state != StatementState.WITHDRAWN]


def worth(ids: Collection[int], at: datetime) -> dict[int, str]:
    """Return what each of these facts is worth now, by its id."""
    facts = Fact.objects.filter(pk__in=ids).prefetch_related("sources", "against__sources")
    return {pk: standing.code for pk, standing in standings(facts, at).items()}


def sentences_of(row: Statement) -> list[Sentence]:
    """Return its sentences in order, with their facts."""
    return list(row.sentences.prefetch_related("facts").order_by("order", "pk"))


def fallen(sentences: Iterable[Sentence], at: datetime) -> dict[str, list[list[object]]]:
    """Return the sentences that hang on something that carries no more, as `Statement.fallen`."""
    lines = [each for each in sentences if each.part not in OF_THE_HOUSE]
    codes = worth({fact.pk for each in lines for fact in each.facts.all()}, at)
    found: dict[str, list[list[object]]] = {}
    for each in lines:
        gone = [[f.number, codes[f.pk]] for f in each.facts.all() if codes[f.pk] != "confirmed"]
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
    return [
        (row.pk, row.event_id)
        for row in rows.distinct().order_by("pk")
        if fallen(sentences_of(row), at) != row.fallen
    ]
