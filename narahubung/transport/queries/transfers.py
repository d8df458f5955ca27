"""One transfer of a day as people read it: who, when, the way, and the trip made of it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.kit.said import said
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.transport.models import Transfer
from narahubung.transport.pooling import due, trip_of


@dataclass(frozen=True, kw_only=True)
class TransferLine:
    """People of one party who go together. ready_at, by_at: as they are now, with the flight.

    key: what names it in a form: its id, or for a suggestion where it is from. car, departs_at,
    arrives_at: of the trip made of it; moved: the trip no longer fits what they need. in_parts:
    the others of their group go in other cars.
    """

    key: str
    party: PartyMark
    who: str
    people: int
    luggage: int
    from_place: str
    to_place: str
    ready_at: datetime | None
    by_at: datetime | None
    needs: tuple[str, ...]
    pinned_id: int | None
    pinned: str
    withdrawn: bool
    in_parts: bool = False
    trip_id: int | None = None
    car: str = ""
    driver: str = ""
    departs_at: datetime | None = None
    arrives_at: datetime | None = None
    moved: bool = False


def transfer_line(row: Transfer, *, key: str) -> TransferLine:
    """Return the line of a row, which may be one that is only suggested."""
    ready, by = due(row)
    trip = trip_of(row)
    car = trip.vehicle if trip else None
    named = (trip.driver if trip else None) or (car.usual_driver if car else None)
    needs = {"lift": _("wheelchair lift"), "child_seat": _("child seat")}
    moved = trip is not None and (
        bool(ready and trip.departs_at and trip.departs_at < ready)
        or bool(by and trip.arrives_at and trip.arrives_at > by)
    )
    return TransferLine(
        key=key,
        party=mark_of(row.party),
        who=said(row.who),
        people=row.people,
        luggage=row.luggage,
        from_place=row.from_place.name,
        to_place=row.to_place.name,
        ready_at=ready,
        by_at=by,
        needs=tuple(word for name, word in needs.items() if getattr(row, name)),
        pinned_id=row.pinned_id,
        pinned=row.pinned.plate if row.pinned else "",
        withdrawn=row.withdrawn,
        in_parts=row.part_of_id is not None,
        trip_id=trip.pk if trip else None,
        car=car.plate if car else "",
        driver=named.full_name if named else "",
        departs_at=trip.departs_at if trip else None,
        arrives_at=trip.arrives_at if trip else None,
        moved=moved or (trip is not None and car is None),
    )
