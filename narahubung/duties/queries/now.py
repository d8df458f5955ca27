"""What needs a person now: the now-list, and an officer's work for one party over some days."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from narahubung.accounts.roles import Right
from narahubung.assignments.models import Attachment
from narahubung.duties import rules
from narahubung.duties.models import OUTSTANDING, Check, Step, StepState
from narahubung.duties.queries.steps import (
    OLD_NEWS,
    UNSEEN,
    StepLine,
    in_order,
    is_ticked,
    last_looks,
    lines_of,
)
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.movements.models import TravelTime
from narahubung.parties.models import Party
from narahubung.plans.procedures import lead_time

HOUR = timedelta(minutes=60)
FARTHEST = timedelta(hours=3)  # nobody at an event sets off earlier than that


@dataclass(frozen=True, kw_only=True)
class Work:
    """An officer's steps of one party.

    now: what needs him within the hour, the most pressing first. steps: those due in the span, in
    the order of time. slip: his own last look that he may take back, None when there is none.
    """

    now: tuple[StepLine, ...]
    steps: tuple[StepLine, ...]
    slip: Check | None


def now_list(
    *,
    by: Actor,
    at: datetime,
    horizon: timedelta = HOUR,
    party_ids: Collection[int] | None = None,
    limit: int = 100,
) -> list[StepLine]:
    """Return what needs this person within the horizon, the most pressing first. Six queries.

    Sorted by lead time: counted back from the due moment over the way there, so what is due later
    but far away comes first. What must be checked again is always in it. An officer gets the steps
    of his role in his own attachments; who steers gets all.
    """
    rows = Step.objects.visible_to(by, Right.DO_DUTIES).filter(_asks(at, horizon))
    if party_ids is not None:
        rows = rows.filter(party_id__in=party_ids)
    steps = {step.pk: step for step in rows.prefetch_related("party__whereabouts")}
    leads = _leads(list(steps.values()), by, at, horizon)
    wanted = [steps[pk] for pk in leads][:limit]
    return [
        replace(line, set_off_in=leads[line.id])
        for line in lines_of(wanted, by=by, at=at, last=last_looks(wanted))
    ]


def work_of(*, party: Party, by: Actor, at: datetime, since: datetime, until: datetime) -> Work:
    """Return an officer's work for a party: now, and from `since` to `until`. Four queries.

    party: found through `.visible_to(by)`, best read with its `whereabouts`.
    """
    asks = _asks(at, HOUR)
    due = Q(due_at__gte=since, due_at__lt=until)
    was_due = Q(due_at=None, check_at__gte=since, check_at__lt=until)
    rows = Step.objects.visible_to(by).filter(party_id=party.pk, role="officer")
    rows = rows.exclude(state__in=UNSEEN).filter(asks | due | was_due)
    steps: list[Any] = list(
        rows.annotate(asks=ExpressionWrapper(asks, output_field=BooleanField()))
    )
    for step in steps:
        step.party = party
    may_work = by.may_for(Right.DO_DUTIES, party.pk)
    leads = _leads([step for step in steps if may_work and step.asks], by, at, HOUR)
    last, slip = _looks_at(steps, party, by, at)
    lines = {line.id: line for line in lines_of(steps, by=by, at=at, last=last)}
    inside = [lines[s.pk] for s in steps if since <= (s.due_at or s.check_at) < until]
    return Work(
        now=tuple(replace(lines[pk], set_off_in=lead) for pk, lead in leads.items()),
        steps=tuple(in_order(inside)),
        slip=slip,
    )


def _asks(at: datetime, horizon: timedelta) -> Q:
    """Return the condition of what may need somebody within the horizon, however far the way."""
    owed = Q(Q(counts=True) | Q(weight=0), state__in=OUTSTANDING, due_at__gte=at - OLD_NEWS)
    return owed & (Q(state=StepState.AGAIN) | Q(due_at__lte=at + horizon + FARTHEST))


def _leads(steps: list[Step], by: Actor, at: datetime, horizon: timedelta) -> dict[int, timedelta]:
    """Return how long each step that needs this person can wait, the most pressing first."""
    if Right.DO_DUTIES not in by.everywhere:
        steps = _mine(steps, by, at)
    travel = _travel(steps, by)
    leads = {
        step.pk: lead_time(step.due_at or at, at=at, travel=travel.get(step.pk, timedelta()))
        for step in steps
    }
    wanted = [s.pk for s in steps if s.state == StepState.AGAIN or leads[s.pk] <= horizon]
    return {pk: leads[pk] for pk in sorted(wanted, key=lambda pk: (leads[pk], pk))}


def _looks_at(
    steps: Sequence[Step], party: Party, by: Actor, at: datetime
) -> tuple[dict[int, Check], Check | None]:
    """Return the last look at each step, and this person's own last one that he may take back."""
    ticked = {step.pk for step in steps if is_ticked(step)}
    own = Q(person_id=by.person_id, at__gte=at - rules.UNDO_WITHIN)
    rows = Check.objects.filter(
        Q(step_id__in=ticked) | own, step__party_id=party.pk, undone=False, kind__in=rules.LOOKS
    )
    last: dict[int, Check] = {}
    slip = None
    for look in rows.select_related("step").only(*_OF_LOOK).order_by("pk"):
        last[look.step_id] = look
        if look.person_id == by.person_id and look.at >= at - rules.UNDO_WITHIN:
            slip = look
    return last, slip


_OF_LOOK = ("step__code", "kind", "person_id", "by_name", "at")


def _mine(steps: list[Step], by: Actor, at: datetime) -> list[Step]:
    """Keep the officer's steps that lie in his attachments; late ones are his who is there now."""
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = Attachment.objects.filter(officer__person_id=by.person_id or 0).standing()
    for party_id, since, until in rows.values_list("party_id", "since", "until"):
        spans[party_id].append(Span(since, until))
    return [
        step
        for step in steps
        if step.role == "officer"
        and (
            step.party_id not in spans
            or any(span.covers(max(step.due_at or at, at)) for span in spans[step.party_id])
        )
    ]


def _travel(steps: list[Step], by: Actor) -> dict[int, timedelta]:
    """Return the way from where each step's party is now to the step's place; none when unknown."""
    asked = {
        step.pk: (told.place_id, step.where_id)
        for step in steps
        if (told := getattr(step.party, "whereabouts", None))
        and told.place_id
        and step.where_id not in {None, told.place_id}
    }
    if not asked:
        return {}
    starts, ends = zip(*asked.values(), strict=True)
    rows = TravelTime.objects.visible_to(by).filter(
        Q(from_place_id__in=set(starts), to_place_id__in=set(ends))
        | Q(from_place_id__in=set(ends), to_place_id__in=set(starts), both_ways=True),
        normal_min__isnull=False,
    )
    ways: dict[tuple[int, int], timedelta] = {}
    for a, b, both, minutes in rows.values_list(
        "from_place_id", "to_place_id", "both_ways", "normal_min"
    ):
        ways[a, b] = timedelta(minutes=minutes or 0)
        if both:
            ways.setdefault((b, a), timedelta(minutes=minutes or 0))
    return {pk: ways[way] for pk, way in asked.items() if way in ways}
