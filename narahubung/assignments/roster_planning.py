"""Rows to the roster's problem, and its figures. Adopting a roster is a command."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from narahubung.accounts.models import Event
from narahubung.assignments.cover import cover_of, quiet_moments
from narahubung.assignments.models import RELIEF, Absence, Duty, DutyState, DutyWish
from narahubung.assignments.planning import problem_of
from narahubung.assignments.words import BREACHES
from narahubung.assignments.working_time import breaks_of, policies_of, span_of
from narahubung.kit.intervals import Span
from narahubung.parties.models import Officer, Party
from narahubung.plans import assignment
from narahubung.plans import roster as engine

_REMEMBERED = timedelta(days=10)  # older duties change nothing of rest, a week's hours, free days
_NO_END = timedelta(days=60)  # an absence of which nobody knows the end


def roster_problem(event: Event, *, at: datetime) -> engine.RosterProblem:
    """Return the event's roster from `at` on as the engine's problem. Ids are the list's codes.

    The homes of the parties stand, they are what the plan of officers decides; an empty home may
    be filled. Past duties, those on now, and those that a person holds stand, too.
    """
    base = problem_of(event)
    starts = at.replace(second=0, microsecond=0).astimezone(UTC)
    codes = {party.pk: party.code for party in Party.objects.filter(event=event)}
    known = {officer.id for officer in base.officers}
    parties = {delegation.id for delegation in base.delegations}
    homes = homes_of(base.policy, base.delegations)
    return engine.RosterProblem(
        officers=base.officers,
        delegations=base.delegations,
        demands=tuple(_demands(event, codes, parties, starts)),
        starts=starts,
        posts=tuple(
            engine.Post(
                officer=held.officer, delegation=held.delegation, position=held.position, firm=True
            )
            for held in base.present
            if (held.delegation, held.position) in homes and held.officer in known
        ),
        duties=tuple(
            _duty(row, starts, base.policy)
            for row in _standing(event, starts)
            if row.party.code in parties and row.officer.code in known
        ),
        absences=tuple(
            engine.Absence(
                officer=row.officer.code, span=Span(row.since, row.until or starts + _NO_END)
            )
            for row in Absence.objects.filter(event=event, ended_at=None).select_related("officer")
            if row.officer.code in known and (row.until is None or row.until > row.since)
        ),
        wishes=tuple(
            engine.Wish(officer=row.officer.code, span=Span(row.starts, row.ends))
            for row in DutyWish.objects.filter(event=event).select_related("officer")
            if row.officer.code in known
        ),
        policies=_policies(event),
        fit=base.policy,
        timezone=event.zone,
    )


def roster_summary(
    problem: engine.RosterProblem, plan: engine.RosterPlan, *, seconds: float
) -> dict[str, Any]:
    """Return the figures of a roster: what the command line prints and the pages show.

    faults: rules that the plan breaks; breaches: those of them about working time. A minute that
    nobody covers is no fault, it is counted apart.
    """
    found = broken(problem, plan)
    homes = homes_of(problem.fit, problem.delegations)
    firm = {(d.officer, d.delegation, d.span) for d in problem.duties if d.firm}
    short = plan.shortfall
    return {
        "positions": len(homes),
        "filled": len(homes & {(post.delegation, post.position) for post in plan.posts}),
        "faults": len(found),
        "pinned_kept": len(firm & {(d.officer, d.delegation, d.span) for d in plan.duties}),
        "objective": plan.objective,
        "bound": plan.bound,
        "gap_pct": round(plan.gap_pct, 3),
        "proven": plan.proven,
        "stopped_by": plan.stopped_by,
        "seconds": round(seconds, 2),
        "duties": len(plan.duties),
        "uncovered_min": sum(int(u.span.length.total_seconds()) // 60 for u in plan.uncovered),
        "breaches": sum(fault.reason.code in BREACHES for fault in found),
        "shortfall": None
        if short is None
        else {
            "hours_needed": short.hours_needed,
            "officers_at_least": short.officers_at_least,
            "homes": short.homes,
            "officers_have": short.officers_have,
        },
    }


def broken(problem: engine.RosterProblem, plan: engine.RosterPlan) -> tuple[assignment.Fault, ...]:
    """Return the rules that a plan breaks; what stands by itself, and a gap, breaks none."""
    found = engine.roster_faults(problem, plan)
    return tuple(fault for fault in found if fault.reason.code != "uncovered")


def _standing(event: Event, starts: datetime) -> list[Duty]:
    """Return the duties that were not cancelled and still matter to a plan from `starts` on."""
    rows = Duty.objects.filter(event=event, ends__gt=starts - _REMEMBERED).standing()
    return list(rows.select_related("party", "officer").order_by("starts", "pk"))


def _duty(row: Duty, starts: datetime, policy: assignment.Policy) -> engine.Duty:
    """Return a duty; of one that is over, from when to when it really was.

    Who is still on beyond the planned end serves until somebody takes over.
    """
    is_over = row.left_at is not None
    span = span_of(row) if is_over else Span(row.starts, row.ends)
    if row.state == DutyState.ON and row.ends < starts:
        span = Span(row.starts, starts)
    return engine.Duty(
        officer=row.officer.code,
        delegation=row.party.code,
        position=row.position if row.position in {p.code for p in policy.positions} else RELIEF,
        span=span,
        breaks=breaks_of(row),
        firm=row.firm or row.state != DutyState.PLANNED or row.starts < starts,
        overtime_agreed=row.overtime_agreed_at is not None,
    )


def _demands(
    event: Event, codes: dict[int, str], parties: set[str], starts: datetime
) -> Iterable[engine.Demand]:
    cover = {codes[pk]: spans for pk, spans in cover_of(event).items() if codes[pk] in parties}
    ends = [span.end for spans in cover.values() for span in spans]
    quiet = quiet_moments(event, Span(starts, max(ends, default=starts)))
    for code, spans in sorted(cover.items()):
        for span in spans:
            if span.end > starts:
                still = tuple(moment for moment in quiet if span.covers(moment))
                yield engine.Demand(delegation=code, span=span, quiet=still)


def _policies(event: Event) -> dict[str, engine.DutyPolicy]:
    codes = dict(Officer.objects.filter(event=event).values_list("pk", "code"))
    rules = policies_of(event.pk)
    return {"" if pk is None else codes[pk]: policy for pk, policy in rules.items()}


def homes_of(
    policy: assignment.Policy, parties: Iterable[assignment.Delegation]
) -> set[tuple[str, str]]:
    """Return each place where an officer is at home: the party's code, the position."""
    return {
        (party.id, position.code)
        for party in parties
        for position in policy.positions
        if (position.code in party.positions if party.positions else position.usual)
    }
