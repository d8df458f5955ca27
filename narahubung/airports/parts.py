"""What the airport adds to the page of a movement: what is booked, what is not in order."""

from typing import Any

from narahubung.accounts.roles import Right
from narahubung.airports.queries import ground_sheet
from narahubung.kit.parts import shown_on


@shown_on("movement")
def at_the_airport(request: Any, line: Any) -> tuple[str, object] | None:
    """Show the ground sheet in few words, with the way to it."""
    sheet = ground_sheet(by=request.by, at=request.at, movement_id=line.id)
    return "airports/_part.html", sheet


@shown_on("movement")
def before_leaving(request: Any, line: Any) -> tuple[str, object] | None:
    """Lead from a departure to what is to be done before it."""
    if line.direction != "departure" or not request.by.may_for(Right.SEE_DUTIES, line.party.id):
        return None
    return "airports/_part_leaving.html", line
