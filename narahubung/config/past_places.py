"""The demo's places: seats of the working sessions, the welcome line, the photo that was not.

The family photo is cancelled and the planting of mangroves stands instead: so it was in Bali.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.config.past_people import Deed, People
from narahubung.parties.models import Place
from narahubung.places import commands as places
from narahubung.places import planning
from narahubung.places.models import RoomPlan, Seating
from narahubung.programme.models import Item
from narahubung.protocol.models import Purpose, RankOrder

SESSION, WELCOME, OPENING, PLANTING = "PRG-09", "PRG-07", "PRG-08", "PRG-19"
WHY_NO_PHOTO = (
    "Tidak ada foto bersama resmi; para pemimpin menanam bakau bersama."
    " (No official family photo; the leaders plant mangroves together.)"
)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def places_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what was drawn and seated until that moment."""
    items = {
        row.code: row
        for row in Item.objects.filter(event=event, code__in=[SESSION, WELCOME, OPENING, PLANTING])
    }
    if len(items) < len({SESSION, WELCOME, OPENING, PLANTING}):
        return
    at = until - 2 * DAY
    yield at, partial(_session, items[SESSION], people.protocol, at)
    yield at + HOUR, partial(_welcome, items[WELCOME], people.protocol, at + HOUR)
    later = until - 6 * HOUR
    yield later, partial(_photo, items[OPENING], items[PLANTING], people.protocol, later)


def _session(item: Item, by: Any, at: datetime) -> None:
    """A hollow square by the order of precedence of the session, the chair facing the door."""
    room = _room("Candi Ballroom", "square", {"base": 12, "arm": 10}, item, by, at)
    row = _seating(item, room, "Sidang kerja I: tempat duduk (seats)", by, at)
    _adopted(row, by, at)


def _welcome(item: Item, by: Any, at: datetime) -> None:
    """Guests walk up to the host one by one, by the order of welcome, the most honoured last."""
    room = _room("Karpet merah, Pendopo", "carpet", {"hosts": 1, "guests": 43}, item, by, at)
    row = _seating(item, room, "Barisan penyambutan (welcome line)", by, at)
    _adopted(row, by, at)
    if item.starts_at:
        places.time_entry(seating_id=row.pk, entry_at=item.starts_at, seconds=120, by=by, at=at)


def _photo(opening: Item, planting: Item, by: Any, at: datetime) -> None:
    """The photo was planned, then dropped; all stand at the planting instead."""
    steps = _room("Tangga foto", "stairs", {"rows": 3, "front": 14, "more": 1}, opening, by, at)
    photo = _seating(opening, steps, "Foto bersama (family photo)", by, at)
    order = RankOrder.objects.filter(event=opening.event, purpose=Purpose.PHOTO).first()
    if order:  # made for no item: the opening has none of its own
        places.follow_order(seating_id=photo.pk, order_id=order.pk, by=by, at=at)
    _adopted(photo, by, at)
    places.cancel_seating(seating_id=photo.pk, why=WHY_NO_PHOTO, by=by, at=at + HOUR)
    ring = _room(
        "Tahura: lingkar tanam", "photo", {"rows": 2, "front": 22, "more": 0}, planting, by, at
    )
    row = _seating(
        planting, ring, "Penanaman bakau (mangrove planting)", by, at + HOUR, instead_of=photo.pk
    )
    _adopted(row, by, at + HOUR)


def _room(
    name: str, shape: str, numbers: dict[str, int], item: Item, by: Any, at: datetime
) -> RoomPlan:
    place: Place | None = item.place
    return places.draw_room(
        name=name,
        shape=shape,
        numbers=numbers,
        place_id=place.pk if place else None,
        by=by,
        at=at,
    )


def _seating(
    item: Item, room: RoomPlan, name: str, by: Any, at: datetime, instead_of: int | None = None
) -> Seating:
    return places.plan_seating(
        item_id=item.pk, drawing_id=room.pk, name=name, instead_of_id=instead_of, by=by, at=at
    )


def _adopted(row: Seating, by: Any, at: datetime) -> None:
    found = planning.solved(planning.asked_of(row))
    places.propose_seats(
        seating_id=row.pk, sits=found.sits, reasons=found.why, judged=found.judged, by=by, at=at
    )
    places.adopt_seating(seating_id=row.pk, by=by, at=at)
