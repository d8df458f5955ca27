"""The same room from another viewpoint: by the door, by those seated, by the camera."""

from dataclasses import replace

from narahubung.plans.rooms.terms import Board, Layout, Point, RoomSeat

VIEWS = ("door", "seated", "camera")


def turned_by(layout: Layout, view: str) -> int:
    """Return by how many degrees the drawing is turned, clockwise, for a viewpoint.

    door: the first door is at the bottom, as one enters. seated: who sits at the place of honour
    looks up. camera: looks down, towards who looks at the drawing; right and left are mirrored.
    """
    if view == "seated":
        return -layout.honour_faces % 360
    if view == "camera":
        return (180 - layout.honour_faces) % 360
    door = next((one for one in layout.points if one.kind == "door"), None)
    if door is None:
        return 0
    # The wall that is nearest, and how far it is from the bottom, against the clock.
    walls = (
        (layout.height - door.y, 0),
        (layout.width - door.x, 90),
        (door.y, 180),
        (door.x, 270),
    )
    return min(walls)[1]


def turned(layout: Layout, by: int) -> Layout:
    """Return the drawing turned clockwise by a multiple of 90 degrees. Raises ValueError."""
    by %= 360
    if by % 90:
        raise ValueError(f"a room is turned by right angles, not by {by}")
    found = layout
    for _quarter in range(by // 90):
        found = _quarter_turn(found)
    return found


def _quarter_turn(layout: Layout) -> Layout:
    """Turn once: what was on the left is at the top."""
    high = layout.height

    def seat(one: RoomSeat) -> RoomSeat:
        return replace(one, x=high - one.y, y=one.x, facing=(one.facing + 90) % 360)

    def board(one: Board) -> Board:
        return replace(one, x=high - one.y, y=one.x, width=one.height, height=one.width)

    def point(one: Point) -> Point:
        return replace(one, x=high - one.y, y=one.x)

    return replace(
        layout,
        width=high,
        height=layout.width,
        seats=tuple(map(seat, layout.seats)),
        boards=tuple(map(board, layout.boards)),
        points=tuple(map(point, layout.points)),
        honour_faces=(layout.honour_faces + 90) % 360,
    )
