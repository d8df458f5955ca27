"""Rooms of tables: U, hollow square, round tables, bilateral table, signing table, red carpet."""

import math
from collections.abc import Mapping

from narahubung.plans.rooms.honour import along_arms, in_a_row
from narahubung.plans.rooms.terms import (
    BEHIND,
    GUEST,
    HOST,
    MARK,
    WITNESS,
    Board,
    Layout,
    Point,
    RoomSeat,
)

EDGE, PITCH, DEEP = 200, 90, 75
UP, RIGHT, DOWN, LEFT = 0, 90, 180, 270


def u_shape(given: Mapping[str, int]) -> Layout:
    """Draw the base facing the door, the chair in its middle; the insides stay empty.

    Rank goes down along the arms, right and left in turn.
    """
    return _frame(given["base"], given["arm"], 0)


def hollow_square(given: Mapping[str, int]) -> Layout:
    """Four sides and no head: places count clockwise from the chair, as equal states sit."""
    return _frame(given["base"], given["arm"], given["base"])


def _frame(base: int, arm: int, foot: int) -> Layout:
    """Three or four sides around an empty middle; numbers run clockwise from the chair."""
    inner = max(base - 1, 1) * PITCH + 2 * DEEP
    tall = (arm - 1) * PITCH if arm else 0
    width = inner + 2 * EDGE + 2 * DEEP
    top, left, right = EDGE, EDGE + 30, width - EDGE - 30
    first_arm = top + 150
    bottom = first_arm + tall + 150
    height = bottom + EDGE + 80
    middle = width // 2
    # From the left of those seated at the base, who face down: from the right of the drawing.
    top_xs = [middle + (base - 1) * PITCH // 2 - place * PITCH for place in range(base)]
    # The right hand of the chair is the left of the drawing.
    spots: list[tuple[str, int, int, int, int]] = []
    spots += [("base", x, top, DOWN, place) for place, x in enumerate(top_xs)]
    spots += [("right", left, first_arm + place * PITCH, RIGHT, place) for place in range(arm)]
    spots += [("left", right, first_arm + place * PITCH, LEFT, place) for place in range(arm)]
    spots += [("foot", x, bottom, UP, place) for place, x in enumerate(sorted(top_xs)) if foot]
    chair = base // 2
    clockwise = [
        # From the chair on the drawing to the right, down, back along the foot, and up.
        *(("base", place) for place in range(chair, -1, -1)),
        *(("left", place) for place in range(arm)),
        *(("foot", place) for place in range(foot - 1, -1, -1)),
        *(("right", place) for place in range(arm - 1, -1, -1)),
        *(("base", place) for place in range(base - 1, chair, -1)),
    ]
    number = {where: index for index, where in enumerate(clockwise, start=1)}
    if foot:
        honour = number
    else:
        sides = {
            side: [str(number[side, place]) for place in range(long)]
            for side, long in (("base", base), ("right", arm), ("left", arm))
        }
        ranks = along_arms(sides["base"], sides["right"], sides["left"])
        honour = {where: ranks[str(one)] for where, one in number.items()}
    rows = {"base": 1, "right": 2, "left": 3, "foot": 4}
    at_right = {index: str((index - 2) % len(number) + 1) for index in number.values()}
    if not foot:  # nobody closes the circle
        at_right[number["right", arm - 1]] = ""
    seats = [
        RoomSeat(
            number=str(number[side, place]),
            x=x,
            y=y,
            facing=facing,
            row=rows[side],
            order=place + 1,
            table=side,
            honour=honour[side, place],
            on_aisle=True,
            right=at_right[number[side, place]],
        )
        for side, x, y, facing, place in spots
    ]
    boards = [Board(x=middle, y=top + 62, width=inner, height=DEEP)]
    if arm:
        for x in (left + 62, right - 62):
            boards.append(Board(x=x, y=first_arm + tall // 2, width=DEEP, height=tall + PITCH))
    if foot:
        boards.append(Board(x=middle, y=bottom - 62, width=inner, height=DEEP))
    points = (
        Point(kind="door", name="A", x=middle, y=height),
        Point(kind="camera", name="", x=middle + 150, y=height - 60),
        Point(kind="waiting", name="", x=80, y=height - 80),
    )
    return Layout(
        shape="square" if foot else "u",
        width=width,
        height=height,
        seats=tuple(sorted(seats, key=lambda one: int(one.number))),
        boards=tuple(boards),
        points=points,
    )


def banquet(given: Mapping[str, int]) -> Layout:
    """Round tables before a stage. Table 1 is the main one; seat 1 of each faces the stage.

    Tables rank as places in a row, row by row from the stage; at a table seat 1 is the highest,
    then its right and left in turn.
    """
    tables, seats_each = given["tables"], given["seats"]
    radius = max(80, math.ceil(seats_each * 62 / (2 * math.pi)))
    pitch = 2 * radius + 230
    across = max(1, min(tables, round(math.sqrt(tables * 1.4))))
    width = across * pitch + EDGE
    lines = math.ceil(tables / across)
    first_y = 420 + pitch // 2
    height = first_y + (lines - 1) * pitch + pitch // 2 + 150
    seats: list[RoomSeat] = []
    boards = [Board(x=width // 2, y=150, width=min(width - 200, 900), height=180, kind="stage")]
    placed = 0
    for line in range(lines):
        here = min(across, tables - placed)
        start = width // 2 - (here - 1) * pitch // 2
        ranks = in_a_row(here)  # the hall looks up, so left is left
        for column in range(here):
            table = placed + ranks[column]
            x, y = start + column * pitch, first_y + line * pitch
            boards.append(
                Board(
                    x=x, y=y, width=2 * radius, height=2 * radius, is_round=True, label=str(table)
                )
            )
            seats += _around(table, x, y, radius + 38, seats_each)
        placed += here
    points = (
        Point(kind="door", name="A", x=width // 2, y=height),
        Point(kind="camera", name="", x=width // 2, y=320),
        Point(kind="podium", name="", x=width // 2 + min(width - 200, 900) // 3, y=150),
        Point(kind="waiting", name="", x=80, y=height - 80),
    )
    return Layout(
        shape="banquet",
        width=width,
        height=height,
        seats=tuple(sorted(seats, key=lambda one: one.honour)),
        boards=tuple(boards),
        points=points,
        honour_faces=UP,
    )


def _around(table: int, x: int, y: int, radius: int, seats: int) -> list[RoomSeat]:
    """Seat 1 is at the bottom and looks up to the stage; numbers run to its right."""
    found = []
    for place in range(seats):
        turn = 360 * place / seats
        angle = math.radians(turn)
        # Seat 1's right hand is the right of the drawing: against the clock from the bottom.
        to_right = place if place <= seats // 2 else seats - place
        is_right = 0 < place <= seats // 2
        rank = 1 if place == 0 else 2 * to_right + (0 if is_right else 1)
        found.append(
            RoomSeat(
                number=f"{table}/{place + 1}",
                x=round(x + radius * math.sin(angle)),
                y=round(y + radius * math.cos(angle)),
                facing=round(-turn) % 360,
                row=table,
                order=place + 1,
                table=str(table),
                honour=(table - 1) * seats + min(rank, seats),
                on_aisle=True,
            )
        )
    return found


def bilateral(given: Mapping[str, int]) -> Layout:
    """Two sides of one table: the principals face each other in the middle.

    The guest faces the door; ranks go out from the middle, right first; interpreters sit behind
    their principals (H1, G1 are the principals; H1i the interpreter).
    """
    across, behind = given["seats"], given["behind"]
    pitch = 80
    width = 2 * EDGE + (across - 1) * pitch
    top, bottom = 300, 300 + 230
    height = bottom + 400
    ranks = in_a_row(across)
    seats = []
    for order in range(1, across + 1):
        rank = ranks[order - 1]
        out = (order - 1) * pitch
        guest = RoomSeat(
            number=f"G{rank}",
            x=width - EDGE - out,
            y=top,
            facing=DOWN,
            row=1,
            order=order,
            table="guest",
            side=GUEST,
            honour=2 * rank - 1,
            on_aisle=True,
        )
        # So that principals are opposite also where the middle is not one place.
        host_x = width - guest.x if across % 2 else EDGE + out - pitch
        host = RoomSeat(
            number=f"H{rank}",
            x=host_x,
            y=bottom,
            facing=UP,
            row=2,
            order=order,
            table="host",
            side=HOST,
            honour=2 * rank,
            on_aisle=True,
        )
        for one, away in ((guest, -95), (host, 95)):
            seats.append(one)
            if rank == 1 and behind:
                chairs = range(behind)
                seats += [
                    RoomSeat(
                        number=f"{one.number}i{chair + 1}" if behind > 1 else f"{one.number}i",
                        x=one.x + (chair * 2 - (behind - 1)) * 35,
                        y=one.y + away,
                        facing=one.facing,
                        row=one.row,
                        order=chair + 1,
                        table=one.table,
                        side=one.side,
                        kind=BEHIND,
                        behind=one.number,
                        on_aisle=True,
                    )
                    for chair in chairs
                ]
    long = (across - 1) * pitch + 90
    points = (
        Point(kind="door", name="A", x=width // 2, y=height),
        Point(kind="camera", name="", x=60, y=(top + bottom) // 2),
        Point(kind="waiting", name="", x=width - 80, y=height - 80),
    )
    return Layout(
        shape="bilateral",
        width=width,
        height=height,
        seats=tuple(seats),
        boards=(Board(x=width // 2, y=(top + bottom) // 2, width=long, height=110),),
        points=points,
    )


def signing(given: Mapping[str, int]) -> Layout:
    """Two who sign at one table, witnesses in a row behind.

    The host signs at the right hand of the pair, below the host's flag (UU 24/2009 art. 17).
    """
    witnesses = given["witnesses"]
    width = 2 * EDGE + max(3, witnesses) * 80
    middle = width // 2
    pair = [
        # They face down: the right hand of the pair is the left of the drawing.
        RoomSeat(number="S1", x=middle - 60, y=330, facing=DOWN, order=2, honour=1),
        RoomSeat(number="S2", x=middle + 60, y=330, facing=DOWN, order=1, honour=2),
    ]
    ranks = in_a_row(witnesses)
    left = middle + (witnesses - 1) * 40
    stand = [
        RoomSeat(
            number=f"W{ranks[order - 1]}",
            x=left - (order - 1) * 80,
            y=200,
            facing=DOWN,
            row=2,
            order=order,
            honour=2 + ranks[order - 1],
            kind=WITNESS,
            on_aisle=True,
        )
        for order in range(1, witnesses + 1)
    ]
    points = (
        Point(kind="door", name="A", x=middle, y=820),
        Point(kind="camera", name="", x=middle, y=680),
        Point(kind="waiting", name="", x=width - 80, y=720),
    )
    return Layout(
        shape="signing",
        width=width,
        height=820,
        seats=(*pair, *sorted(stand, key=lambda one: one.honour)),
        boards=(Board(x=middle, y=395, width=320, height=75),),
        points=points,
    )


def red_carpet(given: Mapping[str, int]) -> Layout:
    """Draw a receiving line: guests come in single file from the right of who receives.

    The most honoured arrives last, so mark 1, beside the host, is the lowest. Marks are numbered as
    they walk.
    """
    guests, hosts = given["guests"], given["hosts"]
    pitch = 110
    width = 2 * EDGE + (guests + hosts + 1) * pitch
    y = 330
    host_x = width - EDGE
    receive = [
        RoomSeat(
            number=f"R{place + 1}",
            x=host_x - (hosts - 1 - place) * 90,
            y=y - 110,
            facing=DOWN,
            row=1,
            order=hosts - place,
            kind=MARK,
            side=HOST,
        )
        for place in range(hosts)
    ]
    first = receive[0].x - pitch if receive else host_x
    line = [
        RoomSeat(
            number=str(place),
            x=first - (place - 1) * pitch,
            y=y,
            facing=RIGHT,
            row=2,
            order=guests - place + 1,
            honour=guests - place + 1,
            kind=MARK,
            side=GUEST,
        )
        for place in range(1, guests + 1)
    ]
    carpet = Board(x=width // 2, y=y, width=width - 120, height=140, kind="carpet")
    points = (
        Point(kind="door", name="A", x=0, y=y),
        Point(kind="camera", name="", x=host_x, y=y + 250),
        Point(kind="waiting", name="", x=120, y=y + 250),
    )
    return Layout(
        shape="carpet",
        width=width,
        height=y + 370,
        seats=(*receive, *line),
        boards=(carpet,),
        points=points,
    )
