"""How people feel during the stay, and who makes a bad moment good."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.needs.words import WHOSE
from narahubung.parties.models import Department, Party


class Whose(models.TextChoices):
    """Whose mood it is."""

    GUEST = "guest", WHOSE["guest"]
    OFFICER = "officer", WHOSE["officer"]
    DEPARTMENT = "department", WHOSE["department"]
    PARTNER = "partner", WHOSE["partner"]


class Pulse(models.Model):
    """One face from 1 (bad) to 5, with a word. A bad one has a clock and somebody who goes.

    told_at: when the coordinator was told that the clock had run out.
    """

    right: ClassVar[str] = Right.SEE_REGISTER
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="pulses", null=True)
    department = models.ForeignKey(Department, models.CASCADE, related_name="pulses", null=True)
    whose = models.CharField(max_length=10, choices=Whose, default=Whose.GUEST.value)
    face = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    goes = models.CharField(max_length=200, blank=True)
    recover_by = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        indexes = [models.Index(fields=["event", "recover_by"], name="pulse_recover_by")]

    def __str__(self) -> str:
        return f"{self.whose} {self.face}"

    @property
    def waits(self) -> bool:
        """Tell whether somebody still has to go there."""
        return self.recover_by is not None and self.ended_at is None
