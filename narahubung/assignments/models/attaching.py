"""Attachments of officers to parties, and what people decided before any plan."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.assignments.models.rostering import LANGUAGE, RELIEF, SPOUSE
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Officer, Party

LEAD, DEPUTY = "lead", "deputy"
POSITIONS = {LEAD: _("lead"), DEPUTY: _("deputy")}
BY_HAND = {
    **POSITIONS,
    RELIEF: _("relief"),
    SPOUSE: _("spouse's officer"),
    LANGUAGE: _("language aide"),
}
"""Every position that a person may give; the first two every party has."""


class AttachmentQuerySet(Scoped["Attachment"]):
    def standing(self) -> Self:
        """Return those that were not ended."""
        return self.filter(ended_at=None)

    def at(self, moment: datetime) -> Self:
        """Return those in force at a moment."""
        return self.standing().filter(Q(since__lte=moment), Q(until__gt=moment))


class Attachment(models.Model):
    """An officer is attached to a party, in a position, from until. Ended ones are kept.

    firm: a named authority or a person said so; the engine never moves it. reasons: the engine's
    reasons as data (plans.assignment), rendered in the reader's language.
    """

    right: ClassVar[str] = Right.SEE_OFFICERS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="attachments")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="attachments")
    position = models.CharField(max_length=20)  # one of BY_HAND, or what the event's policy names
    since = models.DateTimeField()
    until = models.DateTimeField()
    firm = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=120, blank=True)
    reasons = models.JSONField(default=list)
    reach = models.ForeignKey("accounts.Reach", models.SET_NULL, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "position"],
                condition=Q(ended_at=None),
                name="one_officer_per_position",
            ),
            models.UniqueConstraint(
                fields=["party", "officer"],
                condition=Q(ended_at=None),
                name="an_officer_holds_one_position",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.position} of {self.party_id}"


class Preassignment(models.Model):
    """Somebody with a say named this officer for this party before any plan was made."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    party = models.ForeignKey(Party, models.CASCADE, related_name="preassignments")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="preassignments")
    position = models.CharField(max_length=20, default=LEAD)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True)
    may_be_changed = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="preassignment_code")]

    def __str__(self) -> str:
        return self.code


class Pin(models.Model):
    """A person holds an officer at a party for the plans to come."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="pins")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="pins")
    position = models.CharField(max_length=20)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "position"], name="one_pin_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} held for {self.party_id}"
