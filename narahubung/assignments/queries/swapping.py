"""Swaps between officers: those that wait, and between whom one is possible at all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from narahubung.accounts.models import Event
from narahubung.assignments.models import Absence, Duty, DutyState, Swap, SwapState
from narahubung.assignments.rules.swapping import OPEN
from narahubung.assignments.rules.working_time import breaks_under
from narahubung.assignments.suiting import Suiting
from narahubung.assignments.words import when_text
from narahubung.assignments.working_time import policies_of, served
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.parties.models import Officer
from narahubung.plans.roster import Worked, new_breaches

_SHOWN = 40  # decided ones, the newest first


@dataclass(frozen=True, kw_only=True)
class SwapLine:
    """One swap in words. given, back: the duties; side: "mine", "theirs" or "" (a planner)."""

    id: int
    side: str
    officer: str
    to: str
    given: str
    given_party: str
    back: str
    back_party: str
    state: str
    state_word: str
    why: str
    no: str
    decided_by: str
    decided_at: datetime | None
    changed: bool


@dataclass(frozen=True, kw_only=True)
class Taker:
    """An officer who may take the duty. backs: (number, words) of what he could give for it."""

    officer_id: int
    officer: str
    gift: bool
    backs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True)
class SwapOffer:
    """One's own duty, and to whom it may be offered: the list is cut to what is legal."""

    duty_id: int
    party: str
    when: str
    open_with: str
    takers: tuple[Taker, ...]


def swaps(*, event: Event, by: Actor, planner: bool) -> tuple[SwapLine, ...]:
    """Return one's own swaps (a planner: all), those that wait first. One query."""
    rows = Swap.objects.filter(event=event)
    if not planner:
        me = by.person_id or 0
        rows = rows.filter(Q(duty__officer__person_id=me) | Q(to__person_id=me))
    rows = rows.select_related(
        "duty__officer", "duty__party", "back__officer", "back__party", "to"
    ).order_by("-pk")
    lines = [_line(row, event, by) for row in rows[: _SHOWN * 2]]
    waiting = [line for line in lines if line.state in OPEN]
    return tuple(waiting + [line for line in lines if line.state not in OPEN][:_SHOWN])


def swaps_to_decide(*, by: Actor) -> int:
    """Return how many swaps wait for a coordinator. One query."""
    return Swap.objects.visible_to(by).filter(state=SwapState.AGREED).count()


def swap_offer(*, event: Event, duty_id: int, by: Actor, at: datetime) -> SwapOffer:
    """Return to whom one's own duty ahead may be offered. Raises Duty.DoesNotExist.

    For every other officer who signs in: as a gift, and for each duty of his that would suit, if
    the rules of working time and the guests allow it for both.
    """
    own = Duty.objects.filter(event=event, officer__person_id=by.person_id or 0, starts__gt=at)
    rows = own.filter(state=DutyState.PLANNED).select_related("party", "officer")
    duty = rows.get(pk=duty_id)
    open_ = Swap.objects.filter(duty=duty, state__in=OPEN).select_related("to").first()
    return SwapOffer(
        duty_id=duty.pk,
        party=duty.party.name,
        when=when_text(duty.starts, duty.ends, event.zone),
        open_with=open_.to.full_name if open_ else "",
        takers=() if open_ else tuple(_takers(event, duty, at)),
    )


class _Board:
    """What each officer serves, under which rules: enough to judge many exchanges in one go."""

    def __init__(self, event: Event) -> None:
        self.zone = event.zone
        self.suiting = Suiting(event)
        self.policies = policies_of(event.pk)
        self.served = served(event.pk)
        self.away: dict[int, list[Absence]] = defaultdict(list)
        for row in Absence.objects.filter(event=event, ended_at=None):
            self.away[row.officer_id].append(row)

    def may(self, officer: Officer, take: Duty, leave: Duty | None) -> bool:
        """Tell whether an officer may serve one duty and drop another."""
        span = Span(take.starts, take.ends)
        if not self.suiting.may(officer.code, take.party.code, span):
            return False
        if any(
            row.since < span.end and (row.until is None or row.until > span.start)
            for row in self.away[officer.pk]
        ):
            return False
        dropped = Span(leave.starts, leave.ends) if leave else None
        rest = [row for row in self.served.get(officer.pk, []) if row.span != dropped]
        policy = self.policies.get(officer.pk, self.policies[None])
        breaks = breaks_under(policy, span)
        more = Worked(span=span, delegation=take.party.code, breaks=breaks)
        return not new_breaches(policy, rest, more, timezone=self.zone)


def _takers(event: Event, duty: Duty, at: datetime) -> list[Taker]:
    board = _Board(event)
    theirs: dict[int, list[Duty]] = defaultdict(list)
    ahead = Duty.objects.filter(event=event, state=DutyState.PLANNED, starts__gt=at)
    for row in ahead.exclude(officer=duty.officer).select_related("party").order_by("starts"):
        theirs[row.officer_id].append(row)
    others = Officer.objects.filter(event=event, person__isnull=False)
    others = others.exclude(certainty="cancelled").exclude(pk=duty.officer_id)
    found = []
    for officer in others.order_by("full_name"):
        backs = tuple(
            (back.pk, f"{back.party.code} {when_text(back.starts, back.ends, event.zone)}")
            for back in theirs[officer.pk]
            if board.may(officer, duty, back) and board.may(duty.officer, back, duty)
        )
        gift = board.may(officer, duty, None)
        if gift or backs:
            found.append(
                Taker(officer_id=officer.pk, officer=officer.full_name, gift=gift, backs=backs)
            )
    return found


def _line(row: Swap, event: Event, by: Actor) -> SwapLine:
    duty, back = row.duty, row.back
    mine = by.person_id is not None and duty.officer.person_id == by.person_id
    theirs = by.person_id is not None and row.to.person_id == by.person_id
    return SwapLine(
        id=row.pk,
        side="mine" if mine else "theirs" if theirs else "",
        officer=duty.officer.full_name,
        to=row.to.full_name,
        given=when_text(duty.starts, duty.ends, event.zone),
        given_party=duty.party.code,
        back=when_text(back.starts, back.ends, event.zone) if back else "",
        back_party=back.party.code if back else "",
        state=row.state,
        state_word=str(SwapState(row.state).label),
        why=row.why,
        no=row.no,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        changed=row.state in OPEN
        and any(one is not None and one.state != DutyState.PLANNED for one in (duty, back)),
    )
