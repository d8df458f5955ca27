"""The roster engine: against trying everything, an independent checker, and its promises."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.plans.assignment import Delegation, Officer, Policy, Position, Span
from narahubung.plans.roster import (
    Absence,
    BadProblemError,
    Demand,
    Duty,
    DutyPolicy,
    Post,
    RosterPlan,
    RosterProblem,
    Wish,
    Worked,
    breaches,
    from_json,
    legal_alternative,
    plan_roster,
    repair,
    replacements,
    roster_faults,
    run_roster_in_child,
    to_json,
    words,
)
from narahubung.plans.roster.cutting import shifts_of
from narahubung.plans.roster.homes import FRESH, NEVER, Home, Seen, split, ways
from narahubung.plans.roster.index import Index
from narahubung.plans.roster.judging import price
from narahubung.plans.roster.needing import freest, needs_of
from narahubung.plans.roster.quick import Clock, Limits, legal
from tests.bali68 import bali68, moment
from tests.roster_checker import check

BEGIN = datetime(2027, 5, 10, tzinfo=UTC)
LEAD = Position(code="lead", weight=2)
POLICY = DutyPolicy(code="test", day_hours=10, rest_hours=11)


def hours(first: float, last: float) -> Span:
    return Span(BEGIN + timedelta(hours=first), BEGIN + timedelta(hours=last))


def officer(name: str, **more: object) -> Officer:
    free = (hours(-48, 24 * 20),)
    return replace(Officer(id=name, languages={"en": "C1"}, free=free, events=6), **more)


def party(name: str, **more: object) -> Delegation:
    return replace(Delegation(id=name, stay=hours(0, 240), preferred=("en",)), **more)


def days(name: str, count: int, first: float = 7, last: float = 23) -> tuple[Demand, ...]:
    return tuple(
        Demand(delegation=name, span=hours(24 * day + first, 24 * day + last))
        for day in range(count)
    )


def problem(people: int = 3, count: int = 2, **more: object) -> RosterProblem:
    return replace(
        RosterProblem(
            officers=tuple(officer(f"O{n}") for n in range(people)),
            delegations=(party("D"),),
            demands=days("D", count),
            starts=BEGIN - timedelta(days=1),
            policies={"": POLICY},
        ),
        **more,
    )


# -- the rules ------------------------------------------------------------------------------

policies = st.builds(
    DutyPolicy,
    code=st.just("any"),
    day_hours=st.sampled_from([0.0, 8.0, 10.0]),
    week_hours=st.sampled_from([0.0, 30.0]),
    rest_hours=st.sampled_from([0.0, 8.0, 11.0]),
    split_day=st.booleans(),
    free_days=st.integers(0, 2),
    free_in=st.sampled_from([3, 7]),
    nights_in_row=st.integers(0, 2),
    party_hours=st.sampled_from([0.0, 7.0]),
    way_minutes=st.sampled_from([0, 90]),
)
lines = st.lists(
    st.tuples(st.integers(0, 180), st.integers(1, 12), st.sampled_from("AB")), max_size=7
)


@settings(max_examples=300, deadline=None)
@given(policies, lines)
def test_the_quick_yes_is_the_law(policy: DutyPolicy, line: list[tuple[int, int, str]]) -> None:
    spans = [(hours(start, start + length), name) for start, length, name in line]
    done = [Worked(span=span, delegation=name) for span, name in spans]
    clock = Clock(BEGIN, BEGIN + timedelta(days=20), "UTC")
    rows = sorted((clock.seconds(s.start), clock.seconds(s.end), name) for s, name in spans)
    assert legal(Limits.of(policy), rows, clock) == (not breaches(policy, done, timezone="UTC"))


@settings(max_examples=300, deadline=None)
@given(policies, st.lists(st.tuples(st.integers(1, 30), st.integers(1, 12)), max_size=9))
def test_what_the_dynamic_program_sees_is_enough(
    policy: DutyPolicy, line: list[tuple[int, int]]
) -> None:
    clock, limits = Clock(BEGIN, BEGIN + timedelta(days=30), "UTC"), Limits.of(policy)
    seen: Seen | None = FRESH
    rows, until = [], clock.seconds(BEGIN)
    for pause, length in line:
        row = (until + pause * 3600, until + (pause + length) * 3600, "A")
        seen, until = ways(limits, clock).step(seen, (row[0], row[1], row[1] + 3600))[1], row[1]
        rows.append(row)
        assert (seen is not None) == legal(limits, rows, clock)
        if seen is None:
            return


def test_rest_of_10_h_59_is_refused_and_11_h_00_taken() -> None:
    late = Duty(officer="O0", delegation="D", position="lead", span=hours(15, 23))
    base = problem(delegations=(party("D"), party("E")), duties=(late,))
    asked = {"delegation": "E", "position": "relief"}
    short = replacements(base, span=hours(34 - 1 / 60, 35), **asked)
    (told,) = (each for each in short.excluded if each.officer == "O0")
    assert [words(reason) for reason in told.reasons] == ["10 h 59 min rest, 11 h 00 min needed"]
    assert told.touches == ("D",)
    enough = replacements(base, span=hours(34, 36), **asked)
    assert "O0" in {each.officer for each in enough.fitting}
    wanted = Duty(officer="O0", delegation="E", position="relief", span=hours(34 - 1 / 60, 36))
    proposed = legal_alternative(base, wanted)
    assert proposed is not None
    assert proposed.span == hours(34, 36)
    assert legal_alternative(base, replace(wanted, span=hours(14, 22.5))) is None


def test_a_duty_that_is_too_long_is_cut_to_what_is_left() -> None:
    early = Duty(officer="O0", delegation="D", position="lead", span=hours(7, 13))
    asked = Duty(officer="O0", delegation="D", position="lead", span=hours(13, 19))
    proposed = legal_alternative(problem(duties=(early,)), asked)
    assert proposed is not None
    assert proposed.span == hours(13, 17)


# -- against trying everything -------------------------------------------------------------


@st.composite
def tiny(draw: st.DrawFn) -> RosterProblem:
    """Two delegations of one home each, two days of one or two shifts, three officers."""
    people = tuple(
        officer(
            f"O{n}",
            languages={"en": draw(st.sampled_from(["B2", "C1"]))},
            events=draw(st.integers(0, 6)),
            busy=draw(st.sampled_from([(), (), (hours(24, 48),)])),
            conflicts=draw(st.sampled_from([{}, {}, {"A": "declared"}])),
        )
        for n in range(3)
    )
    last = draw(st.sampled_from([15, 17]))
    return RosterProblem(
        officers=people,
        delegations=(party("A"), party("B", stay=hours(0, 48))),
        demands=(*days("A", 2, 7, last), *days("B", draw(st.integers(1, 2)), 9, 15)),
        starts=BEGIN - timedelta(days=1),
        policies={"": replace(POLICY, free_in=2)} if draw(st.booleans()) else {"": POLICY},
        fit=Policy(positions=(LEAD,)),
        wishes=(Wish(officer="O0", span=hours(8, 10)),),
    )


def all_rosters(asked: RosterProblem) -> tuple[int, int]:
    """Return (price, minutes open) of the cheapest legal roster of all; nobody is lent out."""
    index, best = Index(asked), None
    names = ["", *index.officers]
    days_of = {p: {d.span.start.date() for d in asked.demands if d.delegation == p} for p in "AB"}
    for one, two in product(names, repeat=2):
        if one and one == two:
            continue
        seats = [
            Post(officer=name, delegation=at, position="lead")
            for at, name in (("A", one), ("B", two))
            if name
        ]
        for line in product(names, repeat=len(asked.demands)):
            duties = tuple(
                Duty(
                    officer=name,
                    delegation=demand.delegation,
                    position="lead"
                    if name == {"A": one, "B": two}[demand.delegation]
                    else "relief",
                    span=demand.span,
                )
                for name, demand in zip(line, asked.demands, strict=True)
                if name
            )
            homes = {one: "A", two: "B"}
            if any(
                d.position == "relief"
                and d.officer in homes
                and d.span.start.date() in days_of[homes[d.officer]]
                for d in duties
            ):
                continue
            plan = RosterPlan(posts=tuple(seats), duties=duties)
            total = price(index, plan)
            if best is not None and total >= best[0]:
                continue
            found = [fault.reason for fault in roster_faults(asked, plan)]
            if all(reason.code == "uncovered" for reason in found):
                best = total, sum(int(reason.facts["minutes"]) for reason in found)
    assert best is not None
    return best


@settings(max_examples=8, deadline=None)
@given(tiny())
def test_no_tiny_roster_of_all_is_below_the_bound(asked: RosterProblem) -> None:
    plan = plan_roster(asked)
    best, open_min = all_rosters(asked)
    assert plan.bound <= best <= plan.objective
    assert best == plan.objective or not plan.proven
    found = [fault.reason for fault in roster_faults(asked, plan)]
    assert {reason.code for reason in found} <= {"uncovered"}
    assert sum(int(reason.facts["minutes"]) for reason in found) >= open_min


def test_two_homes_cost_no_less_than_what_is_proven_of_each_and_of_both() -> None:
    asked = problem(people=2, count=4, policies={"": replace(POLICY, free_in=4)})
    index = Index(asked)
    shifts, luck = shifts_of(index, [], []), random.Random(4)
    (need,) = needs_of(index, shifts).values()
    able = np.array([[luck.random() < chance for _ in shifts] for chance in (0.9, 0.7, 0.7, 0, 1)])
    lost, limits = need.lost(able, 150), freest(index)

    def cost(*kinds: int) -> float:
        homes = [Home(limits, tuple(0.0 if can else NEVER for can in able[k])) for k in kinds]
        return split(index.clock, shifts, homes, need.prices.tolist(), 10_000).cost

    for one, two in combinations_with_replacement(range(len(able)), 2):
        both = sum(more for kinds, more in lost.twos if kinds[one] and kinds[two])
        assert lost.points[one] + lost.points[two] + both <= cost(one, two) - cost(4, 4) + 1e-6
    assert lost.points[4] == 0 < lost.points[3]
    assert lost.twos


# -- Bali-68 ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bali() -> tuple[RosterProblem, RosterPlan]:
    asked = bali68(150)
    return asked, plan_roster(asked)


def test_bali_68_is_never_alone_and_breaks_no_rule(
    bali: tuple[RosterProblem, RosterPlan],
) -> None:
    asked, plan = bali
    assert check(asked, plan) == []
    assert roster_faults(asked, plan) == ()
    assert plan.proven
    held = {(post.delegation, post.position) for post in plan.posts}
    heads = [party.id for party in asked.delegations if party.id.startswith("H")]
    assert len(heads) == 68
    assert {(head, code) for head in heads for code in ("lead", "deputy")} <= held


def test_a_sick_call_changes_one_duty_for_each_that_is_lost(
    bali: tuple[RosterProblem, RosterPlan],
) -> None:
    asked, plan = bali
    now = moment(2, 6.2)
    sick = next(d for d in plan.duties if d.span.start > now and d.position == "lead")
    after = replace(
        asked,
        posts=plan.posts,
        duties=tuple(replace(duty, firm=duty.span.start < now) for duty in plan.duties),
        absences=(Absence(officer=sick.officer, span=Span(now, now + timedelta(days=9))),),
        starts=now,
    )
    mended = repair(after)
    assert check(after, mended) == []
    assert roster_faults(after, mended) == ()
    assert mended.changed_delegations == (sick.delegation,)
    assert len({*mended.duties} - {*after.duties}) == 2
    ranked = replacements(
        after,
        delegation=sick.delegation,
        span=sick.span,
        position="relief",
        without=sick.officer,
    )
    assert len(ranked.fitting) >= 3
    assert [each.points for each in ranked.fitting] == sorted(e.points for e in ranked.fitting)
    assert all(each.reasons for each in (*ranked.fitting, *ranked.excluded))
    assert len(ranked.fitting) + len(ranked.excluded) == 149


def test_with_85_the_hours_that_are_missing_are_named() -> None:
    asked = bali68(85)
    plan = plan_roster(asked)
    short = plan.shortfall
    assert short is not None
    assert short.hours_needed == 68 * 16 + 9 * 5
    assert (short.hours_available, short.officers_have) == (850, 85)
    assert (short.officers_at_least, short.homes) == (114, 68 * 2 + 9)
    assert plan.uncovered
    assert all(each.reasons for each in plan.uncovered)
    assert {fault.reason.code for fault in roster_faults(asked, plan)} == {"uncovered"}
    said = check(asked, plan)
    assert said
    assert all("is alone" in each for each in said)


# -- promises ---------------------------------------------------------------------------------


def test_the_same_in_any_order_is_the_same_roster_also_from_the_child() -> None:
    asked = problem(people=6, count=8)
    turned = replace(asked, officers=asked.officers[::-1], demands=asked.demands[::-1])
    plan = plan_roster(asked)
    assert to_json(plan) == to_json(plan_roster(turned))
    assert run_roster_in_child(asked) == plan == from_json(RosterPlan, to_json(plan))
    assert from_json(RosterProblem, to_json(asked)) == asked


def test_eight_days_give_both_homes_a_free_day_and_their_duties_to_reliefs() -> None:
    asked = problem(people=3, count=8)
    plan = plan_roster(asked)
    assert check(asked, plan) == []
    assert {post.position for post in plan.posts} == {"lead", "deputy"}
    assert sum(1 for duty in plan.duties if duty.position == "relief") == 2


def test_hand_overs_are_quiet_and_breaks_in_time() -> None:
    policy = replace(POLICY, break_after=4, break_minutes=30)
    quiet = (BEGIN + timedelta(hours=10), BEGIN + timedelta(hours=14.5))
    demand = replace(days("D", 1)[0], quiet=quiet)
    plan = plan_roster(problem(demands=(demand,), policies={"": policy}))
    assert plan.duties[0].span.end == quiet[1]
    assert plan.duties[0].breaks[0].start == quiet[0]
    assert roster_faults(problem(demands=(demand,), policies={"": policy}), plan) == ()


def test_what_is_firm_stands_and_what_is_there_is_kept() -> None:
    plan = plan_roster(problem())
    pinned = replace(plan.duties[0], firm=True)
    asked = problem(posts=plan.posts, duties=(pinned, *plan.duties[1:]))
    again = plan_roster(asked)
    assert pinned in again.duties
    assert again.changed_officers == ()
    moved = replace(plan.duties[0], officer="O2", position="relief", firm=True)
    forced = plan_roster(problem(duties=(moved,)))
    assert moved in forced.duties
    assert roster_faults(problem(duties=(moved,)), forced) == ()


def test_a_repair_parts_a_duty_where_nobody_can_take_it_whole() -> None:
    asked = problem(people=2, count=1)
    plan = plan_roster(asked)
    first, second = plan.duties
    extra = officer("X", free=(hours(7, 9), hours(13, 24)))
    sick = Absence(officer=first.officer, span=hours(0, 99))
    after = replace(
        asked,
        officers=(*asked.officers, extra, officer("Y", free=(hours(9, 15),))),
        posts=plan.posts,
        duties=plan.duties,
        absences=(sick,),
    )
    mended = repair(after)
    assert check(after, mended) == []
    assert second in mended.duties
    assert {duty.officer for duty in mended.duties} == {second.officer, "X", "Y"}


def test_every_kind_of_fault_is_found() -> None:
    base = problem(
        officers=(
            officer("a"),
            officer("away", busy=(hours(0, 99),)),
            officer("no", conflicts={"D": "x"}),
        ),
    )
    first, second = (hours(7, 15), hours(15, 23))

    def codes(*duties: tuple[str, str, Span]) -> set[str]:
        made = tuple(Duty(officer=o, delegation="D", position=p, span=s) for o, p, s in duties)
        found = roster_faults(base, RosterPlan(duties=made))
        return {fault.reason.code for fault in found}

    assert codes() == {"uncovered"}
    assert {"overlap"} <= codes(("a", "relief", first), ("a", "relief", hours(8, 9)))
    assert {"not_free"} <= codes(("away", "relief", first))
    assert {"conflict"} <= codes(("no", "relief", first))
    assert {"unknown"} <= codes(("nobody", "relief", first))
    assert {"no_home"} <= codes(("a", "lead", first))
    assert {"day_hours", "rest"} <= codes(("a", "relief", first), ("a", "relief", second))
    pinned = Duty(officer="a", delegation="D", position="relief", span=first, firm=True)
    stands = replace(
        base,
        duties=(pinned,),
        posts=(Post(officer="a", delegation="D", position="lead", firm=True),),
    )
    broken = [fault.reason.code for fault in roster_faults(stands, RosterPlan())]
    assert broken.count("firm_broken") == 2
    twice = tuple(Post(officer=o, delegation="D", position="lead") for o in ("a", "no"))
    assert "posted_twice" in {f.reason.code for f in roster_faults(base, RosterPlan(posts=twice))}
    stated = RosterPlan(stopped_by="effort", objective=1)
    assert "objective" in {f.reason.code for f in roster_faults(replace(base, demands=()), stated)}


def test_a_problem_that_contradicts_itself_is_refused() -> None:
    wrong = [
        {"demands": days("nowhere", 1)},
        {"demands": (Demand(delegation="D", span=hours(5, 5)),)},
        {"absences": (Absence(officer="nobody", span=hours(0, 1)),)},
        {"posts": (Post(officer="O0", delegation="D", position="king"),)},
        {"posts": tuple(Post(officer=o, delegation="D", position="lead") for o in ("O0", "O1"))},
        {"duties": (Duty(officer="nobody", delegation="D", position="lead", span=hours(1, 2)),)},
    ]
    for each in wrong:
        with pytest.raises(BadProblemError):
            plan_roster(problem(**each))
