"""What a change of one moment does to everything else, and the smallest repairs.

Words: node (a moment of a thing), link (the least time from one to another), limit (when a node
must be at the latest), slack (what is left of it), broken (missed), tight (nearly), edit (what is
typed), outcome (what it does), chain (which links bind a moment), repair (shift, swap, shorten,
skip). `Network` and `mend` are the two ways in.
"""

from narahubung.plans.ripple.judging import Fault, ripple_faults
from narahubung.plans.ripple.mending import Mending, Repair, Search, mend
from narahubung.plans.ripple.network import Network
from narahubung.plans.ripple.pools import Pool, Use
from narahubung.plans.ripple.steps import Step, Weights
from narahubung.plans.ripple.terms import (
    BadNetworkError,
    Bound,
    Edit,
    Hours,
    Lag,
    Link,
    LinkName,
    Moved,
    Must,
    Node,
    Outcome,
    Part,
    Told,
)
from narahubung.plans.ripple.tracing import backward, chain, critical, margins, way

__all__ = [
    "BadNetworkError",
    "Bound",
    "Edit",
    "Fault",
    "Hours",
    "Lag",
    "Link",
    "LinkName",
    "Mending",
    "Moved",
    "Must",
    "Network",
    "Node",
    "Outcome",
    "Part",
    "Pool",
    "Repair",
    "Search",
    "Step",
    "Told",
    "Use",
    "Weights",
    "backward",
    "chain",
    "critical",
    "margins",
    "mend",
    "ripple_faults",
    "way",
]
