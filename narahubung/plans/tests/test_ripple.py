"""The ripple: against a judge, against building anew, against trying every moment."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.plans.ripple import (
    BadNetworkError,
    Bound,
    Edit,
    Hours,
    Link,
    LinkName,
    Network,
    Node,
    backward,
    chain,
    critical,
    margins,
    ripple_faults,
    way,
)
from narahubung.plans.ripple.hours import Tables
from narahubung.plans.ripple.judging import arrives

MINUTE, HOUR, DAY = 60, 3600, 86_400
LIMIT = 400  # minutes: the moments of the random networks

minutes = st.integers(0, LIMIT).map(lambda count: count * MINUTE)
tables = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(0, 200).map(lambda count: count * MINUTE)),
    min_size=1,
    max_size=4,
    unique_by=lambda step: step[0],
).map(lambda steps: Hours(steps=tuple(steps)))
lags = st.integers(-40 * MINUTE, 90 * MINUTE) | tables


@st.composite
def networks(draw: st.DrawFn, *, most: int = 8) -> tuple[list[Node], list[Link]]:
    count = draw(st.integers(1, most))
    nodes = [
        Node(
            key=f"n{number}",
            planned=draw(minutes),
            earliest=draw(st.none() | minutes),
            latest=draw(st.none() | minutes),
            fixed=draw(st.sampled_from([False, False, True])),
            owners=draw(st.sampled_from([("a",), ("b",), ("a", "c"), ()])),
        )
        for number in range(count)
    ]
    pairs = [(one, other) for one in range(count) for other in range(one + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True)) if pairs else []
    place = draw(st.permutations(range(count)))
    links = [
        Link(source=f"n{place[one]}", target=f"n{place[other]}", lag=draw(lags))
        for one, other in chosen
    ]
    return nodes, links


@st.composite
def edits(draw: st.DrawFn, nodes: list[Node], links: list[Link]) -> Edit:
    keys = st.sampled_from([node.key for node in nodes])
    names = [link.name for link in links]
    some = draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []
    cut = draw(st.integers(0, len(some)))
    return Edit(
        moments=draw(st.dictionaries(keys, minutes, max_size=2)),
        happened=draw(st.dictionaries(keys, st.none() | minutes, max_size=1)),
        latests=draw(st.dictionaries(keys, st.none() | minutes, max_size=1)),
        lags={name: draw(lags) for name in some[:cut]},
        remove=tuple(some[cut:]),
        add=tuple(
            Link(source=draw(keys), target=draw(keys), lag=draw(lags), kind=f"new{number}")
            for number in range(draw(st.integers(0, 2)))
        ),
    )


Typed = tuple[list[Node], list[Link], dict[str, int]]


def typed(nodes: list[Node], links: list[Link], facts: dict[str, int], edit: Edit) -> Typed:
    """Return the words themselves after an edit, without the engine."""
    after = []
    for node in nodes:
        if node.key in edit.moments:
            planned = edit.moments[node.key]
            node = replace(node, planned=planned, earliest=None)
        if node.key in edit.latests:
            node = replace(node, latest=edit.latests[node.key])
        after.append(node)
    now = {**facts, **edit.happened}
    kept = [
        replace(link, lag=edit.lags.get(link.name, link.lag))
        for link in links
        if link.name not in edit.remove
    ]
    return after, [*kept, *edit.add], {key: at for key, at in now.items() if at is not None}


def built(nodes: list[Node], links: list[Link], facts: dict[str, int]) -> Network:
    network = Network(nodes, links)
    network.apply(Edit(happened=facts))
    return network


def slacks(network: Network) -> dict[str, int | None]:
    return {key: network.slack(key) for key in network.graph.number}


# -- hours ----------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(tables, min_size=1, max_size=3), st.integers(-2 * DAY, 2 * DAY))
def test_a_drive_takes_what_it_takes_at_that_hour(several: list[Hours], leaves: int) -> None:
    packed = Tables()
    bases = [packed.base(hours) for hours in several]
    for hours, base in zip(several, bases, strict=True):
        came = packed.arrival(base, leaves)
        assert came == arrives(hours, leaves)
        assert leaves <= came <= packed.arrival(base, leaves + 1)
        last = packed.leave_by(base, leaves)
        assert packed.arrival(base, last) <= leaves < packed.arrival(base, last + 1)


def test_who_leaves_just_before_the_road_clears_does_not_arrive_later() -> None:
    jam = Hours(steps=((0, 20 * MINUTE), (7 * 60, 70 * MINUTE), (9 * 60, 30 * MINUTE)))
    assert arrives(jam, 6 * HOUR) == 6 * HOUR + 20 * MINUTE
    assert arrives(jam, 7 * HOUR) == 8 * HOUR + 10 * MINUTE
    assert arrives(jam, 8 * HOUR + 50 * MINUTE) == 9 * HOUR + 30 * MINUTE


@pytest.mark.parametrize("steps", [(), ((0, 5), (0, 6)), ((-1, 5),), ((1440, 5),), ((0, -1),)])
def test_a_table_of_hours_must_make_sense(steps: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(BadNetworkError):
        Tables().base(Hours(steps=steps))


# -- the network ----------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(networks())
def test_every_node_comes_as_early_as_it_may(given_: tuple[list[Node], list[Link]]) -> None:
    nodes, links = given_
    network = Network(nodes, links)
    faults = ripple_faults(nodes, links, network.moments())
    assert {fault.code for fault in faults} <= {"late"}
    late = {fault.key: fault.seconds for fault in faults}
    assert late == {b.key: -b.slack for b in network.standing() if b.slack < 0}


@settings(max_examples=60, deadline=None)
@given(st.data(), networks(), st.booleans())
def test_a_change_comes_to_what_building_anew_comes_to(
    data: st.DataObject, given_: tuple[list[Node], list[Link]], sweeps: bool
) -> None:
    nodes, links = given_
    facts: dict[str, int] = {}
    network = Network(nodes, links)
    if sweeps:
        network._most = 0
    for _ in range(3):
        edit = data.draw(edits(nodes, links))
        was, before = slacks(network), network.moments()
        after = typed(nodes, links, facts, edit)
        try:
            anew = built(*after)
        except BadNetworkError:
            with pytest.raises(BadNetworkError):
                network.apply(edit)
            assert (network.moments(), slacks(network)) == (before, was)
            continue
        preview, outcome = network.preview(edit), network.apply(edit)
        assert preview == outcome
        assert network.moments() == anew.moments()
        assert slacks(network) == slacks(anew)
        faults = ripple_faults(after[0], after[1], network.moments(), happened=after[2])
        assert {fault.code for fault in faults} <= {"late"}
        now = network.moments()
        assert [tuple(each) for each in outcome.moved] == [
            (key, before[key], now[key]) for key in before if before[key] != now[key]
        ]
        assert_told(network, outcome.tight + outcome.broken + outcome.eased, was)
        assert outcome.broken == tuple(b for b in outcome.broken if b.slack < 0)
        undone = network.apply(outcome.undo)
        assert (network.moments(), slacks(network)) == (before, was)
        assert {told.owner for told in network.told(undone) if told.moved} == {
            told.owner for told in network.told(outcome) if told.moved
        }
        network.apply(edit)
        nodes, links, facts = after


def assert_told(network: Network, told: tuple[Bound, ...], was: dict[str, int | None]) -> None:
    """Every limit that is or was short and has another slack is told of, once."""
    now = slacks(network)
    short = {
        key
        for key in now
        if now[key] != was[key]
        and min(network.tight if s is None else s for s in (now[key], was[key])) < network.tight
    }
    assert sorted(bound.key for bound in told) == sorted(short)


def test_the_judge_names_what_is_wrong() -> None:
    nodes = [
        Node(key="a", planned=100),
        Node(key="b", planned=0, latest=250),
        Node(key="c", planned=300, fixed=True),
        Node(key="d", planned=0),
    ]
    links = [Link(source="a", target="b", lag=50), Link(source="b", target="c", lag=100)]

    def faults(a: int, b: int, c: int, **more: dict[str, int]) -> set[tuple[str, str, int]]:
        told = ripple_faults(nodes, links, {"a": a, "b": b, "c": c, "d": 0}, **more)
        return {(fault.key, fault.code, fault.seconds) for fault in told}

    assert not faults(100, 150, 300)
    assert faults(90, 150, 300) == {("a", "early", 10), ("b", "idle", 10)}
    assert faults(100, 140, 300) == {("b", "lag", 10)}
    assert faults(220, 270, 300) == {("a", "idle", 120), ("b", "late", 20), ("c", "late", 70)}
    assert faults(100, 150, 310) == {("c", "moved", 10)}
    assert faults(100, 240, 310, happened={"b": 240, "c": 310}) == set()
    assert [fault.code for fault in ripple_faults(nodes[:1], (), {})] == ["missing"]


def test_one_message_for_each_owner_of_what_moved_or_broke() -> None:
    nodes = [
        Node(key="lands", planned=9 * HOUR, owners=("officer", "desk")),
        Node(key="leaves", planned=9 * HOUR, owners=("officer", "driver")),
        Node(key="talk", planned=10 * HOUR, fixed=True, owners=("host",)),
        Node(key="lunch", planned=12 * HOUR, owners=("cook",)),
    ]
    links = [
        Link(source="lands", target="leaves", lag=20 * MINUTE),
        Link(source="leaves", target="talk", lag=30 * MINUTE),
        Link(source="talk", target="lunch", lag=HOUR),
    ]
    network = Network(nodes, links)
    outcome = network.apply(Edit(moments={"lands": 9 * HOUR + 25 * MINUTE}))
    assert outcome.broken == (Bound("talk", 10 * HOUR, -15 * MINUTE, 10 * MINUTE),)
    told = network.told(outcome)
    assert [each.owner for each in told] == ["desk", "driver", "host", "officer"]
    assert [len(each.moved) for each in told] == [1, 1, 0, 2]
    assert [len(each.broken) for each in told] == [0, 0, 1, 0]


def test_what_contradicts_itself_is_refused_with_the_circle() -> None:
    nodes = [Node(key=key, planned=0) for key in "abcd"]
    ring = [Link(source=one, target=other) for one, other in ("ab", "bc", "ca", "cd")]
    with pytest.raises(BadNetworkError, match=r"a > b > c > a|b > c > a > b|c > a > b > c"):
        Network(nodes, ring)
    network = Network(nodes, ring[:2])
    missing = LinkName("a", "d")
    for edit in (
        Edit(remove=(ring[0].name,), add=(ring[3], Link(source="d", target="b"))),
        Edit(moments={"x": 0}),
        Edit(lags={missing: 5}),
        Edit(remove=(ring[0].name, ring[0].name)),
        Edit(add=(ring[0],)),
    ):
        with pytest.raises(BadNetworkError):
            network.apply(edit)
        assert [link.name for link in ring[:2]] == [
            network.graph.name(link) for arcs in network.graph.out for *_, link in arcs
        ]
    for bad in ([*nodes, nodes[0]], nodes[:1]):
        with pytest.raises(BadNetworkError):
            Network(bad, ring[:1])
    for links in (ring[:1] * 2, [Link(source="a", target="a")]):
        with pytest.raises(BadNetworkError):
            Network(nodes, links)


def test_a_link_that_goes_lets_go_also_where_another_comes() -> None:
    nodes = [Node(key=key, planned=0) for key in "abc"]
    network = Network(nodes, [Link(source="a", target="b", lag=50)])
    edit = Edit(remove=(LinkName("a", "b"),), add=(Link(source="a", target="c", lag=70),))
    assert [tuple(each) for each in network.apply(edit).moved] == [("b", 50, 0), ("c", 0, 70)]


# -- why, and how early ---------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(networks())
def test_a_chain_says_what_binds(given_: tuple[list[Node], list[Link]]) -> None:
    network = Network(*given_)
    graph = network.graph
    for key in graph.number:
        parts = chain(network, key)
        assert parts[-1].key == key
        moments = [*(part.moment for part in parts[:-1]), graph.reach[graph.node(key)]]
        if len(parts) > 1:
            for before, part, moment in zip(moments, parts[1:], moments[1:], strict=False):
                assert before + part.lag == moment
        first = graph.node(parts[0].key)
        assert graph.moment[first] == graph.plan[first]


@settings(max_examples=60, deadline=None)
@given(networks(most=6), st.integers(0, 5))
def test_backward_is_the_last_moment_that_does(
    given_: tuple[list[Node], list[Link]], which: int
) -> None:
    nodes, links = given_
    long_ago = -10 * DAY
    nodes = [n if n.fixed else replace(n, planned=long_ago, earliest=None) for n in nodes]
    network, key = Network(nodes, links), nodes[which % len(nodes)].key
    at = 300 * MINUTE
    musts = backward(network, key, at)
    assert [must.moment for must in musts] == sorted(must.moment for must in musts)
    within = {must.key for must in musts}
    network.apply(Edit(latests={key: at}))

    def missed(moments: dict[str, int]) -> set[str]:
        outcome = network.apply(Edit(happened=moments))
        found = {
            each for each in within if (slack := network.slack(each)) is not None and slack < 0
        }
        network.apply(outcome.undo)
        return found

    fixed = {node.key for node in nodes if node.fixed}
    base = missed({})
    for must in musts:
        assert way(musts, must.key)[0] == must
        if must.key not in fixed and not base:
            assert not missed({must.key: must.moment})
            assert missed({must.key: must.moment + 1})


def test_when_must_the_wake_up_be_for_a_speech_at_nine() -> None:
    road = Hours(steps=((0, 25 * MINUTE), (7 * 60 + 30, 50 * MINUTE)))
    nodes = [
        Node(key="wake-up", planned=6 * HOUR),
        Node(key="dressed", planned=0),
        Node(key="breakfast", planned=0, latest=7 * HOUR + 15 * MINUTE),
        Node(key="leaves", planned=0),
        Node(key="checked", planned=0),
        Node(key="speech", planned=9 * HOUR, fixed=True),
    ]
    links = [
        Link(source="wake-up", target="dressed", lag=45 * MINUTE, kind="dressing"),
        Link(source="dressed", target="breakfast", lag=10 * MINUTE, kind="walk"),
        Link(source="breakfast", target="leaves", lag=20 * MINUTE, kind="breakfast"),
        Link(source="leaves", target="checked", lag=road, kind="drive"),
        Link(source="checked", target="speech", lag=18 * MINUTE, kind="security"),
    ]
    network = Network(nodes, links)
    musts = {must.key: must for must in backward(network, "speech")}
    assert musts["leaves"].moment == 7 * HOUR + 52 * MINUTE
    assert musts["leaves"].lag == 50 * MINUTE
    assert musts["wake-up"].moment == 6 * HOUR + 20 * MINUTE
    assert musts["wake-up"].slack == 20 * MINUTE
    why = way(musts.values(), "wake-up")
    assert [must.key for must in why] == ["wake-up", "dressed", "breakfast"]
    assert critical(network, musts)[0].key == "wake-up"
    with pytest.raises(BadNetworkError):
        way(why, "speech")


@settings(max_examples=60, deadline=None)
@given(networks(most=6))
def test_a_margin_is_what_a_node_may_slip(given_: tuple[list[Node], list[Link]]) -> None:
    nodes, links = given_
    network = Network([replace(n, fixed=False) for n in nodes], links)
    if any(bound.slack < 0 for bound in network.standing()):
        return
    for key, margin in margins(network).items():
        assert margin >= 0
        at = network.moment(key) + margin
        assert not network.preview(Edit(moments={key: at})).broken
        assert network.preview(Edit(moments={key: at + 1})).broken
