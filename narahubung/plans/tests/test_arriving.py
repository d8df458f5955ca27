"""Who comes through the door when: against trying every minute, the judge, pins, reasons."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.plans.assignment.codec import from_json, to_json
from narahubung.plans.movements.arriving import (
    Apart,
    ArrivalHeld,
    ArrivalParty,
    ArrivalPlan,
    ArrivalProblem,
    ArrivalSlot,
    BadProblemError,
    NoSlot,
    Reason,
    arrival_faults,
    arrival_words,
    plan_arrivals,
    run_arrivals_in_child,
)
from narahubung.plans.movements.arriving.wording import SENTENCES

TEN = datetime(2022, 11, 15, 2, tzinfo=UTC)  # 10.00 in Bali
OPEN = 9


def at(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


# -- against trying every minute -----------------------------------------------------------


@st.composite
def problems(draw: st.DrawFn) -> ArrivalProblem:
    leaving = draw(st.booleans())
    moments = st.integers(0, OPEN).map(lambda count: at(count if leaving else -count))
    names = "abc"[: draw(st.integers(1, 3))]
    parties = tuple(
        ArrivalParty(
            id=name,
            rank=draw(st.integers(1, 3)),
            minutes=draw(st.integers(1, 2)),
            earliest=draw(st.none() | moments),
            latest=draw(st.none() | moments),
        )
        for name in names
    )
    present = draw(st.dictionaries(st.sampled_from(names), moments, max_size=2))
    firm = draw(st.sampled_from(["", "a"]))
    return ArrivalProblem(
        parties=parties,
        moment=TEN,
        leaving=leaving,
        open_min=OPEN,
        gap=draw(st.integers(0, 1)),
        apart=(Apart(one="a", other="b", minutes=3),) * draw(st.integers(0, len(names) // 2)),
        present=tuple(
            ArrivalHeld(party=name, begins=begins, firm=name == firm)
            for name, begins in present.items()
        ),
    )


def least(problem: ArrivalProblem) -> int:
    """Try every minute for every party; the judge says what is possible, and its points."""
    firm = {held.party for held in problem.present if held.firm}
    every = range(OPEN + 1) if problem.leaving else range(-OPEN, 1)
    choices = [[*every] if party.id in firm else [*every, None] for party in problem.parties]
    best = None
    for chosen in product(*choices):
        slots = tuple(
            slot_at(problem, party, begins)
            for party, begins in zip(problem.parties, chosen, strict=True)
            if begins is not None
        )
        gone = {party.id for party in problem.parties} - {slot.party for slot in slots}
        without = tuple(NoSlot(party=name) for name in sorted(gone))
        faults = arrival_faults(problem, ArrivalPlan(slots=slots, without=without, objective=-1))
        if [fault.reason.code for fault in faults] == ["objective"]:
            points = int(str(faults[0].reason.facts["points"]))
            best = points if best is None else min(best, points)
    assert best is not None
    return best


def slot_at(problem: ArrivalProblem, party: ArrivalParty, minute: int) -> ArrivalSlot:
    wait = minute if problem.leaving else -minute - party.minutes
    ends = at(minute + party.minutes)
    return ArrivalSlot(party=party.id, begins=at(minute), ends=ends, wait_min=max(0, wait))


@settings(max_examples=25, deadline=None)
@given(problems())
def test_no_other_slots_are_better(problem: ArrivalProblem) -> None:
    plan = plan_arrivals(problem)
    assert arrival_faults(problem, plan) == []
    assert plan.proven
    assert plan.bound == plan.objective == least(problem)
    assert all(arrival_words(reason) for slot in plan.slots for reason in slot.reasons)


# -- a summit --------------------------------------------------------------------------------

SUMMIT = ArrivalProblem(
    parties=tuple(ArrivalParty(id=f"P{rank:02}", rank=rank) for rank in range(1, 21)),
    moment=TEN,
)


def test_the_most_honoured_arrives_last_and_leaves_first() -> None:
    coming = run_arrivals_in_child(SUMMIT)
    assert [slot.party for slot in coming.slots] == [f"P{rank:02}" for rank in range(20, 0, -1)]
    assert coming.slots[-1].ends == TEN
    assert coming.slots[-1].wait_min == 0
    assert coming.proven
    assert [r.code for r in coming.slots[-1].reasons] == ["last"]
    going = plan_arrivals(replace(SUMMIT, leaving=True))
    assert [slot.party for slot in going.slots] == [f"P{rank:02}" for rank in range(1, 21)]
    assert going.slots[0].begins == TEN
    assert (
        from_json(ArrivalPlan, to_json(going))
        == going
        == plan_arrivals(replace(SUMMIT, leaving=True, parties=SUMMIT.parties[::-1]))
    )


def test_who_lands_late_comes_after_the_more_honoured_and_few_others_change() -> None:
    first = plan_arrivals(SUMMIT)
    present = tuple(ArrivalHeld(party=s.party, begins=s.begins) for s in first.slots)
    begins = first.slots[8].begins  # P12
    late = tuple(
        replace(party, earliest=begins + timedelta(minutes=4)) if party.id == "P12" else party
        for party in SUMMIT.parties
    )
    plan = plan_arrivals(replace(SUMMIT, parties=late, present=present))
    assert plan.changed == ("P11", "P12")
    assert plan.inversions == (("P11", "P12"),)
    codes = {slot.party: [reason.code for reason in slot.reasons] for slot in plan.slots}
    assert codes["P12"] == ["moved", "before", "inverted", "its_earliest"]
    assert codes["P13"] == ["kept", "before"]


def test_pins_stand_pairs_are_apart_and_who_gets_no_slot_is_told_why() -> None:
    parties = (
        ArrivalParty(id="host", rank=1, minutes=5),
        ArrivalParty(id="A", rank=2, latest=at(-1)),
        ArrivalParty(id="B", rank=3),
        ArrivalParty(id="C", rank=4, earliest=at(-2)),
        ArrivalParty(id="D", rank=5, earliest=at(-4), minutes=4),
    )
    problem = ArrivalProblem(
        parties=parties,
        moment=TEN,
        gap=0,
        apart=(Apart(one="A", other="B", minutes=20),),
        present=(ArrivalHeld(party="host", begins=at(-5), firm=True),),
    )
    plan = plan_arrivals(problem)
    assert arrival_faults(problem, plan) == []
    assert [slot.party for slot in plan.slots] == ["B", "A", "host"]
    assert plan.slots[1].begins - plan.slots[0].ends == timedelta(minutes=20)
    assert {gone.party: gone.reasons[0].code for gone in plan.without} == {
        "C": "closed",
        "D": "crowded",
    }


def test_the_judge_finds_what_is_wrong() -> None:
    plan = plan_arrivals(SUMMIT)
    one, *rest = plan.slots
    shifted = replace(one, begins=at(-200), ends=at(-198))
    nobody = ArrivalSlot(party="X", begins=TEN, ends=TEN, wait_min=0)
    wrong = replace(plan, slots=(shifted, *rest[1:], rest[2], nobody))
    told = {fault.reason.code for fault in arrival_faults(SUMMIT, wrong)}
    assert told == {"length", "shut", "wait", "left_out", "twice", "gap", "unknown", "objective"}
    held = (ArrivalHeld(party="P01", begins=at(-9), firm=True),)
    late = (replace(SUMMIT.parties[0], latest=at(-30)), *SUMMIT.parties[1:])
    assert [fault.reason.code for fault in arrival_faults(replace(SUMMIT, parties=late), plan)] == [
        "window"
    ]
    broken = arrival_faults(replace(SUMMIT, parties=late, present=held), plan)
    assert [fault.reason.code for fault in broken] == ["firm_broken", "objective"]
    facts: dict[str, str | int] = {
        "minutes": 1,
        "party": "P",
        "parties": "P",
        "other": "P",
        "times": 2,
        "wanted": 1,
    }
    facts |= {"stated": 1, "is_so": 2, "points": 3}
    assert all(arrival_words(Reason(code=code, facts=facts)) for code in SENTENCES)


@pytest.mark.parametrize(
    "wrong",
    [
        {"parties": (SUMMIT.parties[0],) * 2},
        {"present": (ArrivalHeld(party="X", begins=TEN),)},
        {"present": (ArrivalHeld(party="P01", begins=at(-5)),) * 2},
        {"apart": (Apart(one="P01", other="P01", minutes=5),)},
        {"present": (ArrivalHeld(party="P01", begins=TEN + timedelta(seconds=5)),)},
        {"gap": -1},
        {
            "present": tuple(
                ArrivalHeld(party=name, begins=at(-5), firm=True) for name in ("P01", "P02")
            )
        },
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadProblemError):
        plan_arrivals(replace(SUMMIT, **wrong))  # type: ignore[arg-type]


def test_nobody_needs_no_slot() -> None:
    assert plan_arrivals(replace(SUMMIT, parties=())).proven
