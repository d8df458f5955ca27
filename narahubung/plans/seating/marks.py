"""Rows and floor marks: which place in a row is the most honoured, where it lies, how it looks.

Those who stand or sit in these rows look down the plan, at a camera or stage below them; row 1 is
the nearest to it. So a person's right is the left of the drawing, and of the camera.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from narahubung.plans.seating.shapes import STAND, Seat, Seating

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def abreast(number: int) -> tuple[int, ...]:
    """Return the honours of a row from left to right, as seen by those who are in it.

    Odd: the first in the middle, the second at the first's right, the third at the left: 3-1-2.
    Even: the first right of the middle, the second left of it: 4-2-1-3. (Retold from the rules of
    Permensesneg 13/2009; right is more honoured than left.)
    """
    if number % 2:
        right, left = range(2, number + 1, 2), range(3, number + 1, 2)
        return (*reversed(left), 1, *right)
    right, left = range(1, number + 1, 2), range(2, number + 1, 2)
    return (*reversed(left), *right)


def marks(
    sizes: Sequence[int],
    *,
    spacing_cm: int = 70,
    depth_cm: int = 80,
    kind: str = STAND,
    row: str = "row",
    together: bool = False,
) -> tuple[Seat, ...]:
    """Return the marks of rows of these sizes, row 1 first; its honours go before those of row 2.

    Codes are what is written on the floor: A1 is in row 1 at the camera's left. x_cm is measured
    from the middle, y_cm from row 1, away from the camera. together: all of a row share an honour.
    """
    found, before = list[Seat](), 0
    for number, size in enumerate(sizes):
        honours = abreast(size)[::-1]  # from the camera's left
        for place, honour in enumerate(honours):
            left = f"{LETTERS[number]}{place}" if place else ""
            found.append(
                Seat(
                    code=f"{LETTERS[number]}{place + 1}",
                    table=f"{row} {number + 1}",
                    x_cm=round((place - (size - 1) / 2) * spacing_cm),
                    y_cm=-number * depth_cm,
                    facing_deg=180,
                    honour=before + (1 if together else honour),
                    kind=kind,
                    right=left,
                )
            )
        before += 1 if together else size
    return tuple(found)


def even_rows(number: int, rows: int) -> tuple[int, ...]:
    """Return the sizes of rows for so many people, none longer by two; the front ones are longer.

    More rows than people are fewer.
    """
    rows = max(1, min(rows, number))
    return tuple(number // rows + (at < number % rows) for at in range(rows))


@dataclass(frozen=True, kw_only=True)
class View:
    """Both renderings of rows, row 1 first, each from left to right: seen by the camera and by
    those who are in the rows. "" is an empty mark.
    """

    from_camera: tuple[tuple[str, ...], ...]
    from_person: tuple[tuple[str, ...], ...]


def view(seats: Sequence[Seat], seating: Seating) -> View:
    """Return who is seen where; the one view is the mirror of the other."""
    who = {seat: guest for guest, seat in seating.items()}
    rows = _rows(seats)
    camera = tuple(tuple(who.get(seat.code, "") for seat in row) for row in rows)
    return View(from_camera=camera, from_person=tuple(row[::-1] for row in camera))


def hidden(
    seats: Sequence[Seat],
    seating: Seating,
    heights: Mapping[str, int],
    *,
    riser_cm: int = 20,
    reach_cm: int = 45,
) -> tuple[tuple[str, str], ...]:
    """Return who is hidden from the camera by whom: who stands right before is not a head lower.

    heights: in cm; who has none is not judged. riser_cm: by how much each row stands higher than
    the one before; reach_cm: how far to the side somebody still hides.
    """
    who = {seat: guest for guest, seat in seating.items()}
    rows, found = _rows(seats), list[tuple[str, str]]()
    for front, back in pairwise(rows):
        for one in back:
            for other in front:
                behind, before = who.get(one.code, ""), who.get(other.code, "")
                if abs(one.x_cm - other.x_cm) >= reach_cm or not {behind, before} <= set(heights):
                    continue
                if heights[behind] + riser_cm < heights[before] + 10:
                    found.append((behind, before))
    return tuple(found)


def _rows(seats: Sequence[Seat]) -> list[list[Seat]]:
    """Return the rows, the nearest to the camera first, each from the camera's left."""
    depths = sorted({seat.y_cm for seat in seats}, reverse=True)
    return [
        sorted((seat for seat in seats if seat.y_cm == depth), key=lambda seat: seat.x_cm)
        for depth in depths
    ]
