"""What this room adds to the page of a trip."""

from typing import Any

from django.http import HttpRequest

from narahubung.kit.parts import shown_on


@shown_on("trip")
def on_the_road(_request: HttpRequest, line: Any) -> tuple[str, object]:
    """Lead to where the car of a trip (a TripLine) is, and to its driver's link."""
    return "transport/_of_trip.html", line
