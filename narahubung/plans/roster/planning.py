"""The engine's entry: a roster problem in, a roster with its bound out."""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.terms import Reason
from narahubung.plans.roster.cutting import Shift, shifts_of, with_breaks
from narahubung.plans.roster.filling import Book, Team, fill
from narahubung.plans.roster.index import Index, by_officer
from narahubung.plans.roster.judging import price, uncovered
from narahubung.plans.roster.quick import broken_by
from narahubung.plans.roster.shortfall import shortfall_of
from narahubung.plans.roster.terms import (
    RELIEF,
    Duty,
    Post,
    RosterPlan,
    RosterProblem,
    Uncovered,
)

Homes = Mapping[tuple[str, str], str]
Posts = dict[tuple[str, str], Post]


def plan_roster(
    problem: RosterProblem, *, effort: float = 30.0, seed: int = 0, wall_guard_s: float = 60.0
) -> RosterPlan:
    """Say who is with each delegation in every minute that its demands name.

    Nobody breaks a rule of working time, also not where that leaves somebody alone: such a time is
    told as uncovered. Same problem (in any order), effort and seed: same roster, unless the guard
    stopped it, which the plan says.

    Parameters
    ----------
    effort
        How much is tried: four steps of bettering and a hundred nodes of each MIP for each; no
        clock is read for it.
    seed
        It picks among rosters that are equally good.
    wall_guard_s
        Seconds by the clock after which the best roster so far is returned.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.

    Notes
    -----
    Set partitioning over the days of many people, NP-hard. Demands are cut into shifts at quiet
    moments; how many shifts the homes of a delegation leave over is proven by dynamic programming;
    who has which home is a MIP over columns priced out of all pairs (HiGHS), whose relaxation is
    the bound; who relieves when is another over the sets of shifts that these homes may leave; then
    the shifts are divided anew, a few delegations at a time, until no division is better.
    """
    from narahubung.plans.roster.placing import (  # noqa: PLC0415 - loads HiGHS, which only a child needs
        Table,
        place,
    )
    from narahubung.plans.roster.relieving import arrange  # noqa: PLC0415 - as above

    until = time.monotonic() + wall_guard_s
    index = Index(problem)
    firm = [duty for duty in problem.duties if duty.firm]
    kept = [duty for duty in problem.duties if not duty.firm]
    shifts = shifts_of(index, kept, firm)
    placed = place(Table(index, shifts), seed=seed, until=until, nodes=round(100 * effort))
    teams = _teams(index, shifts, placed.homes, placed.reliefs)
    book = Book(index, placed.homes, firm)
    book.block(teams)
    if not kept:  # a roster in use is kept duty by duty, not planned anew as a whole
        arrange(book, teams, seed=seed, nodes=round(100 * effort), until=until)
    rounds = fill(book, teams, placed.scarce, rounds=round(4 * effort), seed=seed, until=until)
    plan = roster_of(index, book, firm, made_by(teams), _posts(index, teams, placed.homes))
    late = time.monotonic() > until
    bound = min(plan.objective, math.floor(placed.bound))
    proven = plan.objective == math.floor(placed.bound)  # below it somebody is lent out
    gap = 100 * (plan.objective - bound) / plan.objective if plan.objective > bound else 0.0
    return replace(
        plan,
        bound=bound,
        gap_pct=round(gap, 4),
        proven=proven,
        stopped_by="guard" if late else "proven" if proven else "effort",
        effort=float(placed.rounds + rounds),
    )


def _teams(
    index: Index, shifts: Sequence[Shift], homes: Homes, reliefs: Mapping[str, tuple[str, ...]]
) -> list[Team]:
    of: dict[str, list[Shift]] = defaultdict(list)
    for shift in sorted(shifts, key=lambda each: (each.delegation, each.start)):
        of[shift.delegation].append(shift)
    return [
        Team(
            party,
            rows,
            [
                homes[party, position.code]
                for position in index.positions_of(party)
                if position.covers and (party, position.code) in homes
            ],
            reliefs.get(party, ()),
        )
        for party, rows in sorted(of.items())
    ]


