"""Who sits, stands and walks where: rank to honour, with rules, reasons, bounds, fewest moves.

Words: honour (of a seat; 1 is the highest), rank (of a guest; equal is a tie), step (of honour,
away from what the rank asks), rule (hard, or a wish worth points), pin (decided by a person).
Importing this loads no solver: `seat_in_child` and `reseat_in_child` plan in a process of their
own; `planning.seat` and `reseating.reseat` are the same in this process.
"""

from narahubung.plans.assignment.child import PlanningFailedError
from narahubung.plans.seating.child import reseat_in_child, seat_in_child
from narahubung.plans.seating.explaining import explain
from narahubung.plans.seating.judging import faults, price, wishes
from narahubung.plans.seating.moving import conflicts_of_move
from narahubung.plans.seating.neighbours import Beside, neighbours
from narahubung.plans.seating.shapes import (
    BadProblemError,
    Broken,
    Conflicts,
    Fault,
    Guest,
    Inversion,
    Move,
    Pair,
    Pin,
    Policy,
    Problem,
    Proposal,
    Reason,
    Reseating,
    Rule,
    Seat,
    Seated,
    Seating,
    Tie,
)

__all__ = [
    "BadProblemError",
    "Beside",
    "Broken",
    "Conflicts",
    "Fault",
    "Guest",
    "Inversion",
    "Move",
    "Pair",
    "Pin",
    "PlanningFailedError",
    "Policy",
    "Problem",
    "Proposal",
    "Reason",
    "Reseating",
    "Rule",
    "Seat",
    "Seated",
    "Seating",
    "Tie",
    "conflicts_of_move",
    "explain",
    "faults",
    "neighbours",
    "price",
    "reseat_in_child",
    "seat_in_child",
    "wishes",
]
