"""Whom an act tells: who waits for an answer, and who is to give it. Never two bosses at once."""

from datetime import datetime

from narahubung.needs.models import Direction, Need
from narahubung.needs.rules.ladder import for_desk, party_people


def asker_people(need: Need, at: datetime) -> list[int]:
    """Return who waits for the answer."""
    if need.direction == Direction.TO_HOST:
        return party_people(need, at)
    return for_desk(need.event_id, need.department, at)


def answerer_people(need: Need, at: datetime) -> list[int]:
    """Return who is to answer: the named person where there is one."""
    if need.person_id:
        return [need.person_id]
    if need.direction == Direction.TO_PARTY:
        return party_people(need, at)
    return for_desk(need.event_id, need.department, at)
