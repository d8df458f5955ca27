"""What no seating can beat."""

import numpy as np

from narahubung.plans.seating.searching import assigned
from narahubung.plans.seating.table import Ints, Table


def half_sides(table: Table) -> Ints:
    """Return twice the cost of each guest on each seat with half of the best neighbours there."""
    some = table.n + 1 if table.m > table.n else table.n  # nobody is a neighbour, too, if there is
    double = 2 * table.own
    if some < 2:
        return double
    side = table.side[:some, :some].copy()
    far = np.int64(1) << 60
    np.fill_diagonal(side, far)
    if some > table.n:
        side[-1, -1] = 0
    at_left, at_right = side.min(axis=0), side.min(axis=1)
    both = _two(side.T, side) if some > 2 else at_left + at_right
    if table.m > table.n + 1:  # two empty seats
        both = np.minimum(both, 0)
    left, right = table.left[:-1] < table.m, table.right[:-1] < table.m
    beside = np.where(left & right, both[:, None], 0)
    beside = np.where(left & ~right, at_left[:, None], beside)
    beside = np.where(right & ~left, at_right[:, None], beside)
    double[:some] += beside
    return double


def _two(lefts: Ints, rights: Ints) -> Ints:
    """Return for each row the least sum of two, of which one stands at the left and another at the
    right: nobody sits at both hands.
    """
    two = np.argsort(lefts, axis=1, kind="stable")[:, :2]
    other = np.argsort(rights, axis=1, kind="stable")[:, :2]
    every = np.arange(len(lefts))
    least = np.full(len(lefts), np.int64(1) << 61)
    for a in range(2):
        for b in range(2):
            sums = lefts[every, two[:, a]] + rights[every, other[:, b]]
            least = np.where(two[:, a] == other[:, b], least, np.minimum(least, sums))
    return least


def of_tables(table: Table) -> int:
    """Return the least that tables cost: no club fits into fewer tables than its number asks."""
    room = int(np.bincount(table.at).max(initial=1))
    least = sum(min(0, cost) for cost in table.same.values())
    for clubs in table.clubs:
        for club, size in enumerate(np.bincount(clubs[:-1], minlength=len(table.dues))):
            least += int(table.dues[club]) * -(-int(size) // room) if club else 0
    return least


def bound_of(table: Table) -> int:
    """Return a bound of the whole problem (Gilmore 1962, Lawler 1963): each guest on each seat with
    half of the cheapest neighbours, solved as an assignment problem. O(n^3).
    """
    if table.m == 0:
        return table.constant
    rows = np.append(np.arange(table.n), np.full(table.m - table.n, table.n))
    _chosen, double = assigned(half_sides(table)[rows])
    return -(-double // 2) + of_tables(table) + table.constant
