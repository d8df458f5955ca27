"""The problem, indexed: who suits whom at what price, who may be on duty when, under which limits.

Shared by the judge, the search and the desk's questions; no solver here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from narahubung.kit.intervals import Span, gaps
from narahubung.plans.assignment.fit import Fit
from narahubung.plans.assignment.terms import (
    BadProblemError,
    Delegation,
    Officer,
    Position,
    Problem,
    Reason,
)
from narahubung.plans.roster.quick import HOUR, Clock, Limits
from narahubung.plans.roster.rules import DutyPolicy, Worked
from narahubung.plans.roster.terms import RELIEF, Duty, RosterProblem, Wish

DEFAULT = DutyPolicy(code="default")


class Index:
    """A roster problem with what is asked of it again and again.

    Raises
    ------
    BadProblemError
        An unknown or doubled id, an empty demand, a post outside the delegation's positions.
    """

    def __init__(self, problem: RosterProblem) -> None:
        self.problem, self.weights = problem, problem.weights
        self.fit = Fit(
            Problem(
                officers=problem.officers,
                delegations=problem.delegations,
                policy=replace(problem.fit, positions=(*problem.fit.positions, RELIEF)),
                timezone=problem.timezone,
            )
        )
        self.officers, self.delegations = self.fit.officers, self.fit.delegations
        self._check()
        moments = [problem.starts]
        moments += [m for d in problem.demands for m in (d.span.start, d.span.end)]
        moments += [m for d in problem.duties for m in (d.span.start, d.span.end)]
        self.clock = Clock(min(moments), max(moments) + timedelta(days=8), problem.timezone)
        self.away: dict[str, list[Span]] = defaultdict(list)
        for absence in problem.absences:
            self.away[absence.officer].append(absence.span)
        self.wishes: dict[str, list[Wish]] = defaultdict(list)
        for wish in problem.wishes:
            self.wishes[wish.officer].append(wish)
        self.kind = self._kinds()
        self._policies: dict[str, DutyPolicy] = {}
        self._limits: dict[DutyPolicy, Limits] = {}
        self._points: dict[tuple[str, str, int], int] = {}
        self.mean_hours = self._mean()
        self.usual = self._usual()

    def positions_of(self, delegation: str) -> tuple[Position, ...]:
        """Return the homes of a delegation."""
        return self.fit.positions_of(self.delegations[delegation])

    def position(self, code: str) -> Position:
        """Return the position of that code."""
        return self.fit.positions[code]

    # -- the person and the delegation -------------------------------------------------------

    def points(self, officer: str, delegation: str, position: Position) -> int:
        """Return the points of fit, 0 for a perfect pair."""
        key = (officer, delegation, position.weight)
        if key not in self._points:
            self._points[key] = self.fit.points(
                self.officers[officer], self.delegations[delegation], position
            )
        return self._points[key]

    def suits(self, officer: str, delegation: str, position: Position) -> bool:
        """Tell whether no hard rule about the person forbids the pair."""
        return self.fit.suits(self.officers[officer], self.delegations[delegation], position)

    def exclusions(self, officer: str, delegation: str, position: Position) -> list[Reason]:
        """Return the hard rules about the person that the pair breaks."""
        pair: tuple[Officer, Delegation] = self.officers[officer], self.delegations[delegation]
        found = self.fit.exclusions(*pair, position)
        return [reason for reason in found if reason.code != "not_free"]

    # -- the person and the time -------------------------------------------------------------

    def missing(self, officer: str, span: Span) -> list[Span]:
        """Return the parts of the span in which the officer may not be on duty at all."""
        person = self.officers[officer]
        away = gaps(span, list(person.free))
        away += [
            Span(max(out.start, span.start), min(out.end, span.end))
            for out in (*person.busy, *self.away.get(officer, ()))
            if out.overlaps(span)
        ]
        return sorted(away)

    def _kinds(self) -> dict[str, str]:
        """Return for each officer the first who may be on duty at the same times."""
        first: dict[object, str] = {}
        return {
            name: first.setdefault((person.free, person.busy, tuple(self.away[name])), name)
            for name, person in sorted(self.officers.items())
        }

    def policy(self, officer: str) -> DutyPolicy:
        """Return his rules of working time, no more hours a day than he himself may give."""
        if officer not in self._policies:
            given = self.problem.policies
            policy = given.get(officer, given.get("", DEFAULT))
            most = self.officers[officer].max_hours_per_day
            day = min(policy.day_hours or most, most)
            over = min(policy.overtime_day, most - day)
            self._policies[officer] = replace(policy, day_hours=day, overtime_day=over)
        return self._policies[officer]

    def limits(self, officer: str) -> Limits:
        """Return his rules in whole seconds."""
        policy = self.policy(officer)
        if policy not in self._limits:
            self._limits[policy] = Limits.of(policy)
        return self._limits[policy]

    def wished(self, officer: str, span: Span) -> int:
        """Return the points of the wishes to be free that a duty in this span goes against."""
        found = 0
        for wish in self.wishes.get(officer, ()):
            both = Span(max(wish.span.start, span.start), min(wish.span.end, span.end)).length
            found += wish.weight * -(-int(both.total_seconds()) // 3600)
        return found * self.weights.wish_hour

    def clipped(self, span: Span) -> Span:
        """Return what of a span lies in the time that is planned."""
        return Span(max(span.start, self.problem.starts), span.end)

    def longest(self) -> int:
        """Return the seconds of the longest duty that the rules of most people allow."""
        most = [limit for limit in (self.usual.day, self.usual.party) if limit]
        return min([*most, 24 * HOUR - self.usual.rest])

    def _usual(self) -> Limits:
        """Return the limits that most officers have."""
        counts = Counter(self.limits(name) for name in sorted(self.officers))
        return counts.most_common(1)[0][0] if counts else Limits.of(DEFAULT)

    def _mean(self) -> float:
        """Return the hours that each officer has if all have as many."""
        if not self.officers:
            return 0.0
        whole = sum((d.span.length for d in self.problem.demands), timedelta())
        return whole / timedelta(hours=1) / len(self.officers)

    # -- sound -------------------------------------------------------------------------------

    def _check(self) -> None:
        problem = self.problem
        for demand in problem.demands:
            if demand.delegation not in self.delegations:
                raise BadProblemError(f"a demand is of the unknown delegation {demand.delegation}")
            if not demand.span.length:
                raise BadProblemError(f"a demand of {demand.delegation} is empty")
        named = [each.officer for each in problem.absences]
        for officer in [*named, *(each.officer for each in problem.wishes)]:
            if officer not in self.officers:
                raise BadProblemError(f"an absence or a wish is of the unknown {officer}")
        for duty in problem.duties:
            if duty.officer not in self.officers or duty.delegation not in self.delegations:
                raise BadProblemError(f"a duty names {duty.officer} or {duty.delegation}: unknown")
        self._check_posts()

    def _check_posts(self) -> None:
        places = {(d.id, p.code) for d, p in self.fit.places()}
        held = set()
        for post in self.problem.posts:
            place = (post.delegation, post.position)
            if place not in places or post.officer not in self.officers:
                raise BadProblemError(f"the post {post.officer} at {' '.join(place)} is outside")
            if place in held:
                raise BadProblemError(f"two hold the post {' '.join(place)}")
            held.add(place)


def worked(duty: Duty) -> Worked:
    """Return a duty as the rules of working time see it."""
    return Worked(
        span=duty.span,
        delegation=duty.delegation,
        breaks=duty.breaks,
        overtime_agreed=duty.overtime_agreed,
    )


def by_officer(duties: Iterable[Duty]) -> dict[str, list[Duty]]:
    """Return the duties of each officer in order of time."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in sorted(duties, key=lambda d: (d.span, d.delegation)):
        found[duty.officer].append(duty)
    return found


def iso(moment: datetime) -> str:
    """Return a moment as a fact of a reason."""
    return moment.isoformat()
