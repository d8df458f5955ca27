"""What is wrong with a room, however it was drawn."""

from collections import Counter

from narahubung.plans.rooms.terms import Layout

NEAREST_CM = 35  # closer than this two people cannot be


def faults(layout: Layout) -> list[str]:
    """Return what cannot be: numbers given twice, honour given twice, seats in one another.

    Each as `what: which`, for tests and for plans that were changed by hand.
    """
    found = [f"number twice: {number}" for number, times in _counted(layout, "number") if times > 1]
    found += [
        f"honour twice: {rank}" for rank, times in _counted(layout, "honour") if rank and times > 1
    ]
    for one in layout.seats:
        if not (0 <= one.x <= layout.width and 0 <= one.y <= layout.height):
            found.append(f"outside: {one.number}")
    return found + _too_near(layout)


def _counted(layout: Layout, name: str) -> list[tuple[object, int]]:
    return list(Counter(getattr(one, name) for one in layout.seats).items())


def _too_near(layout: Layout) -> list[str]:
    """Compare each seat only with those of its own and the next squares: 1,000 seats are quick."""
    squares: dict[tuple[int, int], list[int]] = {}
    found = []
    for index, one in enumerate(layout.seats):
        column, line = one.x // NEAREST_CM, one.y // NEAREST_CM
        for across in (-1, 0, 1):
            for down in (-1, 0, 1):
                for other in squares.get((column + across, line + down), ()):
                    near = layout.seats[other]
                    if (near.x - one.x) ** 2 + (near.y - one.y) ** 2 < NEAREST_CM**2:
                        found.append(f"in one another: {near.number}, {one.number}")
        squares.setdefault((column, line), []).append(index)
    return found
