"""Everything that changes drills, lessons, improvements, reviews and the calendar."""

from narahubung.learning.commands.drills import begin_drill, deliver_inject, end_drill, mark_inject
from narahubung.learning.commands.lessons import (
    acknowledge_change,
    announce_change,
    close_improvement,
    learn_lesson,
    plan_improvement,
)
from narahubung.learning.commands.results import (
    call_off_exercise,
    hold_exercise,
    plan_exercise,
    sign_result,
)
from narahubung.learning.commands.reviews import (
    begin_review,
    note_point,
    rate_objective,
    sign_review,
)

__all__ = [
    "acknowledge_change",
    "announce_change",
    "begin_drill",
    "begin_review",
    "call_off_exercise",
    "close_improvement",
    "deliver_inject",
    "end_drill",
    "hold_exercise",
    "learn_lesson",
    "mark_inject",
    "note_point",
    "plan_exercise",
    "plan_improvement",
    "rate_objective",
    "sign_result",
    "sign_review",
]
