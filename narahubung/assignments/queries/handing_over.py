"""Hand-overs as they stand: one's own on the phone, all open ones for the coordinator."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.assignments.cover import needed_now
from narahubung.assignments.models import Duty, DutyState, HandOver, HandOverState
from narahubung.assignments.rules import HAND_OVER
from narahubung.assignments.rules import handing_over as rules
from narahubung.kit.actor import Actor
from narahubung.parties.queries import PartyMark, mark_of

SOON = timedelta(hours=12)  # planned duties that a duty can be handed over to
NEXT = timedelta(hours=3)  # duties shown to the desk before anybody is asked for them


@dataclass(frozen=True, kw_only=True)
class Ack:
    """One side of a hand-over. at: by the clock of who tapped; None: not yet.

    needed: False where the desk gives the duty. late: we learned of it so long after.
    """

    side: str
    name: str
    needed: bool
    at: datetime | None
    by: str
    late: timedelta | None

    @property
    def for_desk(self) -> bool:
        """Tell whether somebody else acknowledged in his stead."""
        return self.at is not None and self.by != self.name


@dataclass(frozen=True, kw_only=True)
class HandOverLine:
    """One hand-over. given, taken: its two sides."""

    id: int
    party: PartyMark
    due_at: datetime
    asked_at: datetime | None
    raised_at: datetime | None
    done_at: datetime | None
    given: Ack
    taken: Ack
    state: str

    @property
    def sides(self) -> tuple[Ack, Ack]:
        """Return both, who gives it first."""
        return (self.given, self.taken)

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits."""
        return self.state == HandOverState.OPEN


@dataclass(frozen=True, kw_only=True)
class OwnHandOver:
    """A hand-over as one of its two sides sees it.

    side: the reader's, given or taken. my_code: what the reader's phone shows without network.
    card: what was told, None until the first tap. keys: None until they are told. usual_keys: what
    was handed over the last time. asks: the reader has not acknowledged yet.
    """

    line: HandOverLine
    side: str
    my_code: str
    card: dict[str, Any] | None
    keys: str | None
    asks: bool
    can_undo: bool
    usual_keys: str = ""

    @property
    def mine(self) -> Ack:
        """Return the reader's side."""
        return self.line.given if self.side == "given" else self.line.taken

    @property
    def other(self) -> Ack:
        """Return the other's side."""
        return self.line.taken if self.side == "given" else self.line.given


@dataclass(frozen=True, kw_only=True)
class OwnDuty:
    """A duty that is on. next: planned duties of others it can be handed over to, by number.

    overruns: its planned end is over, and nobody took it. free_to_leave: nobody need be there now.
    """

    id: int
    party: PartyMark
    officer: str
    ends: datetime
    overruns: bool
    free_to_leave: bool
    next: tuple[tuple[int, str, datetime], ...]


@dataclass(frozen=True, kw_only=True)
class ToBegin:
    """A planned duty that nobody was asked for yet."""

    id: int
    party: PartyMark
    officer: str
    starts: datetime


@dataclass(frozen=True, kw_only=True)
class HandOverDesk:
    """What the coordinator sees: all open hand-overs, duties to be given, duties that overrun."""

    open: tuple[HandOverLine, ...]
    to_begin: tuple[ToBegin, ...]
    overrunning: tuple[OwnDuty, ...]


def hand_over_desk(*, by: Actor, at: datetime) -> HandOverDesk:
    """Return it, raised ones first. Three queries."""
    rows = _rows(HandOver.objects.visible_to(by, Right.PLAN_OFFICERS))
    lines = [_line(row) for row in rows.filter(state=HandOverState.OPEN)]
    lines.sort(key=lambda line: (line.raised_at is None, line.due_at))
    duties = Duty.objects.visible_to(by, Right.PLAN_OFFICERS).select_related("party", "officer")
    planned = duties.filter(
        state=DutyState.PLANNED, starts__lte=at + NEXT, ends__gt=at, taken=None
    ).order_by("starts", "pk")
    late = duties.filter(state=DutyState.ON, ends__lt=at).order_by("ends", "pk")
    return HandOverDesk(
        open=tuple(lines),
        to_begin=tuple(
            ToBegin(
                id=row.pk,
                party=mark_of(row.party),
                officer=row.officer.full_name,
                starts=row.starts,
            )
            for row in planned
        ),
        overrunning=tuple(_on(row, at) for row in late),
    )


