"""Frozen answers about duties, already cut to what a person may see."""

from narahubung.duties.queries.now import Work, now_list, work_of
from narahubung.duties.queries.sheet import Look, MomentLine, StepSheet, step_sheet
from narahubung.duties.queries.standing import (
    LogLine,
    Mark,
    Missing,
    ObservationLine,
    PartyReadiness,
    late_count,
    log_of,
    missing_of,
    observations_of,
    readiness,
)
from narahubung.duties.queries.steps import (
    ONLY,
    FactLine,
    StepLine,
    sleeping_of,
    step_line,
    steps_of,
    touched_since,
)
from narahubung.duties.queries.whose import whose_of

__all__ = [
    "ONLY",
    "FactLine",
    "LogLine",
    "Look",
    "Mark",
    "Missing",
    "MomentLine",
    "ObservationLine",
    "PartyReadiness",
    "StepLine",
    "StepSheet",
    "Work",
    "late_count",
    "log_of",
    "missing_of",
    "now_list",
    "observations_of",
    "readiness",
    "sleeping_of",
    "step_line",
    "step_sheet",
    "steps_of",
    "touched_since",
    "whose_of",
    "work_of",
]
