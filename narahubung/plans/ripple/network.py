"""The event as a simple temporal network: a change goes in, what it does comes out."""

from collections.abc import Sequence

from narahubung.plans.arrays import np
from narahubung.plans.ripple.editing import edited
from narahubung.plans.ripple.graph import Graph
from narahubung.plans.ripple.moves import Moves
from narahubung.plans.ripple.spreading import Before, reached, restore, spread
from narahubung.plans.ripple.sweeping import Sweep
from narahubung.plans.ripple.terms import OPEN, Bound, Edit, Link, Moved, Node, Outcome, Told

TIGHT = 15 * 60
SWEEP_FROM, SWEEP_PART = 4000, 20
"""From so many changed nodes on, and a twentieth of all, a sweep of all is quicker."""

Changed = tuple[Moves, list[tuple[int, int]]]
"""What moved, and each node with a limit that may be told of, with its reach before."""


class Network:
    """Nodes and links of an event, and the moment of each node; not for several threads at once.

    Every node comes at the least moment that its plan and its links allow: the least solution of a
    simple temporal network (Dechter, Meiri & Pearl 1991) whose links only say "at least so much
    after". So it comes back to its plan when the cause of a delay is taken back. tight: limits with
    less than so many seconds left are told of. Building takes O((nodes + links) log nodes) and
    raises BadNetworkError.
    """

    def __init__(self, nodes: Sequence[Node], links: Sequence[Link], *, tight: int = TIGHT) -> None:
        self.graph, self.tight = Graph(nodes, links), tight
        self._most = max(SWEEP_FROM, len(nodes) // SWEEP_PART)
        self._sweep: Sweep | None = None
        self._last: tuple[Edit, Before] | None = None
        """The way back of the last change, and what stood before it: nothing need be worked out."""
        self.recompute()

    def recompute(self) -> None:
        """Work out every moment anew; an edit does it by itself. O(nodes + links)."""
        graph = self.graph
        if len(graph.nodes) > self._most:
            self._swept(set())
            return
        for node in graph.order:
            graph.moment[node], graph.reach[node] = reached(graph, node)

    def moment(self, key: str) -> int:
        """Return when a node comes."""
        return self.graph.moment[self.graph.node(key)]

    def moments(self) -> dict[str, int]:
        """Return when each node comes."""
        return dict(zip(self.graph.number, self.graph.moment, strict=True))

    def slack(self, key: str) -> int | None:
        """Return the seconds left before a node's own limit is missed, negative where it is.

        None where it has no limit, or nothing before it.
        """
        slack = self.graph.slack(self.graph.node(key))
        return slack if slack < OPEN // 2 else None

    def standing(self) -> tuple[Bound, ...]:
        """Return the limits that are tight or missed as things stand. O(nodes)."""
        graph = self.graph
        slacks = np.frombuffer(graph.due, np.int64) - np.frombuffer(graph.reach, np.int64)
        found = []
        for node in np.flatnonzero(slacks < self.tight).tolist():
            slack = graph.slack(node)
            found.append(Bound(graph.nodes[node].key, graph.due[node], slack, slack))
        return tuple(found)

    def apply(self, edit: Edit) -> Outcome:
        """Change the network and return what that does; `Outcome.undo` takes it back.

        O(changed nodes * (log changed nodes + their links)), for very large changes O(nodes +
        links). Raises BadNetworkError and changes nothing where the edit names what is not there
        or closes a circle.
        """
        nodes = {self.graph.node(key) for key in (*edit.moments, *edit.happened, *edit.latests)}
        dues = {node: self.graph.due[node] for node in nodes}
        undo, before = self._change(edit)
        return self._told(edit, undo, dues, self._changed(before, nodes))

    def preview(self, edit: Edit) -> Outcome:
        """Return what a change would do; the network stays as it is. Hardly more work."""
        outcome = self.apply(edit)
        self._change(outcome.undo)
        return outcome

    def _change(self, edit: Edit) -> tuple[Edit, Before | Changed]:
        last, self._last = self._last, None
        undo, seeds = edited(self.graph, edit)
        if last is not None and edit is last[0]:
            before = restore(self.graph, last[1])
        else:
            before, complete = spread(self.graph, seeds, self._most)
            if not complete:
                restore(self.graph, before)
                return undo, self._swept(seeds)
        self._last = undo, before
        return undo, before

    def _swept(self, also: set[int]) -> Changed:
        """Work all out anew; these nodes may be told of even where nothing changed."""
        graph = self.graph
        if self._sweep is None or self._sweep.shape != graph.shape:
            self._sweep = Sweep(graph)
        moment, reach = self._sweep.run(graph)
        olds, wases = np.frombuffer(graph.moment, np.int64), np.frombuffer(graph.reach, np.int64)
        nodes = np.flatnonzero(moment != olds)
        moved = Moves(graph.nodes, nodes.tolist(), olds[nodes].tolist(), moment[nodes].tolist())
        differs = (reach != wases) & (np.frombuffer(graph.due, np.int64) != OPEN)
        differs[list(also)] = True
        limits = np.flatnonzero(differs)
        bounds = list(zip(limits.tolist(), wases[limits].tolist(), strict=True))
        olds[:], wases[:] = moment, reach
        return moved, bounds

    def _changed(self, before: Before | Changed, also: set[int]) -> Changed:
        if not isinstance(before, dict):
            return before
        moment, due = self.graph.moment, self.graph.due
        for node in also:
            before.setdefault(node, (moment[node], self.graph.reach[node]))
        nodes = sorted(before)
        moved = [node for node in nodes if moment[node] != before[node][0]]
        olds, news = [before[node][0] for node in moved], [moment[node] for node in moved]
        bounds = [(node, before[node][1]) for node in nodes if due[node] != OPEN or node in also]
        return Moves(self.graph.nodes, moved, olds, news), bounds

    def _told(self, edit: Edit, undo: Edit, dues: dict[int, int], changed: Changed) -> Outcome:
        nodes, reach, due = self.graph.nodes, self.graph.reach, self.graph.due
        tight, broken, eased = list[Bound](), list[Bound](), list[Bound]()
        moved, bounds = changed
        for node, came in bounds:
            limit = due[node]
            slack, before = limit - reach[node], dues.get(node, limit) - came
            if slack == before or (slack >= self.tight and before >= self.tight):
                continue
            bound = Bound(nodes[node].key, limit, slack, before)
            if slack < 0:
                broken.append(bound)
            elif slack < self.tight:
                tight.append(bound)
            else:
                eased.append(bound)
        return Outcome(
            edit=edit,
            undo=undo,
            moved=moved,
            tight=tuple(tight),
            broken=tuple(broken),
            eased=tuple(eased),
        )

    def told(self, outcome: Outcome) -> tuple[Told, ...]:
        """Return whom a change touches, one entry for each owner of what moved or broke, by id."""
        graph = self.graph
        moved, broken = dict[str, list[Moved]](), dict[str, list[Bound]]()
        for each in outcome.moved:
            for owner in graph.nodes[graph.number[each.key]].owners:
                moved.setdefault(owner, []).append(each)
        for bound in outcome.broken:
            for owner in graph.nodes[graph.number[bound.key]].owners:
                broken.setdefault(owner, []).append(bound)
        return tuple(
            Told(
                owner=owner,
                moved=tuple(moved.get(owner, ())),
                broken=tuple(broken.get(owner, ())),
            )
            for owner in sorted(moved.keys() | broken.keys())
        )