def _posts(index: Index, teams: Sequence[Team], homes: Homes) -> Posts:
    """Return the posts of the plan; who had a home whose days are over keeps the name of it."""
    there = {team.party for team in teams}
    before = {(post.delegation, post.position): post for post in index.problem.posts}
    posts = {place: post for place, post in before.items() if post.delegation not in there}
    for (party, code), officer in homes.items():
        firm = (party, code) in before and before[party, code].firm
        posts[party, code] = Post(officer=officer, delegation=party, position=code, firm=firm)
    return posts


def made_by(teams: Sequence[Team]) -> list[tuple[str, Shift]]:
    """Return (officer, shift) for all that the teams have given to somebody."""
    return [(who, team.shifts[number]) for team in teams for number, who in team.takes.items()]


def roster_of(
    index: Index,
    book: Book,
    stands: Sequence[Duty],
    made: Sequence[tuple[str, Shift]],
    posts: Posts,
) -> RosterPlan:
    """Return what was found as a roster: with breaks, what is open and why, and its price.

    stands: duties left as they are; made: officer and shift of those that are new.
    """
    codes = {
        (post.delegation, post.officer): post.position
        for post in posts.values()
        if index.position(post.position).covers
    }
    fresh = [
        Duty(
            officer=officer,
            delegation=shift.delegation,
            position=codes.get((shift.delegation, officer), RELIEF.code),
            span=shift.span,
        )
        for officer, shift in made
    ]
    duties = _rested(index, stands, _joined(fresh))
    plan = RosterPlan(
        posts=tuple(posts[place] for place in sorted(posts)),
        duties=tuple(duties),
        uncovered=tuple(
            Uncovered(delegation=party, span=span, reasons=_tally(index, book, party, span))
            for party, span in uncovered(index, duties)
        ),
        shortfall=shortfall_of(index),
    )
    officers, parties = _touched(index.problem, duties)
    return replace(
        plan,
        objective=price(index, plan),
        changed_officers=officers,
        changed_delegations=parties,
    )


def _joined(duties: Sequence[Duty]) -> list[Duty]:
    """Return the duties with those joined that follow one another without a hand-over."""
    found: list[Duty] = []
    for duty in sorted(duties, key=lambda d: (d.officer, d.delegation, d.span)):
        last = found[-1] if found else None
        if (
            last is not None
            and (last.officer, last.delegation) == (duty.officer, duty.delegation)
            and last.span.end == duty.span.start
        ):
            found[-1] = replace(last, span=Span(last.span.start, duty.span.end))
        else:
            found.append(duty)
    return found


def _rested(index: Index, stands: Sequence[Duty], made: Sequence[Duty]) -> list[Duty]:
    """Return all duties by time, delegation and officer, with the breaks of who has new ones."""
    quiet: dict[str, list[datetime]] = defaultdict(list)
    for demand in sorted(index.problem.demands, key=lambda d: d.span):
        quiet[demand.delegation] += sorted(demand.quiet)
    anew = {duty.officer for duty in made}
    found: list[Duty] = []
    for officer, rows in by_officer([*stands, *made]).items():
        found += with_breaks(index.policy(officer), rows, quiet) if officer in anew else rows
    return sorted(found, key=lambda d: (d.span, d.delegation, d.officer))


def _tally(index: Index, book: Book, party: str, span: Span) -> tuple[Reason, ...]:
    """Return how many officers each rule keeps away from an open time."""
    clock, kept = index.clock, Counter[str]()
    row = (clock.seconds(span.start), clock.seconds(span.end), party)
    for name in sorted(index.officers):
        if not index.suits(name, party, RELIEF):
            kept[index.exclusions(name, party, RELIEF)[0].code] += 1
        elif index.missing(name, span):
            kept["not_free"] += 1
        else:
            code = broken_by(index.limits(name), book.rows[name], row, clock)
            kept[code or "left_free"] += 1
    return tuple(
        Reason(code="kept_away", facts={"rule": code, "officers": count})
        for code, count in sorted(kept.items(), key=lambda item: (-item[1], item[0]))
    )


def _touched(
    problem: RosterProblem, duties: Sequence[Duty]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whose duties, by officer and by delegation, differ from the present roster."""
    after = {(d.officer, d.delegation, d.span) for d in duties}
    before = {(d.officer, d.delegation, d.span) for d in problem.duties}
    if not before:
        return (), ()
    moved = after ^ before
    return (
        tuple(sorted({officer for officer, _, _ in moved})),
        tuple(sorted({party for _, party, _ in moved})),
    )
