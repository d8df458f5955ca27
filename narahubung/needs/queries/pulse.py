"""How people feel: the last faces, what still waits to be made good, and the average."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.needs.models import Pulse

SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class PulseLine:
    """One face. late: nobody made it good in time."""

    id: int
    party_code: str
    party: str
    iso_alpha2: str
    department: str
    whose: str
    whose_word: str
    face: int
    word: str
    by_name: str
    at: datetime
    goes: str
    recover_by: datetime | None
    ended_at: datetime | None
    how: str
    waits: bool
    late: bool
    may_recover: bool


def pulses(*, by: Actor, at: datetime, party_id: int | None = None) -> list[PulseLine]:
    """Return the newest faces, what waits to be made good before them. Two queries."""
    rows = Pulse.objects.visible_to(by).select_related("party", "department")
    if party_id is not None:
        rows = rows.filter(party_id=party_id)
    waiting = list(rows.filter(recover_by__isnull=False, ended_at=None).order_by("recover_by"))
    rest = rows.exclude(recover_by__isnull=False, ended_at=None).order_by("-at", "-pk")[:SHOWN]
    return [_line(row, by, at) for row in [*waiting, *rest]]


def overdue_pulses(*, at: datetime) -> dict[int, list[int]]:
    """Return, by event, the bad moments whose clock ran out and nobody was told of. One query."""
    rows = Pulse.objects.filter(recover_by__lt=at, told_at=None, ended_at=None)
    found: dict[int, list[int]] = defaultdict(list)
    for event_id, pk in rows.order_by("pk").values_list("event_id", "pk"):
        found[event_id].append(pk)
    return found


def _line(row: Pulse, by: Actor, at: datetime) -> PulseLine:
    return PulseLine(
        id=row.pk,
        party_code=row.party.code if row.party else "",
        party=row.party.name if row.party else "",
        iso_alpha2=row.party.iso_alpha2 if row.party else "",
        department=row.department.name if row.department else "",
        whose=row.whose,
        whose_word=str(row.get_whose_display()),
        face=row.face,
        word=row.word,
        by_name=row.by_name,
        at=row.at,
        goes=row.goes or (_("the coordinator") if row.recover_by else ""),
        recover_by=row.recover_by,
        ended_at=row.ended_at,
        how=row.how,
        waits=row.waits,
        late=row.waits and row.recover_by is not None and row.recover_by < at,
        may_recover=row.waits and by.may_for(Right.SEE_REGISTER, row.party_id),
    )
