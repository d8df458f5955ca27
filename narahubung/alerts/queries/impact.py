"""Whom an area touches in a window of time, cut to what the reader may see of each."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.alerts.presence import moment, touched_by
from narahubung.assignments.models import LANGUAGE, Attachment
from narahubung.kit.actor import Actor
from narahubung.meetings.models import Meeting
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Member, Party, Place
from narahubung.plans.impact import Area, Impact
from narahubung.programme.models import Item
from narahubung.stays.models import RoomBlock

NAMES_SHOWN = 400


@dataclass(frozen=True, kw_only=True)
class PartyTouched:
    """A delegation within. first_at: from when on; officers: who serves it now, with telephone."""

    id: int
    code: str
    name: str
    people: int
    first_at: datetime
    officers: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class ThingTouched:
    """A hotel, a drive, a meeting, an item, a flight. first_at: from when on it lies within."""

    id: int
    name: str
    detail: str
    first_at: datetime
    parties: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Touched:
    """All of it. people: of the delegations within. unplaced: places whose position nobody knows,
    where somebody is in that time: never taken for safe. is_cut: the reader may not see hotels,
    drives, meetings or flights of everybody, though all were looked at.
    """

    start: datetime
    end: datetime
    places: Sequence[str]
    parties: Sequence[PartyTouched]
    people: int
    hotels: Sequence[ThingTouched]
    drives: Sequence[ThingTouched]
    meetings: Sequence[ThingTouched]
    items: Sequence[ThingTouched]
    flights: Sequence[ThingTouched]
    names: Sequence[tuple[str, str]]
    cars: Sequence[tuple[str, str]]
    interpreters: Sequence[tuple[str, str]]
    unplaced: Sequence[str]
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing and nobody of ours is within."""
        return not (self.places or self.parties or self.drives or self.items)


def whom_touched(*, area: Area, start: datetime, end: datetime, by: Actor) -> Touched:
    """Return who and what of the event meets the area from start to end."""
    found = touched_by(area, event_id=by.here, start=start, end=end)
    first = _first(found)
    parties = _parties(found, by, at=start)
    shown = {party.id: party.code for party in parties}
    things = {kind: _things(kind, first, by) for kind in _READ}
    wanted = (Right.SEE_STAY, Right.SEE_MOVEMENTS, Right.SEE_MEETINGS)
    return Touched(
        start=start,
        end=end,
        places=_names(found.places, by),
        parties=parties,
        people=sum(party.people for party in parties),
        hotels=things["hotel"],
        drives=things["trip"],
        meetings=things["meeting"],
        items=things["item"],
        flights=things["flight"],
        names=_people(shown, by),
        cars=_cars(first["trip"], by),
        interpreters=_interpreters(shown, by, start),
        unplaced=_names(found.unplaced, by),
        is_cut=not all(right in by.everywhere for right in wanted),
    )


def _first(found: Impact) -> dict[str, dict[int, datetime]]:
    """Return of each kind of thing what is touched, and from when on."""
    first: dict[str, dict[int, datetime]] = defaultdict(dict)
    for stay in found.touched:  # the earliest first
        kind, _colon, number = stay.what.partition(":")
        first[kind].setdefault(int(number), moment(stay.start))
    return first


def _names(places: Sequence[int], by: Actor) -> list[str]:
    rows = Place.objects.visible_to(by).filter(pk__in=[pk for pk in places if pk > 0])
    return list(rows.order_by("name").values_list("name", flat=True))


def _parties(found: Impact, by: Actor, at: datetime) -> list[PartyTouched]:
    since = {int(who[6:]): when for who, when in found.first.items() if who.startswith("party:")}
    rows = Party.objects.visible_to(by).filter(pk__in=since)
    heads = Counter(
        Member.objects.filter(event_id=by.here, party_id__in=since).values_list(
            "party_id", flat=True
        )
    )
    phones: dict[int, list[tuple[str, str]]] = defaultdict(list)
    attached = Attachment.objects.visible_to(by).at(at).filter(party_id__in=since)
    for one in attached.select_related("officer").order_by("-position"):
        phones[one.party_id].append((one.officer.full_name, one.officer.phone))
    lines = [
        PartyTouched(
            id=row.pk,
            code=row.code,
            name=row.name,
            people=heads[row.pk],
            first_at=moment(since[row.pk]),
            officers=phones[row.pk],
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.first_at, line.name))


