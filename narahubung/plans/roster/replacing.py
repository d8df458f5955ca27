"""Who may take a duty over and who may not, each with the reasons; and the nearest legal duty."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.explaining import View
from narahubung.plans.assignment.terms import Position, Reason
from narahubung.plans.roster.index import Index, by_officer, iso, worked
from narahubung.plans.roster.judging import reason_of
from narahubung.plans.roster.rules import Worked, minutes, new_breaches, worked_in
from narahubung.plans.roster.terms import (
    Duty,
    Replacement,
    Replacements,
    RosterProblem,
)

DAY, HOUR, MINUTE = timedelta(hours=24), timedelta(hours=1), timedelta(minutes=1)


def replacements(
    problem: RosterProblem, *, delegation: str, span: Span, position: str, without: str = ""
) -> Replacements:
    """Return who may take this duty over, the best first, and everybody else with the reason.

    Ranked by the points of fit (language, experience, earlier service), by whether the delegation
    knows him, by rest before and after, by hours of the day and wishes; see RosterWeights. The
    duties of the problem are the present roster.

    Parameters
    ----------
    position
        Of the duty: its rules about the person count.
    without
        The officer who is to be replaced, or "".

    Raises
    ------
    KeyError
        There is no such delegation or position.
    BadProblemError
        The problem contradicts itself.
    """
    index = Index(problem)
    kind, party = index.position(position), index.delegations[delegation]
    desk = _Desk(index, delegation, span, kind)
    fitting, excluded = [], []
    for name in sorted(set(index.officers) - {without}):
        against = desk.against(name)
        if against:
            excluded.append(
                Replacement(
                    officer=name, points=0, reasons=tuple(against), touches=desk.touches(name)
                )
            )
        else:
            points = desk.points(name)
            said = [*desk.arguments(name, party.id), *desk.times(name)]
            fitting.append(Replacement(officer=name, points=points, reasons=tuple(said)))
    fitting.sort(key=lambda each: (each.points, each.officer))
    return Replacements(fitting=tuple(fitting), excluded=tuple(excluded))


class _Desk:
    """One duty looked at with every officer's present duties in view."""

    def __init__(self, index: Index, delegation: str, span: Span, position: Position) -> None:
        self.index, self.delegation, self.span, self.position = index, delegation, span, position
        self.of = by_officer(index.problem.duties)
        self.view = View(index.fit, ())
        self.posts = {
            post.officer: post.position
            for post in index.problem.posts
            if post.delegation == delegation
        }

    def against(self, officer: str) -> list[Reason]:
        """Return the rules about the person and his time that keep him away."""
        index, span = self.index, self.span
        found = index.exclusions(officer, self.delegation, self.position)
        for away in index.missing(officer, span)[:1]:
            found.append(Reason(code="not_free", facts=_when(away)))
        rows = self.of.get(officer, [])
        clash = [row for row in rows if row.span.overlaps(span)]
        if clash:
            facts: dict[str, str | int] = {"delegation": clash[0].delegation}
            return [*found, Reason(code="engaged", facts={**facts, **_when(clash[0].span)})]
        broken = new_breaches(
            index.policy(officer),
            [worked(row) for row in rows],
            Worked(span=span, delegation=self.delegation),
            timezone=index.problem.timezone,
        )
        # One word for each rule; a break can be given in the duty itself and keeps nobody away.
        rules = {breach.code: breach for breach in reversed(broken) if breach.code != "break"}
        return found + [reason_of(rules[code]) for code in sorted(rules)]

    def points(self, officer: str) -> int:
        """Return what it costs to take him, by the weights."""
        index, weights = self.index, self.index.weights
        rows, hours = self.of.get(officer, []), self.span.length / HOUR
        total = float(index.points(officer, self.delegation, self.position))
        if officer not in self.posts:
            total += weights.relief_hour * hours
            if all(row.delegation != self.delegation for row in rows):
                total += weights.further_officer
        total += index.wished(officer, self.span)
        done = sum((row.span.length for row in rows), timedelta()) / HOUR
        total += weights.hour_above * max(0.0, done + hours - max(index.mean_hours, done))
        for rest in self._rests(officer).values():
            total += weights.rest_hour * max(0.0, (DAY - rest) / HOUR)
        return round(total)

    def arguments(self, officer: str, delegation: str) -> Iterator[Reason]:
        """Return what speaks for him here: language, earlier service, home."""
        index = self.index
        pair = index.officers[officer], index.delegations[delegation]
        for reason in self.view.arguments(*pair, self.position):
            if reason.code not in ("free", "certified", "kept"):
                yield reason
        if officer in self.posts:
            yield Reason(code="home_there", facts={"position": self.posts[officer]})
        elif any(row.delegation == delegation for row in self.of.get(officer, [])):
            yield Reason(code="known_there")

    def times(self, officer: str) -> Iterator[Reason]:
        """Return his rest before and after, and the hours of his day with this duty."""
        for code, rest in self._rests(officer).items():
            yield Reason(code=code, facts={"minutes": minutes(rest)})
        day = Span(self.span.end - DAY, self.span.end)
        done = worked_in([worked(row) for row in self.of.get(officer, [])], day)
        facts: dict[str, str | int] = {"minutes": minutes(done + self.span.length)}
        yield Reason(code="day", facts=facts)

    def touches(self, officer: str) -> tuple[str, ...]:
        """Return the delegations whose duties, so near, he would have to leave for this one."""
        rest = timedelta(hours=self.index.policy(officer).rest_hours)
        near = Span(self.span.start - rest, self.span.end + rest)
        return tuple(
            sorted(
                {
                    row.delegation
                    for row in self.of.get(officer, [])
                    if not row.firm and row.span.overlaps(near)
                }
            )
        )

    def _rests(self, officer: str) -> dict[str, timedelta]:
        rows = self.of.get(officer, [])
        before = [row.span.end for row in rows if row.span.end <= self.span.start]
        after = [row.span.start for row in rows if row.span.start >= self.span.end]
        found = {}
        if before:
            found["rest_before"] = self.span.start - max(before)
        if after:
            found["rest_after"] = min(after) - self.span.end
        return found


