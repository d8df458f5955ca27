"""Duties go along when their party comes, leaves or dines at another time. For the house."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Event
from narahubung.assignments import entries
from narahubung.assignments.commands.rostering import head, locked, set_times, told_of
from narahubung.assignments.cover import cover_of
from narahubung.assignments.entries.following import ARRIVAL, DEPARTURE, PROGRAMME
from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.planning import stays_of
from narahubung.assignments.rules.following import following, reached
from narahubung.assignments.rules.working_time import check_may_serve
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import Refusal, refusal_of
from narahubung.kit.said import in_both

Where = Callable[[Duty], Span]
Cover = Mapping[int, list[Span]]


@command
def follow_stay(
    *,
    party_id: int,
    was_since: datetime,
    was_until: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Let a party's duties go along with its new stay, as far as hours and rest allow.

    was_since, was_until: the stay until now. Nobody else is moved; of a duty that is on only the
    end. What may not follow stands, and the coordinators are told why. Does nothing, and opens no
    act, where every duty stands as it should.
    """
    event = Event.objects.get(pk=by.here)
    was = cover_of(event, [party_id], stays={party_id: Span(was_since, was_until)})
    now, stay = cover_of(event, [party_id]), stays_of(event).get(party_id)
    if stay is None:
        return
    cause = DEPARTURE if stay.start == was_since else ARRIVAL
    _follow([party_id], was, now, cause, by, at, key)


@command
def follow_programme(
    *,
    party_ids: list[int],
    starts: datetime,
    ends: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Let who is with these parties at the edge of their day stay to the end of what moved there.

    starts, ends: the appointment or drive as it is now. As `follow_stay`.
    """
    event = Event.objects.get(pk=by.here)
    now = cover_of(event, party_ids)
    filled = defaultdict(list)
    for row in Duty.objects.visible_to(by).standing().covering().filter(party_id__in=party_ids):
        filled[row.party_id].append(_span(row))
    was = {pk: reached(Span(starts, ends), spans, filled[pk]) for pk, spans in now.items()}
    _follow(now.keys(), was, now, PROGRAMME, by, at, key)


def _follow(
    party_ids: Collection[int],
    was: Cover,
    now: Cover,
    cause: str,
    by: Actor,
    at: datetime,
    key: UUID | None,
) -> None:
    def where(row: Duty) -> Span:
        return following(_span(row), was.get(row.party_id, []), now.get(row.party_id, []))

    rows = Duty.objects.ahead().visible_to(by).filter(party_id__in=party_ids)
    rows = rows.filter(Q(ends__gt=at) | Q(state=DutyState.ON))
    moving = [row for row in rows.order_by("officer", "pk") if _goal(row, where, at) is not None]
    if not moving:
        return
    with act(by=by, at=at, key=key) as record:
        for row in moving:
            officer = locked(row.officer_id, by)
            duty = Duty.objects.select_related("party", "reach", "event").for_change(by, row.pk)
            goal = _goal(duty, where, at)
            if goal is not None and officer.pk == duty.officer_id:
                duty.officer = officer
                _go(duty, goal, cause, record, at)


def _goal(row: Duty, where: Where, at: datetime) -> Span | None:
    """Return where a duty is to go; None where it stands there, or has nowhere to go."""
    goal = where(row)
    if row.state == DutyState.ON:
        goal = Span(row.starts, goal.end)
    is_over = goal.end <= max(goal.start, at)
    return None if is_over or goal == _span(row) else goal


def _go(duty: Duty, goal: Span, cause: str, record: Record, at: datetime) -> None:
    """Move a duty of a locked officer as far as he may, and tell him; else tell the planners."""
    stood = _span(duty)
    why = in_both(lambda: _refusal(duty, goal) or "")
    tries = [goal]
    if why and goal.overlaps(stood):  # one end of it, then
        tries = [Span(stood.start, goal.end), Span(goal.start, stood.end)]
    allowed = [one for one in tries if one != stood and not _refusal(duty, one)]
    if allowed:
        set_times(duty, allowed[0])
        record(
            entries.DutyFollowed(
                **head(duty), was_starts=stood.start, was_ends=stood.end, cause=cause
            ),
            tell=told_of(duty),
        )
    if why:
        record(
            entries.DutyDidNotFollow(
                **head(duty),
                wanted_starts=goal.start,
                wanted_ends=goal.end,
                cause=cause,
                why=why,
            ),
            tell=coordinators(duty.event_id, at),
        )


def _refusal(duty: Duty, span: Span) -> Refusal | None:
    """Return what stands against these times. Less than it was is always allowed."""
    if duty.starts <= span.start and span.end <= duty.ends:
        return None
    return refusal_of(
        check_may_serve,
        duty.officer,
        span,
        delegation=duty.party.code,
        zone_name=duty.event.zone,
        without=(duty.pk,),
    )


def _span(row: Duty) -> Span:
    return Span(row.starts, row.ends)
