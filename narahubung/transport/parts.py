"""What this room adds to the page of a trip."""

from typing import Any

from django.http import HttpRequest

from narahubung.accounts.roles import Right
from narahubung.kit.parts import shown_on
from narahubung.kit.records import Certainty
from narahubung.transport.commands.outings import drives_of
from narahubung.transport.queries.escorts import requests_of_trip
from narahubung.transport.queries.motorcades import motorcade_of_trip


@shown_on("trip")
def on_the_road(_request: HttpRequest, line: Any) -> tuple[str, object]:
    """Lead to where the car of a trip (a TripLine) is, and to its driver's link."""
    return "transport/_of_trip.html", line


@shown_on("private_item")
def outing_car(request: Any, line: Any) -> tuple[str, object] | None:
    """Offer a car there and back for a private item (a PrivateLine) that has no drive."""
    item = line.item
    is_off = item.certainty == Certainty.CANCELLED or item.actual_end_at is not None
    if is_off or item.ends_at is None or item.ends_at <= request.at or drives_of(item.id):
        return None
    if not request.by.may_for(Right.REPORT_MOVEMENT, line.party_id):
        return None
    return "transport/_outing_drive.html", item.id


@shown_on("trip")
def who_goes_along(request: Any, line: Any) -> tuple[str, object] | None:
    """Lead to the escort and the motorcade of a trip, or to asking for them."""
    by = request.by
    if not by.may(Right.SEE_ROUTES) or not by.may_for(Right.REPORT_MOVEMENT, line.party.id):
        return None
    asked = requests_of_trip(by=by, trip_id=line.id)
    found = {
        "trip_id": line.id,
        "request": next((one for one in asked if one.is_open), None),
        "motorcade_id": motorcade_of_trip(by=by, trip_id=line.id),
        "is_over": line.reached_at is not None,
    }
    return "transport/_going_along.html", found
