"""The roster mended for one party: what stands of it stays, and the fewest others are moved."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from narahubung.accounts.models import Event
from narahubung.assignments.entries import MendingTakenBack, PartyMended
from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.planning import stays_of
from narahubung.assignments.presence import joined, shared
from narahubung.assignments.roster_planning import homes_of, roster_problem
from narahubung.assignments.rules.mending import UNDO_FOR
from narahubung.journal.reading import newest
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.parties.models import Party
from narahubung.plans import roster as engine

Key = tuple[str, str, Span]


@dataclass(frozen=True, kw_only=True)
class Mending:
    """One party's roster as it would be. Ids are the list's codes.

    problem: the roster as it stands, what lies beside the stay free to be dropped; plan: the
    engine's answer; vacant: places of the party that nobody held and that cover it.
    """

    problem: engine.RosterProblem
    plan: engine.RosterPlan
    vacant: tuple[str, ...]

    @property
    def made(self) -> list[engine.Duty]:
        """Return the duties that are new, by time."""
        stood = {key_of(duty) for duty in self.problem.duties}
        return [duty for duty in self.plan.duties if key_of(duty) not in stood]

    @property
    def gone(self) -> list[engine.Duty]:
        """Return the duties that are dropped for them, by time."""
        stands = {key_of(duty) for duty in self.plan.duties}
        ahead = (duty for duty in self.problem.duties if duty.span.end > self.problem.starts)
        lost = (duty for duty in ahead if key_of(duty) not in stands and not duty.firm)
        return sorted(lost, key=lambda duty: (duty.span, duty.officer))

    @property
    def posts(self) -> list[engine.Post]:
        """Return the places that are filled."""
        return sorted(set(self.plan.posts) - set(self.problem.posts), key=str)

    @property
    def digest(self) -> str:
        """Return a word for what it changes: the same as long as it changes the same."""
        told = [*map(key_of, self.made), *map(key_of, self.gone), *self.posts]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def mending_of(event: Event, party: Party, homes: Mapping[str, str], *, at: datetime) -> Mending:
    """Return the party's roster mended from `at` on. homes: officer by place that is to be filled.

    Its duties are cut to its stay, also those given by hand; what is open then goes to its own
    officers or to a relief, at worst to somebody whose own duty a third takes. Gaps of other
    parties stay as they are. Within seconds. Raises KeyError: it does not come.
    """
    problem = roster_problem(event, at=at)
    delegation = {one.id: one for one in problem.delegations}[party.code]
    stay = stays_of(event)[party.pk]
    beside = _beside(party, stay, at)
    free = replace(
        problem,
        duties=tuple(
            replace(duty, firm=False) if key_of(duty) in beside else duty for duty in problem.duties
        ),
    )
    places = [code for name, code in sorted(homes_of(problem.fit, [delegation]))]
    held = {post.position for post in problem.posts if post.delegation == delegation.id}
    covering = {one.code for one in problem.fit.positions if one.covers}
    vacant = tuple(
        one.code
        for one in problem.fit.positions
        if one.code in places and one.code in covering - held
    )
    posts = tuple(
        engine.Post(officer=homes[code], delegation=delegation.id, position=code, firm=True)
        for code in vacant
        if code in homes
    )
    asked = replace(
        problem,
        posts=(*problem.posts, *posts),
        duties=tuple(
            cut
            for duty in problem.duties
            if (cut := _cut(duty, stay) if key_of(duty) in beside else duty) is not None
        ),
        demands=tuple(_demands(problem, delegation.id)),
    )
    plan = engine.repair(_holding_others(asked, delegation.id))
    if _open(plan, delegation.id):
        plan = min(plan, engine.repair(asked), key=lambda one: _open(one, delegation.id))
    return Mending(problem=free, plan=plan, vacant=vacant)


def _holding_others(problem: engine.RosterProblem, code: str) -> engine.RosterProblem:
    """Return the problem with every duty of another party where it is."""
    return replace(
        problem,
        duties=tuple(
            duty if duty.delegation == code else replace(duty, firm=True) for duty in problem.duties
        ),
    )


def _open(plan: engine.RosterPlan, code: str) -> timedelta:
    """Return how long nobody would be with the party."""
    left = (one.span.length for one in plan.uncovered if one.delegation == code)
    return sum(left, timedelta())


def last_mending(*, party: Party, by: Actor, at: datetime) -> PartyMended | None:
    """Return the mending of a party that may be taken back: the last of two hours. One query."""
    of, since = f"party:{party.pk}", at - UNDO_FOR
    entry = newest(PartyMended, MendingTakenBack, topic=of, since=since, by=by)
    return entry if isinstance(entry, PartyMended) else None


def key_of(duty: engine.Duty) -> Key:
    """Return which duty it is."""
    return duty.officer, duty.delegation, duty.span


def _beside(party: Party, stay: Span, at: datetime) -> set[Key]:
    """Return the planned duties that begin before the party comes, or end after it has left."""
    rows = Duty.objects.filter(party=party, state=DutyState.PLANNED, ends__gt=at)
    return {
        (row.officer.code, party.code, Span(row.starts, row.ends))
        for row in rows.select_related("officer")
        if row.starts < stay.start or row.ends > stay.end
    }


def _cut(duty: engine.Duty, stay: Span) -> engine.Duty | None:
    """Return what of a duty lies in the stay, None where nothing does."""
    span = Span(max(duty.span.start, stay.start), min(duty.span.end, stay.end))
    if not span.length:
        return None
    inside = tuple(one for one in duty.breaks if span.start <= one.start and one.end <= span.end)
    return replace(duty, span=span, breaks=inside)


def _demands(problem: engine.RosterProblem, code: str) -> list[engine.Demand]:
    """Return all that the party needs, and of the others what somebody covers today."""
    covers = {one.code for one in problem.fit.positions if one.covers} | {engine.RELIEF.code}
    there: dict[str, list[Span]] = {}
    for duty in problem.duties:
        if duty.position in covers:
            there.setdefault(duty.delegation, []).append(duty.span)
    found = []
    for demand in problem.demands:
        if demand.delegation == code:
            found.append(demand)
            continue
        for part in shared([demand.span], joined(there.get(demand.delegation, []))):
            still = tuple(moment for moment in demand.quiet if part.covers(moment))
            found.append(replace(demand, span=part, quiet=still))
    return found
