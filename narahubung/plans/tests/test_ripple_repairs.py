"""Repairs: against trying every combination of steps and minutes, and the swap of a vehicle."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.plans.ripple import (
    BadNetworkError,
    Edit,
    Hours,
    Link,
    LinkName,
    Mending,
    Network,
    Node,
    Pool,
    Search,
    Use,
    Weights,
    mend,
)

MINUTE, HOUR = 60, 3600
PRICES = Weights()
GRID = 5

# -- a chain: everything tried --------------------------------------------------------------

stretch = st.tuples(st.integers(0, 12), st.none() | st.integers(0, 12), st.booleans())
point = st.tuples(st.none() | st.integers(0, 40), st.booleans(), st.sampled_from([0, 0, 5, 12, 60]))


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[Node], list[Link]]:
    """Return a chain of up to five nodes, in minutes, with a start that may be too late."""
    rows = draw(st.lists(st.tuples(stretch, point), min_size=1, max_size=4))
    nodes = [Node(key="n0", planned=draw(st.integers(0, 20)) * MINUTE)]
    links = []
    for number, ((lag, least, optional), (latest, fixed, shift)) in enumerate(rows, 1):
        nodes.append(
            Node(
                key=f"n{number}",
                planned=(latest or 0) * MINUTE if fixed else 0,
                latest=None if latest is None else latest * MINUTE,
                fixed=fixed,
                shift=shift * MINUTE,
                owners=("a",) if shift % 2 else ("b", "c"),
            )
        )
        links.append(
            Link(
                source=f"n{number - 1}",
                target=f"n{number}",
                lag=lag * MINUTE,
                least=None if least is None else least * MINUTE,
                optional=optional,
                agree=("d",) if lag % 2 else (),
            )
        )
    return nodes, links


def broken(network: Network) -> dict[str, int]:
    return {bound.key: bound.slack for bound in network.standing() if bound.slack < 0}


Way = list[tuple[int, Edit]]


def ways(nodes: list[Node], links: list[Link]) -> Iterator[tuple[object, Way]]:
    """Yield everything that may be changed, with each way to do it and what that costs."""
    owners = {node.key: node.owners for node in nodes}
    for link in links:
        asked = PRICES.consent * len(link.agree or owners[link.target])
        found: Way = []
        if link.least is not None:
            for minute in range(1, (int(link.lag) - int(link.least)) // MINUTE + 1):
                cost = PRICES.shorten + PRICES.shorten_minute * minute + asked
                found.append((cost, Edit(lags={link.name: int(link.lag) - minute * MINUTE})))
        if link.optional:
            found.append((PRICES.skip + asked, Edit(remove=(link.name,))))
        if found:
            yield link.name, found
    for node in nodes:
        asked = PRICES.consent * len(node.owners)
        found = []
        for minute in range(GRID, node.shift // MINUTE + 1, GRID):
            by = minute * MINUTE
            cost = PRICES.shift + PRICES.shift_minute * minute + asked
            moments = {node.key: node.planned + by} if node.fixed else {}
            latests = {} if node.latest is None else {node.key: node.latest + by}
            found.append((cost, Edit(moments=moments, latests=latests)))
        if found:
            yield node.key, found


def least_cost(nodes: list[Node], links: list[Link], most: int, *, mixed: bool) -> int | None:
    """Return what the cheapest repair of up to `most` steps costs, by trying all of them.

    mixed: with sets in which something is shortened and something shifted.
    """
    network, every, best = Network(nodes, links), list(ways(nodes, links)), None
    for count in range(1, most + 1):
        for some in combinations([found for _, found in every], count):
            for steps in product(*some):
                cost = sum(each for each, _ in steps)
                edits = [edit for _, edit in steps]
                both = any(edit.lags for edit in edits) and any(
                    edit.moments or edit.latests for edit in edits
                )
                if (both and not mixed) or (best is not None and cost >= best):
                    continue
                undo = [network.apply(edit).undo for edit in edits]
                if not broken(network):
                    best = cost
                for edit in reversed(undo):
                    network.apply(edit)
    return best


@settings(max_examples=60, deadline=None)
@given(chains())
def test_the_cheapest_repair_of_a_chain_is_found(given_: tuple[list[Node], list[Link]]) -> None:
    nodes, links = given_
    network = Network(nodes, links)
    before, moments = broken(network), network.moments()
    found = mend(network, before, search=Search(steps=2, tries=10_000))
    assert network.moments() == moments
    assert found.complete
    assert_true(network, found, before)
    if not before:
        assert found.repairs == ()
        return
    best = least_cost(nodes, links, 2, mixed=True)
    if best is None:
        assert all(repair.left for repair in found.repairs)
        return
    assert not found.repairs[0].left
    assert best <= found.repairs[0].cost <= (least_cost(nodes, links, 2, mixed=False) or 10_000)


def assert_true(network: Network, found: Mending, before: dict[str, int]) -> None:
    """What a repair says of itself is so."""
    costs = [repair.cost for repair in found.repairs if not repair.left]
    assert costs == sorted(costs)
    for repair in found.repairs:
        assert repair.cost == sum(step.points(PRICES) for step in repair.steps)
        assert repair.agree == tuple(sorted({who for step in repair.steps for who in step.agree}))
        undo = [network.apply(edit).undo for edit in repair.edits]
        left = {bound.key: bound.slack for bound in repair.left}
        assert broken(network) == left
        for bound in repair.tight:
            assert network.slack(bound.key) == bound.slack
        for edit in reversed(undo):
            network.apply(edit)
    assert broken(network) == before


def test_an_escort_is_asked_for_and_what_happened_is_past() -> None:
    alone, escorted = (Hours(steps=((0, takes * MINUTE), (600, 90 * MINUTE))) for takes in (60, 40))
    nodes = [
        Node(key="leaves", planned=8 * HOUR),
        Node(key="talk", planned=8 * HOUR + 50 * MINUTE, fixed=True),
    ]
    network = Network(nodes, [Link(source="leaves", target="talk", lag=alone, least=escorted)])
    (repair,) = mend(network, ["talk"]).repairs
    (step,) = repair.steps
    assert (step.kind, step.minutes, repair.cost, repair.left) == ("shorten", 0, 10, ())
    assert network.preview(repair.edits[0]).tight
    network.apply(Edit(happened={"leaves": 10 * HOUR}))
    assert not mend(network, ["talk"]).repairs
    network.apply(Edit(happened={"talk": 11 * HOUR}, latests={"talk": 9 * HOUR}))
    assert mend(network, ["talk"]) == Mending()


# -- a vehicle ------------------------------------------------------------------------------


def trips() -> tuple[list[Node], list[Link], Pool]:
    """Two cars, each with two trips; the first of car 1 will come back late."""
    nodes, links, lines = [], [], {}
    for car, hours in (("car 1", (9, 11)), ("car 2", (8, 13))):
        uses = []
        for hour in hours:
            key = f"{car} {hour}"
            nodes += [
                Node(key=f"{key} out", planned=hour * HOUR, owners=(f"guest {hour}",)),
                Node(key=f"{key} in", planned=0, latest=(hour + 1) * HOUR, kind="in"),
            ]
            links.append(Link(source=f"{key} out", target=f"{key} in", lag=HOUR - 10 * MINUTE))
            uses.append(
                Use(key=key, begins=f"{key} out", ends=f"{key} in", start="hotel", end="hall")
            )
        lines[car] = tuple(uses)
    pool = Pool(
        key="cars",
        lines=lines,
        change=10 * MINUTE,
        between={("hall", "hotel"): Hours(steps=((0, 20 * MINUTE), (10 * 60, 40 * MINUTE)))},
        agree=("transport",),
    )
    return nodes, [*links, *pool.links()], pool


def test_the_next_trip_goes_to_a_vehicle_that_is_free() -> None:
    nodes, links, pool = trips()
    network = Network(nodes, links)
    assert broken(network) == {}
    link = network.graph.link(network.graph.find(LinkName("car 1 9 in", "car 1 11 out", "cars")))
    assert link.lag == Hours(steps=((0, 30 * MINUTE), (10 * 60, 50 * MINUTE)))
    late = network.apply(Edit(moments={"car 1 9 out": 10 * HOUR}, latests={"car 1 9 in": None}))
    assert [bound.key for bound in late.broken] == ["car 1 11 in"]
    found = mend(network, ["car 1 11 in"], [pool])
    (step,) = found.repairs[0].steps
    assert (step.kind, step.key, step.old, step.new) == ("swap", "car 1 11", "car 1", "car 2")
    assert found.repairs[0].agree == ("transport",)
    edit, after = pool.swapped("car 1 11", "car 2", 1)
    assert after.where("car 1 11") == ("car 2", 1)
    (now,) = network.apply(edit).tight
    assert (now.slack, now.was) == (10 * MINUTE, -30 * MINUTE)
    assert network.moments() == Network(nodes_late(nodes), [*links[:4], *after.links()]).moments()


def nodes_late(nodes: list[Node]) -> list[Node]:
    from dataclasses import replace

    return [replace(n, planned=10 * HOUR) if n.key == "car 1 9 out" else n for n in nodes]


def test_no_vehicle_is_given_that_has_no_time() -> None:
    nodes, links, pool = trips()
    network = Network(nodes, links)
    network.apply(
        Edit(
            moments={"car 1 9 out": 10 * HOUR, "car 2 13 out": 12 * HOUR},
            latests={"car 1 9 in": None},
        )
    )
    swaps = [
        step
        for repair in mend(network, ["car 1 11 in"], [pool]).repairs
        for step in repair.steps
        if step.key == "car 1 11"
    ]
    assert swaps == []
    for use, to, place in (("car 1 11", "car 1", 0), ("car 1 11", "car 3", 0), ("x", "car 2", 0)):
        with pytest.raises(BadNetworkError):
            pool.swapped(use, to, place)


# -- C2: +95 on a flight --------------------------------------------------------------------

FLIGHT, CALL, TALK = 9 * HOUR + 15 * MINUTE, 12 * HOUR + 30 * MINUTE, 14 * HOUR
LATER = Edit(moments={"flight": FLIGHT + 95 * MINUTE})
ITEMS = {
    # what: (after, by how many minutes, owner)
    "stand": ("flight", 0, "apron"),
    "ramp car": ("flight", 5, "apron"),
    "lounge": ("flight", 10, "lounge"),
    "motorcade": ("cleared", 0, "transport"),
    "patwal": ("cleared", -30, "patwal"),
    "check-in": ("arrives", 5, "hotel"),
    "room": ("arrives", 15, "hotel"),
    "lunch": ("arrives", 20, "kitchen"),
    "interpreter": ("cleared", -15, "interpreter"),
    "bilateral": ("arrives", 0, "secretariat"),
    "duty": ("flight", -60, "officer"),
    "driver's wake-up": ("flight", -150, "driver"),
    "flowers": ("arrives", -20, "hotel"),
    "checklist": ("arrives", 10, "officer"),
}


def day(name: str = "", owner: str = "") -> tuple[list[Node], list[Link]]:
    """HoD-12's morning, or, with a name, that of another delegation that day."""
    early = -12 * HOUR
    nodes = [
        Node(key=f"{name}flight", planned=FLIGHT, owners=(owner or "apron",)),
        Node(key=f"{name}cleared", planned=10 * HOUR, earliest=early, thing="immigration"),
        Node(key=f"{name}arrives", planned=0, earliest=early, owners=(owner or "officer",)),
        Node(key=f"{name}call", planned=CALL, fixed=True, owners=(owner or "officer",)),
    ]
    links = [
        ("flight", "cleared", 45, "immigration"),
        ("cleared", "arrives", 70, "road"),
        ("arrives", "call", 0, "call"),
    ]
    for item, (after, lag, told) in ITEMS.items():
        fixed, planned = item == "bilateral", TALK if item == "bilateral" else early
        nodes.append(Node(key=name + item, planned=planned, fixed=fixed, owners=(owner or told,)))
        links.append((after, item, lag, item))
    least = {"immigration": 35 * MINUTE, "road": 58 * MINUTE}
    return nodes, [
        Link(
            source=name + source,
            target=name + target,
            lag=lag * MINUTE,
            kind=kind,
            least=least.get(kind),
            agree=("patwal",) if kind == "road" else ("immigration",),
        )
        for source, target, lag, kind in links
    ]