def _hotel(row: RoomBlock) -> tuple[str, str, list[str]]:
    return row.hotel.name, "", [row.party.code]


def _trip(row: Trip) -> tuple[str, str, list[str]]:
    ends = [place.name for place in (row.from_place, row.to_place) if place]
    return (
        " - ".join(ends) or row.label(),
        row.vehicle.label() if row.vehicle else "",
        [row.party.code],
    )


def _meeting(row: Meeting) -> tuple[str, str, list[str]]:
    place = row.place.name if row.place else ""
    detail = ", ".join(part for part in (place, row.interpretation) if part)
    return row.label(), detail, [row.party_a.code, row.party_b.code]


def _item(row: Item) -> tuple[str, str, list[str]]:
    codes = [party.code for party in row.attending.all()]
    return row.title, row.place.name if row.place else "", codes


def _flight(row: Movement) -> tuple[str, str, list[str]]:
    return row.get_direction_display(), f"{row.carrier} {row.airport}".strip(), [row.party.code]


_READ: dict[str, tuple[Any, tuple[str, ...], Any]] = {
    "hotel": (RoomBlock, ("hotel", "party"), _hotel),
    "trip": (Trip, ("from_place", "to_place", "vehicle", "party"), _trip),
    "meeting": (Meeting, ("place", "party_a", "party_b"), _meeting),
    "item": (Item, ("place",), _item),
    "flight": (Movement, ("party",), _flight),
}


def _things(kind: str, first: dict[str, dict[int, datetime]], by: Actor) -> list[ThingTouched]:
    model, joined, says = _READ[kind]
    rows = model.objects.visible_to(by).filter(pk__in=first[kind]).select_related(*joined)
    if kind == "item":
        rows = rows.prefetch_related("attending")
    lines = []
    for row in rows:
        name, detail, parties = says(row)
        lines.append(
            ThingTouched(
                id=row.pk,
                name=name,
                detail=detail,
                first_at=first[kind][row.pk],
                parties=parties,
            )
        )
    if kind == "hotel":
        lines = _by_hotel(lines)
    return sorted(lines, key=lambda line: (line.first_at, line.name, line.id))


def _by_hotel(lines: list[ThingTouched]) -> list[ThingTouched]:
    """One line a hotel, however many delegations sleep there."""
    hotels: dict[str, list[ThingTouched]] = defaultdict(list)
    for line in lines:
        hotels[line.name].append(line)
    return [
        ThingTouched(
            id=group[0].id,
            name=name,
            detail="",
            first_at=min(line.first_at for line in group),
            parties=sorted({code for line in group for code in line.parties}),
        )
        for name, group in hotels.items()
    ]


def _people(parties: dict[int, str], by: Actor) -> list[tuple[str, str]]:
    rows = Member.objects.visible_to(by).filter(party_id__in=parties).order_by("party__code", "pk")
    found = rows.values_list("full_name", "party_id")[:NAMES_SHOWN]
    return [(name, parties[party_id]) for name, party_id in found]


def _cars(trips: dict[int, datetime], by: Actor) -> list[tuple[str, str]]:
    rows = Trip.objects.visible_to(by).filter(pk__in=trips).exclude(vehicle=None)
    rows = rows.select_related("vehicle", "driver", "vehicle__usual_driver").order_by("departs_at")
    cars = {}
    for row in rows:
        if row.vehicle is None:  # asked for above
            continue
        driver = row.driver or row.vehicle.usual_driver
        parts = (driver.full_name, driver.phone) if driver else ()
        cars[row.vehicle.label()] = " ".join(part for part in parts if part)
    return list(cars.items())


def _interpreters(parties: dict[int, str], by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Return the language aides who serve them; who interprets a meeting stands at the meeting."""
    rows = Attachment.objects.visible_to(by).at(at).filter(party_id__in=parties)
    rows = rows.filter(position=LANGUAGE).select_related("officer").order_by("party__code")
    return [(row.officer.full_name, parties[row.party_id]) for row in rows]
