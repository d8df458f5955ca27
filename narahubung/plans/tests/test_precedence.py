"""Who comes before whom: against a plain comparison of every two, and by hand."""

import random
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.plans.precedence import (
    BadRuleSetError,
    By,
    Guest,
    Move,
    RuleSet,
    Settlement,
    collation,
    compare,
    flag_row,
    inversions,
    rank,
    rule_set_of,
)

LEVELS = ["head_of_state", "head_of_government", "minister"]
DAYS = [date(2010, 1, 1), date(2014, 10, 20), date(2014, 10, 21), None]
NAMES = ["Japan", "Türkiye", "Turkiye", "Côte d'Ivoire", "Cote", ""]


def words(text: str) -> dict[str, str]:
    return {"en": text, "id": text}


def rules(code: str, *criteria: dict[str, Any], **more: Any) -> RuleSet:
    return rule_set_of(
        {"code": code, "title": words(code), "article": words(f"art. {code}"), "source": "a test"}
        | {"criteria": list(criteria)}
        | more
    )


def levels(*names: str, **more: Any) -> dict[str, Any]:
    told = [{"code": one, "text": words(one), "when": [{"level": one}]} for one in names]
    return {"by": "levels", "levels": told} | more


LEVEL = rules("level", levels(*LEVELS))
DATE = rules("date", {"by": "date"})
ENGLISH = rules("alphabet", {"by": "alphabet", "language": "en"})
STATES_BY_DATE = rules(
    "states by date",
    levels(*LEVELS[:2]),
    {"by": "date", "only": ["head_of_state"]},
)
SETS = [LEVEL, DATE, ENGLISH, STATES_BY_DATE]


def guest(key: str, level: str = "", day: date | None = None, name: str = "", **more: Any) -> Guest:
    return Guest(key=key, facts={"level": level}, took_office=day, names={"en": name}, **more)


@st.composite
def guests(draw: st.DrawFn, most: int = 9) -> list[Guest]:
    count = draw(st.integers(1, most))
    return [
        guest(
            f"g{number}",
            draw(st.sampled_from([*LEVELS, "unheard of"])),
            draw(st.sampled_from(DAYS)),
            draw(st.sampled_from(NAMES)),
        )
        for number in range(count)
    ]


chains = st.lists(st.sampled_from(SETS), min_size=1, max_size=3, unique_by=lambda one: one.code)


def comes_before(a: Guest, b: Guest, chain: Sequence[RuleSet]) -> int:
    """Compare two people as somebody would by hand: -1 a first, 1 b first, 0 nothing says."""

    def asked(mine: Any, theirs: Any) -> int:
        if mine is None or theirs is None:
            return (mine is None) - (theirs is None)
        return int(mine > theirs) - int(mine < theirs)

    for one in chain:
        level = [(LEVELS if one is LEVEL else LEVELS[:2]), a.facts["level"], b.facts["level"]]
        places = [level[0].index(word) if word in level[0] else None for word in level[1:]]
        if one in (LEVEL, STATES_BY_DATE) and asked(*places):
            return asked(*places)
        both_states = places == [0, 0]
        if one is DATE or (one is STATES_BY_DATE and both_states):
            said = asked(a.took_office, b.took_office)
        elif one is ENGLISH:
            said = asked(*(collation(g.names["en"]) if g.names["en"] else None for g in (a, b)))
        else:
            said = 0
        if said:
            return said
    return 0


@settings(max_examples=200, deadline=None)
@given(guests(), chains)
def test_ranks_are_those_of_comparing_everybody_with_everybody(
    people: list[Guest], chain: list[RuleSet]
) -> None:
    order = rank(people, chain)
    for one in people:
        ahead = sum(comes_before(other, one, chain) < 0 for other in people)
        assert order.rank_of(one.key) == ahead + 1
    known = {one.key: one for one in people}
    for pair in order.pairs:
        said = comes_before(known[pair.above], known[pair.below], chain)
        assert (said == 0) == (pair.reason.by == By.TIE)
        assert said == 0 or (said < 0 and pair.reason.article is not None)


