"""A proposed roster in words: who when, hours, gaps, what it changes, and whom it touches."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext as _

from narahubung.assignments.models import Duty, DutyState, Proposal, ProposalState
from narahubung.assignments.queries.serving import teller
from narahubung.assignments.roster_planning import broken
from narahubung.assignments.words import hours_text, position_word
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.zones import zone
from narahubung.parties.models import Officer, Party
from narahubung.plans import roster as engine


@dataclass(frozen=True, kw_only=True)
class ProposedDuty:
    """One duty of a proposed roster. is_new: not in the present roster; firm: it stands."""

    officer: str
    position_word: str
    span: Span
    is_new: bool
    firm: bool


@dataclass(frozen=True, kw_only=True)
class ProposedDay:
    """One day of one party: its duties, and what of it nobody covers with the reasons."""

    day: date
    duties: tuple[ProposedDuty, ...]
    gaps: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, kw_only=True)
class ProposedParty:
    """The proposed days of one party. changes: duties that are new or taken away."""

    party: Party
    days: tuple[ProposedDay, ...]
    uncovered: str
    changes: int


@dataclass(frozen=True, kw_only=True)
class ProposedHours:
    """What an officer serves by the proposal. rest: the shortest between two duties."""

    officer: Officer
    duties: int
    hours: str
    rest: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class DroppedDuty:
    """A duty of the present roster that the proposal takes away."""

    party: Party
    officer: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class RosterView:
    """A proposed roster beside the present one."""

    proposal: Proposal
    parties: tuple[ProposedParty, ...] = ()
    hours: tuple[ProposedHours, ...] = ()
    dropped: tuple[DroppedDuty, ...] = ()
    new: int = 0
    touched_officers: tuple[str, ...] = ()
    touched_parties: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    shortfall: str = ""
    has_present: bool = False


def held_duties(*, by: Actor, at: datetime) -> list[Duty]:
    """Return the duties ahead that a person holds where they are, by time. One query."""
    rows = Duty.objects.visible_to(by).filter(state=DutyState.PLANNED, firm=True, ends__gt=at)
    return list(rows.select_related("party", "officer").order_by("starts", "party__code"))


def has_roster(*, by: Actor, at: datetime) -> bool:
    """Tell whether any duty lies ahead. One query."""
    return Duty.objects.visible_to(by).ahead().filter(ends__gt=at).exists()


def roster_view(*, proposal: Proposal, by: Actor) -> RosterView:
    """Return a proposed roster in words. Two queries, and one the first time."""
    if proposal.state not in {ProposalState.READY, ProposalState.ADOPTED}:
        return RosterView(proposal=proposal)
    plan, problem = _stored(proposal.pk, json.dumps(proposal.summary))
    faults = broken(problem, plan) if proposal.summary["faults"] else ()
    parties = {p.code: p for p in Party.objects.visible_to(by)}
    officers = {o.code: o for o in Officer.objects.visible_to(by)}
    told = teller(officers, problem.timezone)
    name = {code: officer.full_name for code, officer in officers.items()}
    present = {_key(duty) for duty in problem.duties}
    wanted = {_key(duty) for duty in plan.duties}
    dropped = [duty for duty in problem.duties if _key(duty) not in wanted]
    ahead = [duty for duty in plan.duties if duty.span.end > problem.starts]
    gaps: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for gap in plan.uncovered:
        gaps[gap.delegation].append((gap.span, "; ".join(map(told, gap.reasons))))
    changed: dict[str, int] = defaultdict(int)
    for duty in [*dropped, *(d for d in ahead if _key(d) not in present)]:
        changed[duty.delegation] += 1
    by_party = defaultdict(list)
    for duty in ahead:
        by_party[duty.delegation].append(
            ProposedDuty(
                officer=name.get(duty.officer, duty.officer),
                position_word=position_word(duty.position),
                span=duty.span,
                is_new=_key(duty) not in present,
                firm=duty.firm,
            )
        )

    def first(code: str) -> tuple[bool, bool, str]:
        return code not in gaps, not changed[code], parties[code].name_en

    return RosterView(
        proposal=proposal,
        parties=tuple(
            ProposedParty(
                party=parties[code],
                days=tuple(_days(by_party[code], gaps.get(code, []), problem.timezone)),
                uncovered=_hours(span for span, _why in gaps.get(code, [])),
                changes=changed[code],
            )
            for code in sorted(parties, key=first)
            if code in by_party or code in gaps
        ),
        hours=tuple(_served(plan, problem, officers)),
        dropped=tuple(
            DroppedDuty(
                party=parties[duty.delegation],
                officer=name.get(duty.officer, duty.officer),
                span=duty.span,
            )
            for duty in dropped
            if duty.delegation in parties
        ),
        new=len(wanted - present),
        touched_officers=tuple(name.get(code, code) for code in plan.changed_officers),
        touched_parties=plan.changed_delegations,
        faults=tuple(
            f"{fault.delegation} {name.get(fault.officer, fault.officer)}: {told(fault.reason)}"
            for fault in faults
        ),
        shortfall=shortfall_text(problem, plan),
        has_present=any(not duty.firm for duty in problem.duties),
    )


def shortfall_text(problem: engine.RosterProblem, plan: engine.RosterPlan) -> str:
    """Return in words why no roster can cover everything, and how many officers are missing."""
    short = plan.shortfall
    if short is None:
        return ""
    usual = problem.policies.get("") or next(iter(problem.policies.values()))
    served = {demand.delegation for demand in problem.demands}
    facts = {
        "have": short.officers_have,
        "parties": len(served),
        "hours": f"{short.hours_needed:,.0f}",
        "most": f"{usual.day_hours:g}",
        "least": short.officers_at_least,
        "homes": short.homes,
        "missing": max(short.officers_at_least, short.homes) - short.officers_have,
    }
    if short.homes > short.officers_at_least:
        says = _(
            "{have} officers are not enough: {parties} delegations need {hours} hours a day; at "
            "{most} hours each at least {least} officers, for a lead and a deputy each {homes}: "
            "{missing} are missing."
        )
    else:
        says = _(
            "{have} officers are not enough: {parties} delegations need {hours} hours a day; at "
            "{most} hours each at least {least} officers: {missing} are missing."
        )
    return says.format(**facts)


def _days(
    duties: list[ProposedDuty], gaps: list[tuple[Span, str]], zone_name: str
) -> Iterable[ProposedDay]:
    """Yield the days of one party; a duty belongs to the day on which it begins."""
    here = zone(zone_name)
    found: dict[date, tuple[list[ProposedDuty], list[tuple[Span, str]]]] = {}
    for duty in duties:
        found.setdefault(duty.span.start.astimezone(here).date(), ([], []))[0].append(duty)
    for gap in gaps:
        found.setdefault(gap[0].start.astimezone(here).date(), ([], []))[1].append(gap)
    for day, (mine, holes) in sorted(found.items()):
        ordered = tuple(sorted(mine, key=lambda duty: duty.span))
        yield ProposedDay(day=day, duties=ordered, gaps=tuple(sorted(holes)))


def _served(
    plan: engine.RosterPlan, problem: engine.RosterProblem, officers: dict[str, Officer]
) -> Iterable[ProposedHours]:
    """Yield the hours of each officer who serves from the start of the plan on, most first."""
    mine: dict[str, list[Span]] = defaultdict(list)
    for duty in plan.duties:
        if duty.span.end > problem.starts:
            mine[duty.officer].append(duty.span)
    rows = []
    for code, spans in mine.items():
        if code not in officers:
            continue
        spans.sort()
        rests = [after.start - before.end for before, after in pairwise(spans)]
        rests = [rest for rest in rests if rest]
        rows.append(
            ProposedHours(
                officer=officers[code],
                duties=len(spans),
                hours=_hours(spans),
                rest=hours_text(int(min(rests).total_seconds()) // 60) if rests else "",
                minutes=_minutes(spans),
            )
        )
    return sorted(rows, key=lambda row: (-row.minutes, row.officer.full_name))


def _minutes(spans: Iterable[Span]) -> int:
    return int(sum((span.length for span in spans), timedelta()).total_seconds()) // 60


def _hours(spans: Iterable[Span]) -> str:
    minutes = _minutes(spans)
    return hours_text(minutes) if minutes else ""


def _key(duty: engine.Duty) -> tuple[str, str, Span]:
    return duty.officer, duty.delegation, duty.span


@lru_cache(maxsize=4)
def _stored(proposal_id: int, figures: str) -> tuple[engine.RosterPlan, engine.RosterProblem]:
    # A roster never changes once its figures are there, so it is decoded once.
    row = Proposal.objects.get(pk=proposal_id)
    return (
        engine.from_json(engine.RosterPlan, json.dumps(row.plan)),
        engine.from_json(engine.RosterProblem, json.dumps(row.problem)),
    )
