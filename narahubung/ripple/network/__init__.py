"""The event as a network of moments: what hangs on what, by the rows as they stand."""

from threading import Lock

from narahubung.accounts.models import Event
from narahubung.journal.reading import last_entry_id
from narahubung.plans.ripple import Edit, Network
from narahubung.ripple.network.hangers import lay_hangers
from narahubung.ripple.network.laying import laying
from narahubung.ripple.network.programme import lay_programme
from narahubung.ripple.network.roads import lay_roads, lay_uses
from narahubung.ripple.network.rows import Was, rows_of
from narahubung.ripple.network.things import EventNetwork, Thing
from narahubung.ripple.network.times import times_of

__all__ = ["EventNetwork", "Thing", "Was", "forget", "of_event"]

_kept: dict[int, tuple[int, EventNetwork]] = {}
_lock = Lock()
KEPT = 4  # events whose networks a process keeps


def of_event(event_id: int, was: Was | None = None) -> EventNetwork:
    """Return the network of an event as it stands, kept until the journal says something new.

    was: moments as they stood before a change that the rows already hold; such a network is made
    anew. Fourteen queries; 0.15 to 0.3 s of the processor's time for forty-five delegations.
    """
    if was:
        return _made(event_id, was)
    newest = last_entry_id()
    with _lock:
        known = _kept.get(event_id)
    if known is not None and known[0] == newest:
        return known[1]
    made = _made(event_id, {})
    with _lock:
        _kept.pop(event_id, None)
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[event_id] = newest, made
    return made


def forget() -> None:
    """Keep no network any more: for tests, whose events have the numbers of others before."""
    with _lock:
        _kept.clear()


def _made(event_id: int, was: Was) -> EventNetwork:
    event = Event.objects.get(pk=event_id)
    times = times_of(event)
    rows = rows_of(event, was)
    lay = laying(event, rows, times)
    lay_roads(lay)
    lay_hangers(lay)
    lay_programme(lay)
    pools = lay_uses(lay)
    network = Network(list(lay.nodes.values()), list(lay.links.values()), tight=times.tight * 60)
    network.apply(Edit(happened=lay.happened))
    return EventNetwork(
        event=event,
        times=times,
        origin=lay.origin,
        network=network,
        things=lay.things,
        pools=pools,
        links=frozenset(link.name for link in lay.links.values()),
        names={
            **{f"vehicle:{row.pk}": row.plate for row in rows.vehicles},
            **{f"escort:{row.pk}": row.name for row in rows.escorts},
        },
    )
