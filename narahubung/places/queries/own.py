"""What an officer sees: the places of the own party, in the room as one enters it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from narahubung.kit.actor import Actor
from narahubung.places.models import DrawnSeat, Guest, MarkKind, Seating, SeatingState, ShapeCode
from narahubung.places.queries.drawing import Drawing, Sitting, shown
from narahubung.places.words import ROLES, STATES

CARPET = ShapeCode.CARPET  # one file: the marks are counted, not the rows


@dataclass(frozen=True, kw_only=True)
class OwnGuest:
    """One guest of the party. was: the place before, while the change is news.

    is_mark: they stand on a mark of the floor. must_acknowledge: the number of the message that
    asks for it.
    """

    id: int
    name: str
    role_word: str
    is_principal: bool
    number: str
    row: int
    table: str
    is_mark: bool
    was: str
    relay_id: int | None
    enters_at: datetime | None
    door: str
    is_absent: bool


@dataclass(frozen=True, kw_only=True)
class OwnPlaces:
    """The places of a party at one item. room: from the door, with its own seats lit; None where
    the places were cancelled. waits: where the officer waits, in words.
    """

    seating_id: int
    item_id: int
    item: str
    starts_at: datetime | None
    name: str
    state: str
    word: str
    why: str
    instead: tuple[tuple[str, str, datetime | None], ...]
    guests: tuple[OwnGuest, ...]
    room: Drawing | None
    doors: tuple[str, ...]
    waits: tuple[str, ...]

    @property
    def is_cancelled(self) -> bool:
        """Tell whether it does not take place like this."""
        return self.state == SeatingState.CANCELLED

    @property
    def is_changed(self) -> bool:
        """Tell whether a place changed after it was told."""
        return any(one.was for one in self.guests)


def own_places(*, party_id: int, by: Actor, view: str = "door") -> Sequence[OwnPlaces]:
    """Return the places of a party that were adopted, and the cancelled ones, by time.

    One query where it has none, else five. Who may not see the places of the party finds none.
    """
    rows = _told(party_id, by).select_related("seating", "door")
    found: dict[int, list[Guest]] = {}
    for one in rows.order_by("rank", "pk"):
        found.setdefault(one.seating_id, []).append(one)
    if not found:
        return []
    instead = Prefetch("instead", queryset=Seating.objects.select_related("item"))
    seatings = Seating.objects.filter(pk__in=found).select_related("item", "plan")
    seatings = seatings.prefetch_related("plan__seats", "plan__marks", instead)
    lines = [_places(row, found[row.pk], view) for row in seatings]
    return sorted(lines, key=lambda one: (one.starts_at is None, one.starts_at or 0))


def has_place(*, party_id: int, by: Actor) -> Exists:
    """Return what a query of items asks to know whether `own_places` has some of each."""
    return Exists(_told(party_id, by).filter(seating__item=OuterRef("pk")))


def _told(party_id: int, by: Actor) -> QuerySet[Guest]:
    rows = Guest.objects.visible_to(by).filter(party_id=party_id)
    return rows.exclude(told="", seating__adopted_at=None)


def _places(row: Seating, guests: Sequence[Guest], view: str) -> OwnPlaces:
    is_off = row.state == SeatingState.CANCELLED
    seats = {one.number: one for one in row.plan.seats.all()}
    marks = sorted(row.plan.marks.all(), key=lambda one: one.pk)
    told = {one.told: one for one in guests if one.told}

    def lit(seat: DrawnSeat) -> Sitting | None:
        guest = told.get(seat.number)
        if guest is None:
            return None
        title = f"{seat.number}: {guest.name}"
        return Sitting(guest_id=guest.pk, label=seat.number, title=title, is_lit=True)

    return OwnPlaces(
        seating_id=row.pk,
        item_id=row.item_id,
        item=row.item.title,
        starts_at=row.item.starts_at,
        name=row.name,
        state=row.state,
        word=str(STATES[row.state]),
        why=row.why,
        instead=tuple((one.name, one.item.title, one.item.starts_at) for one in row.instead.all()),
        guests=tuple(_guest(one, seats, has_rows=row.plan.shape != CARPET) for one in guests),
        room=None if is_off else shown(row.plan, view=view, sitting=lit),
        doors=tuple(one.name for one in marks if one.kind == MarkKind.DOOR and one.name),
        waits=tuple(one.name for one in marks if one.kind == MarkKind.WAITING),
    )


def _guest(one: Guest, seats: dict[str, DrawnSeat], *, has_rows: bool) -> OwnGuest:
    seat = seats.get(one.told)
    return OwnGuest(
        id=one.pk,
        name=one.name,
        role_word=str(ROLES[one.role]),
        is_principal=one.of_id is None,
        number=one.told,
        row=seat.row if seat and has_rows else 0,
        table=seat.table if seat and seat.table.isdecimal() else "",
        is_mark=bool(seat and seat.kind == "mark"),
        was=one.was,
        relay_id=one.relay_id if one.was else None,
        enters_at=one.enters_at,
        door=one.door.name if one.door else "",
        is_absent=one.is_absent,
    )
