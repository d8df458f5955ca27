"""From homes to duties: the shifts divided among the homes, the rest given to reliefs, bettered."""

import random
import time
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from narahubung.plans.roster.cutting import Shift
from narahubung.plans.roster.homes import FRESH, LEFT, NEVER, Home, Seen, split, took
from narahubung.plans.roster.index import Index
from narahubung.plans.roster.quick import HOUR, Row, broken_by, legal
from narahubung.plans.roster.terms import RELIEF, Duty

WIDTH, NARROW = 300, 60  # states of a division; where a week's hours tell more of them apart
GROUP = 3  # other teams that are seated anew together with one
WANTED = 8  # of the best reliefs of a team, one of whom it may take from others
TRIED = 6  # officers that are tried as the relief of a team


@dataclass
class Team:
    """One delegation on the way: its shifts, who has each of them, its homes that cover."""

    party: str
    shifts: list[Shift]
    homes: list[str]
    meant: tuple[str, ...] = ()
    takes: dict[int, str] = field(default_factory=dict)


class Book:
    """Who does what so far. Only duties that keep every rule get in, the firm ones excepted."""

    def __init__(
        self, index: Index, homes: Mapping[tuple[str, str], str], firm: Iterable[Duty]
    ) -> None:
        self.index, self.weights = index, index.weights
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.faces: dict[str, Counter[str]] = defaultdict(Counter)
        self.home: dict[str, set[str]] = defaultdict(set)
        for (party, _), officer in homes.items():
            self.home[officer].add(party)
        clock = index.clock
        for duty in firm:
            row = (clock.seconds(duty.span.start), clock.seconds(duty.span.end), duty.delegation)
            insort(self.rows[duty.officer], row)
            self.faces[duty.delegation][duty.officer] += 1
        self.loose = {
            officer
            for officer, rows in self.rows.items()
            if not legal(index.limits(officer), rows, clock)
        }
        self.present = {
            (duty.officer, duty.delegation, duty.span)
            for duty in index.problem.duties
            if not duty.firm
        }
        self.at_home: dict[str, set[int]] = {}
        self.scarce: Mapping[str, float] = {}
        self._free: dict[tuple[str, int, int], bool] = {}
        self._points: dict[str, list[tuple[int, str]]] = {}
        self._pools: dict[str, list[tuple[int, str]]] = {}

    def block(self, teams: Iterable[Team]) -> None:
        """Note on which days of the calendar the homes of each officer need him."""
        clock = self.index.clock
        days = {
            team.party: {day for s in team.shifts for day in clock.days(s.start, s.end)}
            for team in teams
        }
        for officer, parties in self.home.items():
            self.at_home[officer] = {day for party in parties for day in days.get(party, ())}

    def may(self, officer: str, shift: Shift) -> bool:
        """Tell whether he is free then and no rule of working time forbids it."""
        if officer in self.loose or not self.free(officer, shift):
            return False
        index = self.index
        limits = index.limits(officer)
        return not broken_by(limits, self.rows[officer], shift.row, index.clock)

    def free(self, officer: str, shift: Shift) -> bool:
        """Tell whether he can be on duty for all of that time, whatever the rules say."""
        key = (self.index.kind[officer], shift.start, shift.end)
        if key not in self._free:
            self._free[key] = not self.index.missing(officer, shift.span)
        return self._free[key]

    def take(self, officer: str, shift: Shift) -> None:
        """Write the shift down."""
        insort(self.rows[officer], shift.row)
        self.faces[shift.delegation][officer] += 1

    def drop(self, officer: str, shift: Shift) -> None:
        """Strike it out."""
        self.rows[officer].remove(shift.row)
        self.faces[shift.delegation][officer] -= 1

    def wishes(self, officer: str, shift: Shift) -> float:
        """Return the points of wishes against the shift and of a change from the present roster."""
        index = self.index
        cost = float(index.wished(officer, shift.span)) if officer in index.wishes else 0.0
        if self.present and (officer, shift.delegation, shift.span) not in self.present:
            cost += self.weights.changed
        return cost

    def own(self, officer: str, shift: Shift) -> float:
        """Return what the shift costs beside cover: wishes, a change, hours above the mean."""
        weights, index = self.weights, self.index
        cost = self.wishes(officer, shift)
        done = sum(end - start for start, end, _ in self.rows[officer]) / HOUR
        above = max(0.0, done + shift.hours - max(index.mean_hours, done))
        return cost + weights.hour_above * above

    def known_relief(self, officer: str, shift: Shift) -> float:
        """Return what the shift costs with a relief whom the delegation knows already."""
        weights = self.weights
        cost = weights.relief_hour * shift.hours + self.own(officer, shift)
        cost += self.scarce.get(officer, 0.0)
        return cost + weights.duty_fit * self.index.points(officer, shift.delegation, RELIEF)

    def relief(self, officer: str, shift: Shift) -> float:
        """Return what the shift costs with somebody who has no home there."""
        known = self.faces[shift.delegation][officer]
        return self.known_relief(officer, shift) + (0 if known else self.weights.further_officer)

    def lendable(self, officer: str, shift: Shift) -> bool:
        """Tell whether no home of his is there on the days of the shift."""
        home = self.at_home.get(officer)
        if not home:
            return True
        return home.isdisjoint(self.index.clock.days(shift.start, shift.end))

    def ranked(self, party: str) -> list[tuple[int, str]]:
        """Return (points of fit in a relief duty, officer) of all who suit, the best first."""
        if party not in self._points:
            index = self.index
            self._points[party] = sorted(
                (self.weights.duty_fit * index.points(name, party, RELIEF), name)
                for name in index.officers
                if index.suits(name, party, RELIEF)
            )
        return self._points[party]

    def best_relief(
        self, team: Team, shift: Shift, *, lent: bool = False
    ) -> tuple[float, str] | None:
        """Return the cheapest (cost, officer) without a home there; lent: also from other homes."""
        weights = self.weights
        faces = [name for name, count in self.faces[team.party].items() if count > 0]
        best: tuple[float, str] | None = None
        for name in sorted({*faces, *team.meant} - set(team.homes)):
            best = self._better(best, name, shift, lent=lent)
        least = weights.relief_hour * shift.hours + weights.further_officer
        for points, name in self.ranked(team.party) if lent else self.pool(team):
            if best is not None and best[0] <= least + points:
                break
            if name not in team.homes:
                best = self._better(best, name, shift, lent=lent)
        return best

    def pool(self, team: Team) -> list[tuple[int, str]]:
        """Return those of `ranked` who may relieve on some day of the team."""
        if team.party not in self._pools:
            days = {day for s in team.shifts for day in self.index.clock.days(s.start, s.end)}
            self._pools[team.party] = [
                (points, name)
                for points, name in self.ranked(team.party)
                if not days <= self.at_home.get(name, set())
            ]
        return self._pools[team.party]

    def _better(
        self, best: tuple[float, str] | None, name: str, shift: Shift, *, lent: bool
    ) -> tuple[float, str] | None:
        index = self.index
        if not (lent or self.lendable(name, shift)) or not self.may(name, shift):
            return best
        if not index.suits(name, shift.delegation, RELIEF):
            return best
        option = (self.relief(name, shift), name)
        return option if best is None or option < best else best

    def cost(self, team: Team) -> float:
        """Return what the team costs by itself; hours above the mean count as they are now."""
        weights, found = self.weights, 0.0
        faces = set()
        for number, shift in enumerate(team.shifts):
            officer = team.takes.get(number)
            if officer is None:
                found += weights.uncovered_minute * (shift.end - shift.start) / 60
                continue
            self.drop(officer, shift)
            found += self.own(officer, shift)
            self.take(officer, shift)
            if officer not in team.homes:
                faces.add(officer)
                found += weights.relief_hour * shift.hours
                found += weights.duty_fit * self.index.points(officer, team.party, RELIEF)
        return found + weights.further_officer * len(faces)


