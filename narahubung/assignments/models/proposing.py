"""Plans of the engines, to be looked at and adopted by a person."""

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
    """Which engine made it."""

    OFFICERS = "officers", _("who is attached to whom")
    ROSTER = "roster", _("who has the duty when")


class Proposal(models.Model):
    """A plan of an engine, looked at and adopted by a person.

    problem, plan: those of plans.assignment, or of plans.roster, as JSON.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=10, choices=ProposalKind, default=ProposalKind.OFFICERS.value
    )
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=ProposalState, default=ProposalState.WAITING.value
    )
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    seconds = models.FloatField(default=10)
    pins = models.JSONField(default=list)  # [{"party": id, "officer": id, "position": "lead"}]
    problem = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)  # what `plan officers --json` prints
    trouble = models.TextField(blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="proposal_number_once")
        ]

    def __str__(self) -> str:
        return f"proposal {self.number}"
