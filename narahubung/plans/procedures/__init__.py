"""Standard procedures: lists of steps, unfolded over the facts they hang on, and compared.

A *procedure* is one list of steps kept as data (YAML, versioned). An *anchor* is a fact with a
moment: an arrival, a trip, a session. A *due* is one step on one anchor with its moments. A *fold*
of old and new dues says which steps moved and which green ticks went bad.

Not an optimisation: a join of steps and anchors, O(steps x anchors), no clock, no randomness.
`docs/reference/procedures.md` tells how to write a list.
"""

from narahubung.plans.procedures.classify import Classifier, classify, load_classifier
from narahubung.plans.procedures.reading import BadProcedureError, load
from narahubung.plans.procedures.shapes import (
    ANY_DEPARTMENT,
    ATTRIBUTES,
    FACTS_OF,
    Anchor,
    Change,
    Due,
    Evidence,
    FactChange,
    Moment,
    Procedure,
    Step,
    Text,
)
from narahubung.plans.procedures.unfolding import (
    find_step,
    in_force,
    lead_time,
    refold,
    unfold,
)

__all__ = [
    "ANY_DEPARTMENT",
    "ATTRIBUTES",
    "FACTS_OF",
    "Anchor",
    "BadProcedureError",
    "Change",
    "Classifier",
    "Due",
    "Evidence",
    "FactChange",
    "Moment",
    "Procedure",
    "Step",
    "Text",
    "classify",
    "find_step",
    "in_force",
    "lead_time",
    "load",
    "load_classifier",
    "refold",
    "unfold",
]
