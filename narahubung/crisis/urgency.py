"""How the urgent needs of an incident stand: needed, answered, what is still missing."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.crisis.models import Incident, UrgentNeed
from narahubung.needs.models import NeedState, PartState


@dataclass(frozen=True, kw_only=True)
class Urgent:
    """One of them, without what was said: only kind, place and numbers. owner: who answers it."""

    party: str
    party_name: str
    kind: str
    place: str
    needed: int
    answered: int
    owner: str
    state: str
    due_at: datetime | None
    need_id: int

    @property
    def gap(self) -> int:
        """Return how many are still missing."""
        return self.needed - self.answered


def urgent_needs(row: Incident) -> list[Urgent]:
    """Return them, the widest gap first; what was withdrawn is not needed any more."""
    rows = UrgentNeed.objects.filter(incident=row).exclude(need__state=NeedState.WITHDRAWN)
    rows = rows.select_related("party", "need__department").prefetch_related("need__parts")
    found = [_urgent(one) for one in rows.order_by("party__code", "pk")]
    return sorted(found, key=lambda one: -one.gap)


def _urgent(row: UrgentNeed) -> Urgent:
    need = row.need
    parts = [part.quantity for part in need.parts.all() if part.state == PartState.DONE]
    answered = row.needed if need.state == NeedState.DONE else min(sum(parts), row.needed)
    return Urgent(
        party=row.party.code,
        party_name=row.party.name,
        kind=row.kind,
        place=row.place,
        needed=row.needed,
        answered=answered,
        owner=need.assigned_to or (need.department.name if need.department else ""),
        state=str(NeedState(need.state).label),
        due_at=need.promised_at or need.due_at,
        need_id=need.pk,
    )
