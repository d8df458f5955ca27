"""The event as a network of moments: what hangs on what, by the rows as they stand."""

from threading import Lock

from narahubung.accounts.models import Event
from narahubung.journal.reading import last_entry_id, steps_after
from narahubung.plans.ripple import Edit, Network
from narahubung.ripple.network.hangers import lay_hangers
from narahubung.ripple.network.laying import laying
from narahubung.ripple.network.programme import lay_programme
from narahubung.ripple.network.roads import lay_roads, lay_uses
from narahubung.ripple.network.rows import Was, rows_of
from narahubung.ripple.network.things import EventNetwork, Thing
from narahubung.ripple.network.times import times_of

__all__ = ["EventNetwork", "Thing", "Was", "as_of", "before", "forget", "of_event"]

_kept: dict[int, tuple[int, EventNetwork]] = {}
_lock = Lock()
KEPT = 4  # events whose networks a process keeps
_LOOKED_BACK = 300  # after more entries it is made anew without looking at them
# Rooms, and kinds of others, of which no row is in a network.
_BESIDE = (
    *("ripple.", "relays.", "duties.", "needs.", "assignments.", "knowledge.", "gifts."),
    *("training.", "documents.", "care.", "intake.", "transport.position", "airports.bag"),
)


def of_event(event_id: int) -> EventNetwork:
    """Return the network of an event as it stands, kept until a row that it is made of changes.

    Two queries; to make it anew, fourteen and 0.15 to 0.3 s of the processor's time for forty-five
    delegations.
    """
    known = _kept_of(event_id)
    if known is not None and not _changes(event_id, known[0]):
        return known[1]
    began = last_entry_id()
    made = _made(event_id, {})
    if not _changes(event_id, began):  # while its rows were read
        with _lock:
            _kept.pop(event_id, None)
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[event_id] = began, made
    return made


def before(event_id: int, was: Was, *, entry_id: int, only_moments: bool) -> EventNetwork:
    """Return the network as it stood before a change that the rows already hold.

    was: the moments that stood; entry_id: the change in the journal; only_moments: it changed
    nothing else. Then the one that is kept still says how all stood, where nothing else changed
    since; otherwise one is made anew.
    """
    known = _kept_of(event_id)
    if known is not None and only_moments and _changes(event_id, known[0]) == [entry_id]:
        return known[1]
    return _made(event_id, was)


def as_of(event_id: int, was: Was) -> EventNetwork:
    """Return the network made anew, its rows with what `was` says: moments, or numbers of cars."""
    return _made(event_id, was)


def _kept_of(event_id: int) -> tuple[int, EventNetwork] | None:
    with _lock:
        return _kept.get(event_id)


def _changes(event_id: int, since: int) -> list[int]:
    """Return the entries since then that may have changed a row of the network."""
    steps = steps_after(since, event_id=event_id, limit=_LOOKED_BACK)
    if len(steps) == _LOOKED_BACK:
        return [number for number, _kind in steps]
    return [number for number, kind in steps if not kind.startswith(_BESIDE)]


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
