"""The calendar of exercises, and what was brought back from drills."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.learning.models.lessons import Lesson
from narahubung.learning.words import KINDS


class ExerciseKind(models.TextChoices):
    """HSEEP 2020: the first four are talked through, the others are done."""

    SEMINAR = "seminar", KINDS["seminar"]
    WORKSHOP = "workshop", KINDS["workshop"]
    TABLETOP = "tabletop", KINDS["tabletop"]
    GAME = "game", KINDS["game"]
    DRILL = "drill", KINDS["drill"]
    FUNCTIONAL = "functional", KINDS["functional"]
    FULL_SCALE = "full_scale", KINDS["full_scale"]


class Exercise(models.Model):
    """One of the calendar. held_at: since it took place."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=ExerciseKind)
    on = models.DateField()
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="exercises", null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    called_off_why = models.CharField(max_length=300, blank=True)
    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.title


class Result(models.Model):
    """What a person signed: figures and evidence of a drill, none of its rows."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="results", null=True)
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    figures = models.JSONField(default=dict)
    met = models.BooleanField()
    seal = models.CharField(max_length=64)
    signed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.title