def legal_alternative(problem: RosterProblem, duty: Duty) -> Duty | None:
    """Return the duty nearest to this one that its officer may do: the same, later begun or earlier
    ended, whatever loses fewest minutes; None where nothing of it is left.

    Its own entry among the duties of the problem does not count against it.

    Raises
    ------
    KeyError
        There is no such officer.
    BadProblemError
        The problem contradicts itself.
    """
    index = Index(problem)
    rows = [
        row
        for row in by_officer(problem.duties).get(duty.officer, [])
        if (row.delegation, row.span) != (duty.delegation, duty.span)
    ]
    best: Span | None = None
    for start in _starts(index, duty, rows):
        end = _latest_end(index, duty, rows, start)
        if end is not None and (best is None or end - start > best.length):
            best = Span(start, end)
    if best is None:
        return None
    inside = tuple(pause for pause in duty.breaks if _covers(best, pause))
    return Duty(
        officer=duty.officer,
        delegation=duty.delegation,
        position=duty.position,
        span=best,
        breaks=inside,
        firm=duty.firm,
        overtime_agreed=duty.overtime_agreed,
    )


def _covers(span: Span, part: Span) -> bool:
    return span.start <= part.start and part.end <= span.end


def _starts(index: Index, duty: Duty, rows: Sequence[Duty]) -> list[datetime]:
    """Return the moments at which a legal part of the duty may begin, the earliest first."""
    policy = index.policy(duty.officer)
    rest, found = timedelta(hours=policy.rest_hours), {duty.span.start}
    for row in rows:
        found |= {row.span.end, row.span.end + rest, row.span.start + DAY, row.span.end + DAY}
    found |= {away.end for away in index.missing(duty.officer, duty.span)}
    # Where hours of the day run out, every minute counts: the last ones that are left.
    found |= {duty.span.end - timedelta(hours=policy.day_hours)} if policy.day_hours else set()
    clock = index.clock
    days = clock.days(clock.seconds(duty.span.start), clock.seconds(duty.span.end))
    found |= {clock.moment(clock.midnights[day]) for day in days}
    return sorted(moment for moment in found if duty.span.covers(moment))


def _latest_end(index: Index, duty: Duty, rows: Sequence[Duty], start: datetime) -> datetime | None:
    """Return until when the duty may last if it begins then, to the minute."""
    low, high = 0, minutes(duty.span.end - start)
    if _is_legal(index, duty, rows, Span(start, duty.span.end)):
        return duty.span.end
    while high - low > 1:
        middle = (low + high) // 2
        if _is_legal(index, duty, rows, Span(start, start + middle * MINUTE)):
            low = middle
        else:
            high = middle
    return start + low * MINUTE if low else None


def _is_legal(index: Index, duty: Duty, rows: Sequence[Duty], span: Span) -> bool:
    if index.missing(duty.officer, span):
        return False
    more = Worked(span=span, delegation=duty.delegation, overtime_agreed=duty.overtime_agreed)
    broken = new_breaches(
        index.policy(duty.officer),
        [worked(row) for row in rows],
        more,
        timezone=index.problem.timezone,
    )
    return all(breach.code == "break" for breach in broken)


def _when(span: Span) -> dict[str, str | int]:
    return {"start": iso(span.start), "end": iso(span.end)}
