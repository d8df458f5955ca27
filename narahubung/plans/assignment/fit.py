"""How well one officer suits one place: the hard rules and the points, pair by pair.

Everything is worked out once per group of equals (same languages, same stay ...) and kept, so that
300,000 pairs take seconds in plain Python.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from narahubung.kit.intervals import Span, gaps
from narahubung.plans.assignment.terms import (
    LEVELS,
    BadProblemError,
    Delegation,
    Officer,
    Position,
    Problem,
    Reason,
)

T = TypeVar("T")
HOUR = timedelta(hours=1)


def level(name: str) -> int:
    """Return the CEFR level as 1 (A1) to 6 (C2), 0 for none or an unknown name."""
    return LEVELS.index(name) + 1 if name in LEVELS else 0


def minutes(hours: float) -> int:
    """Return hours as whole minutes."""
    return round(hours * 60)


class Fit:
    """A problem, indexed, with its rules and prices. Raises BadProblemError if it is not sound."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.policy = problem.policy
        self.zone = ZoneInfo(problem.timezone)
        self.officers = {officer.id: officer for officer in problem.officers}
        self.delegations = {delegation.id: delegation for delegation in problem.delegations}
        self.positions = {position.code: position for position in problem.policy.positions}
        self.pins = {(pin.delegation, pin.position): pin for pin in problem.pins}
        self.present = {(held.delegation, held.position): held.officer for held in problem.present}
        self.known = {party for officer in problem.officers for party in officer.served}
        self._kept: dict[Hashable, object] = {}
        self._check_sound()
        self._times = _groups((o.id, (o.free, o.busy)) for o in problem.officers)
        self._tongues = _groups((o.id, frozenset(o.languages.items())) for o in problem.officers)
        self._stays = _groups((d.id, d.stay) for d in problem.delegations)
        self._talks = _groups(
            (d.id, (d.preferred, d.official, self.is_cleared_party(d))) for d in problem.delegations
        )

    # -- places ----------------------------------------------------------------------------

    def positions_of(self, delegation: Delegation) -> tuple[Position, ...]:
        """Return the positions this delegation wants, in the order of the policy."""
        if delegation.positions:
            return tuple(p for p in self.policy.positions if p.code in delegation.positions)
        return tuple(p for p in self.policy.positions if p.usual)

    def places(self) -> list[tuple[Delegation, Position]]:
        """Return every place, delegations by id, so that the order of the input does not matter."""
        return [
            (self.delegations[key], position)
            for key in sorted(self.delegations)
            for position in self.positions_of(self.delegations[key])
        ]

    def is_cleared_party(self, delegation: Delegation) -> bool:
        """Tell whether only officers with VIP clearance may go there."""
        return delegation.head_category in self.policy.clearance_for

    def worth(self, delegation: Delegation, position: Position) -> int:
        """Return how much a filled place counts beside others: lead first, then a cleared party."""
        return 4 * position.weight + self.is_cleared_party(delegation)

    # -- hard ------------------------------------------------------------------------------

    def exclusions(
        self, officer: Officer, delegation: Delegation, position: Position
    ) -> tuple[Reason, ...]:
        """Return the hard rules that this officer breaks here, alone; none if he may go."""
        found = []
        if delegation.id in officer.conflicts:
            found.append(Reason(code="conflict", facts={"why": officer.conflicts[delegation.id]}))
        missing = self.missing(officer, delegation)
        if missing:
            found.append(Reason(code="not_free", facts=_when(missing)))
        if self.is_cleared_party(delegation) and not officer.cleared:
            found.append(Reason(code="no_clearance", facts={"head": delegation.head_category}))
        if not self.shares_language(officer, delegation, position):
            wanted = " ".join(self._wanted_languages(delegation, position))
            found.append(Reason(code="no_language", facts={"languages": wanted}))
        if delegation.gender_firm and officer.gender != delegation.gender_wish:
            found.append(Reason(code="gender_firm", facts={"wish": delegation.gender_wish}))
        return tuple(found)

    def may(self, officer: Officer, delegation: Delegation, position: Position) -> bool:
        """Tell whether no hard rule forbids the pair: `exclusions` without the words."""
        return self.suits(officer, delegation, position) and not self.missing(officer, delegation)

    def suits(self, officer: Officer, delegation: Delegation, position: Position) -> bool:
        """Tell whether no hard rule about the person forbids the pair, whenever he is free."""
        return (
            (officer.cleared or not self.is_cleared_party(delegation))
            and delegation.id not in officer.conflicts
            and not (delegation.gender_firm and officer.gender != delegation.gender_wish)
            and self.shares_language(officer, delegation, position)
        )

    def missing(self, officer: Officer, delegation: Delegation) -> tuple[Span, ...]:
        """Return the parts of the stay in which the officer is not free."""
        key = ("missing", self._times[officer.id], self._stays[delegation.id])
        return self._keep(key, lambda: _missing(officer, delegation.stay))

    def shares_language(self, officer: Officer, delegation: Delegation, position: Position) -> bool:
        """Tell whether they can talk, in an own language or the working one, each at its floor."""
        if self.language(officer, delegation)[1]:
            return True
        if position.own_language and self.own_languages(delegation):
            return False
        return self._working(officer) >= level(self.policy.working_floor)

    def units(self, officer: Officer, delegation: Delegation) -> int:
        """Return how much of the officer's capacity this delegation takes while it stays."""
        return max(1, officer.capacity) if delegation.exclusive else 1

    # -- cover -----------------------------------------------------------------------------

    def days(self, delegation: Delegation) -> tuple[tuple[date, Span], ...]:
        """Return the calendar days of the stay with the part of each that belongs to it."""
        return self._keep(
            ("days", self._stays[delegation.id]), lambda: tuple(_days(delegation.stay, self.zone))
        )

    def needed(self, delegation: Delegation, part: Span) -> int:
        """Return the minutes of cover that are needed in this part of a day."""
        return min(minutes(delegation.cover_hours), minutes(part.length / HOUR))

    def gives(self, officer: Officer, part: Span) -> int:
        """Return the minutes that an officer who is free gives to this part of a day."""
        return min(minutes(officer.max_hours_per_day), minutes(part.length / HOUR))

    def gives_truly(self, officer: Officer, delegation: Delegation, part: Span) -> int:
        """Return the minutes that he gives to it with his absences, which only a pin allows."""
        lost = sum(
            minutes(Span(max(away.start, part.start), min(away.end, part.end)).length / HOUR)
            for away in self.missing(officer, delegation)
        )
        return min(minutes(officer.max_hours_per_day), minutes(part.length / HOUR) - lost)

    # -- soft ------------------------------------------------------------------------------

    def points(self, officer: Officer, delegation: Delegation, position: Position) -> int:
        """Return the price of the pair, 0 for a perfect one; see Policy for each part."""
        policy = self.policy
        cleared = self.is_cleared_party(delegation)
        wanted_events = policy.wanted_events_cleared if cleared else policy.wanted_events
        person = (
            self.language(officer, delegation)[0]
            + policy.experience * max(0, wanted_events - officer.events)
            + policy.certifications.get(officer.certification, policy.no_certification)
        )
        wish = delegation.gender_wish
        held = self.present.get((delegation.id, position.code))
        return (
            position.weight * person
            + policy.grades.get(officer.grade, 0)
            + policy.load * officer.carries
            + (policy.gender if wish and officer.gender != wish else 0)
            + (policy.newcomer if self._is_newcomer(officer, delegation) else 0)
            + (policy.changed if held is not None and held != officer.id else 0)
        )

    def language(self, officer: Officer, delegation: Delegation) -> tuple[int, str, int]:
        """Return (points, the language shared or "", its level 1-6) of the best way to talk."""
        key = ("language", self._tongues[officer.id], self._talks[delegation.id])
        return self._keep(key, lambda: self._language(officer, delegation))

    def _language(self, officer: Officer, delegation: Delegation) -> tuple[int, str, int]:
        policy = self.policy
        wanted = level(
            policy.wanted_level_cleared
            if self.is_cleared_party(delegation)
            else policy.wanted_level
        )
        working = self._working(officer)
        own = self.own_languages(delegation)
        ways = [(policy.language_missing if own else 0, "", 0)]
        for code in own:
            here = level(officer.languages.get(code, ""))
            if here < level(policy.own_floor):
                continue
            order = (
                policy.language_order * delegation.preferred.index(code)
                if code in delegation.preferred
                else policy.official_only
                if delegation.preferred
                else 0
            )
            ways.append((order + policy.language_level * max(0, wanted - here), code, here))
        points, code, here = min(ways)
        return points + policy.working_level * max(0, wanted - working), code, here

    def _is_newcomer(self, officer: Officer, delegation: Delegation) -> bool:
        return delegation.id in self.known and delegation.id not in officer.served

    def own_languages(self, delegation: Delegation) -> tuple[str, ...]:
        """Return the delegation's languages, preferred first, then the official ones."""
        more = tuple(code for code in delegation.official if code not in delegation.preferred)
        return delegation.preferred + more

    def _wanted_languages(self, delegation: Delegation, position: Position) -> tuple[str, ...]:
        own = self.own_languages(delegation)
        if position.own_language and own:
            return own
        return own + tuple({self.policy.working_language} - set(own))

    def _working(self, officer: Officer) -> int:
        return level(officer.languages.get(self.policy.working_language, ""))

    # -- sound -----------------------------------------------------------------------------

    def _keep(self, key: Hashable, work: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = work()
        return self._kept[key]  # type: ignore[return-value]  # each kind of key has one type

    def _check_sound(self) -> None:
        problem = self.problem
        for kind, given, known in (
            ("officer", problem.officers, self.officers),
            ("delegation", problem.delegations, self.delegations),
            ("position", self.policy.positions, self.positions),
            ("pin", problem.pins, self.pins),
        ):
            if len(given) != len(known):
                raise BadProblemError(f"the same {kind} stands twice")
        for delegation in problem.delegations:
            if not delegation.stay.length:
                raise BadProblemError(f"the stay of {delegation.id} is empty")
            if unknown := set(delegation.positions) - set(self.positions):
                raise BadProblemError(f"{delegation.id} wants unknown positions {sorted(unknown)}")
        places = {(d.id, p.code) for d in problem.delegations for p in self.positions_of(d)}
        seated = set()
        for pin in problem.pins:
            if (pin.delegation, pin.position) not in places or pin.officer not in self.officers:
                raise BadProblemError(
                    f"the pin {pin.officer} at {pin.delegation} {pin.position} is outside"
                )
            if (pin.delegation, pin.officer) in seated:
                raise BadProblemError(f"{pin.officer} is pinned twice at {pin.delegation}")
            seated.add((pin.delegation, pin.officer))


def _groups(pairs: Iterable[tuple[str, Hashable]]) -> dict[str, int]:
    """Return {id: number of the group of equals it belongs to}."""
    numbers: dict[Hashable, int] = {}
    return {key: numbers.setdefault(what, len(numbers)) for key, what in pairs}


def _missing(officer: Officer, stay: Span) -> tuple[Span, ...]:
    away = gaps(stay, list(officer.free))
    away += [
        Span(max(b.start, stay.start), min(b.end, stay.end))
        for b in officer.busy
        if b.overlaps(stay)
    ]
    return tuple(_joined(sorted(away)))


def _joined(spans: list[Span]) -> Iterator[Span]:
    current: Span | None = None
    for span in spans:
        if current is not None and span.start <= current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _days(stay: Span, zone: ZoneInfo) -> Iterator[tuple[date, Span]]:
    day = stay.start.astimezone(zone).date()
    while (begin := datetime.combine(day, time(), zone)) < stay.end:
        end = datetime.combine(day + timedelta(days=1), time(), zone)
        # Through UTC: two moments of the same zone would be subtracted by the clock on the wall.
        yield day, _in_utc(Span(max(begin, stay.start), min(end, stay.end)))
        day += timedelta(days=1)


def _in_utc(span: Span) -> Span:
    return Span(span.start.astimezone(UTC), span.end.astimezone(UTC))


def _when(spans: tuple[Span, ...]) -> dict[str, str | int]:
    first, last = spans[0], spans[-1]
    return {"start": first.start.isoformat(), "end": last.end.isoformat(), "times": len(spans)}
