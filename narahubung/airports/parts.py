"""What the airport adds to the page of a movement: what is booked, what is not in order."""

from typing import Any

from narahubung.airports.queries import ground_sheet
from narahubung.kit.parts import shown_on


@shown_on("movement")
def at_the_airport(request: Any, line: Any) -> tuple[str, object] | None:
    """Show the ground sheet in few words, with the way to it."""
    sheet = ground_sheet(by=request.by, at=request.at, movement_id=line.id)
    return "airports/_part.html", sheet