def test_c2_ninety_five_minutes_late() -> None:
    nodes, links = day()
    for number in range(67):
        more, further = day(f"D{number} ", f"officer {number}")
        nodes, links = nodes + more, links + further
    network = Network(nodes, links)
    before = network.moments()
    assert before["arrives"] == 11 * HOUR + 10 * MINUTE
    preview = network.preview(LATER)
    assert network.moments() == before
    outcome = network.apply(LATER)
    assert outcome == preview
    assert network.moment("arrives") == 12 * HOUR + 45 * MINUTE
    assert [(bound.key, bound.slack) for bound in outcome.broken] == [("call", -15 * MINUTE)]
    assert network.slack("bilateral") == 75 * MINUTE
    assert not outcome.tight
    moved = {each.key: each.new - each.old for each in outcome.moved}
    assert moved == dict.fromkeys({*ITEMS, "flight", "cleared", "arrives"} - {"bilateral"}, 5700)
    told = network.told(outcome)
    assert [each.owner for each in told] == [
        *("apron", "driver", "hotel", "interpreter", "kitchen"),
        *("lounge", "officer", "patwal", "transport"),
    ]
    undone = network.apply(outcome.undo)
    assert network.moments() == before
    assert [each.owner for each in network.told(undone)] == [each.owner for each in told]
    assert not undone.broken


def test_c2_how_the_call_can_be_kept() -> None:
    network = Network(*day())
    network.apply(LATER)
    found = mend(network, ["call"])
    repair = found.repairs[0]
    assert not repair.left
    assert repair.agree == ("immigration", "patwal")
    assert {(step.link and step.link.kind, step.minutes) for step in repair.steps} in (
        {("immigration", 10), ("road", 5)},
        {("immigration", 3), ("road", 12)},
    )
    assert repair.cost == 2 * (PRICES.shorten + PRICES.consent) + 15 * PRICES.shorten_minute
    alone = mend(network, ["call"], search=Search(steps=1))
    assert [repair.left[0].slack for repair in alone.repairs] == [-3 * MINUTE, -5 * MINUTE]
    few = mend(network, ["call"], search=Search(tries=1))
    assert not few.complete
    assert few.tried == 1
