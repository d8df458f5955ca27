"""Skills of officers, as used in matching."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.records import Record
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
