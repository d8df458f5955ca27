"""A delegation's day: its parts, how far each may slip, and the chain that decides."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.words import hours_text
from narahubung.kit.actor import Actor
from narahubung.kit.zones import moment
from narahubung.parties.models import Party
from narahubung.parties.queries import mark_of
from narahubung.plans.ripple import Part, chain, margins
from narahubung.plans.ripple.graph import FREE
from narahubung.plans.ripple.terms import DAY
from narahubung.ripple.network import EventNetwork, of_event
from narahubung.ripple.network.things import ENDS, Thing
from narahubung.ripple.queries.links import address_of
from narahubung.ripple.queries.views import Component, DayChain
from narahubung.ripple.words import icon_of, named

_PROCESSING = "processing"


def day_chain(*, by: Actor, party_id: int, on: date) -> DayChain:
    """Return the parts of a day that he may see, in order, and the chain with the least slack.

    Raises Party.DoesNotExist.
    """
    party = Party.objects.visible_to(by, Right.SEE_MOVEMENTS).get(pk=party_id)
    net = of_event(party.event_id)
    begins = net.sec(moment(on, time(), net.event.zone))
    with net.lock:
        keys = [
            key
            for key, thing in net.things.items()
            if thing.party_id == party_id
            and begins <= net.network.moment(key) < begins + DAY
            and by.may_for(thing.reads, party_id)
        ]
        slack, parts = _scarcest(net, keys)
        names = {net.things[part.key].thing for part in parts}
        components = _components(net, keys, names)
    components.sort(key=lambda one: (one.starts_at, one.ends_at, one.key))
    slack_min = None if slack is None else slack // 60
    return DayChain(
        party=mark_of(party),
        on=on,
        zone=net.event.zone,
        parts=tuple(components),
        critical=tuple(one for one in components if one.critical),
        says=_says(net, parts, slack_min),
        slack_min=slack_min,
    )


def _scarcest(net: EventNetwork, keys: Iterable[str]) -> tuple[int | None, tuple[Part, ...]]:
    """Return the least slack under a limit of the day, and the chain that leads to it.

    A chain decides nothing where all of it is fixed or over; boarding goes along with its flight.
    """
    found: list[tuple[int, str, tuple[Part, ...]]] = []
    for key in keys:
        slack, parts = net.network.slack(key), chain(net.network, key)
        if slack is not None and net.things[key].kind != "closes" and _first(net, parts):
            found.append((slack, key, parts))
    if not found:
        return None, ()
    slack, _key, parts = min(found, key=lambda one: one[:2])
    return slack, parts


def _first(net: EventNetwork, parts: Sequence[Part]) -> Part | None:
    """Return the first part of a chain that could still come at another time."""
    graph = net.network.graph
    return next((part for part in parts if graph.mode[graph.node(part.key)] == FREE), None)


def _components(net: EventNetwork, keys: Sequence[str], critical: set[str]) -> list[Component]:
    left = margins(net.network)
    things: dict[str, list[str]] = {}
    for key in keys:
        if not net.things[key].quiet:
            things.setdefault(net.things[key].thing, []).append(key)
    found = []
    for name, own in things.items():
        moments = [net.network.moment(key) for key in own]
        if f"{name}:{ENDS}" in net.things:
            moments.append(net.network.moment(f"{name}:{ENDS}"))
        slack = [left[key] for key in own if key in left]
        first = net.things[own[0]]
        found.append(
            Component(
                key=name,
                label=named(first.kind, first.says()),
                icon=icon_of(first.kind),
                starts_at=net.when(min(moments)),
                ends_at=net.when(max(moments)),
                slack_min=min(slack) // 60 if slack else None,
                critical=name in critical,
                url=address_of(name, net.event.slug),
            )
        )
    return [*found, *_at_the_airport(net, keys, critical, left)]


def _at_the_airport(
    net: EventNetwork, keys: Sequence[str], critical: set[str], left: dict[str, int]
) -> Iterable[Component]:
    """Yield the stretches between the carriage and the cars."""
    here = set(keys)
    for key in keys:
        for link in net.links_into(key):
            starts, ends = net.network.moment(link.source), net.network.moment(key)
            if link.kind != _PROCESSING or link.source not in here or starts >= ends:
                continue
            arrives = net.things[link.source].kind == "arrival"
            yield Component(
                key=f"{link.source}>{key}",
                label=_("from the landing to the cars") if arrives else _("before boarding"),
                icon="id",
                starts_at=net.when(starts),
                ends_at=net.when(ends),
                slack_min=left[key] // 60 if key in left else None,
                critical={net.things[link.source].thing, net.things[key].thing} <= critical,
            )


def _says(net: EventNetwork, parts: Sequence[Part], slack_min: int | None) -> str:
    """Return the chain in one sentence, "" where nothing is scarce."""
    decides = _first(net, parts)
    if slack_min is None or decides is None:
        return ""
    first, last = (_name(net.things[part.key]) for part in (decides, parts[-1]))
    if slack_min < 0:
        return _("{last} comes {minutes} too late as things stand, because of {first}.").format(
            last=last, minutes=hours_text(-slack_min), first=first
        )
    return _("{last} hangs on {first}: {minutes} are left in all, whoever takes them.").format(
        last=last, minutes=hours_text(slack_min), first=first
    )


def _name(thing: Thing) -> str:
    return f"\u201c{named(thing.kind, thing.says())}\u201d"
