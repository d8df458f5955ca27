"""What is known of an incident at a moment, as data: what a report is drafted from."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from narahubung.crisis.models import Fact, Head, HeadState, Incident, Roll
from narahubung.crisis.rules.facts import Standing, standing
from narahubung.crisis.urgency import urgent_needs


def standings(facts: Iterable[Fact], at: datetime) -> dict[int, Standing]:
    """Return what each is worth; facts: with `sources` and `against__sources` read before."""
    found = {}
    for fact in facts:
        sources = list(fact.sources.all())
        against = [other for other in fact.against.all() if other.withdrawn_at is None]
        found[fact.pk] = standing(
            authorities=sum(source.is_authority for source in sources),
            sources=len(sources),
            against=[_is_confirmed(other) for other in against],
            holds_until=fact.holds_until,
            is_withdrawn=fact.withdrawn_at is not None,
            at=at,
        )
    return found


def known(row: Incident, at: datetime) -> dict[str, Any]:
    """Return grade, roll, facts and urgent needs as plain data that can be kept and compared."""
    facts = list(row.facts.prefetch_related("sources", "against__sources").order_by("number"))
    worth = standings(facts, at)
    return {
        "grade": row.grade,
        "people": _people(row),
        "parties": _parties(row),
        "facts": [
            {"number": fact.number, "text": fact.text, "is": worth[fact.pk].code}
            for fact in facts
            if worth[fact.pk].code != "withdrawn"
        ],
        "urgent": [
            {
                "party": one.party,
                "kind": one.kind,
                "place": one.place,
                "needed": one.needed,
                "answered": one.answered,
            }
            for one in urgent_needs(row)
        ],
        "withdrawn": [fact.number for fact in facts if worth[fact.pk].code == "withdrawn"],
    }


def _is_confirmed(fact: Fact) -> bool:
    sources = list(fact.sources.all())
    return len(sources) > 1 or any(source.is_authority for source in sources)


def _people(row: Incident) -> dict[str, int]:
    roll = Roll.objects.filter(incident=row).order_by("-pk").first()
    if roll is None:
        return {}
    states = Counter(Head.objects.filter(roll=roll).values_list("state", flat=True))
    return {state: states[state] for state in HeadState.values if states[state]}


def _parties(row: Incident) -> dict[str, dict[str, int]]:
    """Return the same by delegation: what each of them may know of a report."""
    roll = Roll.objects.filter(incident=row).order_by("-pk").first()
    found: dict[str, dict[str, int]] = {}
    heads = Head.objects.filter(roll=roll).values_list("party_id", "state") if roll else []
    for (party_id, state), number in sorted(Counter(heads).items()):
        found.setdefault(str(party_id), {})[state] = number
    return found
