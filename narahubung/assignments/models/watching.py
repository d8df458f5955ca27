"""What the watch noticed, and officers who ask for help without a word."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.assignments.words import ALARMS
from narahubung.kit.fields import SealedField
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Officer, Party


class AlarmKind(models.TextChoices):
    """What is not as it should be."""

    GAP = "gap", ALARMS["gap"]
    NOT_TAKEN = "not_taken", ALARMS["not_taken"]
    NO_SIGN = "no_sign", ALARMS["no_sign"]
    NOT_THERE = "not_there", ALARMS["not_there"]
    STILL = "still", ALARMS["still"]
    LONG_DUTY = "long_duty", ALARMS["long_duty"]


class Alarm(models.Model):
    """One quiet anomaly: the officer is asked first, then the coordinators. Asked once.

    about: what it hangs on, such as `movement:17`; one alarm of a kind about a thing for ever.
    facts: the figures, as data. answer: the code of the tap.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = "party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AlarmKind)
    about = models.CharField(max_length=80)
    party = models.ForeignKey(Party, models.CASCADE, related_name="alarms", null=True)
    officer = models.ForeignKey(Officer, models.SET_NULL, related_name="alarms", null=True)
    facts = models.JSONField(default=dict)
    noticed_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # the officer
    raised_at = models.DateTimeField(null=True)  # the coordinators
    answer = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kind", "about"], name="asked_once")
        ]
        indexes = [models.Index(fields=["event"], condition=Q(closed_at=None), name="open_alarms")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class HelpCall(models.Model):
    """An officer asks for help silently. Only coordinators and the officer know of it."""

    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    sealed: ClassVar[frozenset[str]] = frozenset({"text"})
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="help_calls")
    at = models.DateTimeField()
    text = SealedField(blank=True)
    told_again_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    taken_back = models.BooleanField(default=False)  # it was a slip

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=Q(closed_at=None), name="one_open_call_for_help"
            )
        ]

    def __str__(self) -> str:
        return f"help for {self.officer_id}"

    def seal_subject(self) -> str:
        """Return whose key seals the word that came with it."""
        return f"officer:{self.officer_id}"
