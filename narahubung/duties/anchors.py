"""From rows to anchors: the facts steps hang on, of many parties in a fixed number of queries.

Facts are strings that stay the same while the fact does. An anchor's moment is the planned or
expected one, never the actual one: what has happened is no change of plan. What is cancelled or has
no time is no anchor. Rooms above add their own anchors with `@anchors_from` (meetings).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from narahubung.accounts.models import Event
from narahubung.duties.lists import classifier
from narahubung.kit.records import Certainty
from narahubung.kit.said import both_languages
from narahubung.kit.zones import moment, zone
from narahubung.movements.chains import carries_the_head, kind_of_place
from narahubung.movements.models import Direction, Movement, Trip, Vehicle
from narahubung.parties.models import Party, Place
from narahubung.plans.procedures import Anchor, classify
from narahubung.programme.models import Item
from narahubung.stays.models import RoomBlock
from narahubung.transport.queries.motorcades import marks_of_trips

CHECK_IN, CHECK_OUT = time(14), time(12)


@dataclass(frozen=True, kw_only=True)
class Laid:
    """An anchor of one party, with what people call it and the place to go to.

    label: plain, or of `kit.said.both_languages`; read it with `words.label_word`.
    """

    party_id: int
    anchor: Anchor
    label: str
    where_id: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what names the anchor within its party."""
        return self.anchor.kind, self.anchor.id


Source = Callable[[Event, Collection[int]], Iterator[Laid]]
_SOURCES: list[Source] = []


