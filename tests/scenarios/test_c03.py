"""C3: the precedence engine, to the letter: order, dinner, family photo, walk-in and eight cars.

Left to the rooms: how a reason is worded. Seconds are measured by `python -m benchmarks seating`.
The dinner of PP 39/2018 art. 10(2) has letters a to o; their text was not seen, and the rule set
says so. That holds for letters of UU 9/2010 art. 10 and 11 as well.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import narahubung.protocol
from narahubung.plans import precedence
from narahubung.plans.precedence import By, RuleSet, compare, load, rank
from narahubung.plans.seating import Guest, Problem, Proposal, Seat, faults
from narahubung.plans.seating.calling import calls, crossings
from narahubung.plans.seating.cars import Car, car_problem, riders
from narahubung.plans.seating.marks import even_rows, marks, view
from narahubung.plans.seating.planning import seat
from narahubung.plans.seating.reseating import reseat
from narahubung.plans.seating.walking import walk_in

LIBRARY = Path(narahubung.protocol.__file__).parent / "library"

INVITED = (
    ("guest", "guest_of_honour", ""),
    ("governor", "governor", "2023-09-05"),
    ("foreign-minister", "guest_foreign_minister", ""),
    ("escort", "escort_minister", ""),
    ("mayor", "mayor", "2019-02-20"),
    ("regent-1", "regent", "2021-02-26"),
    ("regent-2", "regent", "2021-02-26"),  # sworn in on one day: a tie
    ("chair-dprd", "chair_dprd_province", "2019-10-14"),
    ("aide", "governor_entourage", ""),
    ("vice-governor", "vice_governor", "2023-09-05"),
    ("former-governor", "former_governor", "2008-08-28"),
    ("consul-1", "foreign_consul", "2018-03-01"),
    ("consul-2", "foreign_consul", ""),
    ("consul-3", "foreign_consul", ""),  # no date of either is known: a tie
    ("deputy-1", "deputy_chair_dprd_province", "2019-10-14"),
    ("deputy-2", "deputy_chair_dprd_province", "2022-01-10"),
    ("secretary", "secretary_province", "2020-01-02"),
    ("commander", "commander_province", "2022-03-04"),
    ("police", "police_province", "2023-05-06"),
    ("party", "party_leader_province", "2015-01-01"),
    ("member", "member_dprd_province", "2019-10-14"),
    ("figure", "figure_province", "2010-01-01"),
    ("vice-regent", "vice_regent", "2021-02-26"),
    ("camat", "camat", "2017-07-07"),
)
TIED = ({"regent-1", "regent-2"}, {"consul-2", "consul-3"})
PEOPLE = tuple(
    precedence.Guest(
        key=key,
        facts={"position": position},
        took_office=date.fromisoformat(day) if day else None,
        names=dict.fromkeys(("en", "fr", "id"), f"{position} {key}"),
    )
    for key, position, day in INVITED
)
KNOWN = {one.key: one for one in PEOPLE}


@cache
def chain(*codes: str) -> tuple[RuleSet, ...]:
    """Return rule sets of the library, one after the other."""
    every = load(LIBRARY)
    return tuple(every[code][0] for code in codes)


LAW = ("pp39-10-1", "uu9-10", "uu9-11")


def guests(order: precedence.Order) -> tuple[Guest, ...]:
    """Return the order as guests of the seating engine."""
    return tuple(Guest(code=one.key, rank=one.rank) for one in order.placed)


def dinner(some: Sequence[Guest]) -> Problem:
    """Return a VVIP table and two VIP tables of eight; the chairs of a table are all alike."""
    seats = tuple(
        Seat(
            code=f"T{table}-{chair}",
            table=f"T{table}",
            honour=table,
            right=f"T{table}-{(chair + 1) % 8}",
        )
        for table in (1, 2, 3)
        for chair in range(8)
    )
    return Problem(guests=tuple(some), seats=seats)


def photo(some: Sequence[Guest]) -> Problem:
    """Return a family photo in three rows."""
    return Problem(guests=tuple(some), seats=marks(even_rows(24, 3)))


def cars(some: Sequence[Guest]) -> Problem:
    """Return eight cars for three."""
    return car_problem(some, [Car(code=f"C{at}", order=at, seats=3) for at in range(1, 9)])


def assert_pairs_say_why(made: Proposal, rules: tuple[RuleSet, ...], *, many: int) -> None:
    """Check that every two side by side carry their reason with its article, or are a tie."""
    assert len(made.pairs) == many
    for pair in made.pairs:
        said = rank([KNOWN[pair.left], KNOWN[pair.right]], rules).pairs[0]
        if {pair.left, pair.right} in TIED:
            assert (pair.first, pair.reasons[0].code, said.reason.by) == ("", "tie", By.TIE)
        else:
            assert (pair.first, pair.reasons[0].code) == (said.above, "ranks_before")
            assert said.reason.article is not None
            assert said.reason.article.en
            assert said.reason.article.id


def test_c3_the_rule_sets_are_those_of_the_law() -> None:
    first = {code: chain(code)[0].criteria[0] for code in (*LAW, "pp39-10-2")}
    letters = {code: "".join(level.code for level in one.levels) for code, one in first.items()}

    assert letters["uu9-10"] == "abcdefghijklmnopq"
    assert letters["uu9-11"] == "abcdefghijklm"
    assert letters["pp39-10-1"] == "abcdefg"
    assert letters["pp39-10-2"] == "abcdefghijklmno"
    assert chain("alphabet-en", "alphabet-fr", "alphabet-id", "date-of-office")


def test_c3_dinner_photo_walk_in_and_cars() -> None:
    rules = chain(*LAW)
    order = rank(PEOPLE, rules)
    some = guests(order)

    # the order: two ties, shown as ties; every adjacent pair has its reason and article
    assert [set(tie.keys) for tie in order.ties] == list(TIED)
    for pair in order.pairs:
        tied = {pair.above, pair.below} in TIED
        assert tied == (pair.reason.by == By.TIE)
        assert tied or (pair.reason.article and pair.reason.article.en)
    assert order.keys[:5] == ("guest", "governor", "foreign-minister", "escort", "mayor")

    # dinner at round tables: the eight first at the main table
    table = dinner(some)
    at_dinner = seat(table)
    assert (at_dinner.objective, at_dinner.proven, faults(table, at_dinner.seating)) == (
        0,
        True,
        (),
    )
    main = {guest for guest, chair in at_dinner.seating.items() if chair.startswith("T1-")}
    assert main == set(order.keys[:8])
    assert_pairs_say_why(at_dinner, rules, many=24)
    assert [set(tie.guests) for tie in at_dinner.ties] == list(TIED)
    assert all(tie.exchangeable for tie in at_dinner.ties)

    # family photo in three rows: the first in the middle, both views, and nobody crosses anybody
    floor = photo(some)
    at_photo = seat(floor)
    seen = view(floor.seats, at_photo.seating)
    assert [len(row) for row in seen.from_person] == [8, 8, 8]
    assert seen.from_person[0][3:5] == ("governor", "guest")  # 4-2-1-3
    assert seen.from_camera[0] == seen.from_person[0][::-1]
    assert_pairs_say_why(at_photo, rules, many=21)
    assert [set(tie.guests) for tie in at_photo.ties] == list(TIED)
    order_of_calls = calls(floor.seats, at_photo.seating)
    assert (crossings(floor.seats, order_of_calls), order_of_calls[-1].guest) == ((), "guest")

    # walk-in: the most honoured last, ties named
    cues = walk_in(some, door="main door")
    assert [one.guests[0] for one in cues][-5:] == list(reversed(order.keys[:5]))
    assert [{*one.guests, *one.tied} for one in cues if one.tied] == [TIED[1]] * 2 + [TIED[0]] * 2

    # eight cars
    column = cars(some)
    ride = seat(column)
    assert (ride.objective, ride.proven) == (0, True)
    assert set(riders(column, ride.seating)["C1"]) == set(order.keys[:3])
    assert [set(tie.guests) for tie in ride.ties] == list(TIED)


def test_c3_another_rule_set_shows_who_moves() -> None:
    before, after = rank(PEOPLE, chain(*LAW)), rank(PEOPLE, chain("uu9-10", "uu9-11"))
    told = compare(before, after)

    assert (told.moved[0].key, told.moved[0].before, told.moved[0].after) == ("governor", 2, 1)
    old, new = dinner(guests(before)), dinner(guests(after))
    plan = seat(old).seating
    made = reseat(new, plan, before=old)
    main = {guest for guest, chair in plan.items() if chair.startswith("T1-")}
    now = {guest for guest, chair in made.seating.items() if chair.startswith("T1-")}
    assert now - main == {move.guest for move in made.moves if move.new.startswith("T1-")}
    assert "guest" in {move.guest for move in made.moves}  # art. 10 does not name a state guest
    assert (made.proven, made.bound) == (True, len(made.moves))
    assert {move.guest for move in made.moves} <= {one.key for one in told.moved}
    for codes in (("alphabet-en",), ("alphabet-fr",), ("alphabet-id",), ("date-of-office",)):
        assert compare(before, rank(PEOPLE, chain(*codes))).moved


def test_c3_without_guest_5_only_those_move_whom_the_rule_forces() -> None:
    order = rank(PEOPLE, chain(*LAW))
    fifth, some = order.keys[4], guests(order)
    # At tables and in cars one moves up over each border below the gap; in a row each moves up who
    # stands after it, but of two who are tied one may stay.
    for problem, forced in ((dinner(some), 2), (photo(some), 24 - 5 - 2), (cars(some), 6)):
        plan = seat(problem).seating
        made = reseat(problem, plan, absent={fifth})

        assert (len(made.moves), made.bound, made.proven) == (forced, forced, True)
        assert made.left == (fifth,)
        forcing = [move.reasons[0].code for move in made.moves]
        assert set(forcing) <= {"order_up", "one_of_tie"}
        assert forcing.count("one_of_tie") <= 1
        moved = {move.guest for move in made.moves}
        assert all(
            made.seating[one.code] == plan[one.code]
            for one in some
            if one.code not in {*moved, fifth}
        )
        empty = reseat(problem, plan, absent={fifth}, gaps="leave")
        assert (empty.moves, empty.proven) == ((), True)  # or the chair stands empty: nobody moves


def test_c3_200_shuffles_of_the_input_give_the_same_order_and_plan() -> None:
    luck, found = random.Random(3), set()
    people, rules = list(PEOPLE), chain(*LAW)
    for _ in range(200):
        luck.shuffle(people)
        order = rank(people, rules)
        some = list(guests(order))
        luck.shuffle(some)
        problem = dinner(some)
        seats = list(problem.seats)
        luck.shuffle(seats)
        made = seat(replace(problem, seats=tuple(seats)))
        cues = tuple(one.guests for one in walk_in(some))
        found.add((order.keys, tuple(sorted(made.seating.items())), cues))
    assert len(found) == 1
