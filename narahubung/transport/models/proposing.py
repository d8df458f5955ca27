"""Plans of an engine, looked at and adopted by a person."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped


class ProposalState(models.TextChoices):
    """The life of a proposal."""

    WAITING = "waiting", _("being computed")
    READY = "ready", _("ready to look at")
    ADOPTED = "adopted", _("adopted")
    DISMISSED = "dismissed", _("dismissed")
    FAILED = "failed", _("failed")


class ProposalKind(models.TextChoices):
    """Which engine answers, and what its plan is about."""

    CARS = "cars", _("plan of cars")
    POOLED = "pooled", _("pooled transfers")
    SLOTS = "slots", _("arrivals at a door")
    LEAVING = "leaving", _("departures from a door")


class Proposal(models.Model):
    """Which car drives which trip of a day, who shares a car, or who uses a door when.

    anew: everything; else few changes only. item: of slots at a door, what all come for or leave.
    wishes: what the one who asks said, taken over by the next of its kind. problem, plan: those of
    the engine, as JSON; ids are those of rows. stood: what was before it was adopted, for taking
    it back.
    """

    right: ClassVar[str] = Right.REPORT_MOVEMENT
    party_path: ClassVar[str] = (
        ""  # of the whole event: for desks, not for one delegation's officer
    )
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ProposalKind, default=ProposalKind.CARS.value)
    day = models.DateField()
    item = models.ForeignKey("programme.Item", models.CASCADE, related_name="+", null=True)
    anew = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=ProposalState, default=ProposalState.WAITING.value
    )
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    wishes = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    stood = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"proposal {self.pk} of {self.kind}"
