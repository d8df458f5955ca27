"""Who comes before whom: rule sets as data, chained, and an order in which every pair has a reason.

A *rule set* is a list of criteria (levels, date of office, alphabet, a list's own numbers), each
with its article. A *chain* is several rule sets one after the other: what the first leaves open the
next decides. An *order* holds ranks; what the whole chain leaves open is a *tie*: one rank, never
guessed, until a person settles it. A *move* is a place given by hand.

The answer is a total preorder made of lexicographic keys, O(guests x criteria + n log n), no clock,
no randomness: it hangs on nothing but the guests, and not on the order in which they are named.
"""

from narahubung.plans.precedence.alphabets import collation
from narahubung.plans.precedence.comparing import Difference, Moved, compare, inversions
from narahubung.plans.precedence.flags import FlagRow, flag_row
from narahubung.plans.precedence.ordering import rank
from narahubung.plans.precedence.reading import BadRuleSetError, load, rule_set_of
from narahubung.plans.precedence.terms import (
    By,
    Criterion,
    Guest,
    Level,
    Move,
    Order,
    Pair,
    Placed,
    Reason,
    RuleSet,
    Settlement,
    Tie,
)

__all__ = [
    "BadRuleSetError",
    "By",
    "Criterion",
    "Difference",
    "FlagRow",
    "Guest",
    "Level",
    "Move",
    "Moved",
    "Order",
    "Pair",
    "Placed",
    "Reason",
    "RuleSet",
    "Settlement",
    "Tie",
    "collation",
    "compare",
    "flag_row",
    "inversions",
    "load",
    "rank",
    "rule_set_of",
]