def own_hand_overs(*, by: Actor, at: datetime) -> list[OwnHandOver]:
    """Return one's open hand-overs, the earliest first. One query."""
    rows = _mine(by).filter(state=HandOverState.OPEN).order_by("due_at", "pk")
    return [_own(row, by, at) for row in rows]


def own_hand_over(*, hand_over_id: int, by: Actor, at: datetime) -> OwnHandOver:
    """Return one of one's own, until two hours after it is over. Raises HandOver.DoesNotExist."""
    known = Q(state=HandOverState.OPEN) | Q(done_at__gt=at - HAND_OVER)
    known |= Q(state=HandOverState.CANCELLED, due_at__gt=at - HAND_OVER)
    row = _mine(by).filter(known).get(pk=hand_over_id)
    return replace(_own(row, by, at), usual_keys=_usual_keys(row))


def own_duties_on(*, by: Actor, at: datetime) -> list[OwnDuty]:
    """Return one's duties that are on, with whom they can be handed over to."""
    rows = Duty.objects.filter(
        event_id=by.here, state=DutyState.ON, officer__person_id=by.person_id or 0
    )
    found = []
    for row in rows.select_related("event", "party", "officer").order_by("ends", "pk"):
        planned = Duty.objects.filter(
            party_id=row.party_id, state=DutyState.PLANNED, starts__lte=at + SOON, ends__gt=at
        ).exclude(officer_id=row.officer_id)
        planned = planned.select_related("officer").order_by("starts", "pk")
        nexts = tuple((one.pk, one.officer.full_name, one.starts) for one in planned)
        free = needed_now(row, at) is None
        found.append(_on(row, at, nexts=nexts, free=free))
    return found


def _mine(by: Actor) -> Any:
    """Return the hand-overs in which somebody is a side: no right but one's own."""
    person = by.person_id or 0
    mine = Q(outgoing__officer__person_id=person) | Q(incoming__officer__person_id=person)
    return _rows(HandOver.objects.filter(mine, event_id=by.here))


def _rows(rows: Any) -> Any:
    return rows.select_related("party", "outgoing__officer", "incoming__officer")


def _own(row: HandOver, by: Actor, at: datetime) -> OwnHandOver:
    side = "taken" if row.incoming.officer.person_id == by.person_id else "given"
    is_open = row.state == HandOverState.OPEN
    return OwnHandOver(
        line=_line(row),
        side=side,
        my_code=getattr(row, f"{side}_code"),
        card=json.loads(row.card) if row.card else None,
        keys=row.keys if row.given_known_at else None,
        asks=is_open and getattr(row, f"{side}_known_at") is None,
        can_undo=is_open and rules.can_undo(row, side, at),
    )


def _usual_keys(row: HandOver) -> str:
    """Return what the outgoing officer was handed himself. One query where there is one."""
    if row.outgoing_id is None:
        return ""
    last = HandOver.objects.filter(incoming_id=row.outgoing_id, state=HandOverState.DONE).first()
    return last.keys if last else ""


def _line(row: HandOver) -> HandOverLine:
    return HandOverLine(
        id=row.pk,
        party=mark_of(row.party),
        due_at=row.due_at,
        asked_at=row.asked_at,
        raised_at=row.raised_at,
        done_at=row.done_at,
        given=_ack(row, "given"),
        taken=_ack(row, "taken"),
        state=row.state,
    )


def _ack(row: HandOver, side: str) -> Ack:
    at, known = getattr(row, f"{side}_at"), getattr(row, f"{side}_known_at")
    done = row.state == HandOverState.DONE
    # Afterwards the duty of who gave it is over; that he was asked shows in his tap.
    told = row.outgoing.officer if row.outgoing and done and at else row.giver
    officer = row.incoming.officer if side == "taken" else told
    return Ack(
        side=side,
        name=officer.full_name if officer else "",
        needed=officer is not None,
        at=at,
        by=getattr(row, f"{side}_by"),
        late=known - at if at and known and known - at > timedelta(minutes=1) else None,
    )


def _on(
    row: Duty, at: datetime, *, nexts: Iterable[tuple[int, str, datetime]] = (), free: bool = False
) -> OwnDuty:
    return OwnDuty(
        id=row.pk,
        party=mark_of(row.party),
        officer=row.officer.full_name,
        ends=row.ends,
        overruns=row.ends < at,
        free_to_leave=free,
        next=tuple(nexts),
    )
