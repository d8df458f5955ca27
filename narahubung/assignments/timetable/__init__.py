"""What happens because time passes."""

from narahubung.assignments.timetable.lines import let_lines_follow

__all__ = ["let_lines_follow"]
