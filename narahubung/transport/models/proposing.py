"""Plans of the fleet engine for a day, looked at and adopted by a person."""

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


class FleetProposal(models.Model):
    """Which car drives which trip of a day. anew: everything; else few changes only.

    problem, plan: those of plans.movements.fleet, as JSON; ids are those of rows. stood: {trip id:
    car id or None} before it was adopted, for taking it back.
    """

    right: ClassVar[str] = Right.REPORT_MOVEMENT
    party_path: ClassVar[str] = (
        ""  # of the whole event: for desks, not for one delegation's officer
    )
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    day = models.DateField()
    anew = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=ProposalState, default=ProposalState.WAITING.value
    )
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    problem = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    stood = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"fleet proposal {self.pk}"
