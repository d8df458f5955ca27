"""What happens because time passes."""

from narahubung.assignments.timetable.alarms import remind_of_help, watch
from narahubung.assignments.timetable.handing_over import keep_hand_overs
from narahubung.assignments.timetable.lines import let_lines_follow

__all__ = [
    "keep_hand_overs",
    "let_lines_follow",
    "remind_of_help",
    "watch",
]
