"""Attachments of officers to parties, and proposals."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Officer, Party

LEAD, DEPUTY = "lead", "deputy"
POSITIONS = {LEAD: _("lead"), DEPUTY: _("deputy")}


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
    position = models.CharField(max_length=20)  # lead, deputy, or what the event's policy names
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


class ProposalState(models.TextChoices):
    """The life of a proposal."""

    WAITING = "waiting", _("being computed")
    READY = "ready", _("ready to look at")
    ADOPTED = "adopted", _("adopted")
    DISMISSED = "dismissed", _("dismissed")
    FAILED = "failed", _("failed")


class Proposal(models.Model):
    """A plan of the engine, looked at and adopted by a person. `plan`: plans.assignment as JSON."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
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


class GuestLine(models.Model):
    """A telephone line of the organiser whose number a party was given: it is forwarded by hand.

    forwards_to, forwards_name: whom it was last switched to. asked_for: the number for which a
    switch was last asked, so that it is asked once.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, models.CASCADE, related_name="guest_line")
    phone = models.CharField(max_length=40)
    forwards_to = models.CharField(max_length=40, blank=True)
    forwards_name = models.CharField(max_length=200, blank=True)
    switched_at = models.DateTimeField(null=True)
    switched_by = models.CharField(max_length=200, blank=True)
    asked_for = models.CharField(max_length=40, blank=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return f"{self.phone} of {self.party_id}"
