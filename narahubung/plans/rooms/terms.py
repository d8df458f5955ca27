"""What a drawn room consists of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

SEAT, MARK, BEHIND, WITNESS = "seat", "mark", "behind", "witness"
HOST, GUEST = "host", "guest"


@dataclass(frozen=True, kw_only=True)
class RoomSeat:
    """One seat, or one mark on the floor.

    number: what stands on it ("12", "3/7", "2-5"). order: its place in its row, from the left of
    who sits there. honour: 1 is the place of honour; 0: outside the order (an interpreter's chair).
    side: whose it is where two sides face each other. behind: the number of the seat in front.
    on_aisle: reached without passing anybody. right: the number at the right hand, "" where nobody
    is; None: the nearest one of the same table or row.
    """

    number: str
    x: int
    y: int
    facing: int
    row: int = 1
    order: int = 1
    table: str = ""
    honour: int = 0
    kind: str = SEAT
    side: str = ""
    behind: str = ""
    on_aisle: bool = False
    right: str | None = None


@dataclass(frozen=True, kw_only=True)
class Board:
    """What is drawn and nobody sits on: a table, a stage, a step, a carpet. Around its middle."""

    x: int
    y: int
    width: int
    height: int
    is_round: bool = False
    label: str = ""
    kind: str = "table"


@dataclass(frozen=True, kw_only=True)
class Point:
    """What stands at a place without being a seat. kind: door, camera, podium, waiting."""

    kind: str
    name: str
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A room as drawn. honour_faces: where the place of honour looks, for the viewpoints."""

    shape: str
    width: int
    height: int
    seats: tuple[RoomSeat, ...]
    boards: tuple[Board, ...] = ()
    points: tuple[Point, ...] = ()
    honour_faces: int = 180


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number of a shape: how many rows, how many seats a table."""

    name: str
    least: int
    most: int
    usual: int


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A kind of room, the numbers it needs, and how it is drawn from them."""

    code: str
    numbers: tuple[Number, ...]
    make: Callable[[Mapping[str, int]], Layout]
    stands: bool = False  # people stand on marks
