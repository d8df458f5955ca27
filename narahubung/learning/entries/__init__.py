"""What can happen to drills, lessons, improvements, reviews and exercises."""

from narahubung.learning.entries.drills import DrillBegun, DrillEnded, InjectDelivered, InjectMarked
from narahubung.learning.entries.lessons import (
    ChangeAcknowledged,
    ChangeAnnounced,
    ImprovementClosed,
    ImprovementPlanned,
    LessonLearned,
)
from narahubung.learning.entries.reviews import (
    ExerciseCalledOff,
    ExerciseHeld,
    ExercisePlanned,
    ObjectiveRated,
    PointNoted,
    ResultSigned,
    ReviewBegun,
    ReviewSigned,
)

__all__ = [
    "ChangeAcknowledged",
    "ChangeAnnounced",
    "DrillBegun",
    "DrillEnded",
    "ExerciseCalledOff",
    "ExerciseHeld",
    "ExercisePlanned",
    "ImprovementClosed",
    "ImprovementPlanned",
    "InjectDelivered",
    "InjectMarked",
    "LessonLearned",
    "ObjectiveRated",
    "PointNoted",
    "ResultSigned",
    "ReviewBegun",
    "ReviewSigned",
]
