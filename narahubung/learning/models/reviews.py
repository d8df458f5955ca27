"""A review of an incident: what people make of what the record says."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Incident
from narahubung.kit.scoping import Scoped
from narahubung.learning.models.lessons import Measure
from narahubung.learning.words import POINTS, RATINGS


class Review(models.Model):
    """One of an incident. timings: as they stood when it was signed."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.OneToOneField(Incident, models.PROTECT, related_name="review")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=200, blank=True)
    timings = models.JSONField(default=list)
    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"review of incident {self.incident_id}"


class Rates(models.TextChoices):
    """HSEEP's four."""

    P = "P", RATINGS["P"]
    S = "S", RATINGS["S"]
    M = "M", RATINGS["M"]
    U = "U", RATINGS["U"]


class Rating(models.Model):
    """How one objective was performed, and why one says so; the newest stands."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="ratings")
    objective = models.CharField(max_length=20, choices=Measure)
    rating = models.CharField(max_length=1, choices=Rates)
    why = models.CharField(max_length=500)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.objective} {self.rating}"


class PointKind(models.TextChoices):
    """Which side of the review."""

    WELL = "well", POINTS["well"]
    LESS = "less", POINTS["less"]


class Point(models.Model):
    """What went well or less well, and why. entry_id: the line of the journal that shows it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="points")
    kind = models.CharField(max_length=4, choices=PointKind)
    text = models.CharField(max_length=500)
    why = models.CharField(max_length=500, blank=True)
    entry_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text
