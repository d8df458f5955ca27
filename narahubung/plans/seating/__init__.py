"""Who sits, stands and walks where: rank to honour, with rules, reasons, bounds, fewest moves.

Words: honour (of a seat; 1 is the highest), rank (of a guest; equal is a tie), step (of honour,
away from what the rank asks), rule (hard, or a wish worth points), pin (decided by a person).
Importing this loads no solver.
"""

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
    "neighbours",
]
