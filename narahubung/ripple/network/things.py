"""What a node of the network is about, and the network with everything known of its nodes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.plans.ripple import Link, LinkName, Network, Pool
from narahubung.ripple.network.times import Times

DEPARTS, ARRIVES, STARTS, ENDS = "departs", "arrives", "starts", "ends"


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What one node is about.

    thing: the name of the row ("trip:7"); kind: of words.KINDS. says: its label in both languages
    (kit.said), made when asked for. owners: whom it concerns, as "officers:5", "desk:3",
    "person:7" (see `ripple.owners`). quiet: it has no line of its own, its other node has it.
    """

    thing: str
    kind: str
    party_id: int | None
    zone: str
    says: Callable[[], str]
    owners: tuple[str, ...] = ()
    reads: str = Right.SEE_MOVEMENTS.value
    quiet: bool = False


@dataclass(kw_only=True)
class EventNetwork:
    """An event as a network: nodes named by topic and what they are about.

    Node keys: "movement:12", "movement:12:closes", "trip:7:departs", "trip:7:arrives", "wake:7",
    "line_up:7", "booking:4:starts", "booking:4:ends", "request:3", "check_in:5", "room:5",
    "item:9:ends", "item:9:party:5", "meeting:3:party:5", "meeting:3:ends". Not for several threads
    at once: take `lock`.
    """

    event: Event
    times: Times
    origin: datetime
    network: Network
    things: Mapping[str, Thing]
    pools: Mapping[int, tuple[Pool, ...]]
    links: frozenset[LinkName]
    names: Mapping[str, str]
    """Of cars and escorts: {"vehicle:5": "DK 0005 ZZ"}."""
    lock: Lock = field(default_factory=Lock)

    def sec(self, moment: datetime) -> int:
        """Return a moment as the engine counts it."""
        return round((moment - self.origin).total_seconds())

    def links_into(self, key: str) -> list[Link]:
        """Return what a node waits for, nothing where there is no such node."""
        graph = self.network.graph
        if key not in graph.number:
            return []
        return [graph.link(number) for *_, number in graph.into[graph.number[key]]]

    def when(self, sec: int) -> datetime:
        """Return a moment of the engine as ours."""
        return self.origin + timedelta(seconds=sec)
