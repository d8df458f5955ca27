"""Bilateral meetings of a party, and of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from django.db.models import Q

from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.meetings.models import NOT_HELD, Meeting
from narahubung.parties.queries import PartyMark, mark_of

_USUAL = timedelta(minutes=30)  # a meeting whose end nobody wrote down


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """One bilateral. starts_at is None as long as only its day is known."""

    id: int
    code: str
    kind: str
    level: str
    party_a: PartyMark
    party_b: PartyMark
    on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    place: str
    room: str
    status: str
    requested_by: str
    interpretation: str
    certainty: str
    note: str
    synthetic: bool

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"meeting:{self.id}"

    @property
    def where(self) -> str:
        """Return place and room."""
        return ", ".join(part for part in (self.place, self.room) if part)

    def other_than(self, party_id: int) -> PartyMark:
        """Return the other side."""
        return self.party_b if self.party_a.id == party_id else self.party_a


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Two meetings of one party at the same time, the one that begins first before the other."""

    first: MeetingLine
    second: MeetingLine


def clashes_among(lines: Collection[MeetingLine], *, at: datetime) -> list[Clash]:
    """Return which of a party's meetings, in order of time, overlap and are not over yet."""
    held = [
        (Span(line.starts_at, line.ends_at or line.starts_at + _USUAL), line)
        for line in lines
        if line.starts_at and line.status not in NOT_HELD and line.certainty != Certainty.CANCELLED
    ]
    return [
        Clash(first=one, second=other)
        for (span, one), (other_span, other) in combinations(held, 2)
        if span.overlaps(other_span) and min(span.end, other_span.end) > at
    ]


def meetings_of(*, by: Actor, party_id: int) -> list[MeetingLine]:
    """Return a party's meetings in order of time. One query."""
    return meetings_of_parties(by=by, party_ids=[party_id])


def meetings_of_parties(*, by: Actor, party_ids: Collection[int]) -> list[MeetingLine]:
    """Return the meetings of several parties, each once, in order of time. One query."""
    rows = _rows(by).filter(Q(party_a_id__in=party_ids) | Q(party_b_id__in=party_ids))
    return _sorted(rows)


def meetings_on(*, by: Actor, day: date) -> list[MeetingLine]:
    """Return the meetings of a day of the event, in order of time. One query."""
    return _sorted(_rows(by).filter(on=day))


def _rows(by: Actor) -> Any:
    return Meeting.objects.visible_to(by).select_related("party_a", "party_b", "place")


def _sorted(rows: Any) -> list[MeetingLine]:
    far = date.max.isoformat()
    lines = [_line(row) for row in rows]
    return sorted(
        lines,
        key=lambda m: (
            m.on.isoformat() if m.on else far,
            m.starts_at.isoformat() if m.starts_at else far,
            m.code,
        ),
    )


def _line(row: Meeting) -> MeetingLine:
    made = {"party_a", "party_b", "place"}
    return MeetingLine(
        party_a=mark_of(row.party_a),
        party_b=mark_of(row.party_b),
        place=row.place.name if row.place else "",
        **{n: getattr(row, n) for n in MeetingLine.__dataclass_fields__ if n not in made},
    )
