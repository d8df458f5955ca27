"""Skills of officers, as used in matching."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Officer


class ServiceRecord(Record):
    """Certification, experience, clearance and conflicts of one officer."""

    right: ClassVar[str] = Right.SEE_SKILLS
    party_path: ClassVar[str] = ""
    officer = models.OneToOneField(Officer, models.CASCADE, related_name="service")
    certification = models.CharField(max_length=60, blank=True)
    certified_on = models.DateField(null=True)
    experience_events = models.IntegerField(default=0)
    experience_years = models.IntegerField(default=0)
    vip_cleared = models.BooleanField(null=True)  # None: nobody said
    driving_licence = models.BooleanField(null=True)
    conflict_note = models.CharField(max_length=200, blank=True)


class LanguageSkill(models.Model):
    """One language of one officer, by CEFR level."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="languages")
    language = models.CharField(max_length=8)  # ISO 639
    level = models.CharField(max_length=2)  # A1 … C2

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "language"], name="one_level_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.level}"


class Evidence(models.Model):
    """Proof of one unit of the competency map (`units.yaml`), from duty or from an exercise.

    met: whether the target was met; what was not met shows the gap. source names where it is from.
    """

    right: ClassVar[str] = Right.SEE_SKILLS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="evidence")
    unit = models.CharField(max_length=40)
    says = models.CharField(max_length=300)
    met = models.BooleanField()
    source = models.CharField(max_length=80)
    at = models.DateTimeField()
    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "unit", "source"], name="one_evidence_of_a_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.says}"


class Course(models.Model):
    """A training that an officer passed, and until when it counts; None: it does not expire."""

    right: ClassVar[str] = Right.SEE_SKILLS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="courses")
    name = models.CharField(max_length=120)
    passed_on = models.DateField()
    expires_on = models.DateField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.name
