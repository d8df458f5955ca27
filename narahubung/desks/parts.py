"""What only the desks can join: cars of private items, photos of statuses, who has medicine."""

from collections.abc import Collection, Mapping
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.desks.queries.photos import photos_of
from narahubung.documents.needing import facts_from
from narahubung.kit.actor import Actor
from narahubung.kit.parts import shown_on
from narahubung.movements.queries import trips_of
from narahubung.parties.models import Member


@shown_on("private_item")
def cars(request: Any, line: Any) -> tuple[str, object] | None:
    """Show the drives of a private item; that none is booked, too."""
    if not hasattr(request, "party_trips"):  # a page shows many items, all of one party
        request.party_trips = trips_of(by=request.by, party_id=line.party_id)
    its = [trip for trip in request.party_trips if trip.item_id == line.item.id]
    return "desks/_private_cars.html", [trip for trip in its if trip.certainty != "cancelled"]


@shown_on("movement")
@shown_on("trip")
def photos(request: Any, line: Any) -> tuple[str, object] | None:
    """Show the photos that were taken when a status was told."""
    found = photos_of(by=request.by, thing=line.topic)
    return ("desks/_mark_photos.html", found) if found else None


@facts_from
def medicine(by: Actor, party_ids: Collection[int]) -> Mapping[int, Collection[str]]:
    """Tell whose medical note says something: to medical staff alone."""
    rows = Member.objects.visible_to(by, Right.SEE_MEDICAL).filter(party__in=party_ids)
    rows = rows.exclude(care=None).exclude(care__medical_note="")
    return {pk: {"medicine"} for pk in rows.values_list("pk", flat=True)}
