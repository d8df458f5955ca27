"""Everything that only looks at who is with whom. Finished answers."""

from narahubung.assignments.queries.calling import LineNow, guest_lines, whom_to_call
from narahubung.assignments.queries.coverage import (
    Coverage,
    PartyCover,
    Presence,
    Uncovered,
    coverage,
)
from narahubung.assignments.queries.desk import (
    AssignmentDesk,
    CandidateLine,
    PartyLine,
    assignment_desk,
    candidates_for,
    free_first,
    holder_of,
)
from narahubung.assignments.queries.hours import DutyHours, OfficerHours, hours, hours_of
from narahubung.assignments.queries.own_roster import (
    OwnRoster,
    calendar_duties,
    own_officer,
    own_roster,
)
from narahubung.assignments.queries.policies import RosterRules, roster_rules
from narahubung.assignments.queries.proposals import (
    ProposalView,
    ProposedChange,
    newest_proposal,
    passed_over,
    proposal_view,
)
from narahubung.assignments.queries.roster_proposals import (
    RosterView,
    has_roster,
    held_duties,
    roster_view,
)
from narahubung.assignments.queries.serving import (
    OnDuty,
    Serving,
    officer_list,
    on_duty,
    serving_of,
    without_log_in,
)
from narahubung.assignments.rules import Call

__all__ = [
    "AssignmentDesk",
    "Call",
    "CandidateLine",
    "Coverage",
    "DutyHours",
    "LineNow",
    "OfficerHours",
    "OnDuty",
    "OwnRoster",
    "PartyCover",
    "PartyLine",
    "Presence",
    "ProposalView",
    "ProposedChange",
    "RosterRules",
    "RosterView",
    "Serving",
    "Uncovered",
    "assignment_desk",
    "calendar_duties",
    "candidates_for",
    "coverage",
    "free_first",
    "guest_lines",
    "has_roster",
    "held_duties",
    "holder_of",
    "hours",
    "hours_of",
    "newest_proposal",
    "officer_list",
    "on_duty",
    "own_officer",
    "own_roster",
    "passed_over",
    "proposal_view",
    "roster_rules",
    "roster_view",
    "serving_of",
    "whom_to_call",
    "without_log_in",
]