def seat(book: Book, team: Team) -> None:
    """Give every shift of the team to somebody: its homes first, then the cheapest reliefs."""
    clock, width = book.index.clock, NARROW if book.index.usual.week else WIDTH
    homes = [home_of(book, team, officer, book.own) for officer in team.homes]
    others = [book.best_relief(team, shift) for shift in team.shifts]
    left = [
        option[0] if option else book.weights.uncovered_minute * (shift.end - shift.start) / 60
        for option, shift in zip(others, team.shifts, strict=True)
    ]
    people, found = list(team.homes), split(clock, team.shifts, homes, left, width)
    if LEFT in found.takes:
        # One relief for all that is left is cheaper than one for each; who, is tried.
        further = book.weights.further_officer
        open_ = [others[n] for n, who in enumerate(found.takes) if who == LEFT]
        best = found.cost
        for officer in _reliefs(book, team, [option[1] for option in open_ if option]):
            first = 0 if book.faces[team.party][officer] else further
            one = home_of(book, team, officer, book.known_relief)
            again = split(clock, team.shifts, [*homes, one], left, width, most=best - first - 1e-6)
            if again.takes:
                best, found, people = again.cost + first, again, [*team.homes, officer]
    for number, (shift, who) in enumerate(zip(team.shifts, found.takes, strict=True)):
        # The split sees most rules; the last word has the whole list of his duties.
        if who != LEFT and book.may(people[who], shift):
            book.take(people[who], shift)
            team.takes[number] = people[who]
    relieve(book, team)


