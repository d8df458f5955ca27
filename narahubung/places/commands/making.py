"""What the commands on places share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from narahubung.assignments.audiences import people_serving
from narahubung.kit.actor import Actor
from narahubung.places.models import DrawnSeat, Guest, Seating


def about(row: Seating, by: Actor) -> dict[str, Any]:
    """Return what every entry says of it."""
    return {"seating_id": row.pk, "seating": row.name, "name": by.name}


def about_guest(guest: Guest, row: Seating, by: Actor) -> dict[str, Any]:
    """Return what every entry says of a guest in it."""
    return {
        **about(row, by),
        "guest_id": guest.pk,
        "guest": guest.name,
        "party_id": guest.party_id,
    }


def officers_of(guests: Iterable[Guest], at: datetime) -> dict[int, list[int]]:
    """Return by party the people who serve the parties of these guests now; none: not in it."""
    parties = {(one.event_id, one.party_id) for one in guests if one.party_id is not None}
    if not parties:
        return {}
    event_id = next(iter(parties))[0]
    found = people_serving(
        at, event_id=event_id, party__in=[party_id for _event, party_id in parties]
    )
    return {party_id: sorted(people) for party_id, people in found.items()}


def remember(row: Seating) -> None:
    """Keep the plan as it is, for taking back what is done next. The caller saves."""
    row.before = {
        "guests": {
            str(one.pk): [one.seat_id, one.is_pinned, one.is_absent, one.why]
            for one in row.guests.all()
        }
    }


def put(row: Seating, seats: Mapping[int, DrawnSeat], reasons: Mapping[str, list[Any]]) -> None:
    """Seat everybody anew: nobody else keeps a seat. reasons: by the guest's number as text."""
    guests = list(row.guests.all())
    row.guests.update(seat=None)
    for guest in guests:
        guest.seat = seats.get(guest.pk)
        guest.why = list(reasons.get(str(guest.pk), guest.why)) if guest.seat else []
        guest.is_pinned = guest.is_pinned and guest.seat is not None
    Guest.objects.bulk_update(guests, ["seat", "why", "is_pinned"])
