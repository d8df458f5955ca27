"""Drills, lessons with their improvements, reviews, the calendar of exercises."""

from narahubung.learning.models.drills import Drill, Inject, InjectKind, Mode, Standing
from narahubung.learning.models.exercises import Exercise, ExerciseKind, Result
from narahubung.learning.models.lessons import (
    Changes,
    Element,
    Improvement,
    Lesson,
    Measure,
    Reading,
)
from narahubung.learning.models.reviews import Point, PointKind, Rates, Rating, Review

__all__ = [
    "Changes",
    "Drill",
    "Element",
    "Exercise",
    "ExerciseKind",
    "Improvement",
    "Inject",
    "InjectKind",
    "Lesson",
    "Measure",
    "Mode",
    "Point",
    "PointKind",
    "Rates",
    "Rating",
    "Reading",
    "Result",
    "Review",
    "Standing",
]
