"""A message that is folded away while somebody chooses what it said."""

from dataclasses import dataclass

from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient
from narahubung.relays.near_misses import picks
from narahubung.relays.reading_back import in_order, without_facts
from narahubung.relays.words import fact_words


@dataclass(frozen=True, kw_only=True)
class Question:
    """One fact to repeat. picks: what may be chosen, shuffled; empty where it must be typed."""

    number: int
    kind: str
    picks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Folded:
    """A message without its facts. texts: it and its translation, each in pieces (words, number).

    In the place of a fact stands its question's number, 0 for one that is not asked.
    """

    texts: tuple[tuple[tuple[str, int | None], ...], ...]
    questions: tuple[Question, ...]


def folded(row: Recipient) -> Folded:
    """Return a person's copy as he sees it while he chooses; no query. row: with relay."""
    relay = row.relay
    asked = in_order(relay.text, relay.facts)
    numbers = {one: number for number, one in enumerate(asked, 1)}
    return Folded(
        texts=tuple(
            tuple(
                (words, None if gap is None else numbers.get(gap, 0))
                for words, gap in without_facts(text, relay.facts)
            )
            for text in (relay.text, relay.translation)
            if text
        ),
        questions=tuple(
            Question(number=number, kind=kind, picks=_picks(row, kind, fact))
            for (kind, fact), number in numbers.items()
        ),
    )


def questions(*, by: Actor, relay_id: int) -> tuple[Question, ...]:
    """Return what a person is asked about his copy. Raises Recipient.DoesNotExist. One query."""
    mine = Recipient.objects.select_related("relay")
    row = mine.get(relay_id=relay_id, person_id=by.person_id or 0, relay__event_id=by.here)
    return folded(row).questions


def _picks(row: Recipient, kind: str, fact: str) -> tuple[str, ...]:
    """Return the answers to choose from: for one person and message always the same."""
    others = [other for other in row.relay.facts[kind] if other != fact]
    seed = f"{row.relay_id} {row.person_id} {kind} {fact}"
    return tuple(fact_words(kind, one) for one in picks(kind, fact, others=others, seed=seed))