def home_of(book: Book, team: Team, officer: str, price: Callable[[str, Shift], float]) -> Home:
    """Return the officer as one who takes shifts of the team at this price, where he may."""
    lent = officer in team.homes
    costs = tuple(
        price(officer, shift)
        if (lent or book.lendable(officer, shift)) and book.may(officer, shift)
        else NEVER
        for shift in team.shifts
    )
    before = _before(book, officer, team.shifts[0].start)
    return Home(book.index.limits(officer), costs, before)


def _reliefs(book: Book, team: Team, named: Sequence[str]) -> list[str]:
    """Return who is worth trying as the one relief of the team."""
    ranked = [name for _, name in book.pool(team)[: 4 * TRIED]]
    able = [
        name
        for name in dict.fromkeys((*team.meant, *named, *ranked))
        if name not in team.homes and any(book.may(name, shift) for shift in team.shifts)
    ]
    return able[:TRIED]


def relieve(book: Book, team: Team, *, lent: bool = False) -> None:
    """Give what is open to the cheapest reliefs, one after another."""
    for number, shift in enumerate(team.shifts):
        if number not in team.takes:
            option = book.best_relief(team, shift, lent=lent)
            if option is not None:
                book.take(option[1], shift)
                team.takes[number] = option[1]


def unseat(book: Book, team: Team) -> dict[int, str]:
    """Take every shift of the team back and return who had which."""
    was = dict(team.takes)
    for number, officer in was.items():
        book.drop(officer, team.shifts[number])
    team.takes.clear()
    return was


def _before(book: Book, officer: str, start: int) -> Seen:
    """Return what the rules still see of him when the team begins."""
    seen, index = FRESH, book.index
    for row in book.rows[officer]:
        if row[1] <= start:
            seen = took(index.limits(officer), index.clock, seen, row[0], row[1]) or seen
    return seen


def fill(
    book: Book,
    teams: Sequence[Team],
    scarce: Mapping[str, float],
    *,
    rounds: int,
    seed: int,
    until: float,
) -> int:
    """Seat every team that is not, then better some at a time until that helps no more; return
    the rounds.

    scarce: points by which a day of an officer is dearer at first, as others want it, too.
    """
    book.scarce = scarce
    luck = random.Random(seed)  # noqa: S311 - no secret, a search that can be repeated
    for team in sorted(teams, key=lambda each: (-len(each.shifts), each.party)):
        (relieve if team.takes else seat)(book, team)
    book.scarce = {}
    done = vain = 0
    while done < rounds and vain <= len(teams) + 3 and time.monotonic() < until:
        vain = 0 if _better_some(book, teams, luck) else vain + 1
        done += 1
    for team in teams:
        if len(team.takes) < len(team.shifts):
            relieve(book, team, lent=True)
    return done


def _better_some(book: Book, teams: Sequence[Team], luck: random.Random) -> bool:
    """Seat some teams anew around all others: one that wants a certain relief, and who has him.

    Tell whether that made them cheaper; otherwise all is as it was.
    """
    team = luck.choice(teams)
    pool = [name for _, name in book.pool(team)[:WANTED]]
    wanted = luck.choice([*pool, *team.meant, ""])
    others = [t for t in teams if t is not team and wanted in t.takes.values()]
    group = [team, *luck.sample(others, min(len(others), GROUP))]
    before = sum(book.cost(each) for each in group)
    was = [unseat(book, each) for each in group]
    for each in group:
        seat(book, each)
    if sum(book.cost(each) for each in group) < before - 1e-6:
        return True
    for each in group:
        unseat(book, each)
    for each, takes in zip(group, was, strict=True):
        for number, officer in takes.items():
            book.take(officer, each.shifts[number])
            each.takes[number] = officer
    return False