@settings(max_examples=100, deadline=None)
@given(guests(), chains, st.randoms(use_true_random=False))
def test_the_sequence_of_the_input_means_nothing(
    people: list[Guest], chain: list[RuleSet], luck: random.Random
) -> None:
    shuffled = luck.sample(people, len(people))
    assert rank(shuffled, chain) == rank(people, chain)


@settings(max_examples=100, deadline=None)
@given(guests(), chains, chains)
def test_whoever_does_not_move_by_itself_keeps_the_sequence(
    people: list[Guest], one: list[RuleSet], other: list[RuleSet]
) -> None:
    before, after = rank(people, one), rank(people, other)
    found = compare(before, after)
    ranks = {key: (before.rank_of(key), after.rank_of(key)) for key in before.keys}
    assert {m.key for m in found.moved} == {key for key, (a, b) in ranks.items() if a != b}
    still = sorted(ranks[m.key] for m in found.moved if not m.by_itself)
    assert all(a[1] <= b[1] for a, b in pairwise(still))
    assert compare(before, before).moved == ()


def test_a_tie_is_a_tie_and_says_what_would_break_it() -> None:
    people = [
        guest("a", "minister", None, "Fiji"),
        guest("b", "minister", None, "Brazil"),
        guest("c", "head_of_state", date(2014, 1, 1), "Japan"),
    ]
    order = rank(people, [LEVEL])
    assert [(one.key, one.rank) for one in order.placed] == [("c", 1), ("b", 2), ("a", 2)]
    (tie,) = order.ties
    assert set(tie.keys) == {"a", "b"}
    assert tie.breakers == ("date", "alphabet:en")
    assert order.pairs[1].reason.by == By.TIE


def test_a_settled_tie_holds_until_somebody_else_comes_into_it() -> None:
    people = [guest("a", "minister"), guest("b", "minister"), guest("c", "minister")]
    said = Settlement(keys=("b", "a"), ref="s1")
    order = rank(people[:2], [LEVEL], settled=[said])
    assert order.keys == ("b", "a")
    assert not order.ties
    assert (order.pairs[0].reason.by, order.pairs[0].reason.ref) == (By.SETTLED, "s1")
    wider = rank(people, [LEVEL], settled=[said])
    assert wider.ties[0].keys == ("a", "b", "c")
    assert wider.loose == ("s1",)


def test_a_move_by_hand_names_itself_and_what_the_rule_says() -> None:
    people = [
        guest("a", "head_of_state"),
        guest("b", "head_of_government"),
        guest("c", "minister"),
    ]
    order = rank(people, [LEVEL], moves=[Move(key="c", anchor="b", after=False, ref="m1")])
    assert order.keys == ("a", "c", "b")
    first, second = order.pairs
    assert first.reason.by == By.LEVELS  # the head of state is before the minister anyway
    assert (second.reason.by, second.reason.ref) == (By.HAND, "m1")
    assert second.reason.rule is not None
    assert (second.reason.rule.above, second.reason.rule.reason.by) == ("b", By.LEVELS)
    assert rank(
        people[:1] + people[2:], [LEVEL], moves=[Move(key="c", anchor="b", after=False, ref="m1")]
    ).loose == ("m1",)


def test_a_stand_in_has_his_own_rank_and_never_that_of_the_absent() -> None:
    people = [
        guest("mex", "minister", date(2018, 12, 1), stands_in_for="the President of Mexico"),
        guest("jpn", "head_of_government", date(2021, 10, 4)),
        guest("bra", "minister", date(2021, 4, 6), stands_in_for="the President of Brazil"),
        guest("uzb", "minister", date(2019, 1, 1)),
    ]
    order = rank(people, [LEVEL, DATE])
    assert order.keys == ("jpn", "mex", "uzb", "bra")


