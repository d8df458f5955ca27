"""Whose a step is: who is attached to its party at that time."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F

from narahubung.assignments.models import Attachment
from narahubung.duties import words
from narahubung.duties.queries.steps import StepLine
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span


def whose_of(lines: Collection[StepLine], *, by: Actor) -> dict[int, str]:
    """Return who ticks each step, the lead first; else the role in words. One query."""
    parties = {line.party_id for line in lines if line.role == "officer"}
    rows = Attachment.objects.visible_to(by).standing().filter(party_id__in=parties)
    spans: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for row in rows.select_related("officer").order_by(F("position").desc()):  # lead before deputy
        spans[row.party_id].append((Span(row.since, row.until), row.officer.short_name))
    found = {}
    for line in lines:
        there = spans[line.party_id] if line.role == "officer" else []
        names = ", ".join(name for span, name in there if span.covers(line.at))
        found[line.id] = names or words.role_word(line.role)
    return found
