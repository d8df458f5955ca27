"""What the crisis wants to reach, who answers for which duty, and what is given back after it."""

from typing import ClassVar

from django.db import models

from narahubung.accounts.roles import Right
from narahubung.crisis.models.incidents import Incident
from narahubung.crisis.words_steering import ANSWERS, OBJECTIVES, PARTS
from narahubung.kit.scoping import Scoped


class ObjectiveState(models.TextChoices):
    """How far it has come."""

    OPEN = "open", OBJECTIVES["open"]
    MET = "met", OBJECTIVES["met"]
    DROPPED = "dropped", OBJECTIVES["dropped"]


class ObjectiveAnswer(models.TextChoices):
    """What its owner says when it is off track."""

    TIME = "time", ANSWERS["time"]
    HELP = "help", ANSWERS["help"]
    DROP = "drop", ANSWERS["drop"]


class DutyShare(models.TextChoices):
    """What a party is to a duty."""

    RESPONSIBLE = "R", PARTS["R"]
    SUPPORTS = "S", PARTS["S"]
    INFORMED = "I", PARTS["I"]


class Objective(models.Model):
    """So many by then, with an owner. version: counts adjustments; since: of the last of them.

    asked_at: when its owner was asked because it was off track; None once he answered.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="objectives")
    number = models.IntegerField()
    text = models.CharField(max_length=300)
    target = models.PositiveIntegerField()
    reached = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=200)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    version = models.IntegerField(default=1)
    state = models.CharField(
        max_length=8, choices=ObjectiveState, default=ObjectiveState.OPEN.value
    )
    asked_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="number_of_an_objective")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}.{self.number}"


class Feedback(models.Model):
    """What was measured or said of an objective. answer: the owner's, where it was off track."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="feedback")
    version = models.IntegerField()
    reached = models.PositiveIntegerField()
    answer = models.CharField(max_length=5, choices=ObjectiveAnswer, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.objective_id} {self.reached}"


class DutyPart(models.Model):
    """What one party is to one duty of a crisis, and who of it acknowledged that.

    duty, who: may hold both languages.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="duty_parts")
    duty = models.CharField(max_length=300)
    who = models.CharField(max_length=300)
    share = models.CharField(max_length=1, choices=DutyShare)
    acknowledged_by = models.CharField(max_length=200, blank=True)
    acknowledged_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "duty", "who"], name="a_party_once_in_a_duty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.share} {self.who}"


class Releasing(models.Model):
    """Something that is given back when it is over. releaser: who has the say over it."""

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="releasings")
    what = models.CharField(max_length=300)
    releaser = models.CharField(max_length=300)
    released_by = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    def __str__(self) -> str:
        return self.what
