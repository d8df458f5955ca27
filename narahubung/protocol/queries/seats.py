"""Who sits where in the car, for a party, with the reason of each seat."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Party
from narahubung.plans import carseats
from narahubung.protocol.models import SeatAsk
from narahubung.protocol.rules.seats import driver_of, honour_of
from narahubung.protocol.words import (
    BESIDE,
    CAR_NOTES,
    FRONTS,
    REASONS,
    RIDERS,
    SEATS,
    VEHICLES,
    seat_word,
)

PITCH, LEFT, TOP = 46, 20, 30
# Roles in lists of members that say what somebody is in a car.
_PARTS = {
    "head_of_delegation": "guest",
    "spouse": "spouse",
    "interpreter": "interpreter",
    "aide": "aide",
    "aide_de_camp": "aide",
    "security": "protection",
    "close_protection": "protection",
}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One seat of the drawing. who "": it stays empty; number: its line in the list."""

    code: str
    x: float
    y: float
    who: str
    number: int
    honour: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """Where somebody sits, and why. seat "": in the next car."""

    who: str
    part: str
    seat: str
    why: str
    unsure: bool


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a party's security asks for, in words."""

    seat: str
    front: str
    beside: str
    officer_in: bool
    note: str
    told_by: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class CarAnswer:
    """A vehicle with everybody in it. height: of the drawing; driver_x: where the driver sits."""

    kind: str
    kind_word: str
    driver: str
    honour: str
    seats: tuple[Drawn, ...]
    told: tuple[Told, ...]
    notes: tuple[str, ...]
    driver_x: float
    height: float
    ask: Ask | None


def car_of(
    *, event: Event, kind: str, riders: tuple[carseats.Rider, ...], by: Actor, party_id: int | None
) -> CarAnswer:
    """Return who sits where. party_id: whose asks hold. One query.

    Raises Party.DoesNotExist where one may not see the party's places.
    """
    row = None
    if party_id is not None:
        Party.objects.visible_to(by, Right.SEE_PLACES).get(pk=party_id)
        row = SeatAsk.objects.visible_to(by).filter(party_id=party_id).first()
    problem = carseats.Problem(
        kind=kind,
        riders=riders,
        driver=driver_of(event.policy),
        honour=honour_of(event.policy),
        asked=_asked(row),
    )
    made = carseats.seat(problem)
    taken = {one.place.code: one for one in made.taken if one.place}
    first = next((code for code, one in taken.items() if one.rider.part == "guest"), "")
    numbers = {one.place.code: n for n, one in enumerate(made.taken, start=1) if one.place}
    seats = carseats.seats_of(problem)
    rows = max(one.row for one in seats)
    return CarAnswer(
        kind=kind,
        kind_word=str(VEHICLES[kind]),
        driver=problem.driver,
        honour=problem.honour,
        seats=tuple(
            Drawn(
                code=one.code,
                x=_x(one.column),
                y=_y(one.row),
                who=taken[one.code].rider.name if one.code in taken else "",
                number=numbers.get(one.code, 0),
                honour=one.code == first,
            )
            for one in seats
        ),
        told=tuple(_told(one) for one in made.taken),
        notes=tuple(str(CAR_NOTES[code]) for code in dict.fromkeys(made.notes)),
        driver_x=_x(-problem.kerb),
        height=_y(rows) + PITCH,
        ask=_ask(row) if row else None,
    )


def riders_of(*, by: Actor, party: Party) -> tuple[carseats.Rider, ...]:
    """Return who of a party usually rides with its head, and the officer. One query."""
    rows = Member.objects.visible_to(by).filter(party=party, role__in=_PARTS).order_by("code")
    found: dict[str, carseats.Rider] = {}
    for row in rows:
        part = _PARTS[row.role]
        rank = 1 if part == "guest" else 2
        made = carseats.Rider(name=row.full_name, part=part, rank=rank, gender=row.gender)
        found.setdefault(part, made)
    head = carseats.Rider(name=party.head_name or party.name, rank=1, gender=party.head_gender)
    found.setdefault("guest", head)
    officer = carseats.Rider(name=str(RIDERS["officer"]), part="officer")
    return (*found.values(), officer)


def usual_riders() -> tuple[carseats.Rider, ...]:
    """Return who is shown where no delegation was chosen: one of each."""
    parts = ("guest", "interpreter", "protection", "officer")
    return tuple(
        carseats.Rider(name=str(RIDERS[part]), part=part, rank=1 if part == "guest" else 9)
        for part in parts
    )


def kinds() -> tuple[tuple[str, str], ...]:
    """Return the vehicles: (code, word)."""
    return tuple((code, str(word)) for code, word in VEHICLES.items())


def _asked(row: SeatAsk | None) -> carseats.Asked:
    if row is None:
        return carseats.Asked()
    return carseats.Asked(
        seat=row.seat, front=row.front, beside=row.beside, officer_in=row.officer_in
    )


def _ask(row: SeatAsk) -> Ask:
    return Ask(
        seat=str(SEATS[row.seat]) if row.seat else "",
        front=str(FRONTS[row.front]) if row.front else "",
        beside=str(BESIDE[row.beside]) if row.beside else "",
        officer_in=row.officer_in,
        note=row.note,
        told_by=row.told_by,
        at=row.at,
        by=row.by_name,
    )


def _told(one: carseats.Taken) -> Told:
    return Told(
        who=one.rider.name,
        part=str(RIDERS[one.rider.part]),
        seat=_seat_word(one.place) if one.place else "",
        why=str(REASONS[one.why]),
        unsure=one.unsure,
    )


def _seat_word(place: carseats.Place) -> str:
    return seat_word(place.code, place.row, place.column)


def _x(column: int) -> float:
    return LEFT + PITCH * (column + 1)


def _y(row: int) -> float:
    return TOP + PITCH * row