def test_a_spouse_follows_also_when_the_official_is_moved() -> None:
    people = [
        guest("a", "head_of_state"),
        guest("b", "head_of_government"),
        guest("b's wife", "", goes_with="b"),
        guest("c", "minister"),
    ]
    assert rank(people, [LEVEL]).keys == ("a", "b", "b's wife", "c")
    order = rank(people, [LEVEL], moves=[Move(key="b", anchor="a", after=False, ref="m")])
    assert order.keys == ("b", "b's wife", "a", "c")
    assert [pair.reason.by for pair in order.pairs] == [By.FOLLOWS, By.HAND, By.LEVELS]


def test_removing_one_guest_moves_nobody_by_itself() -> None:
    people = [guest(f"g{n:02}", "minister", date(2000 + n, 1, 1)) for n in range(24)]
    found = compare(rank(people, [DATE]), rank(people[:4] + people[5:], [DATE]))
    assert [one.key for one in found.moved if one.by_itself] == ["g04"]
    assert len(found.moved) == 20
    assert found.same == 4


def test_an_uncertain_date_makes_the_reason_unsure() -> None:
    people = [
        guest("a", "minister", date(2014, 1, 1), unsure=frozenset({"date"})),
        guest("b", "minister", date(2015, 1, 1)),
        guest("c", "minister", date(2016, 1, 1)),
        guest("d", "minister"),
    ]
    assert [pair.reason.sure for pair in rank(people, [DATE]).pairs] == [False, True, False]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Cambodia", "Côte d'Ivoire", "Fiji", "New Zealand", "Newland", "Türkiye", "日本"]),
        ("fr", ["Allemagne", "Égypte", "Émirats arabes unis", "Espagne", "États-Unis", "Œuf"]),
        ("fr", ["cote", "côte", "coté", "côté"]),
        ("en", ["cote", "coté", "côte", "côté"]),
        ("id", ["Amerika Serikat", "Prancis", "Republik Korea", "Tiongkok", "Türkiye"]),
    ],
)
def test_alphabets(language: str, names: list[str]) -> None:
    mixed = random.Random(3).sample(names, len(names))
    assert sorted(mixed, key=lambda name: collation(name, language)) == names


def test_an_alphabet_may_begin_where_the_lot_fell() -> None:
    drawn = rules("drawn", {"by": "alphabet", "starts_at": "M"})
    people = [guest(name, name=name) for name in ("Albania", "Mali", "Niger", "Malta")]
    assert rank(people, [drawn]).keys == ("Mali", "Malta", "Niger", "Albania")


def test_where_a_line_made_by_hand_leaves_the_rules() -> None:
    people = [guest("a", "head_of_state"), guest("b", "minister"), guest("c", "minister")]
    (found,) = inversions(["b", "a", "c", "nobody"], people, [LEVEL])
    assert (found.above, found.below) == ("a", "b")


@pytest.mark.parametrize(
    ("flags", "seen"),
    [
        (["jp", "id"], ("id", "jp")),
        (["id", "jp", "fr"], ("jp", "id", "fr")),
        (["id", "jp", "fr", "us"], ("jp", "id", "fr", "us")),
        (["jp", "fr"], ("jp", "fr")),
    ],
)
def test_the_hosts_flag_is_in_the_middle_or_right_of_it(
    flags: list[str], seen: tuple[str, ...]
) -> None:
    row = flag_row(flags, "id")
    assert row.seen == seen
    assert row.seated == tuple(reversed(seen))
    assert row.host_at == (seen.index("id") + 1 if "id" in flags else None)


def test_at_a_conference_the_host_may_be_first() -> None:
    assert flag_row(["jp", "fr", "id"], "id", host_first=True).seen == ("id", "jp", "fr")


def test_a_bad_rule_set_names_all_its_faults() -> None:
    wrong = [{"by": "number"}, levels("a", "a", only=["z"]), {"by": "tie"}]
    with pytest.raises(BadRuleSetError) as refused:
        rules("bad", *wrong)
    assert len(refused.value.faults) == 4


def test_two_guests_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="one key"):
        rank([guest("a"), guest("a")], [LEVEL])
