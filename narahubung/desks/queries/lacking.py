"""What is missing before a party is ready: papers, and what waits at the airport, named."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.airports.queries import troubles_of
from narahubung.documents.queries import late_papers
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Lack:
    """One thing that is missing. kind: paper, ground (at the airport) or leaving.

    movement_id: where ground and leaving are mended; None where the airport desk does.
    """

    kind: str
    movement_id: int | None
    says: str
    is_bad: bool


def lacking(
    *, by: Actor, at: datetime, party_ids: Collection[int] | None = None
) -> dict[int, list[Lack]]:
    """Return by party what is missing, the worst first. A fixed number of queries."""
    found: dict[int, list[Lack]] = defaultdict(list)
    if by.may(Right.SEE_MOVEMENTS):
        for one in troubles_of(by=by, at=at, party_ids=party_ids):
            kind = "leaving" if one.leaving else "ground"
            found[one.party_id].append(
                Lack(kind=kind, movement_id=one.movement_id, says=one.says, is_bad=one.is_bad)
            )
    if by.may(Right.SEE_PEOPLE):
        words = _("{paper}: {person}")  # said once: a large event has a thousand late papers
        for party_id, papers in late_papers(by=by, at=at, party_ids=party_ids).items():
            for paper in papers:
                says = words.format(paper=paper.paper, person=paper.person)
                found[party_id].append(Lack(kind="paper", movement_id=None, says=says, is_bad=True))
    return {pk: sorted(lacks, key=lambda lack: not lack.is_bad) for pk, lacks in found.items()}
