"""The communication plan: what is to be said to whom, by which channel, when."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.fields import ToldChar
from narahubung.kit.scoping import Scoped
from narahubung.media.words import PLANNED


class Planned(models.TextChoices):
    """How far a line of the plan has come."""

    WRITTEN = "written", PLANNED["written"]
    APPROVED = "approved", PLANNED["approved"]
    SAID = "said", PLANNED["said"]
    DROPPED = "dropped", PLANNED["dropped"]


class PlanLine(models.Model):
    """One line of the plan: audience, key message in both languages, channel, day and hour.

    drafter: who makes what goes out; none: nobody yet. written_by: whose words the key message is,
    and who therefore does not approve it. why: of what was dropped.
    """

    right: ClassVar[str] = Right.SEE_MEDIA
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    audience = models.CharField(max_length=200)
    text_id = ToldChar(max_length=600)
    text_en = ToldChar(max_length=600)
    channel = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    drafter = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    written_by_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=Planned, default=Planned.WRITTEN.value)
    approved_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(null=True)
    said_by_name = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="number_of_a_planned_line")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.audience}"