def anchors_from(source: Source) -> Source:
    """Register a function of (event, party ids) that yields anchors of a room above this one."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def anchors(event: Event, party_ids: Collection[int]) -> dict[int, list[Laid]]:
    """Return the anchors of each party; none for one that does not come. Eight queries or so."""
    coming = [
        party.pk
        for party in Party.objects.filter(event=event, pk__in=party_ids)
        if party.comes and party.certainty != Certainty.CANCELLED
    ]
    found: dict[int, list[Laid]] = defaultdict(list)
    trips = list(_trips(coming))
    transfers = {
        (trip.party_id, trip.purpose): trip for trip in trips if "transfer" in trip.purpose
    }
    movements = list(_movements(coming))
    marked = marks_of_trips(trip.pk for trip in trips)
    laid = [
        *(_moved(movement, transfers) for movement in movements),
        *(_driven(trip, marked.get(trip.pk, ("", ""))) for trip in trips),
        *_sessions(event, coming),
        *_stays(event, coming, transfers),
        *_days(event, coming, movements),
        *_events(event, coming),
        *(one for source in _SOURCES for one in source(event, coming)),
    ]
    for one in laid:
        found[one.party_id].append(one)
    return {pk: found.get(pk, []) for pk in party_ids}


def named(place: Place | None) -> str:
    """Return a place as a fact."""
    return place.name if place else ""


def number(value: int | None) -> str:
    """Return a count as a fact."""
    return "" if value is None else str(value)


def _movements(party_ids: Collection[int]) -> Iterator[Movement]:
    rows = Movement.objects.filter(party_id__in=party_ids).exclude(certainty=Certainty.CANCELLED)
    for movement in rows.select_related("terminal").order_by("pk"):
        if movement.expected_at or movement.planned_at:
            yield movement


def _trips(party_ids: Collection[int]) -> Iterator[Trip]:
    rows = Trip.objects.filter(party_id__in=party_ids, departs_at__isnull=False)
    yield from (
        rows.exclude(certainty=Certainty.CANCELLED)
        .select_related("from_place", "to_place", "vehicle", "support_vehicle", "escort")
        .order_by("pk")
    )


def _moved(movement: Movement, transfers: dict[tuple[int, str], Trip]) -> Laid:
    # The car and escort of the party itself are those of its transfer; an advance team has none.
    trip = None
    if carries_the_head(movement.travelling):
        trip = transfers.get((movement.party_id, f"{movement.direction} transfer"))
    return Laid(
        party_id=movement.party_id,
        anchor=Anchor(
            kind="arrival" if movement.direction == Direction.ARRIVAL else "departure",
            id=str(movement.pk),
            at=_expected(movement),
            zone=movement.zone,
            place=named(movement.terminal) or movement.airport,
            attributes={"flight_type": movement.flight_type, "party": movement.travelling},
            facts={
                "flight": movement.carrier,
                "persons": number(movement.pax),
                "luggage": number(movement.bags),
                "greeter": movement.greeter,
                "vehicle": _cars(trip),
                "escort": trip.escort.name if trip and trip.escort else "",
            },
        ),
        label=" \N{MIDDLE DOT} ".join(p for p in (movement.travelling, movement.carrier) if p),
        where_id=movement.terminal_id,
    )


def _driven(trip: Trip, marks: tuple[str, str]) -> Laid:
    assert trip.departs_at is not None  # noqa: S101 -- only such trips were asked for
    ends = trip.arrives_at if trip.arrives_at and trip.arrives_at > trip.departs_at else None
    return Laid(
        party_id=trip.party_id,
        anchor=Anchor(
            kind="trip",
            id=str(trip.pk),
            at=trip.departs_at,
            ends_at=ends,
            zone=trip.zone,
            place=f"{named(trip.from_place)} > {named(trip.to_place)}",
            attributes={
                "purpose": trip.purpose,
                "from_kind": kind_of_place(trip.from_place.kind) if trip.from_place else "",
                "to_kind": kind_of_place(trip.to_place.kind) if trip.to_place else "",
            },
            facts={
                "persons": number(trip.passengers),
                "vehicle": _cars(trip),
                "escort": trip.escort.name if trip.escort else "",
                "order": marks[0],
                "seats": marks[1],
            },
        ),
        label=trip.purpose,
        where_id=trip.from_place_id,
    )


def _sessions(event: Event, party_ids: Collection[int]) -> Iterator[Laid]:
    attends: dict[int, list[int]] = defaultdict(list)
    through = Item.attending.through.objects.filter(party_id__in=party_ids)
    for item_id, party_id in through.values_list("item_id", "party_id"):
        attends[item_id].append(party_id)
    items = Item.objects.filter(event=event, pk__in=list(attends), starts_at__isnull=False)
    items = items.filter(private_of=None)  # steps would say what it is
    for item in items.exclude(certainty=Certainty.CANCELLED).select_related("place"):
        assert item.starts_at is not None  # noqa: S101 -- only such items were asked for
        anchor = Anchor(
            kind="session",
            id=str(item.pk),
            at=item.starts_at,
            ends_at=item.ends_at if item.ends_at and item.ends_at > item.starts_at else None,
            zone=item.zone,
            place=", ".join(part for part in (named(item.place), item.room) if part),
            attributes={"session_kind": _kind_of(item)},
            facts={"persons": item.participants, "dress": item.dress},
        )
        label = both_languages(item.title_en, item.title_id)
        for party_id in attends[item.pk]:
            yield Laid(party_id=party_id, anchor=anchor, label=label, where_id=item.place_id)


def _stays(
    event: Event, party_ids: Collection[int], transfers: dict[tuple[int, str], Trip]
) -> Iterator[Laid]:
    rows = RoomBlock.objects.filter(party_id__in=party_ids).exclude(certainty=Certainty.CANCELLED)
    for block in rows.select_related("hotel").order_by("pk"):
        trip = transfers.get((block.party_id, "arrival transfer"))
        at = trip.arrives_at if trip else None
        if at is None and block.check_in is not None:
            at = moment(block.check_in, CHECK_IN, event.zone)
        if at is None:
            continue
        ends = moment(block.check_out, CHECK_OUT, event.zone) if block.check_out else None
        yield Laid(
            party_id=block.party_id,
            anchor=Anchor(
                kind="stay",
                id=str(block.pk),
                at=at,
                ends_at=ends if ends and ends > at else None,
                zone=event.zone,
                place=named(block.hotel),
                facts={"persons": number(block.rooms)},
            ),
            label=named(block.hotel),
            where_id=block.hotel_id,
        )


def _days(event: Event, party_ids: Collection[int], movements: list[Movement]) -> Iterator[Laid]:
    """Yield each day of a party's stay, first arrival to last departure, else the event's days."""
    here = zone(event.zone)
    seen: dict[int, list[date]] = defaultdict(list)
    for movement in movements:
        seen[movement.party_id].append(_expected(movement).astimezone(here).date())
    for party_id in party_ids:
        days = seen.get(party_id) or [day for day in (event.starts_on, event.ends_on) if day]
        if not days:
            continue
        for offset in range((max(days) - min(days)).days + 1):
            on = min(days) + timedelta(days=offset)
            yield Laid(
                party_id=party_id,
                anchor=Anchor(
                    kind="day",
                    id=f"{on:%Y%m%d}",
                    at=moment(on, time(), event.zone),
                    zone=event.zone,
                ),
                label=on.isoformat(),
            )


def _events(event: Event, party_ids: Collection[int]) -> Iterator[Laid]:
    if event.starts_on is None:
        return
    ends = event.ends_on + timedelta(days=1) if event.ends_on else None
    anchor = Anchor(
        kind="event",
        id=str(event.pk),
        at=moment(event.starts_on, time(), event.zone),
        ends_at=moment(ends, time(), event.zone) if ends else None,
        zone=event.zone,
    )
    label = both_languages(event.name_en, event.name_id)
    for party_id in party_ids:
        yield Laid(party_id=party_id, anchor=anchor, label=label)


def _expected(movement: Movement) -> datetime:
    at = movement.expected_at or movement.planned_at
    assert at is not None  # noqa: S101 -- movements without a time are no anchors
    return at


def _cars(trip: Trip | None) -> str:
    cars: list[Vehicle] = (
        [car for car in (trip.vehicle, trip.support_vehicle) if car] if trip else []
    )
    return ", ".join(sorted(car.plate for car in cars))


def _kind_of(item: Item) -> str:
    rules = classifier()
    if item.kind in rules.kinds and item.kind != rules.default:
        return item.kind
    return classify(rules, {"en": item.title_en, "id": item.title_id})
