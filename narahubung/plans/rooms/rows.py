"""Rooms of rows: theatre, classroom, head table, stage, and the marks of a photo."""

from collections.abc import Mapping

from narahubung.plans.rooms.honour import in_a_row
from narahubung.plans.rooms.terms import MARK, Board, Layout, Point, RoomSeat

EDGE = 200  # from the wall to the first seat
AISLE = 120
UP, DOWN = 0, 180


def theatre(given: Mapping[str, int]) -> Layout:
    """Rows that look at a stage; the front row is the highest, and its middle."""
    return _audience(given, pitch=60, depth=110, desk=False)


def classroom(given: Mapping[str, int]) -> Layout:
    """The same with a table before each row."""
    return _audience(given, pitch=80, depth=170, desk=True)


def _audience(given: Mapping[str, int], *, pitch: int, depth: int, desk: bool) -> Layout:
    rows, across, aisles = given["rows"], given["seats"], given["aisles"]
    blocks = _blocks(across, aisles + 1)
    width = 2 * EDGE + (across - 1) * pitch + aisles * AISLE
    stage_y, first_y = 150, 480
    height = first_y + (rows - 1) * depth + EDGE + 60
    seats: list[RoomSeat] = []
    boards = [Board(x=width // 2, y=stage_y, width=min(width - 100, 800), height=180, kind="stage")]
    ranked = 0
    for row in range(1, rows + 1):
        y = first_y + (row - 1) * depth
        ranks = in_a_row(across)
        x, order = EDGE, 0
        for block in blocks:
            start = x
            for place in range(block):
                seats.append(
                    RoomSeat(
                        number=f"{row}-{order + 1}",
                        x=x,
                        y=y,
                        facing=UP,
                        row=row,
                        order=order + 1,
                        honour=ranked + ranks[order],
                        on_aisle=place in (0, block - 1),
                    )
                )
                x, order = x + pitch, order + 1
            if desk:
                middle = (start + x - pitch) // 2
                long = (block - 1) * pitch + 60
                boards.append(Board(x=middle, y=y - 60, width=long, height=45))
            x += AISLE
        ranked += across
    podium = Point(kind="podium", name="", x=width // 2 + min(width - 100, 800) // 3, y=stage_y)
    return _with_doors("theatre", width, height, seats, boards, [podium], faces=UP)


def _blocks(across: int, parts: int) -> list[int]:
    """Share a row among the blocks between its aisles."""
    parts = min(parts, across)
    return [across // parts + (place < across % parts) for place in range(parts)]


def head_table(given: Mapping[str, int]) -> Layout:
    """One long table, all on one side, facing the door: the host in the middle."""
    return _one_row(given["seats"], "head", pitch=80, board="table", kind="seat")


def stage(given: Mapping[str, int]) -> Layout:
    """Armchairs on a stage, facing the hall."""
    return _one_row(given["seats"], "stage", pitch=110, board="stage", kind="seat")


def _one_row(across: int, shape: str, *, pitch: int, board: str, kind: str) -> Layout:
    width, height = 2 * EDGE + (across - 1) * pitch, 700
    ranks = in_a_row(across)
    seats = [
        RoomSeat(
            number=str(order),
            # Facing down, their left is on the right of the drawing.
            x=width - EDGE - (order - 1) * pitch,
            y=200,
            facing=DOWN,
            order=order,
            honour=ranks[order - 1],
            kind=kind,
            on_aisle=order in (1, across),
        )
        for order in range(1, across + 1)
    ]
    long = (across - 1) * pitch + 90
    if board == "stage":
        boards = [Board(x=width // 2, y=200, width=long + 120, height=240, kind="stage")]
        extra = [Point(kind="podium", name="", x=EDGE // 2, y=280)]
    else:
        boards, extra = [Board(x=width // 2, y=265, width=long, height=75)], []
    return _with_doors(shape, width, height, seats, boards, extra)


def photo(given: Mapping[str, int]) -> Layout:
    """Rows on floor marks, facing the camera; each row behind stands in the gaps of the one before.

    Row 1 is the front. The host is in the middle of it: row rule 3-1-2 or 4-2-1-3, row by row.
    """
    return _standing(given, "photo", depth=80)


def stairs(given: Mapping[str, int]) -> Layout:
    """The same on steps."""
    return _standing(given, "stairs", depth=100)


def _standing(given: Mapping[str, int], shape: str, *, depth: int) -> Layout:
    rows, front, more = given["rows"], given["front"], given["more"]
    pitch = 70
    lengths = [front + more * row for row in range(rows)]
    width = 2 * EDGE + (max(lengths) - 1) * pitch + pitch
    back_y = 200
    seats: list[RoomSeat] = []
    boards: list[Board] = []
    ranked = 0
    for row, long in enumerate(lengths, start=1):
        y = back_y + (rows - row) * depth
        ranks = in_a_row(long)
        shift = pitch // 4 * (-1 if row % 2 else 1) if not more else 0
        left = width // 2 + (long - 1) * pitch // 2 + shift  # of who stands there
        seats += [
            RoomSeat(
                number=f"{row}-{order}",
                x=left - (order - 1) * pitch,
                y=y,
                facing=DOWN,
                row=row,
                order=order,
                honour=ranked + ranks[order - 1],
                kind=MARK,
                on_aisle=order in (1, long),
            )
            for order in range(1, long + 1)
        ]
        if shape == "stairs":
            boards.append(
                Board(x=width // 2, y=y, width=long * pitch + 60, height=depth, kind="step")
            )
        ranked += long
    height = back_y + (rows - 1) * depth + 520
    camera = Point(kind="camera", name="", x=width // 2, y=height - 130)
    waiting = Point(kind="waiting", name="", x=width - 80, y=height - 200)
    door = Point(kind="door", name="A", x=0, y=back_y + 60)
    return Layout(
        shape=shape,
        width=width,
        height=height,
        seats=tuple(seats),
        boards=tuple(boards),
        points=(door, camera, waiting),
    )


def _with_doors(
    shape: str,
    width: int,
    height: int,
    seats: list[RoomSeat],
    boards: list[Board],
    extra: list[Point],
    *,
    faces: int = DOWN,
) -> Layout:
    camera_y = 330 if faces == UP else height - 110
    points = (
        Point(kind="door", name="A", x=width // 2, y=height),
        Point(kind="camera", name="", x=width // 2, y=camera_y),
        Point(kind="waiting", name="", x=width - 80, y=height - 80),
        *extra,
    )
    return Layout(
        shape=shape,
        width=width,
        height=height,
        seats=tuple(seats),
        boards=tuple(boards),
        points=points,
        honour_faces=faces,
    )
