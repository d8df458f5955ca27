"""Which place of a row is the highest, and which the next."""

from collections.abc import Sequence


def in_a_row(seats: int) -> list[int]:
    """Return the rank of each place from the left of those seated: 3-1-2 odd, 4-2-1-3 even.

    Odd: the middle is the highest, then its right, then its left. Even: the right one of the two
    in the middle, then the left one (Registrasi untuk MICE; row rule of Permensesneg 13/2009).
    """
    ranks = [0] * seats
    right, left = (seats // 2, seats // 2 - 1)
    if seats % 2:
        ranks[right] = 1
        right += 1
        rank = 2
    else:
        rank = 1
    while left >= 0 or right < seats:
        if right < seats:
            ranks[right] = rank
            rank, right = rank + 1, right + 1
        if left >= 0:
            ranks[left] = rank
            rank, left = rank + 1, left - 1
    return ranks


def along_arms(base: Sequence[str], right: Sequence[str], left: Sequence[str]) -> dict[str, int]:
    """Return the ranks at a U: the base as a row, then the arms, right and left in turn.

    base: from the left of those seated; the arms from the base outward.
    """
    found = dict(zip(base, in_a_row(len(base)), strict=True))
    rank = len(base)
    for place in range(max(len(right), len(left))):
        for arm in (right, left):
            if place < len(arm):
                rank += 1
                found[arm[place]] = rank
    return found
