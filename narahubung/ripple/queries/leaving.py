"""From a fixed moment back: when to be there, to leave, to dress, to wake up, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.words import hours_text
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text, zone
from narahubung.meetings.models import Meeting
from narahubung.movements.models import Trip
from narahubung.parties.models import Party, Place
from narahubung.parties.queries import mark_of
from narahubung.plans import ripple as engine
from narahubung.plans.ripple import Lag, Link, Network, Node
from narahubung.plans.ripple.terms import DAY
from narahubung.programme.models import Item
from narahubung.ripple.network import EventNetwork, Thing, of_event
from narahubung.ripple.network.laying import hourly
from narahubung.ripple.network.rows import drives_of
from narahubung.ripple.network.things import ARRIVES, DEPARTS, ENDS
from narahubung.ripple.queries.views import BackStep, Backward
from narahubung.ripple.words import named
from narahubung.stays.models import RoomBlock

_MEANT = {"session", "meeting", "closes"}
_MOST = 60  # appointments to choose from
_LONG = 3 * 3600  # a drive that ended so long before brought him for something else
_MORNING = 13  # who is first wanted later than that hour is not woken for it


@dataclass(frozen=True, kw_only=True)
class _Way:
    """How one comes there. drive: None where nobody knows how long it takes.

    is_inside: one is in the house already, and only walks over.
    """

    start: str = ""
    end: str = ""
    drive: Lag | None = None
    escorted: bool = False
    is_from_hotel: bool = False
    is_inside: bool = False


@dataclass(frozen=True, kw_only=True)
class _Earlier:
    """What a party has before on the same day. begins, ends: seconds of the network."""

    thing: Thing
    begins: int
    ends: int


def targets(*, by: Actor, party_id: int, since: datetime) -> list[tuple[str, str]]:
    """Return the appointments of a party from a moment on that he may see: (key, words)."""
    net = of_event(Party.objects.visible_to(by, Right.SEE_MOVEMENTS).get(pk=party_id).event_id)
    with net.lock:
        found = [
            (net.network.moment(key), key, thing)
            for key, thing in net.things.items()
            if thing.kind in _MEANT and _may_see(by, thing, party_id)
        ]
    rows = sorted(one for one in found if one[0] >= net.sec(since))[:_MOST]
    return [(key, f"{_when(net, sec)} \N{MIDDLE DOT} {_name(thing)}") for sec, key, thing in rows]


def backward(
    *,
    by: Actor,
    party_id: int,
    key: str = "",
    at: datetime | None = None,
    place: Place | None = None,
    start: Place | None = None,
    dressing_min: int | None = None,
    breakfast_min: int | None = None,
) -> Backward:
    """Return when everything before an appointment must be, by `key` of `targets`, else at a moment
    and a place.

    start: from where, where no drive is planned; else the party's hotel. dressing_min,
    breakfast_min: instead of the event's own minutes. Raises Party.DoesNotExist.
    """
    party = Party.objects.visible_to(by, Right.SEE_MOVEMENTS).get(pk=party_id)
    net = of_event(party.event_id)
    thing = net.things.get(key)
    if key and (thing is None or not _may_see(by, thing, party_id)):
        raise Party.DoesNotExist
    with net.lock:
        there = net.network.moment(key) if thing else net.sec(at or net.origin)
        earlier = _earlier(net, by, party_id, there)
        way = _way(net, party, key, place or _place_of(thing), start, earlier)
    ready = dict(net.times.getting_ready)
    wakes = earlier is None and _hour(net, there) < _MORNING
    if thing is not None and thing.kind == "closes":
        ready["security"] = 0  # the doors close when the formalities are to be done
    if not wakes:
        ready |= {"breakfast": 0, "dressing": ready["dressing"] if way.is_from_hotel else 0}
    if way.is_inside:
        gap = there - earlier.ends if earlier else there
        ready |= {"to_cars": 0, "security": min(ready["security"], gap // 60)}
    for name, own in (("dressing", dressing_min), ("breakfast", breakfast_min)):
        ready[name] = ready[name] if own is None else own
    label = _name(thing) if thing else way.end
    musts = _musts(way, ready, there)
    steps = [_step(net, must, way, label, wakes=wakes) for must in musts]
    left = (musts[0].moment - earlier.ends) // 60 if earlier else 0
    return Backward(
        party=mark_of(party),
        label=label,
        at=net.when(there),
        zone=net.event.zone,
        steps=tuple(steps),
        leave_at=next(step.at for step in steps if step.is_leave),
        before=_before(net, earlier, left),
        is_late=left < 0,
    )


def _musts(way: _Way, ready: dict[str, int], there: int) -> tuple[engine.Must, ...]:
    """Return the last moment of each step, by the engine: a drive takes what it takes then."""
    stretches: list[tuple[str, Lag]] = [
        *((name, ready[name] * 60) for name in ("dressing", "breakfast") if ready[name]),
        *((name, ready[name] * 60) for name in ("to_cars",) if ready[name]),
        ("leave", ready["security"] * 60 if way.is_inside else way.drive or 0),
        *((name, ready[name] * 60) for name in ("security",) if ready[name] and not way.is_inside),
    ]
    keys = [*(name for name, _lag in stretches), "there"]
    since = there - DAY
    network = Network(
        [Node(key=key, planned=since) for key in keys],
        [
            Link(source=key, target=keys[number + 1], lag=lag)
            for number, (key, lag) in enumerate(stretches)
        ],
    )
    return engine.backward(network, "there", there)


def _step(net: EventNetwork, must: engine.Must, way: _Way, label: str, *, wakes: bool) -> BackStep:
    takes = hours_text(must.lag // 60)
    words: dict[str, tuple[str, str, str]] = {
        "dressing": (
            _("Wake-up call") if wakes else _("Dressing"),
            _("dressing takes {minutes}").format(minutes=takes),
            "alarm" if wakes else "user",
        ),
        "breakfast": (_("Breakfast"), _("takes {minutes}").format(minutes=takes), "coffee"),
        "to_cars": (
            _("To the cars"),
            _("lift, lobby and boarding take {minutes}").format(minutes=takes),
            "door",
        ),
        "leave": (
            _("Leave {place}").format(place=way.start) if way.start else _("Leave"),
            _drive(way, takes),
            "car",
        ),
        "security": (
            _("At {place}").format(place=way.end) if way.end else _("There"),
            _("security and the way inside take {minutes}").format(minutes=takes),
            "shield-check",
        ),
        "there": (label, "", "target-arrow"),
    }
    says, because, icon = words[must.key]
    return BackStep(
        key=must.key,
        label=says,
        icon=icon,
        at=net.when(must.moment),
        takes_min=must.lag // 60,
        because=because,
        is_leave=must.key == "leave",
    )


def _drive(way: _Way, takes: str) -> str:
    if way.is_inside:
        return _("in the same house: the way takes {minutes}").format(minutes=takes)
    if way.drive is None:
        return _("nobody wrote down how long this drive takes: please add it")
    if way.escorted:
        return _("the drive takes {minutes} with the escort").format(minutes=takes)
    return _("the drive takes {minutes} at this hour").format(minutes=takes)


def _way(
    net: EventNetwork,
    party: Party,
    key: str,
    end: Place | None,
    start: Place | None,
    earlier: _Earlier | None,
) -> _Way:
    """Return how a party comes there: by the drive that is planned, from what it has before, from
    where its last drive brought it, else from its hotel.
    """
    block = RoomBlock.objects.filter(party=party).select_related("hotel").order_by("pk").first()
    hotel = block.hotel if block else None
    trip = _trip_to(net, key) if start is None else None
    comes = net.network.moment(f"trip:{trip.pk}:{ARRIVES}") if trip else 0
    if earlier is not None and start is None and earlier.begins >= comes:
        start = _place_of(earlier.thing) or end
    elif trip is not None and net.network.moment(key) - comes <= _LONG:
        return _planned(net, trip, hotel)
    elif start is None:
        start = trip.to_place if trip else hotel
    if start is not None and end is not None and start.pk == end.pk:
        return _Way(start=start.name, end=end.name, is_inside=True)
    return _reckoned(net, start, end, hotel)


def _trip_to(net: EventNetwork, key: str) -> Trip | None:
    """Return the drive that is planned to an appointment."""
    for link in net.links_into(key):
        kind, _colon, rest = link.source.partition(":")
        pk, _colon, end = rest.partition(":")
        if kind == "trip" and end == ARRIVES:
            return Trip.objects.select_related("from_place", "to_place").get(pk=int(pk))
    return None


def _planned(net: EventNetwork, trip: Trip, hotel: Place | None) -> _Way:
    leaves, comes = f"trip:{trip.pk}:{DEPARTS}", f"trip:{trip.pk}:{ARRIVES}"
    links = net.links_into(comes)
    return _Way(
        start=trip.from_place.name if trip.from_place else "",
        end=trip.to_place.name if trip.to_place else "",
        drive=next(link.lag for link in links if link.source == leaves and link.kind == "drive"),
        escorted=trip.escort_id is not None,
        is_from_hotel=hotel is not None and trip.from_place_id == hotel.pk,
    )


def _reckoned(
    net: EventNetwork, start: Place | None, end: Place | None, hotel: Place | None
) -> _Way:
    """Return the way from a place to another, by the table of travel times."""
    known = drives_of(net.event).get((start.pk if start else 0, end.pk if end else 0))
    drive: Lag | None = None
    if known and known.usual:
        drive = hourly(known.usual, known.rush or known.usual, known.usual, 0, net.times)
    return _Way(
        start=start.name if start else "",
        end=end.name if end else "",
        drive=drive,
        is_from_hotel=start is not None and hotel is not None and start.pk == hotel.pk,
    )


def _place_of(thing: Thing | None) -> Place | None:
    kind, _colon, number = thing.thing.partition(":") if thing else ("", "", "")
    if kind == "item":
        return Item.objects.select_related("place").get(pk=int(number)).place
    if kind == "meeting":
        return Meeting.objects.select_related("place").get(pk=int(number)).place
    return None


def _earlier(net: EventNetwork, by: Actor, party_id: int, there: int) -> _Earlier | None:
    """Return what ends last before, on the same day."""
    day = local_day(net.when(there), net.event.zone)
    found = []
    for key, thing in net.things.items():
        if thing.kind not in _MEANT or not _may_see(by, thing, party_id):
            continue
        begins = net.network.moment(key)
        if f"{thing.thing}:{ENDS}" not in net.things or begins >= there:
            continue
        ends = net.network.moment(f"{thing.thing}:{ENDS}")
        if ends <= there and local_day(net.when(ends), net.event.zone) == day:
            found.append((ends, key, _Earlier(thing=thing, begins=begins, ends=ends)))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _before(net: EventNetwork, earlier: _Earlier | None, left: int) -> str:
    if earlier is None:
        return ""
    words = (
        _("{what} ends {clock}: {minutes} are left.")
        if left >= 0
        else _("{what} ends {clock}: that is {minutes} too late.")
    )
    return words.format(
        what=_name(earlier.thing),
        clock=clock_text(net.when(earlier.ends), net.event.zone),
        minutes=hours_text(abs(left)),
    )


def _hour(net: EventNetwork, sec: int) -> int:
    return net.when(sec).astimezone(zone(net.event.zone)).hour


def _may_see(by: Actor, thing: Thing, party_id: int) -> bool:
    return thing.party_id == party_id and by.may_for(thing.reads, party_id)


def _when(net: EventNetwork, sec: int) -> str:
    at, zone_name = net.when(sec), net.event.zone
    return f"{day_text(local_day(at, zone_name), short=True)} {clock_text(at, zone_name)}"


def _name(thing: Thing) -> str:
    return in_one(thing.says()) if thing.kind != "closes" else named(thing.kind, thing.says())
