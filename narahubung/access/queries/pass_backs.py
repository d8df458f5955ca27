"""Badges that went in twice: what a supervisor has to look into."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.access.models import PassBack
from narahubung.kit.actor import Actor

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class PassBackLine:
    """One case: two entries, and by which gate and keeper."""

    id: int
    serial: int
    accreditation_id: int | None
    name: str
    about: str
    zone: str
    first_gate: str
    first_at: datetime
    first_by: str
    second_gate: str
    second_at: datetime
    second_by: str
    found_at: datetime
    settled_at: datetime | None
    settled_by: str
    note: str

    @property
    def explained(self) -> bool:
        """Tell whether nobody had to settle it."""
        return self.settled_at is not None and not self.settled_by


def pass_backs(*, by: Actor) -> list[PassBackLine]:
    """Return the cases, the open ones first, then the last found. One query."""
    rows = PassBack.objects.visible_to(by).select_related(
        "badge__accreditation__party", "first__gate", "second__gate", "second__zone"
    )
    last = list(rows.order_by("-found_at", "-pk")[:SHOWN])
    return [_line(row) for row in sorted(last, key=lambda row: row.settled_at is not None)]


def open_pass_backs(*, by: Actor) -> int:
    """Return how many nobody has settled. One query."""
    return PassBack.objects.visible_to(by).filter(settled_at=None).count()


def _line(row: PassBack) -> PassBackLine:
    holder = row.badge.accreditation
    party = holder.party if holder else None
    return PassBackLine(
        id=row.pk,
        serial=row.badge.serial,
        accreditation_id=holder.pk if holder else None,
        name=holder.full_name if holder else "",
        about=(party.code if party else holder.organisation) if holder else "",
        zone=row.second.zone.name,
        first_gate=row.first.gate.name,
        first_at=row.first.at,
        first_by=row.first.by_name,
        second_gate=row.second.gate.name,
        second_at=row.second.at,
        second_by=row.second.by_name,
        found_at=row.found_at,
        settled_at=row.settled_at,
        settled_by=row.settled_by_name,
        note=row.note,
    )
