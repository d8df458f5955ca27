"""The problem as a plain CP-SAT model: for proofs on small ones, for rules to relax, for moves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.reading import Frame, allows_side
from narahubung.plans.seating.shapes import Rule


@dataclass
class Answer:
    """seating: None where none was found; value, bound: of what was minimised."""

    seating: dict[str, str] | None
    value: int
    bound: int
    proven: bool
    effort: float
    broken: tuple[str, ...] = ()


@dataclass
class Model:
    """One boolean per guest and seat. With `soft_rules` a hard rule may be broken, at a literal."""

    frame: Frame
    soft_rules: bool = False
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)

    def __post_init__(self) -> None:
        frame = self.frame
        self.sides = {seat.side for seat in frame.seats.values()}
        self.x: dict[tuple[str, str], Any] = {}
        self.slack: dict[str, Any] = {}
        self.at_table: dict[tuple[str, str], Any] = {}
        self.near: dict[str, list[str]] = defaultdict(list)
        for left, right in frame.beside:
            self.near[left].append(right)
            self.near[right].append(left)
        for guest in frame.guests:
            for seat in frame.seats.values():
                if (seat.kind == s.BEHIND) == frame.is_behind(guest):
                    self.x[guest, seat.code] = self.cp.new_bool_var(f"{guest}@{seat.code}")
            self.cp.add_exactly_one(self._seats_of(guest))
        for code in frame.seats:
            self.cp.add_at_most_one(self._guests_of(code))
        self.wishes: list[tuple[int, Any]] = []
        self.has_policy = False
        for rule in frame.rules:
            self._add(rule)

    def order(self) -> list[tuple[int, Any]]:
        """Return the terms of the order of ranks."""
        frame = self.frame
        return [
            (frame.due[guest].points(frame.step[seat]), literal)
            for (guest, seat), literal in self.x.items()
            if seat in frame.step and frame.due[guest].points(frame.step[seat])
        ]

    def minimise(
        self,
        terms: Iterable[tuple[int, Any]],
        *,
        effort: float,
        seed: int,
        wall: float,
        hint: Mapping[str, str] | None = None,
        workers: int = 1,
    ) -> Answer:
        """Minimise the terms; `hint` is a seating already met. More than one worker and the answer
        hangs on the machine.
        """
        terms = list(terms)
        whole = sum(points * literal for points, literal in terms)
        self.cp.minimize(whole)
        self.cp.clear_hints()  # type: ignore[no-untyped-call]  # as OR-Tools has it
        for (guest, seat), literal in self.x.items() if hint else ():
            self.cp.add_hint(literal, (hint or {}).get(guest) == seat)
        solver = cp_model.CpSolver()
        solver.parameters.max_deterministic_time = effort
        solver.parameters.max_time_in_seconds = max(0.01, wall)
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = workers
        solver.parameters.linearization_level = 2
        status = solver.solve(self.cp)
        used = solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(None, 0, 0, status == cp_model.INFEASIBLE, used)
        return Answer(
            seating={g: q for (g, q), literal in self.x.items() if solver.value(literal)},
            value=round(solver.objective_value),
            bound=-int(-solver.best_objective_bound // 1),
            proven=status == cp_model.OPTIMAL,
            effort=used,
            broken=tuple(key for key, literal in self.slack.items() if solver.value(literal)),
        )

    def keep(self, terms: Iterable[tuple[int, Any]], most: int) -> None:
        """Let the terms reach at most so much, for what is minimised next."""
        self.cp.add(sum(points * literal for points, literal in terms) <= most)

    def wish_terms(self) -> list[tuple[int, Any]]:
        """Return the terms of all wishes: those of rules and those of neighbours and tables."""
        if self.has_policy:
            return self.wishes
        self.has_policy = True
        policy = self.frame.problem.policy
        guests = [g for g in self.frame.guests.values() if not self.frame.is_behind(g.code)]
        for points, group in (
            (policy.alternate_sexes, {g.code: g.sex for g in guests}),
            (policy.alternate_sides, {g.code: g.side for g in guests}),
            (policy.alternate_parties, {g.code: g.party for g in guests}),
        ):
            if points:
                self._alike(points, group)
        if policy.language:
            self._strangers(policy.language, [g.code for g in guests])
        if policy.diet:
            self._clubs(policy.diet, {g.code: g.diet for g in guests}, 0)
        if policy.party_tables:
            group = {g: party for party, codes in self.frame.parties.items() for g in codes}
            self._clubs(policy.party_tables, group, 1)
        return self.wishes

    # The literals -----------------------------------------------------------------------------

    def _seats_of(self, guest: str) -> list[Any]:
        seats = self.frame.seats
        return [self.x[guest, seat] for seat in seats if (guest, seat) in self.x]

    def _guests_of(self, seat: str) -> list[Any]:
        guests = self.frame.guests
        return [self.x[guest, seat] for guest in guests if (guest, seat) in self.x]

    def _broken(self, rule: Rule) -> list[Any]:
        """Return the literal of a rule that may be broken, nothing for one that may not."""
        if rule.points is None and not self.soft_rules:
            return []
        literal = self.cp.new_bool_var(f"!{rule.key}")
        if rule.points is None:
            self.slack[rule.key] = literal
        else:
            self.wishes.append((rule.points, literal))
        return [literal]

    def _table(self, guest: str, table: str) -> Any:
        """Return the literal that a guest sits at a table."""
        if (guest, table) not in self.at_table:
            here = [
                self.x[guest, seat.code]
                for seat in self.frame.seats.values()
                if seat.table == table and (guest, seat.code) in self.x
            ]
            literal = self.cp.new_bool_var("")
            self.cp.add(sum(here) == literal)
            self.at_table[guest, table] = literal
        return self.at_table[guest, table]

    # The rules --------------------------------------------------------------------------------

    def _add(self, rule: Rule) -> None:
        broken = self._broken(rule)
        if rule.kind == s.FILLED:
            self.cp.add_bool_or(self._guests_of(rule.seat) + broken)
        elif rule.kind in (s.APART_TABLE, s.SAME_TABLE):
            self._tables(rule, broken)
        elif rule.kind == s.APART_SEATS:
            a, b = rule.guests
            for left, right in self.frame.beside:
                for one, other in ((left, right), (right, left)):
                    if (a, one) in self.x and (b, other) in self.x:
                        self.cp.add_bool_or([~self.x[a, one], ~self.x[b, other], *broken])
        else:
            for seat in self.frame.seats:
                if (rule.guests[0], seat) in self.x:
                    self._allow(rule, seat, broken)

    def _allow(self, rule: Rule, seat: str, broken: list[Any]) -> None:
        """Say what must hold where the first guest of a rule sits on this seat."""
        frame, guest = self.frame, rule.guests[0]
        there = frame.seats[seat]
        partners: Collection[str] = ()
        if rule.kind == s.NEXT_TO or (rule.kind == s.INTERPRETER and not frame.has_behind):
            partners = self.near[seat]
        elif rule.kind == s.INTERPRETER:
            partners = (there.behind,)
        elif rule.kind == s.RIGHT_OF:
            partners = [left for left, right in frame.beside if right == seat]
        elif {
            s.PINNED: seat == rule.seat,
            s.ACCESSIBLE: there.accessible,
            s.AISLE: there.aisle,
            s.SIDE: allows_side(frame.guests[guest], there, self.sides),
        }[rule.kind]:
            return
        holds = [self.x[rule.guests[1], p] for p in partners if (rule.guests[1], p) in self.x]
        self.cp.add_bool_or([~self.x[guest, seat], *holds, *broken])

    def _tables(self, rule: Rule, broken: list[Any]) -> None:
        a, b = rule.guests
        for table in sorted({seat.table for seat in self.frame.seats.values()}):
            first, second = self._table(a, table), self._table(b, table)
            if rule.kind == s.APART_TABLE:
                self.cp.add_bool_or([~first, ~second, *broken])
            else:
                self.cp.add_bool_or([~first, second, *broken])

    # The wishes -------------------------------------------------------------------------------

    def _alike(self, points: int, group: Mapping[str, str]) -> None:
        names = sorted({name for name in group.values() if name})
        for name in names:
            members = [guest for guest, of in group.items() if of == name]
            if len(members) > 1:
                for left, right in self.frame.beside:
                    self._both(points, self._some(members, left), self._some(members, right))

    def _strangers(self, points: int, guests: list[str]) -> None:
        speaks = defaultdict[frozenset[str], list[str]](list)
        for guest in guests:
            if self.frame.languages(guest):
                speaks[self.frame.languages(guest)].append(guest)
        for languages, members in sorted(speaks.items(), key=lambda one: sorted(one[0])):
            others = [g for heard, gs in speaks.items() if not heard & languages for g in gs]
            if others:
                for left, right in self.frame.beside:
                    self._both(points, self._some(members, left), self._some(others, right))

    def _some(self, guests: Iterable[str], seat: str) -> Any:
        return sum(self.x[guest, seat] for guest in guests if (guest, seat) in self.x)

    def _both(self, points: int, one: Any, other: Any) -> None:
        literal = self.cp.new_bool_var("")
        self.cp.add(one + other <= 1 + literal)
        self.wishes.append((points, literal))

    def _clubs(self, points: int, group: Mapping[str, str], free: int) -> None:
        for name in sorted({name for name in group.values() if name}):
            members = [guest for guest, of in group.items() if of == name]
            used = []
            for table in sorted({seat.table for seat in self.frame.seats.values()}):
                literal = self.cp.new_bool_var("")
                for guest in members:
                    self.cp.add_implication(self._table(guest, table), literal)
                used.append((points, literal))
            self.wishes += [*used, (-points * free, 1)] if free else used
