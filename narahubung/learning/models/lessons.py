"""What was missed, and what is changed for it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Incident
from narahubung.kit.scoping import Scoped
from narahubung.learning.words import CHANGES, ELEMENTS, MEASURES


class Measure(models.TextChoices):
    """What the record can be asked: the same for an incident and for a drill."""

    REACHED = "reached", MEASURES["reached"]
    SWITCH = "switch", MEASURES["switch"]
    CARDS = "cards", MEASURES["cards"]
    ROLL = "roll", MEASURES["roll"]
    FIRST_DRAFT = "first_draft", MEASURES["first_draft"]
    FIRST_REPORT = "first_report", MEASURES["first_report"]
    REPORTS = "reports", MEASURES["reports"]


class Lesson(models.Model):
    """One thing that was missed. of: how many must be reached, 0 for all; people: whom (persons).

    within_min: the target. missed: what happened instead, in words.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    number = models.IntegerField()
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="lessons", null=True)
    what = models.CharField(max_length=300)
    why = models.CharField(max_length=500, blank=True)
    measure = models.CharField(max_length=20, choices=Measure)
    within_min = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField(default=0)
    people = models.JSONField(default=list)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_lesson_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.what}"


class Element(models.TextChoices):
    """POETE: which part of a capability is mended."""

    PLANNING = "planning", ELEMENTS["planning"]
    ORGANISATION = "organisation", ELEMENTS["organisation"]
    EQUIPMENT = "equipment", ELEMENTS["equipment"]
    TRAINING = "training", ELEMENTS["training"]
    EXERCISE = "exercise", ELEMENTS["exercise"]


class Changes(models.TextChoices):
    """What kind of thing is changed."""

    PROCEDURE = "procedure", CHANGES["procedure"]
    PLAYBOOK = "playbook", CHANGES["playbook"]
    CARD = "card", CHANGES["card"]
    TEMPLATE = "template", CHANGES["template"]


class Improvement(models.Model):
    """A corrective action.

    ref: of what `changes` says (the code of the procedure, role or template). was: the fingerprint
    of its version when this was planned; announced: of the version that its users were asked to
    acknowledge. roles: whose holders use it. closed_at: set by the house, when nothing is missing.
    """

    right: ClassVar[str] = Right.SEE_CRISIS
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="improvements")
    number = models.IntegerField()
    action = models.CharField(max_length=500)
    element = models.CharField(max_length=12, choices=Element)
    owner = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    due_on = models.DateField()
    changes = models.CharField(max_length=10, choices=Changes)
    ref = models.CharField(max_length=80, blank=True)
    roles = models.JSONField(default=list)
    was = models.CharField(max_length=64)
    announced = models.CharField(max_length=64, blank=True)
    announced_at = models.DateTimeField(null=True)
    says = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_improvement_a_number"),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("starts_on")), name="an_improvement_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.action}"


class Reading(models.Model):
    """A user of what was changed is asked to acknowledge one version of it."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="readings")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    version = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["improvement", "person", "version"], name="one_reading_of_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.version[:8]}"
