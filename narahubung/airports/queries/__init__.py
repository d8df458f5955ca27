"""What is known at the airport, cut to who asks."""

from narahubung.airports.queries.board import Board, BoardLine, TakenLine, board, taken
from narahubung.airports.queries.ground import (
    BagLine,
    BookingLine,
    GroundSheet,
    bag_lines,
    booking,
    facilities,
    ground_sheet,
)
from narahubung.airports.queries.papers import AircraftLine, PaperLine, aircraft_of
from narahubung.airports.queries.troubles import Trouble, TroubleLine, troubles, troubles_of

__all__ = [
    "AircraftLine",
    "BagLine",
    "Board",
    "BoardLine",
    "BookingLine",
    "GroundSheet",
    "PaperLine",
    "TakenLine",
    "Trouble",
    "TroubleLine",
    "aircraft_of",
    "bag_lines",
    "board",
    "booking",
    "facilities",
    "ground_sheet",
    "taken",
    "troubles",
    "troubles_of",
]
