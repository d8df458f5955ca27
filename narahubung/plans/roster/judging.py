"""What is wrong with a roster, whoever made it, and what it costs. No solver here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from narahubung.kit.intervals import Span, gaps
from narahubung.plans.assignment.terms import Fault, Reason
from narahubung.plans.roster.index import Index, by_officer, iso, worked
from narahubung.plans.roster.rules import Breach, breaches, minutes, worked_in
from narahubung.plans.roster.terms import RELIEF, Duty, Post, RosterPlan, RosterProblem

HOUR = timedelta(hours=1)


def roster_faults(problem: RosterProblem, plan: RosterPlan) -> tuple[Fault, ...]:
    """Say what is wrong with a roster, also one made by hand; nothing when all is well.

    Codes: `unknown` (no such officer, delegation or home), `uncovered` (nobody is there; minutes),
    the rules of working time (`rules.Breach`; `overlap` is two at one time), those that firm
    duties break by themselves excepted; `not_free` (absent, away), the exclusions of a person
    (`conflict`, `no_clearance`, `no_language`, `gender_firm`) where neither duty nor post is firm,
    `firm_broken` (a firm duty or post that is not there), `no_home` (a duty as lead ... of who is
    not), `posted_twice` (a home held by two), `objective` (stated points that are not so).

    Raises
    ------
    BadProblemError
        The problem itself contradicts itself.
    """
    index = Index(problem)
    known = [d for d in plan.duties if _is_known(index, d)]
    posts = [p for p in plan.posts if _is_known_post(index, p)]
    found = [_fault(d.delegation, d.position, d.officer, "unknown") for d in plan.duties]
    found = [fault for d, fault in zip(plan.duties, found, strict=True) if d not in known]
    found += [
        _fault(p.delegation, p.position, p.officer, "unknown") for p in plan.posts if p not in posts
    ]
    found += _stands(problem, plan)
    found += _seats(posts, known)
    found += [fault for post in posts for fault in _person(index, post)]
    named = {(post.officer, post.delegation) for post in problem.posts if post.firm}
    found += [
        fault
        for duty in known
        if (duty.officer, duty.delegation) not in named
        for fault in _person(index, duty)
    ]
    found += _times(index, known)
    found += [
        _fault(party, "", "", "uncovered", **_when(span), minutes=minutes(span.length))
        for party, span in uncovered(index, known)
    ]
    if plan.stopped_by != "hand" and not found and plan.objective != price(index, plan):
        found.append(_fault("", "", "", "objective", stated=plan.objective))
    return tuple(found)


def uncovered(index: Index, duties: Iterable[Duty]) -> list[tuple[str, Span]]:
    """Return the times, from the start of the plan on, in which nobody is with a delegation."""
    there: dict[str, list[Span]] = defaultdict(list)
    for duty in duties:
        if index.position(duty.position).covers:
            there[duty.delegation].append(duty.span)
    found = []
    for demand in sorted(index.problem.demands, key=lambda d: (d.delegation, d.span)):
        whole = index.clipped(demand.span)
        if whole.length:
            found += [(demand.delegation, gap) for gap in gaps(whole, there[demand.delegation])]
    return found


def price(index: Index, plan: RosterPlan) -> int:
    """Return the points of a roster by the weights of its problem, firm duties not counted."""
    weights, problem = index.weights, index.problem
    open_min = sum(minutes(span.length) for _, span in uncovered(index, plan.duties))
    total = float(weights.uncovered_minute * open_min)
    total += _posts(index, plan.posts)
    homes = {(p.delegation, p.officer) for p in plan.posts if index.position(p.position).covers}
    present = {(d.officer, d.delegation, d.span) for d in problem.duties if not d.firm}
    known = {(d.delegation, d.officer) for d in plan.duties if d.firm} | homes
    for duty in plan.duties:
        if duty.firm:
            continue
        pair, hours = (duty.delegation, duty.officer), duty.span.length / HOUR
        if pair not in homes:
            total += weights.relief_hour * hours
            total += weights.duty_fit * index.points(duty.officer, duty.delegation, RELIEF)
        if pair not in known:
            known.add(pair)
            total += weights.further_officer
        if present and (duty.officer, duty.delegation, duty.span) not in present:
            total += weights.changed
        total += index.wished(duty.officer, duty.span)
    total += weights.unquiet * _unquiet(index, plan.duties)
    total += _hours(index, plan.duties)
    return round(total)


def _posts(index: Index, posts: Sequence[Post]) -> float:
    weights, total = index.weights, 0.0
    held = {(post.delegation, post.position): post for post in posts}
    before = {(post.delegation, post.position): post.officer for post in index.problem.posts}
    there = {
        demand.delegation for demand in index.problem.demands if index.clipped(demand.span).length
    }
    for party in sorted(there):
        for position in index.positions_of(party):
            post = held.get((party, position.code))
            was = before.get((party, position.code))
            if post is None:
                total += weights.vacant_post
            else:
                total += weights.post_fit * index.points(post.officer, party, position)
            if was is not None and (post is None or post.officer != was):
                total += weights.moved_post
    return total


def _unquiet(index: Index, duties: Sequence[Duty]) -> int:
    """Return how many hand-overs to a duty that is not firm lie outside the quiet moments."""
    quiet = {(d.delegation, moment) for d in index.problem.demands for moment in d.quiet}
    ends = {(duty.delegation, duty.span.end) for duty in duties}
    begins = {(duty.delegation, duty.span.start) for duty in duties if not duty.firm}
    return len((begins & ends) - quiet)


def _hours(index: Index, duties: Sequence[Duty]) -> float:
    """Return the points of the hours above the mean and of the overtime that was agreed to."""
    weights, total = index.weights, 0.0
    for officer, rows in by_officer(duties).items():
        hours = sum((row.span.length for row in rows), timedelta()) / HOUR
        total += weights.hour_above * max(0.0, hours - index.mean_hours)
        normal = index.policy(officer).day_hours
        for row in rows:
            if row.overtime_agreed and not row.firm and normal:
                window = Span(row.span.end - timedelta(hours=24), row.span.end)
                done = worked_in([worked(each) for each in rows], window) / HOUR
                total += weights.overtime_hour * max(0.0, done - normal)
    return total


def reason_of(breach: Breach) -> Reason:
    """Return a broken rule as a reason, with the moment from which on as a fact."""
    return Reason(code=breach.code, facts={**breach.facts, "start": iso(breach.at)})


def _fault(delegation: str, position: str, officer: str, code: str, **facts: str | int) -> Fault:
    return Fault(
        delegation=delegation,
        position=position,
        officer=officer,
        reason=Reason(code=code, facts=facts),
    )


def _when(span: Span) -> dict[str, str | int]:
    return {"start": iso(span.start), "end": iso(span.end)}


def _is_known(index: Index, duty: Duty) -> bool:
    return (
        duty.officer in index.officers
        and duty.delegation in index.delegations
        and duty.position in index.fit.positions
    )


def _is_known_post(index: Index, post: Post) -> bool:
    return (
        post.officer in index.officers
        and post.delegation in index.delegations
        and post.position in {p.code for p in index.positions_of(post.delegation)}
    )


def _stands(problem: RosterProblem, plan: RosterPlan) -> Iterator[Fault]:
    duties = {(d.officer, d.delegation, d.span) for d in plan.duties}
    posts = {(p.officer, p.delegation, p.position) for p in plan.posts}
    for duty in problem.duties:
        if duty.firm and (duty.officer, duty.delegation, duty.span) not in duties:
            yield _fault(
                duty.delegation, duty.position, duty.officer, "firm_broken", **_when(duty.span)
            )
    for post in problem.posts:
        if post.firm and (post.officer, post.delegation, post.position) not in posts:
            yield _fault(post.delegation, post.position, post.officer, "firm_broken")


def _seats(posts: Sequence[Post], duties: Sequence[Duty]) -> Iterator[Fault]:
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for post in posts:
        holders[post.delegation, post.position].add(post.officer)
    for (delegation, position), officers in sorted(holders.items()):
        if len(officers) > 1:
            yield _fault(delegation, position, "", "posted_twice", times=len(officers))
    for duty in duties:
        home = duty.position != RELIEF.code and not duty.firm
        if home and duty.officer not in holders[duty.delegation, duty.position]:
            yield _fault(duty.delegation, duty.position, duty.officer, "no_home")


def _person(index: Index, what: Post | Duty) -> Iterator[Fault]:
    if what.firm:
        return
    position = index.position(what.position)
    for reason in index.exclusions(what.officer, what.delegation, position):
        yield Fault(
            delegation=what.delegation,
            position=what.position,
            officer=what.officer,
            reason=reason,
        )


def _times(index: Index, duties: Sequence[Duty]) -> Iterator[Fault]:
    zone = index.problem.timezone
    for officer, rows in sorted(by_officer(duties).items()):
        policy = index.policy(officer)
        firm = breaches(policy, [worked(row) for row in rows if row.firm], timezone=zone)
        for row in rows:
            for away in () if row.firm else index.missing(officer, row.span):
                yield _fault(row.delegation, row.position, officer, "not_free", **_when(away))
        for breach in breaches(policy, [worked(row) for row in rows], timezone=zone):
            if breach not in firm:
                yield Fault(
                    delegation=_at(rows, breach),
                    position="",
                    officer=officer,
                    reason=reason_of(breach),
                )


def _at(rows: Sequence[Duty], breach: Breach) -> str:
    """Return the delegation of the duty in which the breach begins, or of the next one."""
    later = [row for row in rows if row.span.end > breach.at]
    return later[0].delegation if later else rows[-1].delegation
