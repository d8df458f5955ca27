"""A roster after a sick call: what still stands stays, only what broke is given to others."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narahubung.plans.roster.cutting import Shift, shifts_of
from narahubung.plans.roster.filling import Book, Team
from narahubung.plans.roster.index import Index
from narahubung.plans.roster.planning import Posts, roster_of
from narahubung.plans.roster.terms import Duty, Post, RosterPlan, RosterProblem

Given = list[tuple[str, Shift]]
HALF_HOUR = 1_800
FEW = 60  # officers whose own duty is tried to be given on, the best fits first


def repair(problem: RosterProblem, *, seed: int = 0, wall_guard_s: float = 5.0) -> RosterPlan:
    """Mend the present roster (posts and duties of the problem) around what is new in it.

    A duty stands as long as its officer is there and keeps the rules; each other one, and each gap,
    goes to the other homes of the delegation or to a relief, whole if that is possible, else in two
    parts, else to somebody whose own duty a third takes. A home whose holder is away until the end
    goes to who takes most of it. No bound is claimed: `stopped_by` is `repair`, or `guard`.

    Parameters
    ----------
    seed
        For the same face as `plan_roster`; nothing is drawn, the repair is always the same.
    wall_guard_s
        Seconds by the clock after which what is still open stays open.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    """
    del seed
    until = time.monotonic() + wall_guard_s
    index = Index(problem)
    posts = _posts(index)
    stands = _standing(index)
    holes = shifts_of(index, stands, stands)
    homes = {place: post.officer for place, post in posts.items()}
    book = Book(index, homes, stands)
    book.block(_everywhere(index))
    mender = _Mender(index, book, posts, stands)
    for hole in sorted(holes, key=lambda each: (each.start, each.delegation)):
        if time.monotonic() > until:
            break
        mender.mend(hole)
    _refill(index, posts, mender.made)
    plan = roster_of(index, book, mender.stands, mender.made, posts)
    late = time.monotonic() > until
    return replace(plan, stopped_by="guard" if late else "repair")


def _posts(index: Index) -> Posts:
    """Return the posts whose holder is there at some time that is still to come."""
    found = {}
    for post in index.problem.posts:
        spans = [
            index.clipped(demand.span)
            for demand in index.problem.demands
            if demand.delegation == post.delegation and index.clipped(demand.span).length
        ]
        gone = all(
            sum((m.length for m in index.missing(post.officer, span)), span.length * 0)
            >= span.length
            for span in spans
        )
        if post.firm or not spans or not gone:
            found[post.delegation, post.position] = post
    return found


def _standing(index: Index) -> list[Duty]:
    """Return the duties that stand: firm, over, or possible and within the rules."""
    problem = index.problem
    firm = [duty for duty in problem.duties if duty.firm or duty.span.end <= problem.starts]
    book = Book(index, {}, firm)
    found, clock = list(firm), index.clock
    for duty in sorted(problem.duties, key=lambda d: (d.span, d.delegation, d.officer)):
        start, end = clock.seconds(duty.span.start), clock.seconds(duty.span.end)
        shift = Shift(duty.delegation, start, end, duty.span)
        if duty not in firm and book.may(duty.officer, shift):
            book.take(duty.officer, shift)
            found.append(duty)
    return found


def _everywhere(index: Index) -> list[Team]:
    """Return a team of each delegation, for the days on which its homes are needed."""
    clock = index.clock
    found: dict[str, Team] = {}
    for demand in index.problem.demands:
        span = index.clipped(demand.span)
        team = found.setdefault(demand.delegation, Team(demand.delegation, [], []))
        if span.length:
            start, end = clock.seconds(span.start), clock.seconds(span.end)
            team.shifts.append(Shift(demand.delegation, start, end, span))
    return list(found.values())


class _Mender:
    """Closes one hole after another; `made` is what is new, `stands` what is as before."""

    def __init__(self, index: Index, book: Book, posts: Posts, stands: list[Duty]) -> None:
        self.index, self.book, self.stands = index, book, stands
        self.made: Given = []
        self.homes: dict[str, list[str]] = {}
        for post in posts.values():
            if index.position(post.position).covers:
                self.homes.setdefault(post.delegation, []).append(post.officer)
        self.quiet: dict[str, set[int]] = {}
        for demand in index.problem.demands:
            moments = {index.clock.seconds(moment) for moment in demand.quiet}
            self.quiet.setdefault(demand.delegation, set()).update(moments)

    def mend(self, hole: Shift) -> None:
        """Give the hole to somebody, or leave it open."""
        for way in (self._whole, self._parted, self._handed_on):
            given = way(hole)
            if given:
                for officer, shift in given:
                    self.book.take(officer, shift)
                self.made += given
                return

    def _best(self, shift: Shift) -> tuple[float, str] | None:
        """Return the cheapest (cost, officer) for a shift: a home of the delegation or a relief."""
        book, homes = self.book, self.homes.get(shift.delegation, [])
        own = [(book.own(name, shift), name) for name in homes if book.may(name, shift)]
        team = Team(shift.delegation, [shift], homes)
        other = book.best_relief(team, shift) or book.best_relief(team, shift, lent=True)
        return min([*own, *([other] if other else [])], default=None)

    def _whole(self, hole: Shift) -> Given:
        best = self._best(hole)
        return [(best[1], hole)] if best else []

    def _parted(self, hole: Shift) -> Given:
        """Return two halves with somebody for each, at a quiet moment if that costs no more."""
        best: tuple[float, Given] | None = None
        quiet = self.quiet.get(hole.delegation, set())
        for cut in self._cuts(hole, quiet):
            one, two = self._part(hole, hole.start, cut), self._part(hole, cut, hole.end)
            first = self._best(one)
            if first is None:
                continue
            self.book.take(first[1], one)
            second = self._best(two)
            self.book.drop(first[1], one)
            if second is None:
                continue
            cost = first[0] + second[0] + (0 if cut in quiet else self.book.weights.unquiet)
            if best is None or cost < best[0]:
                best = (cost, [(first[1], one), (second[1], two)])
        return best[1] if best else []

    def _cuts(self, hole: Shift, quiet: set[int]) -> Iterator[int]:
        regular = range(hole.start + HALF_HOUR, hole.end, HALF_HOUR)
        yield from sorted({m for m in quiet if hole.start < m < hole.end} | set(regular))

    def _part(self, hole: Shift, start: int, end: int) -> Shift:
        return Shift(hole.delegation, start, end, self.index.clock.span(start, end))

    def _handed_on(self, hole: Shift) -> Given:
        """Return the hole with somebody whose own duty at that time a third takes."""
        book = self.book
        for _, name in book.ranked(hole.delegation)[:FEW]:
            for duty in self._movable(name, hole):
                start, end, _ = row = self._row(duty)
                own = Shift(duty.delegation, start, end, duty.span)
                book.rows[name].remove(row)
                book.faces[duty.delegation][name] -= 1
                if book.may(name, hole):
                    book.take(name, hole)
                    third = self._best(own)
                    book.drop(name, hole)
                    if third is not None and third[1] != name:
                        self.stands.remove(duty)
                        return [(name, hole), (third[1], own)]
                book.take(name, own)
        return []

    def _movable(self, officer: str, hole: Shift) -> list[Duty]:
        near = [
            duty
            for duty in self.stands
            if duty.officer == officer
            and not duty.firm
            and duty.span.start >= self.index.problem.starts
        ]
        day = self.index.clock.days(hole.start, hole.end)
        clock = self.index.clock
        return [duty for duty in near if clock.day(clock.seconds(duty.span.start)) in day]

    def _row(self, duty: Duty) -> tuple[int, int, str]:
        clock = self.index.clock
        return clock.seconds(duty.span.start), clock.seconds(duty.span.end), duty.delegation


def _refill(index: Index, posts: Posts, made: Sequence[tuple[str, Shift]]) -> None:
    """Give each home that became vacant to who took most of its duties and has no other home."""
    settled = {post.officer for post in posts.values()}
    for post in index.problem.posts:
        place = (post.delegation, post.position)
        if place in posts:
            continue
        took: dict[str, int] = {}
        for officer, shift in made:
            if shift.delegation == post.delegation and officer not in settled:
                took[officer] = took.get(officer, 0) + shift.end - shift.start
        position = index.position(post.position)
        able = [name for name in took if index.suits(name, post.delegation, position)]
        if able:
            officer = min(able, key=lambda name: (-took[name], name))
            settled.add(officer)
            posts[place] = Post(officer=officer, delegation=post.delegation, position=post.position)
