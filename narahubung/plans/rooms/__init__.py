"""Rooms drawn from a shape and numbers: where each seat stands, what it faces, its honour.

Pure geometry. All in whole centimetres, x to the right and y downwards, as on a screen.
`facing` is in degrees clockwise from the top of the drawing: 0 looks up, 90 to the right, 180 down.
Right and left are those of who sits there. As drawn first, the main door is at the bottom, and
places of honour face it (Permensesneg 13/2009, as retold); `turned` gives the other viewpoints.
"""

from narahubung.plans.rooms.honour import in_a_row
from narahubung.plans.rooms.judging import faults
from narahubung.plans.rooms.shapes import SHAPES, TooMany, UnknownShape, draw, usual
from narahubung.plans.rooms.terms import Board, Layout, Number, Point, RoomSeat, Shape
from narahubung.plans.rooms.views import VIEWS, turned, turned_by

__all__ = [
    "SHAPES",
    "VIEWS",
    "Board",
    "Layout",
    "Number",
    "Point",
    "RoomSeat",
    "Shape",
    "TooMany",
    "UnknownShape",
    "draw",
    "faults",
    "in_a_row",
    "turned",
    "turned_by",
    "usual",
]
